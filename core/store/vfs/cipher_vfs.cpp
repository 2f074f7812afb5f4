#include "core/store/vfs/cipher_vfs.h"

#include "core/store/vfs/log_file.h"
#include "core/store/vfs/page_file.h"

#include <QFile>
#include <atomic>
#include <map>
#include <mutex>
#include <string>

namespace confab {

using vfs::LogFile;
using vfs::PageFile;
using vfs::RawFile;
using vfs::SealedFile;

struct CipherVfs::Registration {
    sqlite3_vfs vfs {};
    sqlite3_vfs *system = nullptr;
    std::string name;
    SymmetricKey master;
    vfs::Reading reading = vfs::Reading::Strict;

    std::mutex mutex;
    std::map<std::string, std::weak_ptr<SealedFile>> open;

    std::shared_ptr<SealedFile> file(const char *path, int flags);
    void forget(const char *path)
    {
        const std::lock_guard lock(mutex);
        open.erase(path);
    }
};

std::shared_ptr<SealedFile> CipherVfs::Registration::file(const char *path, int flags)
{
    const auto make = [&](const SymmetricKey &key) -> std::shared_ptr<SealedFile> {
        if (flags & SQLITE_OPEN_MAIN_DB)
            return std::make_shared<PageFile>(key, reading);
        return std::make_shared<LogFile>(
            key, flags & SQLITE_OPEN_WAL ? LogFile::Kind::WriteAhead : LogFile::Kind::Plain, reading);
    };
    if (!path)
        return make(SymmetricKey::random()); // a temporary file: nobody reads it after this process
    const std::lock_guard lock(mutex);
    std::shared_ptr<SealedFile> shared = open[path].lock();
    if (!shared)
        open[path] = shared = make(master);
    return shared;
}

namespace {

//! What SQLite allocates for an open file; the system's own object lies behind it.
struct OpenFile {
    sqlite3_file base;
    std::shared_ptr<SealedFile> *sealed;

