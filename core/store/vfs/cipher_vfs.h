#pragma once

#include "core/crypto/primitives.h"
#include "core/protocol/result.h"

#include <QString>
#include <memory>

namespace confab {

//! What lies at a path, told by its first bytes.
enum class DatabaseForm : std::uint8_t {
    Absent, //!< nothing, or an empty file
    Plain, //!< a database, or something else, that is not sealed
    Sealed,
};
DatabaseForm databaseFormOf(const QString &path);

//! A SQLite VFS through which every file of a profile is sealed on its way to the disk: databases (page_file.h),
//! write-ahead logs, journals and temporary files (log_file.h). The shared-memory file holds page numbers only and is
//! left as it is. Databases opened through it use the write-ahead log and pages of 4096 bytes.
//!
//! One object is one key. It is registered with the system's SQLite under a name of its own while it lives, and must
//! outlive every connection opened through it: `file:…?vfs=NAME`, with SQLite's URI names on. Connections of one process
//! share what they know of a file; two processes must not have the same profile open.
//!
//! Threads: any. Source: e2ee.md "At rest"; the file formats are described where they are written.
class CipherVfs {
public:
    //! None where SQLite refuses (out of memory).
    static std::unique_ptr<CipherVfs> create(const SymmetricKey &master);
    ~CipherVfs();
    CipherVfs(const CipherVfs &) = delete;
    CipherVfs &operator=(const CipherVfs &) = delete;

    //! The same key for reading what is left of a damaged file. A log that does not open ends there, as a torn one does;
    //! a file that is cut off keeps the size that it claims; a lost table of versions is made up for by the blocks' own
    //! claims. What does not open stays an error, but what is gone whole, or put back to an earlier state, is not noticed:
    //! never for what is still in use, and only for connections that do not write.
    std::unique_ptr<CipherVfs> lenient() const;

    //! Whether the sealed database at `path` is under this key. False also where its header is damaged.
    bool opens(const QString &path) const;
    //! For `vfs=` of a database's URI.
    QString name() const;

    struct Registration; //!< of the implementation

private:
    static std::unique_ptr<CipherVfs> registered(const SymmetricKey &master, bool lenient);
    explicit CipherVfs(std::unique_ptr<Registration> registration);
    std::unique_ptr<Registration> m_registration;
};

} // namespace confab
