#include "core/media/seal_file.h"

#include "core/crypto/sha256_stream.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>
#include <QSaveFile>

namespace confab {

namespace {

MediaError failure(ErrorCode code, const char *sentence)
{
    return {code, QCoreApplication::translate("Media", sentence), false};
}

} // namespace

Result<PublicKey, MediaError> sealFile(
    QIODevice &source, const AttachmentCipher &cipher, const QString &path, const std::atomic_bool &stop)
{
    constexpr int batch = 16; // chunks a write
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return Failure {failure(ErrorCode::Internal, QT_TRANSLATE_NOOP("Media", "The file could not be prepared: the disk refuses it."))};
    Sha256Stream hash;
    QByteArray plain(attachment::chunk * batch, Qt::Uninitialized);
    QByteArray sealed(attachment::sealedChunk * batch, Qt::Uninitialized);
    for (qint64 index = 0; index < cipher.count();) {
        if (stop)
            return Failure {failure(ErrorCode::Timeout, QT_TRANSLATE_NOOP("Media", "Sending was cancelled."))};
        const qint64 wanted = std::min<qint64>(plain.size(), cipher.size() - index * attachment::chunk);
        qint64 have = 0;
        while (have < wanted) {
            const qint64 got = source.read(plain.data() + have, wanted - have);
            if (got <= 0)
                return Failure {failure(ErrorCode::NotFound, QT_TRANSLATE_NOOP("Media", "The file has changed since it was chosen."))};
            have += got;
        }
        qint64 out = 0;
        for (qint64 in = 0; in < wanted || (wanted == 0 && index == 0); in += attachment::chunk, ++index) {
            cipher.seal(index, plain.constData() + in, sealed.data() + out);
            out += cipher.length(index) + attachment::tag;
        }
        hash.add(QByteArrayView(sealed.constData(), out));
        if (file.write(sealed.constData(), out) != out)
            return Failure {failure(ErrorCode::Internal, QT_TRANSLATE_NOOP("Media", "The file could not be prepared: there is no space left on this computer."))};
    }
    char more = 0;
    if (source.read(&more, 1) > 0)
        return Failure {failure(ErrorCode::NotFound, QT_TRANSLATE_NOOP("Media", "The file has changed since it was chosen."))};
    if (!file.commit())
        return Failure {failure(ErrorCode::Internal, QT_TRANSLATE_NOOP("Media", "The file could not be prepared: there is no space left on this computer."))};
    return hash.result();
}

Result<PublicKey, MediaError> sealBytes(const QByteArray &bytes, const AttachmentCipher &cipher, const QString &path)
{
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    return sealFile(buffer, cipher, path, std::atomic_bool(false));
}

} // namespace confab
