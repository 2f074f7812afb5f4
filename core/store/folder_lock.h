#pragma once

#include "core/protocol/result.h"

#include <QString>
#include <memory>

namespace confab {

//! A lock that one process holds on a file of its own, for as long as this object lives. The kernel keeps it (flock), so it
//! ends with its process however that ended, and a file that was left behind or is half written locks nobody out.
//! Moved by pointer; any thread.
class FolderLock {
public:
    enum class Refusal : std::uint8_t {
        Held, //!< by another object, in this process or another
        Failed, //!< the folder cannot be written to, or its file system has no locks
    };
    //! Does not wait. Makes the file, which goes when the lock is given up.
    [[nodiscard]] static Result<std::unique_ptr<FolderLock>, Refusal> take(const QString &path);
    ~FolderLock();
    FolderLock(const FolderLock &) = delete;
    FolderLock &operator=(const FolderLock &) = delete;

private:
    FolderLock(QByteArray path, int file);

    const QByteArray m_path;
    const int m_file;
};

} // namespace confab
