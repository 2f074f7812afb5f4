#include "core/media/sealed_device.h"

#include <cstring>

namespace confab {

SealedDevice::SealedDevice(AttachmentCipher cipher, QString path, QString partial, Fetch fetch, QObject *parent)
    : QIODevice(parent)
    , m_cipher(std::move(cipher))
    , m_path(std::move(path))
    , m_partial(std::move(partial))
    , m_fetch(std::move(fetch))
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 SealedDevice::readData(char *data, qint64 max)
{
    qint64 done = 0;
    while (done < max && pos() + done < size()) {
        const qint64 at = pos() + done;
        const qint64 index = at / attachment::chunk;
        const QByteArray *chunk = chunkAt(index);
        if (!chunk) {
            setErrorString(tr("This part of the file is not here and could not be fetched."));
            return done > 0 ? done : -1;
        }
        const qint64 within = at - index * attachment::chunk;
        const qint64 part = std::min<qint64>(chunk->size() - within, max - done);
        std::memcpy(data + done, chunk->constData() + within, size_t(part));
        done += part;
    }
    return done;
}

const QByteArray *SealedDevice::chunkAt(qint64 index)
{
    if (const QByteArray *known = m_plain.object(index))
        return known;
    QByteArray sealed;
    if ((fromDisk(index, sealed) && keep(index, sealed.constData())) || fromServer(index))
        return m_plain.object(index);
    return nullptr;
}

bool SealedDevice::fromDisk(qint64 index, QByteArray &sealed)
{
    if (!m_file.isOpen()) {
        // An open file stays readable when it is moved to its final name, so this is tried but once.
        for (const QString &path : {m_path, m_partial}) {
            m_file.setFileName(path);
            if (!path.isEmpty() && m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
                break;
        }
    }
    const qint64 length = m_cipher.length(index) + attachment::tag;
    const qint64 offset = AttachmentCipher::sealedOffset(index);
    if (!m_file.isOpen() || m_file.size() < offset + length || !m_file.seek(offset))
        return false;
    sealed = m_file.read(length);
    return sealed.size() == length;
}

bool SealedDevice::fromServer(qint64 index)
{
    if (!m_fetch)
        return false;
    const qint64 count = std::min(readAhead, m_cipher.count() - index);
    const QByteArray sealed = m_fetch(index, count);
    qint64 offset = 0;
    qint64 taken = 0;
    for (; taken < count; ++taken) {
        const qint64 length = m_cipher.length(index + taken) + attachment::tag;
        if (sealed.size() < offset + length || !keep(index + taken, sealed.constData() + offset))
            break;
        offset += length;
    }
    return taken > 0;
}

bool SealedDevice::keep(qint64 index, const char *sealed)
{
    auto plain = std::make_unique<QByteArray>(m_cipher.length(index), Qt::Uninitialized);
    if (!m_cipher.open(index, sealed, plain->data()))
        return false;
    return m_plain.insert(index, plain.release());
}

} // namespace confab
