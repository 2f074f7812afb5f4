#pragma once

#include "core/store/vfs/sealed_file.h"

#include <map>
#include <mutex>
#include <optional>
#include <shared_mutex>

namespace confab::vfs {

//! A database file: blocks of 4096 bytes, each of which is one page.
//!
//!     header block (4096) | spare record of block 0 | group 0 | group 1 | …
//!     group = version table, slot A | version table, slot B | 512 records
//!
//! *Logical size*: 4096 × the number of whole records. SQLite writes pages; anything else is widened by reading first.
//!
//! *Versions*. Each block has a version, one more than at the last sync, under which its record is sealed; the group's
//! table says which version counts. So an old copy of a block does not pass for the new one. A sync makes the blocks
//! durable, then the tables, alternately in slot A and B, then those. A block may therefore be one version ahead of its
//! table (the crash came between), never behind: that is damage.
//!
//! *Torn writes*. A block is only overwritten while its new content still stands in the write-ahead log (or its old one in
//! the journal), and SQLite does not read it from here before that was replayed. Except for block 0, the first thing it
//! reads: its even versions stand in the group, the odd ones in the spare record, so the last synced one is never touched.
//!
//! Each record also says its version in its nonce, for when both slots of a table are lost (Reading::Lenient). Nothing
//! else trusts that.
//!
//! Not detected: a whole group, or the whole file, put back to an earlier state. That is what restoring a backup does.
class PageFile final : public SealedFile {
public:
    static constexpr std::int64_t block = FileHeader::blockSize;
    static constexpr std::int64_t record = block + std::int64_t(BlockCipher::overhead);
    static constexpr std::int64_t groupBlocks = 512;
    static constexpr std::int64_t tablePlain = groupBlocks * 4;
    static constexpr std::int64_t tableRecord = tablePlain + std::int64_t(BlockCipher::overhead);
    static constexpr std::int64_t groupSize = 2 * tableRecord + groupBlocks * record;
    static constexpr std::int64_t firstGroup = block + record;

    static constexpr char magic[8] = {'C', 'o', 'n', 'f', 'a', 'b', 'D', 'B'};

    explicit PageFile(const SymmetricKey &master, Reading reading = Reading::Strict);

    int read(const RawFile &raw, std::int64_t offset, std::span<std::uint8_t> into) override;
    int write(const RawFile &raw, std::int64_t offset, std::span<const std::uint8_t> bytes) override;
    int truncate(const RawFile &raw, std::int64_t size) override;
    int sync(const RawFile &raw, int flags) override;
    int size(const RawFile &raw, std::int64_t &size) override;
    int deviceCharacteristics() const override;

    //! Where the record of `index` stands; of block 0 that of its even versions.
    static std::int64_t recordOffset(std::int64_t index);
    //! How many whole records a file of `bytes` holds.
    static std::int64_t blocksIn(std::int64_t bytes);

private:
    using Block = std::span<std::uint8_t, std::size_t(block)>;
    struct Group {
        std::vector<std::uint32_t> synced; //!< what the table on the disk says
        std::vector<std::uint32_t> now; //!< what was written since
        std::uint64_t tableVersion = 0;
        bool dirty = false;
    };

    int prepare(const RawFile &raw);
    std::int64_t claimedBlocks(const RawFile &raw);
    int loadGroup(const RawFile &raw, std::int64_t number);
    int loadGroupsOf(const RawFile &raw, std::int64_t offset, std::size_t size);
    int readBlock(const RawFile &raw, std::int64_t index, Block into) const;
    bool readByItsClaim(const RawFile &raw, std::int64_t index, Block into) const;
    int writeBlock(const RawFile &raw, std::int64_t index, std::span<const std::uint8_t> plain);
    int writeTables(const RawFile &raw);
    int writePart(const RawFile &raw, std::int64_t offset, std::span<const std::uint8_t> bytes);
    static std::int64_t slotOf(std::int64_t index, std::uint32_t version);

    SymmetricKey m_master;
    const Reading m_reading;
    std::shared_mutex m_mutex;
    bool m_prepared = false;
    std::optional<BlockCipher> m_cipher; //!< none while the file is empty
    std::int64_t m_blocks = 0;
    std::map<std::int64_t, Group> m_groups;
};

} // namespace confab::vfs
