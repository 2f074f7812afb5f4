#pragma once

#include "core/protocol/ids.h"
#include "core/protocol/limits.h"

#include <array>
#include <optional>

//! The format of sealed files (protocol section 8): chunks of 64 KiB, each XChaCha20-Poly1305 under the file's key with
//! nonce = 15 random bytes ‖ u64 index, big-endian ‖ 1 for the last chunk, else 0; tag behind. An empty file is one empty
//! last chunk. Chunks cannot be moved, left out, added or taken from elsewhere: index, end and file are in the nonce.
namespace confab {

namespace attachment {

inline constexpr qint64 chunk = 64 * 1024; //!< bytes of plaintext
inline constexpr qint64 tag = 16;
inline constexpr qint64 sealedChunk = chunk + tag;
inline constexpr qsizetype nonceSize = 15;
//! The largest file whose ciphertext the protocol allows, bytes.
inline constexpr qint64 largest = limits::attachment / sealedChunk * chunk;

//! Sizes are bytes, 0 to `largest`.
constexpr qint64 chunkCount(qint64 plainSize)
{
    return plainSize == 0 ? 1 : (plainSize + chunk - 1) / chunk;
}
constexpr qint64 sealedSize(qint64 plainSize)
{
    return plainSize + chunkCount(plainSize) * tag;
}

} // namespace attachment

//! The cipher of one file: any chunk in any order. Copies wipe themselves; not for two threads at once.
class AttachmentCipher {
public:
    //! None where the nonce has not 15 bytes or the size is out of bounds.
    [[nodiscard]] static std::optional<AttachmentCipher> make(const PublicKey &key, QByteArrayView nonce, qint64 plainSize);
    ~AttachmentCipher();
    AttachmentCipher(const AttachmentCipher &) = default;
    AttachmentCipher &operator=(const AttachmentCipher &) = default;

    qint64 size() const { return m_size; }
    qint64 sealedSize() const { return attachment::sealedSize(m_size); }
    qint64 count() const { return attachment::chunkCount(m_size); }
    //! Bytes of plaintext in chunk `index`, 0 ≤ index < count().
    qint64 length(qint64 index) const
    {
        return index + 1 < count() ? attachment::chunk : m_size - index * attachment::chunk;
    }
    static qint64 sealedOffset(qint64 index) { return index * attachment::sealedChunk; }

    //! `plain` has length(index) bytes, `sealed` room for `tag` more. May not overlap.
    void seal(qint64 index, const char *plain, char *sealed) const;
    //! The reverse. False: not the chunk that was sealed here; `plain` is not to be used.
    [[nodiscard]] bool open(qint64 index, const char *sealed, char *plain) const;
    //! The same check without the work of decrypting.
    [[nodiscard]] bool isGenuine(qint64 index, const char *sealed) const;

private:
    AttachmentCipher(const PublicKey &key, QByteArrayView nonce, qint64 plainSize);
    std::array<unsigned char, 24> nonceOf(qint64 index) const;

    PublicKey m_key;
    std::array<unsigned char, attachment::nonceSize> m_nonce {};
    qint64 m_size = 0;
};

} // namespace confab
