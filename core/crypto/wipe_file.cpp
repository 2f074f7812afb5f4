#include "core/crypto/wipe_file.h"

#include <QFile>
#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace confab {

namespace {

//! Whatever fails here, removing the file is still right.
void overwrite(const char *path)
{
    const int fd = ::open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
    struct stat info {};
    if (fd >= 0 && ::fstat(fd, &info) == 0 && S_ISREG(info.st_mode)) {
        static constexpr std::array<char, 256 * 1024> zeros {};
        off_t left = info.st_size;
        while (left > 0) {
            const ssize_t n = ::write(fd, zeros.data(), std::size_t(std::min<off_t>(left, off_t(zeros.size()))));
            if (n < 0 && errno != EINTR)
                break;
            left -= std::max<ssize_t>(n, 0);
        }
        ::fsync(fd);
    }
    if (fd >= 0)
        ::close(fd);
}

} // namespace

bool wipeFile(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    overwrite(name.constData());
    return ::unlink(name.constData()) == 0 || errno == ENOENT;
}

} // namespace confab
