#pragma once

#include "core/protocol/ids.h"

#include <functional>
#include <memory>
#include <vector>

//! What the gateway asks of the media service for the transfers of protocol section 8. Everything is asynchronous:
//! callbacks run exactly once, on any thread (also within the call), and must not block; none runs after the blob
//! threads were stopped.
namespace confab::server {

enum class BlobOutcome : std::uint8_t {
    Ok, //!< and there is more to come
    Complete,
    Unauthorised, //!< no token, one of another blob, an old one
    NotFound,
    TooMany, //!< uploads of this user
    Superseded, //!< another PUT has taken over
    WrongHash, //!< everything was dropped
    Full, //!< the disk; `offset` stands
    Busy, //!< try again later
};
struct BlobProgress {
    BlobOutcome outcome = BlobOutcome::Busy;
    qint64 offset = 0; //!< bytes that are stored; of Ok, Complete, WrongHash and Full
    qint64 size = 0; //!< granted
};

using BlobBuffer = std::shared_ptr<std::vector<char>>;

//! One PUT. Its end gives the upload free, whatever was written.
class BlobSink {
public:
    virtual ~BlobSink() = default;
    //! Stores the whole buffer, which nobody touches meanwhile. One at a time; not beyond the granted size.
    virtual void write(BlobBuffer bytes, std::function<void(BlobProgress)> done) = 0;
};

//! One GET.
class BlobSource {
public:
    virtual ~BlobSource() = default;
    virtual qint64 size() const = 0;
    //! Fills the buffer from `offset` on if that needs no waiting.
    virtual bool readNow(qint64 offset, const BlobBuffer &into) = 0;
    //! Fills the buffer from `offset` on; false where the disk fails. One at a time, and within the size.
    virtual void read(qint64 offset, BlobBuffer into, std::function<void(bool)> done) = 0;
};

class BlobHandler {
public:
    virtual ~BlobHandler() = default;
    //! Begins a PUT. A sink comes with Ok only.
    virtual void put(const BlobId &blob, const QByteArray &token, std::function<void(BlobProgress, std::shared_ptr<BlobSink>)> done) = 0;
    virtual void offset(const BlobId &blob, const QByteArray &token, std::function<void(BlobProgress)> done) = 0;
    //! A source comes with Ok, for complete blobs only.
    virtual void get(const BlobId &blob, std::function<void(BlobOutcome, std::shared_ptr<BlobSource>)> done) = 0;
};

} // namespace confab::server