    sqlite3_file *system() { return reinterpret_cast<sqlite3_file *>(this + 1); }
    static OpenFile &of(sqlite3_file *file) { return *reinterpret_cast<OpenFile *>(file); }
};
static_assert(sizeof(OpenFile) % alignof(std::max_align_t) == 0, "the system's object behind it is aligned too");

SealedFile &sealedOf(sqlite3_file *file) { return **OpenFile::of(file).sealed; }
sqlite3_file *systemOf(sqlite3_file *file) { return OpenFile::of(file).system(); }
RawFile rawOf(sqlite3_file *file) { return RawFile(systemOf(file)); }

int closeFile(sqlite3_file *file)
{
    delete OpenFile::of(file).sealed;
    OpenFile::of(file).sealed = nullptr;
    sqlite3_file *system = systemOf(file);
    return system->pMethods ? system->pMethods->xClose(system) : SQLITE_OK;
}

int readFile(sqlite3_file *file, void *into, int size, sqlite3_int64 offset)
{
    const int rc = sealedOf(file).read(rawOf(file), offset, {static_cast<std::uint8_t *>(into), std::size_t(size)});
    // What SQLite reads while it opens a file. Of an error there it keeps the kind only, and I/O errors are no damage.
    constexpr int databaseHeader = 100;
    return rc == SQLITE_IOERR_DATA && offset == 0 && size == databaseHeader ? SQLITE_NOTADB : rc;
}

int writeFile(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 offset)
{
    return sealedOf(file).write(rawOf(file), offset, {static_cast<const std::uint8_t *>(bytes), std::size_t(size)});
}

int truncateFile(sqlite3_file *file, sqlite3_int64 size) { return sealedOf(file).truncate(rawOf(file), size); }
int syncFile(sqlite3_file *file, int flags) { return sealedOf(file).sync(rawOf(file), flags); }

int sizeOfFile(sqlite3_file *file, sqlite3_int64 *size)
{
    std::int64_t found = 0;
    const int rc = sealedOf(file).size(rawOf(file), found);
    *size = found;
    return rc;
}

int controlFile(sqlite3_file *file, int verb, void *argument)
{
    switch (verb) {
    case SQLITE_FCNTL_SIZE_HINT: // sizes and chunks are of the plain file; the system's would be put out by them
    case SQLITE_FCNTL_CHUNK_SIZE:
        return SQLITE_OK;
    case SQLITE_FCNTL_MMAP_SIZE: // nothing to map: the pages on the disk are sealed
    case SQLITE_FCNTL_POWERSAFE_OVERWRITE:
        return SQLITE_NOTFOUND;
    default:
        return systemOf(file)->pMethods->xFileControl(systemOf(file), verb, argument);
    }
}

int sectorSize(sqlite3_file *) { return int(vfs::FileHeader::blockSize); }
int deviceCharacteristics(sqlite3_file *file) { return sealedOf(file).deviceCharacteristics(); }

// Locks and the shared memory of the write-ahead log's index are the system's.
int lockFile(sqlite3_file *file, int level) { return systemOf(file)->pMethods->xLock(systemOf(file), level); }
int unlockFile(sqlite3_file *file, int level) { return systemOf(file)->pMethods->xUnlock(systemOf(file), level); }
int checkLock(sqlite3_file *file, int *held)
{
    return systemOf(file)->pMethods->xCheckReservedLock(systemOf(file), held);
}
int mapShared(sqlite3_file *file, int page, int size, int extend, void volatile **at)
{
    return systemOf(file)->pMethods->xShmMap(systemOf(file), page, size, extend, at);
}
int lockShared(sqlite3_file *file, int offset, int count, int flags)
{
    return systemOf(file)->pMethods->xShmLock(systemOf(file), offset, count, flags);
}
void barrierShared(sqlite3_file *file) { systemOf(file)->pMethods->xShmBarrier(systemOf(file)); }
int unmapShared(sqlite3_file *file, int remove)
{
    return systemOf(file)->pMethods->xShmUnmap(systemOf(file), remove);
}

const sqlite3_io_methods methods {2, closeFile, readFile, writeFile, truncateFile, syncFile, sizeOfFile, lockFile,
    unlockFile, checkLock, controlFile, sectorSize, deviceCharacteristics, mapShared, lockShared, barrierShared,
    unmapShared, nullptr, nullptr};

} // namespace

// ---- the table of functions; what it does not seal it passes on to the system's VFS ----

namespace {

int openFile(sqlite3_vfs *self, const char *path, sqlite3_file *file, int flags, int *outFlags)
{
    auto &registration = *static_cast<CipherVfs::Registration *>(self->pAppData);
    file->pMethods = nullptr;
    OpenFile &opened = OpenFile::of(file);
    opened.sealed = nullptr;
    sqlite3_vfs *system = registration.system;
    const int rc = system->xOpen(system, path, opened.system(), flags, outFlags);
    if (rc != SQLITE_OK)
        return rc;
    opened.sealed = new std::shared_ptr<SealedFile>(registration.file(path, flags));
    file->pMethods = &methods;
    return SQLITE_OK;
}

int deleteFile(sqlite3_vfs *self, const char *path, int syncFolder)
{
    auto &registration = *static_cast<CipherVfs::Registration *>(self->pAppData);
    registration.forget(path);
    return registration.system->xDelete(registration.system, path, syncFolder);
}

sqlite3_vfs *systemOf(sqlite3_vfs *self)
{
    return static_cast<CipherVfs::Registration *>(self->pAppData)->system;
}

int access(sqlite3_vfs *self, const char *path, int flags, int *result)
{
    return systemOf(self)->xAccess(systemOf(self), path, flags, result);
}
int fullPath(sqlite3_vfs *self, const char *path, int size, char *out)
{
    return systemOf(self)->xFullPathname(systemOf(self), path, size, out);
}
int randomness(sqlite3_vfs *self, int size, char *out) { return systemOf(self)->xRandomness(systemOf(self), size, out); }
int sleepFor(sqlite3_vfs *self, int microseconds) { return systemOf(self)->xSleep(systemOf(self), microseconds); }
int currentTime(sqlite3_vfs *self, double *time) { return systemOf(self)->xCurrentTime(systemOf(self), time); }
int lastError(sqlite3_vfs *self, int size, char *out) { return systemOf(self)->xGetLastError(systemOf(self), size, out); }
int currentTime64(sqlite3_vfs *self, sqlite3_int64 *time)
{
    return systemOf(self)->xCurrentTimeInt64(systemOf(self), time);
}

} // namespace

std::unique_ptr<CipherVfs> CipherVfs::create(const SymmetricKey &master)
{
    return registered(master, false);
}

std::unique_ptr<CipherVfs> CipherVfs::lenient() const
{
    return registered(m_registration->master, true);
}

std::unique_ptr<CipherVfs> CipherVfs::registered(const SymmetricKey &master, bool lenient)
{
    static std::atomic<int> counter {0};
    auto registration = std::make_unique<Registration>();
    registration->master = master.clone();
    registration->reading = lenient ? vfs::Reading::Lenient : vfs::Reading::Strict;
    registration->name = "confab-" + std::to_string(++counter);
    registration->system = sqlite3_vfs_find(nullptr);
    if (!registration->system || registration->system->iVersion < 2)
        return nullptr;

    sqlite3_vfs &vfs = registration->vfs;
    vfs.iVersion = 2;
    vfs.szOsFile = int(sizeof(OpenFile)) + registration->system->szOsFile;
    vfs.mxPathname = registration->system->mxPathname;
    vfs.zName = registration->name.c_str();
    vfs.pAppData = registration.get();
    vfs.xOpen = openFile;
    vfs.xDelete = deleteFile;
    vfs.xAccess = access;
    vfs.xFullPathname = fullPath;
    vfs.xRandomness = randomness;
    vfs.xSleep = sleepFor;
    vfs.xCurrentTime = currentTime;
    vfs.xGetLastError = lastError;
    vfs.xCurrentTimeInt64 = currentTime64;
    if (sqlite3_vfs_register(&vfs, 0) != SQLITE_OK)
        return nullptr;
    return std::unique_ptr<CipherVfs>(new CipherVfs(std::move(registration)));
}

namespace {

QByteArray startOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(vfs::FileHeader::size) : QByteArray();
}

std::span<const std::uint8_t> bytesOf(const QByteArray &bytes)
{
    return {reinterpret_cast<const std::uint8_t *>(bytes.constData()), std::size_t(bytes.size())};
}

} // namespace

CipherVfs::CipherVfs(std::unique_ptr<Registration> registration)
    : m_registration(std::move(registration))
{
}

CipherVfs::~CipherVfs()
{
    sqlite3_vfs_unregister(&m_registration->vfs);
}

bool CipherVfs::opens(const QString &path) const
{
    const QByteArray start = startOf(path);
    vfs::FileHeader header;
    return start.size() == qsizetype(vfs::FileHeader::size) && header.parse(bytesOf(start), PageFile::magic)
        && header.cipherUnder(m_registration->master).has_value();
}

DatabaseForm databaseFormOf(const QString &path)
{
    const QByteArray start = startOf(path);
    if (start.isEmpty())
        return DatabaseForm::Absent;
    return start.startsWith(QByteArrayView(PageFile::magic, sizeof PageFile::magic)) ? DatabaseForm::Sealed
                                                                                      : DatabaseForm::Plain;
}

QString CipherVfs::name() const
{
    return QString::fromStdString(m_registration->name);
}

} // namespace confab
