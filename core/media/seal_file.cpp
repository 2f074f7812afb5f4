#include "core/media/seal_file.h"

#include "core/crypto/sha256_stream.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>
#include <QSaveFile>
#include <future>

#ifdef Q_OS_LINUX
#include <fcntl.h>
#endif

namespace confab {

namespace {

MediaError failure(ErrorCode code, const char *sentence)
{
    return {code, QCoreApplication::translate("Media", sentence), false};
}

//! The disk may begin with the last `count` bytes: so the file's end has less to wait for.
void beginWriteback([[maybe_unused]] QSaveFile &file, [[maybe_unused]] qint64 count)
{
#ifdef Q_OS_LINUX
    ::sync_file_range(file.handle(), file.pos() - count, count, SYNC_FILE_RANGE_WRITE); // where it cannot, commit() waits longer
#endif
}

} // namespace

Result<PublicKey, MediaError> sealFile(
    QIODevice &source, const AttachmentCipher &cipher, const QString &path, const std::atomic_bool &stop)
{
    constexpr int batch = 16; // chunks a write: 1 MiB
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return Failure {failure(ErrorCode::Internal, QT_TRANSLATE_NOOP("Media", "The file could not be prepared: the disk refuses it."))};
    Sha256Stream hash;
    QByteArray plain(attachment::chunk * batch, Qt::Uninitialized);
    QByteArray sealed(attachment::sealedChunk * batch, Qt::Uninitialized);
    QByteArray behind = sealed;
    std::future<bool> writing; // `behind` is hashed and written while `sealed` is filled
    const auto written = [&writing] { return !writing.valid() || writing.get(); };
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
        if (!written())
            return Failure {failure(ErrorCode::Internal, QT_TRANSLATE_NOOP("Media", "The file could not be prepared: there is no space left on this computer."))};
        std::swap(sealed, behind);
        writing = std::async(std::launch::async, [&hash, &file, &behind, out] {
            hash.add(QByteArrayView(behind.constData(), out));
            const bool done = file.write(behind.constData(), out) == out;
            beginWriteback(file, out);
            return done;
        });
    }
    char more = 0;
    if (source.read(&more, 1) > 0)
        return Failure {failure(ErrorCode::NotFound, QT_TRANSLATE_NOOP("Media", "The file has changed since it was chosen."))};
    if (!written() || !file.commit())
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
