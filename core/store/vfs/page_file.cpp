#include "core/store/vfs/page_file.h"

#include <algorithm>
#include <cstring>

namespace confab::vfs {

namespace {

//! The tables are sealed as blocks beyond any that a database can have (SQLite ends at 2^32 pages).
constexpr std::uint64_t tablePlace = std::uint64_t(1) << 48;

using RecordBuffer = std::array<std::uint8_t, std::size_t(PageFile::record)>;

} // namespace

PageFile::PageFile(const SymmetricKey &master, Reading reading)
    : m_master(master.clone())
    , m_reading(reading)
{
}

int PageFile::deviceCharacteristics() const
{
    // A write replaces whole blocks and nothing beside them: databases here have pages of one block.
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

std::int64_t PageFile::recordOffset(std::int64_t index)
{
    return firstGroup + index / groupBlocks * groupSize + 2 * tableRecord + index % groupBlocks * record;
}

std::int64_t PageFile::blocksIn(std::int64_t bytes)
{
    if (bytes < firstGroup)
        return 0;
    const std::int64_t whole = (bytes - firstGroup) / groupSize;
    const std::int64_t rest = (bytes - firstGroup) % groupSize - 2 * tableRecord;
    return whole * groupBlocks + std::max<std::int64_t>(0, rest) / record;
}

std::int64_t PageFile::slotOf(std::int64_t index, std::uint32_t version)
{
    return index == 0 && version % 2 == 1 ? block : recordOffset(index);
}

// ---- opening ----

int PageFile::prepare(const RawFile &raw)
{
    if (m_prepared)
        return SQLITE_OK;
    std::int64_t bytes = 0;
    if (const int rc = raw.size(bytes); rc != SQLITE_OK)
        return rc;
    if (bytes > 0) {
        if (const int rc = FileHeader::open(raw, magic, m_master, m_cipher); rc != SQLITE_OK)
            return rc;
        m_blocks = blocksIn(bytes);
        if (m_reading == Reading::Lenient)
            m_blocks = std::max(m_blocks, claimedBlocks(raw));
    }
    m_prepared = true;
    return SQLITE_OK;
}

//! How many pages SQLite's header says there are: it reads nothing of a database that has fewer. Absurd claims are none.
std::int64_t PageFile::claimedBlocks(const RawFile &raw)
{
    constexpr std::int64_t factor = 16;
    std::array<std::uint8_t, std::size_t(block)> first;
    if (m_blocks == 0 || loadGroup(raw, 0) != SQLITE_OK || readBlock(raw, 0, first) != SQLITE_OK)
        return 0;
    const auto word = [&](int at) {
        return std::int64_t(first[at]) << 24 | std::int64_t(first[at + 1]) << 16 | std::int64_t(first[at + 2]) << 8 | first[at + 3];
    };
    const bool counts = word(24) == word(92); // the change counter, and the one at which the number was written
    return counts && word(28) / factor <= m_blocks ? word(28) : 0;
}

int PageFile::loadGroup(const RawFile &raw, std::int64_t number)
{
    if (m_groups.contains(number))
        return SQLITE_OK;
    Group group;
    group.synced.resize(std::size_t(groupBlocks));
    std::array<std::uint8_t, std::size_t(tableRecord)> slot;
    std::array<std::uint8_t, std::size_t(tablePlain)> table;
    for (int which = 0; which < 2; ++which) {
        const std::int64_t at = firstGroup + number * groupSize + which * tableRecord;
        if (const int rc = raw.read(at, slot); rc == SQLITE_IOERR_SHORT_READ)
            continue;
        else if (rc != SQLITE_OK)
            return rc;
        const std::uint64_t version = BlockCipher::stampOf(slot);
        // Neither slot opens before the group was ever synced: then no block is beyond its first version either, and
        // one that is will not open.
        if (version <= group.tableVersion || !m_cipher->open({tablePlace + std::uint64_t(number), version}, slot, table))
            continue;
        group.tableVersion = version;
        for (std::size_t i = 0; i < group.synced.size(); ++i)
            group.synced[i] = std::uint32_t(numberAt(table.data() + 4 * i, 4));
    }
    group.now = group.synced;
    m_groups.emplace(number, std::move(group));
    return SQLITE_OK;
}

int PageFile::loadGroupsOf(const RawFile &raw, std::int64_t offset, std::size_t size)
{
    const std::int64_t first = offset / block / groupBlocks;
    const std::int64_t last = (offset + std::max<std::int64_t>(1, std::int64_t(size)) - 1) / block / groupBlocks;
    for (std::int64_t number = first; number <= last; ++number)
        if (const int rc = loadGroup(raw, number); rc != SQLITE_OK)
            return rc;
    return SQLITE_OK;
}

// ---- blocks ----

int PageFile::readBlock(const RawFile &raw, std::int64_t index, Block into) const
{
    const Group &group = m_groups.at(index / groupBlocks);
    const std::uint32_t expected = group.now[std::size_t(index % groupBlocks)];
    RecordBuffer sealed;
    for (const std::uint32_t version : {expected, expected + 1}) {
        if (version == 0)
            continue; // nothing is ever sealed as version 0
        const int rc = raw.read(slotOf(index, version), sealed);
        if (rc != SQLITE_OK && rc != SQLITE_IOERR_SHORT_READ)
            return rc;
        if (rc == SQLITE_OK && m_cipher->open({std::uint64_t(index), version}, sealed, into))
            return SQLITE_OK;
    }
    return m_reading == Reading::Lenient && readByItsClaim(raw, index, into) ? SQLITE_OK : SQLITE_IOERR_DATA;
}

bool PageFile::readByItsClaim(const RawFile &raw, std::int64_t index, Block into) const
{
    RecordBuffer sealed;
    std::uint64_t newest = 0;
    for (const std::int64_t at : {slotOf(index, 0), slotOf(index, 1)}) { // two places, of block 0
        const int rc = raw.read(at, sealed);
        const std::uint64_t version = BlockCipher::stampOf(sealed);
        std::array<std::uint8_t, std::size_t(block)> plain;
        if (rc != SQLITE_OK || version <= newest || !m_cipher->open({std::uint64_t(index), version}, sealed, plain))
            continue;
        newest = version;
        std::copy(plain.begin(), plain.end(), into.begin());
    }
    return newest > 0;
}

int PageFile::writeBlock(const RawFile &raw, std::int64_t index, std::span<const std::uint8_t> plain)
{
    if (const int rc = loadGroup(raw, index / groupBlocks); rc != SQLITE_OK)
        return rc;
    Group &group = m_groups.at(index / groupBlocks);
    const std::size_t place = std::size_t(index % groupBlocks);
    const std::uint32_t version = group.synced[place] + 1;
    RecordBuffer sealed;
    m_cipher->seal({std::uint64_t(index), version}, version, plain, sealed);
    if (const int rc = raw.write(slotOf(index, version), sealed); rc != SQLITE_OK)
        return rc;
    if (index == 0 && m_blocks == 0 && slotOf(0, version) != recordOffset(0)) {
        // The size of the file counts records in the groups; the spare one of block 0 stands before them.
        if (const int rc = raw.write(recordOffset(0), sealed); rc != SQLITE_OK)
            return rc;
    }
    group.now[place] = version;
    group.dirty = true;
    m_blocks = std::max(m_blocks, index + 1);
    return SQLITE_OK;
}

int PageFile::writeTables(const RawFile &raw)
{
    for (auto &[number, group] : m_groups) {
        if (!group.dirty)
            continue;
        std::array<std::uint8_t, std::size_t(tablePlain)> table;
        for (std::size_t i = 0; i < group.now.size(); ++i)
            putNumber(table.data() + 4 * i, group.now[i], 4);
        std::array<std::uint8_t, std::size_t(tableRecord)> slot;
        const std::uint64_t version = group.tableVersion + 1;
        m_cipher->seal({tablePlace + std::uint64_t(number), version}, version, table, slot);
        const std::int64_t at = firstGroup + number * groupSize + std::int64_t(version % 2) * tableRecord;
        if (const int rc = raw.write(at, slot); rc != SQLITE_OK)
            return rc;
        group.tableVersion = version;
    }
    return SQLITE_OK;
}

// ---- what SQLite asks ----

int PageFile::read(const RawFile &raw, std::int64_t offset, std::span<std::uint8_t> into)
{
    std::shared_lock reading(m_mutex);
    const auto known = [&] {
        if (!m_prepared)
            return false;
        const std::int64_t first = offset / block / groupBlocks;
        const std::int64_t last = (offset + std::int64_t(into.size())) / block / groupBlocks;
        for (std::int64_t number = first; number <= last; ++number)
            if (!m_groups.contains(number))
                return false;
        return true;
    };
    if (!known()) {
        reading.unlock();
        {
            std::unique_lock loading(m_mutex);
            int rc = prepare(raw);
            if (rc == SQLITE_OK && m_cipher)
                rc = loadGroupsOf(raw, offset, into.size() + 1);
            if (rc != SQLITE_OK)
                return rc;
        }
        reading.lock();
    }
    while (!into.empty()) {
        const std::int64_t index = offset / block;
        const std::size_t inside = std::size_t(offset % block);
        const std::size_t size = std::min(into.size(), std::size_t(block) - inside);
        if (index >= m_blocks) {
            std::memset(into.data(), 0, into.size());
            return SQLITE_IOERR_SHORT_READ;
        }
        if (size == std::size_t(block)) {
            if (const int rc = readBlock(raw, index, into.first<std::size_t(block)>()); rc != SQLITE_OK)
                return rc;
        } else {
            std::array<std::uint8_t, std::size_t(block)> whole;
            if (const int rc = readBlock(raw, index, whole); rc != SQLITE_OK)
                return rc;
            std::memcpy(into.data(), whole.data() + inside, size);
        }
        into = into.subspan(size);
        offset += std::int64_t(size);
    }
    return SQLITE_OK;
}

int PageFile::writePart(const RawFile &raw, std::int64_t offset, std::span<const std::uint8_t> bytes)
{
    const std::int64_t index = offset / block;
    if (bytes.size() == std::size_t(block))
        return writeBlock(raw, index, bytes);
    std::array<std::uint8_t, std::size_t(block)> whole {};
    if (index < m_blocks) {
        if (const int rc = loadGroup(raw, index / groupBlocks); rc != SQLITE_OK)
            return rc;
        if (const int rc = readBlock(raw, index, whole); rc != SQLITE_OK)
            return rc;
    }
    std::memcpy(whole.data() + offset % block, bytes.data(), bytes.size());
    return writeBlock(raw, index, whole);
}

int PageFile::write(const RawFile &raw, std::int64_t offset, std::span<const std::uint8_t> bytes)
{
    std::unique_lock lock(m_mutex);
    if (const int rc = prepare(raw); rc != SQLITE_OK)
        return rc;
    if (!m_cipher)
        if (const int rc = FileHeader::create(raw, magic, std::size_t(block), m_master, m_cipher); rc != SQLITE_OK)
            return rc;
    // Every block inside the file opens, so that one that was wiped cannot pass for one that was never written.
    static constexpr std::array<std::uint8_t, std::size_t(block)> zeros {};
    while (m_blocks < offset / block)
        if (const int rc = writeBlock(raw, m_blocks, zeros); rc != SQLITE_OK)
            return rc;
    while (!bytes.empty()) {
        const std::size_t size = std::min(bytes.size(), std::size_t(block - offset % block));
        if (const int rc = writePart(raw, offset, bytes.first(size)); rc != SQLITE_OK)
            return rc;
        bytes = bytes.subspan(size);
        offset += std::int64_t(size);
    }
    return SQLITE_OK;
}

int PageFile::truncate(const RawFile &raw, std::int64_t size)
{
    std::unique_lock lock(m_mutex);
    if (const int rc = prepare(raw); rc != SQLITE_OK)
        return rc;
    const std::int64_t blocks = (size + block - 1) / block;
    if (blocks >= m_blocks)
        return SQLITE_OK;
    const std::int64_t bytes = blocks == 0 ? 0 : recordOffset(blocks - 1) + record;
    if (const int rc = raw.truncate(bytes); rc != SQLITE_OK)
        return rc;
    m_blocks = blocks;
    if (blocks == 0) {
        m_cipher.reset(); // the next write begins a file with an id of its own
        m_groups.clear();
    } else {
        m_groups.erase(m_groups.upper_bound((blocks - 1) / groupBlocks), m_groups.end());
    }
    return SQLITE_OK;
}

int PageFile::sync(const RawFile &raw, int flags)
{
    std::unique_lock lock(m_mutex);
    if (const int rc = raw.sync(flags); rc != SQLITE_OK)
        return rc;
    const bool dirty = std::any_of(m_groups.begin(), m_groups.end(), [](const auto &entry) { return entry.second.dirty; });
    if (!dirty)
        return SQLITE_OK;
    if (const int rc = writeTables(raw); rc != SQLITE_OK)
        return rc;
    if (const int rc = raw.sync(flags); rc != SQLITE_OK)
        return rc;
    for (auto &[number, group] : m_groups) {
        if (group.dirty) {
            group.synced = group.now;
            group.dirty = false;
        }
    }
    return SQLITE_OK;
}

int PageFile::size(const RawFile &raw, std::int64_t &size)
{
    std::unique_lock lock(m_mutex);
    if (const int rc = prepare(raw); rc != SQLITE_OK)
        return rc;
    size = m_blocks * block;
    return SQLITE_OK;
}

} // namespace confab::vfs
