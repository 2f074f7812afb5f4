#pragma once

#include "core/protocol/limits.h"
#include "core/protocol/result.h"
#include "server-stub/gateway/metrics.h"
#include "server-stub/services/connection.h"

#include <QString>
#include <QStringList>
#include <chrono>
#include <functional>
#include <memory>

namespace confab::server {

//! What the sockets may and must do. The defaults are the protocol's.
struct GatewayOptions {
    QString host = QStringLiteral("127.0.0.1"); //!< address to listen on
    quint16 port = 7345; //!< 0: the system picks one
    int threads = 0; //!< I/O threads; 0: one a core
    QString tlsCertificate; //!< PEM chain; with tlsKey: wss and nothing else
    QString tlsKey;
    QStringList origins; //!< allowed besides loopback, e.g. https://chat.example
    QStringList caps; //!< announced in `welcome`
    bool rateLimit = true; //!< inbound bytes, strangers an address
    std::chrono::milliseconds heartbeat = limits::heartbeat; //!< hb_ms; silence of 2.5 of them ends a connection
    std::chrono::milliseconds authDeadline = limits::authDeadline; //!< also for the HTTP head and for a begun frame
    std::chrono::milliseconds noProgress = limits::noProgress; //!< of a reader with something queued
    int sendBuffer = 0; //!< SO_SNDBUF in bytes, 0: the system's; small ones let tests be slow readers
};

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

    //! Binds and serves. The port, or one clear line.
    [[nodiscard]] Result<quint16, QString> start();

    //! Accepts nothing more, tells every client to reconnect within `ms`, and closes what is left after that time with
    //! 4014. Blocks until all are gone, at most `ms` + 2 s. Any thread but an I/O thread.
    void drain(std::chrono::milliseconds ms);
    //! Cuts whatever is left and ends the threads.
    void stop();

    quint16 port() const;
    int connections() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace confab::server
