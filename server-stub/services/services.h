#pragma once

#include "server-stub/blobs/blob_store.h"
#include "server-stub/blobs/blob_threads.h"
#include "server-stub/bus/bus.h"
#include "server-stub/services/blob_handler.h"
#include "server-stub/services/clock.h"
#include "server-stub/services/connection.h"
#include "server-stub/services/http_sender.h"
#include "server-stub/services/metrics.h"
#include "server-stub/services/options.h"
#include "server-stub/store/store.h"

namespace confab::server {

//! Where a node keeps blobs.
struct BlobKeeping {
    BlobStore &store;
    BlobThreads &threads;
};

//! One node: the services behind the sockets. The gateway calls it as a FrameHandler on its I/O threads, and `tick`
//! from one timer.
//!
//! Threads. Requests run on the I/O thread that read them up to the store; what follows the store's answer runs on a
//! thread of the store. State shared between them lies in few classes (SessionRegistry, PresenceService, TypingService,
//! Receipts, LinkSlots, RateLimits …), each with one mutex that it holds for its own maps only: never while it calls
//! another class, the store, the bus or a callback. Connections may be called under a mutex because they never block.
//! What belongs to one connection alone (Session) is touched by its I/O thread, but for atomics.
//!
//! Life: the blob threads are stopped, the store closed and the HttpSender stopped before Services is destroyed, so that
//! no answer comes back to it.
class Services : public FrameHandler {
public:
    //! Without `blobs` the server has no media.
    Services(ServerOptions options, Store &store, Bus &bus, const Clock &clock, HttpSender &http,
        std::optional<BlobKeeping> blobs = {});
    ~Services() override;

    void opened(const ConnectionPtr &connection) override;
    void frame(const ConnectionPtr &connection, Frame frame) override;
    void drained(const ConnectionPtr &connection) override;
    void closed(const ConnectionPtr &connection) override;

    //! Every 100 ms or so, from one thread at a time: receipts and presence that were held back, leases, webhooks.
    void tick();

    //! Of the HTTP transfers; null where the server has no media.
    BlobHandler *blobs();
    //! For `welcome.caps`.
    QList<QString> capabilities() const;
    const ServiceMetrics &metrics() const;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace confab::server
