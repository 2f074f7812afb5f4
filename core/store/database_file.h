#pragma once

#include <QString>

namespace confab {

//! Where a database lies, and which VFS it is reached through.
struct DatabaseFile {
    QString path;
    QString vfs; //!< CipherVfs::name(); empty: the system's, the file is plain

    DatabaseFile(QString filePath, QString vfsName = {})
        : path(std::move(filePath))
        , vfs(std::move(vfsName))
    {
    }
};

} // namespace confab
