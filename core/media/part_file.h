#pragma once

#include "core/crypto/attachment.h"
#include "core/crypto/sha256_stream.h"

#include <QFile>

namespace confab {

//! The growing ciphertext of a download. Every chunk is checked before it is written, so whatever is on disk is genuine;
//! the hash of the whole is checked at the end. Not for two threads at once.
class PartFile {
public:
    enum class State : std::uint8_t {
        More, //!< fine so far
        Whole, //!< all bytes are there; finish() may be called
        Damaged, //!< not the promised bytes: the file is removed
        NoSpace, //!< or another trouble with the disk; what is there stays
    };

    //! `expected`: of the whole ciphertext.
    PartFile(QString path, AttachmentCipher cipher, const PublicKey &expected);

    //! Opens, and takes over the genuine chunks that an earlier run left; reads all of them once.
    State open();
    //! The next bytes of the ciphertext; what lies beyond its end is damage.
    State append(QByteArrayView bytes);
    qint64 size() const { return m_written + m_pending.size(); } //!< bytes held, the next one to ask for
    qint64 written() const { return m_written; } //!< whole chunks on disk
    //! Checks the hash and moves the file to `path`.
    State finish(const QString &path);

private:
    State takeChunk(const char *sealed);
    State damaged();
    State state() const { return m_written == m_cipher.sealedSize() ? State::Whole : State::More; }
    qint64 nextLength() const { return m_cipher.length(m_index) + attachment::tag; }

    QFile m_file;
    AttachmentCipher m_cipher;
    PublicKey m_expected;
    Sha256Stream m_hash;
    QByteArray m_pending; //!< of a chunk that is not whole yet
    qint64 m_index = 0; //!< of the next chunk
    qint64 m_written = 0;
};

} // namespace confab
