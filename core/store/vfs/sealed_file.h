#pragma once

#include "core/store/vfs/block_cipher.h"
#include "core/store/vfs/raw_file.h"

#include <optional>
#include <vector>

namespace confab::vfs {

//! Lenient: to get out of a damaged file what still opens (CipherVfs::lenient).
enum class Reading : std::uint8_t { Strict, Lenient };

//! What one file of the profile looks like to SQLite: plain bytes at plain offsets. Shared by every connection that has
//! the file open; each brings its own RawFile. All members are safe to call from several threads. Results are SQLite's
//! codes; damage is SQLITE_IOERR_DATA, a file that is none of ours or under another key SQLITE_NOTADB.
class SealedFile {
public:
    virtual ~SealedFile() = default;

    //! Fills all of `into`; beyond the end zeros and SQLITE_IOERR_SHORT_READ.
    [[nodiscard]] virtual int read(const RawFile &raw, std::int64_t offset, std::span<std::uint8_t> into) = 0;
    [[nodiscard]] virtual int write(const RawFile &raw, std::int64_t offset, std::span<const std::uint8_t> bytes) = 0;
    [[nodiscard]] virtual int truncate(const RawFile &raw, std::int64_t size) = 0;
    //! What was written before is on the disk afterwards.
    [[nodiscard]] virtual int sync(const RawFile &raw, int flags) = 0;
    [[nodiscard]] virtual int size(const RawFile &raw, std::int64_t &size) = 0;
    //! SQLITE_IOCAP_… that this form keeps its word on.
    virtual int deviceCharacteristics() const = 0;
};

//! The first bytes of every file: magic (8) ‖ format version u32 ‖ block size u32 ‖ file id (16) ‖ check (16).
struct FileHeader {
    static constexpr std::size_t size = 48;
    static constexpr std::uint32_t version = 1;
    static constexpr std::uint32_t blockSize = 4096;

    FileId id {};
    std::array<std::uint8_t, 16> check {};

    void write(std::span<std::uint8_t> into, std::span<const char, 8> magic) const;
    //! False: not a file of this kind and version.
    [[nodiscard]] bool parse(std::span<const std::uint8_t> from, std::span<const char, 8> magic);
    //! Begins a file: writes a fresh header, zeros up to `space`, and gives its cipher.
    [[nodiscard]] static int create(const RawFile &raw, std::span<const char, 8> magic, std::size_t space,
        const SymmetricKey &master, std::optional<BlockCipher> &cipher);
    //! Reads the header of a file that is not empty. SQLITE_NOTADB: not of this kind and version, or under another key.
    [[nodiscard]] static int open(
        const RawFile &raw, std::span<const char, 8> magic, const SymmetricKey &master, std::optional<BlockCipher> &cipher);

    //! None where the file is sealed under another key.
    [[nodiscard]] std::optional<BlockCipher> cipherUnder(const SymmetricKey &master) const;
};

} // namespace confab::vfs
