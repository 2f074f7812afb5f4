#pragma once

#include "core/store/vfs/sealed_file.h"

#include <mutex>
#include <optional>

namespace confab::vfs {

//! A write-ahead log, or another file that SQLite writes from front to back: rollback and statement journals, temporary
//! databases.
//!
//!     header (48, padded to 64) | mark A | mark B | head, slot A | slot B | body record | …
//!
//! *Blocks*. Of a write-ahead log the head is SQLite's 32-byte header and each body block one frame (24 + 4096 bytes), so
//! that a frame costs one seal, whenever its last byte is written. Of the others every block has 4096 bytes.
//!
//! *Logical size*: the head and as many whole blocks as there are records.
//!
//! *Generations* (write-ahead logs). SQLite begins a log anew by writing its header again; what stands behind it is then
//! history. Each header begins a generation, which is part of what every record is sealed as and stands in its nonce.
//! The header's slots alternate, so that a torn one leaves the former.
//!
//! *Marks* tell how many blocks of which generation were synced. They are written after a sync, alternately, and are not
//! synced themselves: one that is lost costs nothing. Below the mark every block must open, else the file is damaged
//! (SQLITE_IOERR_DATA); above it, one that does not is the torn end of a log and reads as zeros, which SQLite's own
//! checksums take for the end. Journals have no marks: they only guard a database that is still being created.
//!
//! Not detected: a log that was removed, or put back whole to an earlier state.
class LogFile final : public SealedFile {
public:
    enum class Kind : std::uint8_t { WriteAhead, Plain };

    LogFile(const SymmetricKey &master, Kind kind, Reading reading = Reading::Strict);

    int read(const RawFile &raw, std::int64_t offset, std::span<std::uint8_t> into) override;
    int write(const RawFile &raw, std::int64_t offset, std::span<const std::uint8_t> bytes) override;
    int truncate(const RawFile &raw, std::int64_t size) override;
    int sync(const RawFile &raw, int flags) override;
    int size(const RawFile &raw, std::int64_t &size) override;
    int deviceCharacteristics() const override;

private:
    struct Mark {
        std::uint64_t number = 0; //!< which of the two is newer
        std::uint64_t generation = 0;
        std::int64_t blocks = 0;
    };
    struct Buffer { //!< the block being written
        std::int64_t index = -1;
        std::vector<std::uint8_t> bytes;
        bool dirty = false;
    };

    bool isWal() const { return m_kind == Kind::WriteAhead; }
    std::int64_t plainSize(std::int64_t index) const { return index == 0 ? m_head : m_body; }
    std::int64_t recordAt(std::int64_t index, std::uint64_t generation) const;
    std::int64_t bodyStart() const;
    std::int64_t indexOf(std::int64_t offset) const { return offset < m_head ? 0 : 1 + (offset - m_head) / m_body; }
    std::int64_t startOf(std::int64_t index) const { return index == 0 ? 0 : m_head + (index - 1) * m_body; }
    std::int64_t logicalSize() const { return m_blocks == 0 ? 0 : startOf(m_blocks); }

    int prepare(const RawFile &raw);
    int create(const RawFile &raw);
    int findGeneration(const RawFile &raw);
    int damaged() const { return m_reading == Reading::Strict ? SQLITE_IOERR_DATA : SQLITE_OK; }
    int readMarks(const RawFile &raw);
    int writeMark(const RawFile &raw, std::uint64_t generation, std::int64_t blocks);
    bool openRecord(const RawFile &raw, std::int64_t index, std::uint64_t generation, std::span<std::uint8_t> into, int &rc);
    int readBlock(const RawFile &raw, std::int64_t index, std::span<std::uint8_t> into);
    int begin(const RawFile &raw, std::span<const std::uint8_t> head);
    int fillBuffer(const RawFile &raw, std::int64_t index, bool whole);
    int flush(const RawFile &raw);

    SymmetricKey m_master;
    const Kind m_kind;
    const Reading m_reading;
    const std::int64_t m_head;
    const std::int64_t m_body;
    std::mutex m_mutex;
    bool m_prepared = false;
    std::optional<BlockCipher> m_cipher; //!< none while the file is empty
    std::uint64_t m_generation = 0;
    std::int64_t m_blocks = 0; //!< records that the file has, of whatever generation
    std::int64_t m_valid = 0; //!< up to here blocks of this generation were read or written
    std::int64_t m_written = 0; //!< up to here by this object: they must open
    Mark m_mark; //!< of this generation, or of none
    Buffer m_buffer;
    std::vector<std::uint8_t> m_record; //!< scratch
};

} // namespace confab::vfs
