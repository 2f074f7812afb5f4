#include "tests/faults/profile/fault_points.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <dlfcn.h>
#include <sys/types.h>
#include <unistd.h>

namespace confab::tests::fault_points {

namespace {

std::atomic<bool> armed {false};
std::atomic<qint64> counted {0};
Fault kind = Fault::Death;
qint64 moment = 0;

[[noreturn]] void die()
{
    ::kill(::getpid(), SIGKILL);
    for (;;)
        ::pause();
}

enum class Fate { Happens, Dies, NoSpace };

Fate nextFate()
{
    if (!armed)
        return Fate::Happens;
    const qint64 number = ++counted;
    if (kind == Fault::Death)
        return number == moment ? Fate::Dies : Fate::Happens;
    return moment > 0 && number >= moment ? Fate::NoSpace : Fate::Happens;
}

template <typename Function>
Function *realOne(const char *name)
{
    return reinterpret_cast<Function *>(::dlsym(RTLD_NEXT, name));
}

//! A call that happens or does not.
template <typename Function, typename... Args>
int wholeCall(const char *name, Args... args)
{
    if (nextFate() == Fate::Dies)
        die();
    return realOne<Function>(name)(args...);
}

//! A write that may be torn.
template <typename Function, typename... Rest>
ssize_t tornWrite(const char *name, int fd, const void *bytes, size_t size, Rest... rest)
{
    auto *real = realOne<Function>(name);
    switch (nextFate()) {
    case Fate::Happens:
        break;
    case Fate::Dies:
        (void)real(fd, bytes, size / 2, rest...);
        die();
    case Fate::NoSpace:
        errno = ENOSPC;
        return -1;
    }
    return real(fd, bytes, size, rest...);
}

} // namespace

void arm(Fault fault, qint64 at)
{
    counted = 0;
    kind = fault;
    moment = at;
    armed = true;
}

qint64 disarm()
{
    armed = false;
    return counted;
}

} // namespace confab::tests::fault_points

using namespace confab::tests::fault_points;

extern "C" {

ssize_t write(int fd, const void *bytes, size_t size)
{
    return tornWrite<ssize_t(int, const void *, size_t)>("write", fd, bytes, size);
}
ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at)
{
    return tornWrite<ssize_t(int, const void *, size_t, off_t)>("pwrite", fd, bytes, size, at);
}
ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t at)
{
    return tornWrite<ssize_t(int, const void *, size_t, off64_t)>("pwrite64", fd, bytes, size, at);
}
int fsync(int fd) { return wholeCall<int(int)>("fsync", fd); }
int fdatasync(int fd) { return wholeCall<int(int)>("fdatasync", fd); }
int ftruncate(int fd, off_t size) noexcept { return wholeCall<int(int, off_t)>("ftruncate", fd, size); }
int ftruncate64(int fd, off64_t size) noexcept { return wholeCall<int(int, off64_t)>("ftruncate64", fd, size); }
int unlink(const char *path) noexcept { return wholeCall<int(const char *)>("unlink", path); }
int link(const char *from, const char *to) noexcept { return wholeCall<int(const char *, const char *)>("link", from, to); }
int rename(const char *from, const char *to) noexcept
{
    return wholeCall<int(const char *, const char *)>("rename", from, to);
}
int renameat2(int fromFolder, const char *from, int toFolder, const char *to, unsigned flags) noexcept
{
    return wholeCall<int(int, const char *, int, const char *, unsigned)>("renameat2", fromFolder, from, toFolder, to, flags);
}

} // extern "C"
