#pragma once

#include "core/protocol/ids.h"
#include "core/protocol/result.h"

#include <memory>
#include <span>

//! Where the bytes of blobs lie. Everything here blocks on the disk (or, one day, on a network) and belongs on a blob
//! thread (blob_threads.h); one blob's writer and readers may be used from different threads, but each by one at a time.
namespace confab::server {

enum class BlobError : std::uint8_t {
    NotFound,
    Full, //!< no room: what was stored before stays, and the same bytes may be tried again
    WrongHash, //!< everything is there and is not what was announced; it has been dropped
    Failed, //!< the disk does not do what it is told
};
template <typename T>
using BlobResult = Result<T, BlobError>;

//! How much of a blob there is.
struct BlobExtent {
    qint64 stored = 0; //!< bytes
    bool finished = false; //!< checked, durable and readable
};

//! Adds to an unfinished blob. What was appended is there again after a kill -9 of the process; only `finish` makes it
//! survive a power cut for certain.
class BlobWriter {
public:
    virtual ~BlobWriter() = default;
    virtual qint64 stored() const = 0;
    //! Where it fails with Full, `stored` may still have grown: by what did fit.
    [[nodiscard]] virtual BlobResult<Done> append(std::span<const char> bytes) = 0;
    //! Checks the hash of everything and makes the blob durable and readable. WrongHash: it is empty again.
    [[nodiscard]] virtual BlobResult<Done> finish(const PublicKey &sha256) = 0;
};

//! Reads a finished blob, also while it is being removed.
class BlobReader {
public:
    virtual ~BlobReader() = default;
    virtual qint64 size() const = 0;
    //! Fills `out` from `offset` on, all of it unless the blob ends before.
    [[nodiscard]] virtual BlobResult<qint64> read(qint64 offset, std::span<char> out) = 0;
    //! The same for what lies in memory already: all of `out`, or false, and never a wait. Any thread.
    [[nodiscard]] virtual bool readNow(qint64 offset, std::span<char> out) = 0;
};

class BlobStore {
public:
    virtual ~BlobStore() = default;
    //! Of a blob that nobody has written to: nothing stored.
    [[nodiscard]] virtual BlobResult<BlobExtent> extent(const BlobId &blob) = 0;
    //! Goes on where the blob ends. At most one writer a blob; NotFound where it is finished.
    [[nodiscard]] virtual BlobResult<std::unique_ptr<BlobWriter>> write(const BlobId &blob) = 0;
    [[nodiscard]] virtual BlobResult<std::unique_ptr<BlobReader>> read(const BlobId &blob) = 0;
    //! Finished or not; nothing to remove is fine.
    [[nodiscard]] virtual BlobResult<Done> remove(const BlobId &blob) = 0;
};

} // namespace confab::server
