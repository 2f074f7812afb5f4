#include "core/store/folder_lock.h"

#include <QFile>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace confab {

namespace {

//! Whether `file` is still what lies at `path`: its last holder may have removed it between open() and flock().
bool liesAt(int file, const QByteArray &path)
{
    struct stat held {}, there {};
    return ::fstat(file, &held) == 0 && ::lstat(path.constData(), &there) == 0 && held.st_dev == there.st_dev && held.st_ino == there.st_ino;
}

} // namespace

FolderLock::FolderLock(QByteArray path, int file)
    : m_path(std::move(path))
    , m_file(file)
{
}

FolderLock::~FolderLock()
{
    ::unlink(m_path.constData()); // while it is held, so that it is nobody else's
    ::close(m_file);
}

Result<std::unique_ptr<FolderLock>, FolderLock::Refusal> FolderLock::take(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    for (;;) {
        const int file = ::open(name.constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
        if (file < 0)
            return Failure {Refusal::Failed};
        if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
            const bool held = errno == EWOULDBLOCK;
            ::close(file);
            return Failure {held ? Refusal::Held : Refusal::Failed};
        }
        if (liesAt(file, name))
            return std::unique_ptr<FolderLock>(new FolderLock(name, file));
        ::close(file);
    }
}

} // namespace confab
