#pragma once

#include "core/crypto/primitives.h"

#include <array>
#include <span>

namespace confab::vfs {

using FileId = std::array<std::uint8_t, 16>;

//! Seals the blocks of one file: record = nonce (24) ‖ XChaCha20-Poly1305(block) ‖ tag (16).
//!
//! The key belongs to the file alone (keyed BLAKE2b of the file's random id under the profile's master key), so a block
//! of another file never opens. The authenticated data is the block's place and its version, so a block does not open
//! elsewhere in its file, nor as what it was before. The first 8 bytes of the nonce may carry a number that is readable
//! without the key (`stamp`); the other 16 are random at every write.
class BlockCipher {
public:
    static constexpr std::size_t overhead = 24 + 16;

    //! What a record claims to be.
    struct Place {
        std::uint64_t block = 0;
        std::uint64_t version = 0;
    };

    BlockCipher(const SymmetricKey &master, const FileId &file);

    //! `record` is `plain` and the overhead long. One thread at a time.
    void seal(Place place, std::uint64_t stamp, std::span<const std::uint8_t> plain, std::span<std::uint8_t> record);
    //! False, with `plain` zeroed, where anything at all differs.
    [[nodiscard]] bool open(Place place, std::span<const std::uint8_t> record, std::span<std::uint8_t> plain) const;
    //! 16 bytes that only the holder of the key can name: tells a wrong key from a damaged file.
    [[nodiscard]] std::array<std::uint8_t, 16> check() const;

    static std::uint64_t stampOf(std::span<const std::uint8_t> record);

private:
    static constexpr std::size_t randomPart = 16; //!< of a nonce

    SymmetricKey m_key;
    std::array<std::uint8_t, 64 * randomPart> m_random; //!< for the next nonces: the system is asked once for many
    std::size_t m_used = sizeof m_random;
};

//! Whole numbers as they stand in the files: little endian.
void putNumber(std::uint8_t *at, std::uint64_t value, int bytes);
std::uint64_t numberAt(const std::uint8_t *at, int bytes);

} // namespace confab::vfs
