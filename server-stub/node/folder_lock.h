#pragma once

#include "core/protocol/result.h"

#include <QString>

namespace confab::server {

//! Keeps a second server out of a data folder. The system lets go of the lock when the process dies, however it dies.
class FolderLock {
public:
    //! Makes the folder (0700) where it is missing. The error is one clear line.
    static Result<FolderLock, QString> take(const QString &folder);

    FolderLock(FolderLock &&other) noexcept
        : m_descriptor(std::exchange(other.m_descriptor, -1))
    {
    }
    FolderLock &operator=(FolderLock &&) = delete;
    ~FolderLock();

private:
    explicit FolderLock(int descriptor)
        : m_descriptor(descriptor)
    {
    }
    int m_descriptor;
};

} // namespace confab::server
