#pragma once

#include <cstdint>
#include <span>
#include <sqlite3.h>

namespace confab::vfs {

//! The file as it lies on the disk, through the system's own VFS. One for each connection; results are SQLite's codes.
class RawFile {
public:
    explicit RawFile(sqlite3_file *file)
        : m_file(file)
    {
    }

    //! SQLITE_IOERR_SHORT_READ, the rest zeroed, where the file ends earlier.
    int read(std::int64_t offset, std::span<std::uint8_t> into) const
    {
        return m_file->pMethods->xRead(m_file, into.data(), int(into.size()), offset);
    }
    int write(std::int64_t offset, std::span<const std::uint8_t> bytes) const
    {
        return m_file->pMethods->xWrite(m_file, bytes.data(), int(bytes.size()), offset);
    }
    int truncate(std::int64_t size) const { return m_file->pMethods->xTruncate(m_file, size); }
    int sync(int flags) const { return m_file->pMethods->xSync(m_file, flags); }
    int size(std::int64_t &size) const
    {
        sqlite3_int64 found = 0;
        const int rc = m_file->pMethods->xFileSize(m_file, &found);
        size = found;
        return rc;
    }

private:
    sqlite3_file *m_file;
};

} // namespace confab::vfs
