#include "core/store/vfs/log_file.h"

#include <algorithm>
#include <cstring>

namespace confab::vfs {

namespace {

constexpr char magic[8] = {'C', 'o', 'n', 'f', 'a', 'b', 'L', 'g'};
constexpr std::int64_t markStart = 64;
constexpr std::int64_t markSpace = 64;
constexpr std::size_t markPlain = 16;
constexpr std::int64_t headStart = markStart + 2 * markSpace;
//! Marks are sealed as a block that no log reaches.
constexpr std::uint64_t markPlace = std::uint64_t(1) << 48;
constexpr std::int64_t walHeader = 32;
constexpr std::int64_t walFrame = 24 + 4096;
constexpr std::int64_t overhead = std::int64_t(BlockCipher::overhead);

} // namespace

LogFile::LogFile(const SymmetricKey &master, Kind kind, Reading reading)
    : m_master(master.clone())
    , m_kind(kind)
    , m_reading(reading)
    , m_head(kind == Kind::WriteAhead ? walHeader : std::int64_t(FileHeader::blockSize))
    , m_body(kind == Kind::WriteAhead ? walFrame : std::int64_t(FileHeader::blockSize))
{
}

int LogFile::deviceCharacteristics() const
{
    return isWal() ? SQLITE_IOCAP_POWERSAFE_OVERWRITE : 0;
}

std::int64_t LogFile::bodyStart() const
{
    constexpr std::int64_t alignment = 512;
    const std::int64_t end = headStart + 2 * (m_head + overhead);
    return (end + alignment - 1) / alignment * alignment;
}

std::int64_t LogFile::recordAt(std::int64_t index, std::uint64_t generation) const
{
    if (index == 0)
        return headStart + std::int64_t(generation % 2) * (m_head + overhead);
    return bodyStart() + (index - 1) * (m_body + overhead);
}

// ---- opening ----

int LogFile::prepare(const RawFile &raw)
{
    if (m_prepared)
        return SQLITE_OK;
    std::int64_t bytes = 0;
    if (const int rc = raw.size(bytes); rc != SQLITE_OK)
        return rc;
    if (bytes > 0) {
        const int opened = FileHeader::open(raw, magic, m_master, m_cipher);
        if (opened == SQLITE_NOTADB && m_reading == Reading::Lenient) {
            m_prepared = true; // as if there were no log
            return SQLITE_OK;
        }
        if (opened != SQLITE_OK)
            return opened;
        const std::int64_t body = std::max<std::int64_t>(0, bytes - bodyStart()) / (m_body + overhead);
        m_blocks = bytes > headStart ? 1 + body : 0;
        if (const int rc = findGeneration(raw); rc != SQLITE_OK) {
            m_cipher.reset();
            return rc;
        }
    }
    m_prepared = true;
    return SQLITE_OK;
}

int LogFile::create(const RawFile &raw)
{
    m_generation = isWal() ? 0 : 1;
    return FileHeader::create(raw, magic, FileHeader::size, m_master, m_cipher);
}

//! Which header counts, and how much of what follows it was synced.
int LogFile::findGeneration(const RawFile &raw)
{
    if (!isWal()) {
        m_generation = 1;
        return SQLITE_OK;
    }
    std::uint64_t newest = 0;
    for (std::uint64_t slot = 0; slot < 2; ++slot) {
        std::array<std::uint8_t, std::size_t(walHeader + overhead)> record;
        std::array<std::uint8_t, std::size_t(walHeader)> head;
        const int rc = raw.read(recordAt(0, slot), record);
        if (rc != SQLITE_OK && rc != SQLITE_IOERR_SHORT_READ)
            return rc;
        const std::uint64_t generation = BlockCipher::stampOf(record);
        if (rc == SQLITE_OK && generation % 2 == slot && m_cipher->open({0, generation}, record, head))
            newest = std::max(newest, generation);
    }
    m_generation = newest;
    if (const int rc = readMarks(raw); rc != SQLITE_OK)
        return rc;
    // A mark of a later generation without blocks: the crash came while its header was being written.
    if (m_mark.generation > newest)
        return m_mark.blocks > 0 ? damaged() : SQLITE_OK;
    if (m_mark.generation < newest)
        m_mark.blocks = 0;
    return m_blocks < m_mark.blocks ? damaged() : SQLITE_OK;
}

int LogFile::readMarks(const RawFile &raw)
{
    for (int slot = 0; slot < 2; ++slot) {
        std::array<std::uint8_t, markPlain + BlockCipher::overhead> record;
        std::array<std::uint8_t, markPlain> plain;
        const int rc = raw.read(markStart + slot * markSpace, record);
        if (rc != SQLITE_OK && rc != SQLITE_IOERR_SHORT_READ)
            return rc;
        const std::uint64_t number = BlockCipher::stampOf(record);
        if (rc == SQLITE_OK && number > m_mark.number && m_cipher->open({markPlace, number}, record, plain))
            m_mark = {number, numberAt(plain.data(), 8), std::int64_t(numberAt(plain.data() + 8, 8))};
    }
    return SQLITE_OK;
}

int LogFile::writeMark(const RawFile &raw, std::uint64_t generation, std::int64_t blocks)
{
    if (!isWal() || (m_mark.generation == generation && m_mark.blocks == blocks))
        return SQLITE_OK;
    const Mark mark {m_mark.number + 1, generation, blocks};
    std::array<std::uint8_t, markPlain> plain;
    putNumber(plain.data(), mark.generation, 8);
    putNumber(plain.data() + 8, std::uint64_t(mark.blocks), 8);
    std::array<std::uint8_t, markPlain + BlockCipher::overhead> record;
    m_cipher->seal({markPlace, mark.number}, mark.number, plain, record);
    const int rc = raw.write(markStart + std::int64_t(mark.number % 2) * markSpace, record);
    if (rc == SQLITE_OK)
        m_mark = mark;
    return rc;
}

// ---- blocks ----

bool LogFile::openRecord(
    const RawFile &raw, std::int64_t index, std::uint64_t generation, std::span<std::uint8_t> into, int &rc)
{
    m_record.resize(into.size() + BlockCipher::overhead);
    rc = raw.read(recordAt(index, generation), m_record);
    if (rc == SQLITE_IOERR_SHORT_READ)
        rc = SQLITE_OK; // the rest is zeros and does not open
    return rc == SQLITE_OK && BlockCipher::stampOf(m_record) == generation
        && m_cipher->open({std::uint64_t(index), generation}, m_record, into);
}

//! `into` has the size of the block.
int LogFile::readBlock(const RawFile &raw, std::int64_t index, std::span<std::uint8_t> into)
{
    if (m_buffer.index == index) {
        std::memcpy(into.data(), m_buffer.bytes.data(), into.size());
        return SQLITE_OK;
    }
    int rc = SQLITE_OK;
    if (openRecord(raw, index, m_generation, into, rc)) {
        m_valid = std::max(m_valid, index + 1);
        return SQLITE_OK;
    }
    if (rc != SQLITE_OK)
        return rc;
    std::memset(into.data(), 0, into.size());
    return index < std::max(m_mark.blocks, m_written) ? damaged() : SQLITE_OK;
}

int LogFile::flush(const RawFile &raw)
{
    if (!m_buffer.dirty)
        return SQLITE_OK;
    const std::int64_t index = m_buffer.index;
    m_record.resize(m_buffer.bytes.size() + BlockCipher::overhead);
    m_cipher->seal({std::uint64_t(index), m_generation}, m_generation, m_buffer.bytes, m_record);
    if (const int rc = raw.write(recordAt(index, m_generation), m_record); rc != SQLITE_OK)
        return rc;
    m_buffer.dirty = false;
    m_blocks = std::max(m_blocks, index + 1);
    m_valid = std::max(m_valid, index + 1);
    m_written = std::max(m_written, index + 1);
    return SQLITE_OK;
}

//! A new header begins a new generation.
int LogFile::begin(const RawFile &raw, std::span<const std::uint8_t> head)
{
    const std::uint64_t generation = m_generation + 1;
    // First, so that a torn header is not taken for a log that lost what was synced.
    if (const int rc = writeMark(raw, generation, 0); rc != SQLITE_OK)
        return rc;
    m_buffer = {};
    m_record.resize(head.size() + BlockCipher::overhead);
    m_cipher->seal({0, generation}, generation, head, m_record);
    if (const int rc = raw.write(recordAt(0, generation), m_record); rc != SQLITE_OK)
        return rc;
    m_generation = generation;
    m_blocks = std::max<std::int64_t>(m_blocks, 1);
    m_valid = m_written = 1;
    return SQLITE_OK;
}

//! Makes `index` the buffered block; `whole`: it will be overwritten from end to end.
int LogFile::fillBuffer(const RawFile &raw, std::int64_t index, bool whole)
{
    if (m_buffer.index == index)
        return SQLITE_OK;
    if (const int rc = flush(raw); rc != SQLITE_OK)
        return rc;
    std::vector<std::uint8_t> bytes(std::size_t(plainSize(index)), 0);
    // What this object has not seen of this generation is either behind the log's end or about to be replaced.
    if (!whole && index < std::max(m_valid, m_mark.blocks))
        if (const int rc = readBlock(raw, index, bytes); rc != SQLITE_OK)
            return rc;
    m_buffer = {index, std::move(bytes), false};
    return SQLITE_OK;
}

// ---- what SQLite asks ----

int LogFile::read(const RawFile &raw, std::int64_t offset, std::span<std::uint8_t> into)
{
    const std::lock_guard lock(m_mutex);
    if (const int rc = prepare(raw); rc != SQLITE_OK)
        return rc;
    std::vector<std::uint8_t> whole;
    while (!into.empty()) {
        const std::int64_t index = indexOf(offset);
        const std::int64_t inside = offset - startOf(index);
        const std::size_t size = std::min(into.size(), std::size_t(plainSize(index) - inside));
        if (index >= m_blocks && index != m_buffer.index) {
            std::memset(into.data(), 0, into.size());
            return SQLITE_IOERR_SHORT_READ;
        }
        whole.resize(std::size_t(plainSize(index)));
        if (const int rc = readBlock(raw, index, whole); rc != SQLITE_OK)
            return rc;
        std::memcpy(into.data(), whole.data() + inside, size);
        into = into.subspan(size);
        offset += std::int64_t(size);
    }
    return SQLITE_OK;
}

int LogFile::write(const RawFile &raw, std::int64_t offset, std::span<const std::uint8_t> bytes)
{
    const std::lock_guard lock(m_mutex);
    if (const int rc = prepare(raw); rc != SQLITE_OK)
        return rc;
    if (!m_cipher)
        if (const int rc = create(raw); rc != SQLITE_OK)
            return rc;
    while (!bytes.empty()) {
        const std::int64_t index = indexOf(offset);
        const std::size_t inside = std::size_t(offset - startOf(index));
        const std::size_t space = std::size_t(plainSize(index));
        const std::size_t size = std::min(bytes.size(), space - inside);
        if (isWal() && index == 0) {
            if (size != space)
                return SQLITE_IOERR_WRITE; // SQLite writes its header in one piece
            if (const int rc = begin(raw, bytes.first(size)); rc != SQLITE_OK)
                return rc;
        } else {
            if (const int rc = fillBuffer(raw, index, size == space); rc != SQLITE_OK)
                return rc;
            std::memcpy(m_buffer.bytes.data() + inside, bytes.data(), size);
            m_buffer.dirty = true;
            if (inside + size == space)
                if (const int rc = flush(raw); rc != SQLITE_OK)
                    return rc;
        }
        bytes = bytes.subspan(size);
        offset += std::int64_t(size);
    }
    return SQLITE_OK;
}

int LogFile::truncate(const RawFile &raw, std::int64_t size)
{
    const std::lock_guard lock(m_mutex);
    if (const int rc = prepare(raw); rc != SQLITE_OK)
        return rc;
    const std::int64_t blocks = size <= 0 ? 0 : indexOf(size - 1) + 1;
    if (m_buffer.index >= blocks)
        m_buffer = {};
    if (blocks >= m_blocks)
        return SQLITE_OK;
    if (blocks == 0) {
        if (const int rc = raw.truncate(0); rc != SQLITE_OK)
            return rc;
        m_cipher.reset(); // the next write begins a file with an id of its own
        m_mark = {};
        m_buffer = {};
        m_blocks = m_valid = m_written = 0;
        m_generation = 0;
        return SQLITE_OK;
    }
    if (m_mark.blocks > blocks)
        if (const int rc = writeMark(raw, m_generation, blocks); rc != SQLITE_OK)
            return rc;
    if (const int rc = raw.truncate(recordAt(blocks - 1, m_generation) + plainSize(blocks - 1) + overhead); rc != SQLITE_OK)
        return rc;
    m_blocks = blocks;
    m_valid = std::min(m_valid, blocks);
    m_written = std::min(m_written, blocks);
    return SQLITE_OK;
}

int LogFile::sync(const RawFile &raw, int flags)
{
    const std::lock_guard lock(m_mutex);
    if (const int rc = flush(raw); rc != SQLITE_OK)
        return rc;
    if (const int rc = raw.sync(flags); rc != SQLITE_OK)
        return rc;
    return m_cipher ? writeMark(raw, m_generation, m_valid) : SQLITE_OK;
}

int LogFile::size(const RawFile &raw, std::int64_t &size)
{
    const std::lock_guard lock(m_mutex);
    if (const int rc = prepare(raw); rc != SQLITE_OK)
        return rc;
    size = std::max(logicalSize(), m_buffer.index < 0 ? 0 : startOf(m_buffer.index + 1));
    return SQLITE_OK;
}

} // namespace confab::vfs
