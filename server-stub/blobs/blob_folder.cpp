#include "server-stub/blobs/blob_folder.h"

#include "server-stub/blobs/sha256.h"

#include <QDir>
#include <QFile>
#include <QLoggingCategory>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>
#include <vector>

Q_LOGGING_CATEGORY(lcBlobs, "confab.server.blobs")

namespace confab::server {

namespace {

constexpr std::size_t hashSlice = 256 * 1024; //!< bytes read again at once
constexpr qint64 hashPace = 4; //!< bytes of what lies there, for each that arrives
constexpr qint64 writeBackEvery = qint64(8) << 20; //!< bytes

//! A descriptor that closes.
class File {
public:
    explicit File(int descriptor = -1)
        : m_fd(descriptor)
    {
    }
    File(File &&other) noexcept
        : m_fd(std::exchange(other.m_fd, -1))
    {
    }
    File &operator=(File &&) = delete;
    ~File()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    explicit operator bool() const { return m_fd >= 0; }
    int get() const { return m_fd; }

private:
    int m_fd;
};

File openFile(const QByteArray &path, int flags)
{
    int fd = -1;
    do
        fd = ::open(path.constData(), flags | O_CLOEXEC, 0600);
    while (fd < 0 && errno == EINTR);
    return File(fd);
}

BlobError reasonOf(int error, const char *what)
{
    if (error == ENOENT)
        return BlobError::NotFound;
    if (error == ENOSPC || error == EDQUOT || error == EFBIG)
        return BlobError::Full;
    qCWarning(lcBlobs, "%s failed: %s", what, std::strerror(error));
    return BlobError::Failed;
}

Failure<BlobError> failed(const char *what)
{
    return Failure {reasonOf(errno, what)};
}

bool syncFolder(const QByteArray &path)
{
    const File folder = openFile(path, O_RDONLY | O_DIRECTORY);
    return folder && ::fsync(folder.get()) == 0;
}

bool makeFolder(const QByteArray &path)
{
    return ::mkdir(path.constData(), 0700) == 0 || errno == EEXIST;
}

BlobResult<qint64> readAt(int fd, qint64 offset, std::span<char> out)
{
    std::size_t done = 0;
    while (done < out.size()) {
        const auto n = ::pread(fd, out.data() + done, out.size() - done, off_t(offset) + off_t(done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return failed("reading a blob");
        if (n == 0)
            break;
        done += std::size_t(n);
    }
    return qint64(done);
}

class FolderWriter final : public BlobWriter {
public:
    FolderWriter(File file, QByteArray path, QByteArray shelf, QByteArray target, qint64 stored)
        : m_file(std::move(file))
        , m_path(std::move(path))
        , m_shelf(std::move(shelf))
        , m_target(std::move(target))
        , m_stored(stored)
        , m_flushed(stored)
        , m_written(stored)
    {
    }

    qint64 stored() const override { return m_stored; }

    BlobResult<Done> append(std::span<const char> bytes) override
    {
        const qint64 begin = m_stored;
        while (!bytes.empty()) {
            const auto n = ::pwrite(m_file.get(), bytes.data(), bytes.size(), off_t(m_stored));
            if (n < 0 && errno == EINTR)
                continue;
            if (n < 0)
                return failed("writing a blob");
            if (m_hashed == m_stored) {
                m_hash.add(bytes.first(std::size_t(n)));
                m_hashed += n;
            }
            m_stored += n;
            bytes = bytes.subspan(std::size_t(n));
        }
        if (m_stored - m_flushed >= writeBackEvery)
            writeBack();
        return catchUp(std::min(m_stored, m_hashed + (m_stored - begin) * hashPace));
    }

    BlobResult<Done> finish(const PublicKey &sha256) override
    {
        if (const auto caughtUp = catchUp(m_stored); !caughtUp)
            return caughtUp;
        if (m_hash.take() != sha256) {
            m_hashed = 0;
            if (::ftruncate(m_file.get(), 0) != 0)
                return failed("emptying a blob");
            m_stored = m_flushed = m_written = 0;
            return Failure {BlobError::WrongHash};
        }
        // The hash was taken: whatever fails from here on, the next try has to read the file again.
        m_hashed = 0;
        if (::fsync(m_file.get()) != 0)
            return failed("fsync of a blob");
        if (std::rename(m_path.constData(), m_target.constData()) != 0)
            return failed("renaming a blob");
        if (!syncFolder(m_shelf))
            return failed("fsync of a folder of blobs");
        return Done {};
    }

private:
    //! Sends the newest part to the disk and waits for the one before. Otherwise a fast sender would pile up gigabytes in
    //! the system's memory, and every commit of the database would wait behind them.
    void writeBack()
    {
        ::sync_file_range(m_file.get(), off_t(m_flushed), off_t(m_stored - m_flushed), SYNC_FILE_RANGE_WRITE);
        if (m_flushed > m_written)
            ::sync_file_range(m_file.get(), off_t(m_written), off_t(m_flushed - m_written),
                SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE | SYNC_FILE_RANGE_WAIT_AFTER);
        m_written = m_flushed;
        m_flushed = m_stored;
    }

    BlobResult<Done> catchUp(qint64 target)
    {
        while (m_hashed < target) {
            m_buffer.resize(hashSlice);
            const auto want = std::min<qint64>(qint64(hashSlice), m_stored - m_hashed);
            const auto n = readAt(m_file.get(), m_hashed, std::span(m_buffer).first(std::size_t(want)));
            if (!n || *n != want)
                return Failure {n ? BlobError::Failed : n.error()};
            m_hash.add(std::span(m_buffer).first(std::size_t(want)));
            m_hashed += want;
        }
        if (m_hashed == m_stored)
            m_buffer = {};
        return Done {};
    }

    File m_file;
    const QByteArray m_path, m_shelf, m_target;
    qint64 m_stored;
    qint64 m_flushed; //!< up to here the system was asked to write back
    qint64 m_written; //!< up to here it has
    qint64 m_hashed = 0; //!< up to here m_hash has it
    Sha256 m_hash;
    std::vector<char> m_buffer; //!< while the hash is behind
};

class FolderReader final : public BlobReader {
public:
    FolderReader(File file, qint64 size)
        : m_file(std::move(file))
        , m_size(size)
    {
    }
    qint64 size() const override { return m_size; }
    BlobResult<qint64> read(qint64 offset, std::span<char> out) override { return readAt(m_file.get(), offset, out); }
    bool readNow(qint64 offset, std::span<char> out) override
    {
        const iovec vector {out.data(), out.size()};
        return ::preadv2(m_file.get(), &vector, 1, off_t(offset), RWF_NOWAIT) == ssize_t(out.size());
    }

private:
    File m_file;
    const qint64 m_size;
};

} // namespace

Result<std::unique_ptr<BlobFolder>, QString> BlobFolder::open(const QString &folder)
{
    const QByteArray root = QFile::encodeName(QDir(folder).absolutePath()) + '/';
    bool usable = QDir().mkpath(folder) && makeFolder(root + "incoming");
    // All 256 at once: none has to be made, and its making synced, in the middle of an upload.
    for (int i = 0; usable && i < 256; ++i)
        usable = makeFolder(root + QByteArray(1, char(i)).toHex());
    if (!usable || ::access(root.constData(), R_OK | W_OK | X_OK) != 0 || !syncFolder(root))
        return Failure {QStringLiteral("cannot use the folder for files %1").arg(QDir::toNativeSeparators(folder))};
    return std::unique_ptr<BlobFolder>(new BlobFolder(root));
}

QByteArray BlobFolder::incoming(const BlobId &blob) const
{
    return m_root + "incoming/" + blob.toBytes().toHex();
}

QByteArray BlobFolder::shelf(const BlobId &blob) const
{
    return m_root + blob.toBytes().first(1).toHex();
}

QByteArray BlobFolder::finished(const BlobId &blob) const
{
    return shelf(blob) + '/' + blob.toBytes().toHex();
}

BlobResult<BlobExtent> BlobFolder::extent(const BlobId &blob)
{
    struct stat status {};
    if (::stat(finished(blob).constData(), &status) == 0)
        return BlobExtent {qint64(status.st_size), true};
    if (errno == ENOENT && ::stat(incoming(blob).constData(), &status) == 0)
        return BlobExtent {qint64(status.st_size), false};
    if (errno != ENOENT)
        return failed("looking for a blob");
    return BlobExtent {};
}

BlobResult<std::unique_ptr<BlobWriter>> BlobFolder::write(const BlobId &blob)
{
    const auto known = extent(blob);
    if (!known)
        return Failure {known.error()};
    if (known->finished)
        return Failure {BlobError::NotFound};
    const auto path = incoming(blob);
    File file = openFile(path, O_RDWR | O_CREAT);
    if (!file)
        return failed("opening a blob for writing");
    return std::unique_ptr<BlobWriter>(
        std::make_unique<FolderWriter>(std::move(file), path, shelf(blob), finished(blob), known->stored));
}

BlobResult<std::unique_ptr<BlobReader>> BlobFolder::read(const BlobId &blob)
{
    File file = openFile(finished(blob), O_RDONLY);
    struct stat status {};
    if (!file || ::fstat(file.get(), &status) != 0)
        return failed("opening a blob");
    return std::unique_ptr<BlobReader>(std::make_unique<FolderReader>(std::move(file), qint64(status.st_size)));
}

BlobResult<Done> BlobFolder::remove(const BlobId &blob)
{
    for (const auto &path : {incoming(blob), finished(blob)})
        if (::unlink(path.constData()) != 0 && errno != ENOENT)
            return failed("removing a blob");
    return Done {};
}

} // namespace confab::server
