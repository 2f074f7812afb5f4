#pragma once

#include "core/protocol/result.h"
#include "server-stub/gateway/gateway_options.h"
#include "server-stub/gateway/metrics.h"
#include "server-stub/services/blob_handler.h"
#include "server-stub/services/connection.h"

#include <chrono>
#include <functional>
#include <memory>

namespace confab::server {

//! Listener, WebSocket connections and the little HTTP there is, on threads of its own. One port for all of it.
//!
//! WebSocket framing is `server-stub/websocket` on plain Asio rather than Beast's stream: queued frames leave in one
//! gathered write, an idle connection holds no buffer at all, and fragments and control frames are bounded before they
//! are stored. HTTP is Beast's.
class Gateway {
public:
    //! `handler` outlives the gateway.
    Gateway(GatewayOptions options, FrameHandler &handler);
    ~Gateway(); //!< stops at once
    Gateway(const Gateway &) = delete;
    Gateway &operator=(const Gateway &) = delete;

    //! Adds lines to `/metrics`; called on an I/O thread, must not block. Before start().
    void addMetrics(std::function<void(MetricsText &)> source);

    //! Serves /v1/blobs/. Before start(); `blobs` outlives stop().
    void serveBlobs(BlobHandler *blobs);

    //! Binds and serves. The port, or one clear line.
    [[nodiscard]] Result<quint16, QString> start();

    //! Accepts nothing more, tells every client to reconnect within `ms`, and closes what is left after that time with
    //! 4014. Blocks until all are gone, at most `ms` + 2 s. Any thread but an I/O thread.
    void drain(std::chrono::milliseconds ms);
    //! Cuts whatever is left and ends the threads. What others still say to connections goes nowhere from here on.
    void stop();

    quint16 port() const;
    int connections() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace confab::server
