#include "server-stub/node/folder_lock.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace confab::server {

Result<FolderLock, QString> FolderLock::take(const QString &folder)
{
    const auto refuse = [&](const QString &why) {
        return Failure {QStringLiteral("cannot use the data folder %1: %2").arg(QDir::toNativeSeparators(folder), why)};
    };
    const bool existed = QFileInfo::exists(folder);
    if (existed && !QFileInfo(folder).isDir())
        return refuse(QStringLiteral("it is not a folder"));
    if (!existed && !QDir().mkpath(folder))
        return refuse(QStringLiteral("it cannot be created"));
    if (!existed)
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);

    const QByteArray path = QFile::encodeName(QDir(folder).filePath(QStringLiteral("lock")));
    const int descriptor = ::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (descriptor < 0)
        return refuse(qt_error_string(errno));
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        ::close(descriptor);
        return refuse(QStringLiteral("another confab-server is using it"));
    }
    return FolderLock(descriptor);
}

FolderLock::~FolderLock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

} // namespace confab::server
