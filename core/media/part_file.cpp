#include "core/media/part_file.h"

namespace confab {

PartFile::PartFile(QString path, AttachmentCipher cipher, const PublicKey &expected)
    : m_file(std::move(path))
    , m_cipher(std::move(cipher))
    , m_expected(expected)
{
    m_pending.reserve(attachment::sealedChunk);
}

PartFile::State PartFile::open()
{
    if (!m_file.open(QIODevice::ReadWrite | QIODevice::Unbuffered))
        return State::NoSpace;
    QByteArray buffer(attachment::sealedChunk, Qt::Uninitialized);
    while (m_index < m_cipher.count()) {
        const qint64 length = nextLength();
        if (m_file.read(buffer.data(), length) != length || !m_cipher.isGenuine(m_index, buffer.constData()))
            break; // half a chunk of a killed run, or a disk that lied: from here on anew
        m_hash.add(QByteArrayView(buffer.constData(), length));
        m_written += length;
        ++m_index;
    }
    if (m_file.size() != m_written && !m_file.resize(m_written))
        return State::NoSpace;
    m_file.seek(m_written);
    return state();
}

PartFile::State PartFile::append(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        if (m_index == m_cipher.count())
            return damaged();
        const qint64 length = nextLength();
        if (m_pending.isEmpty() && bytes.size() >= length) { // the usual case: no copy
            if (const State taken = takeChunk(bytes.data()); taken == State::Damaged || taken == State::NoSpace)
                return taken;
            bytes = bytes.sliced(length);
            continue;
        }
        const qsizetype part = std::min<qsizetype>(bytes.size(), length - m_pending.size());
        m_pending.append(bytes.data(), part);
        bytes = bytes.sliced(part);
        if (m_pending.size() < length)
            break;
        const State taken = takeChunk(m_pending.constData());
        m_pending.resize(0);
        if (taken == State::Damaged || taken == State::NoSpace)
            return taken;
    }
    return state();
}

PartFile::State PartFile::takeChunk(const char *sealed)
{
    const qint64 length = nextLength();
    if (!m_cipher.isGenuine(m_index, sealed))
        return damaged();
    if (m_file.write(sealed, length) != length) {
        m_file.resize(m_written);
        return State::NoSpace;
    }
    m_hash.add(QByteArrayView(sealed, length));
    m_written += length;
    ++m_index;
    return state();
}

PartFile::State PartFile::finish(const QString &path)
{
    if (state() != State::Whole)
        return State::More;
    if (m_hash.result() != m_expected)
        return damaged();
    m_file.close();
    QFile::remove(path);
    return m_file.rename(path) ? State::Whole : State::NoSpace;
}

PartFile::State PartFile::damaged()
{
    m_file.remove();
    return State::Damaged;
}

} // namespace confab
