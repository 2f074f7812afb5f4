#pragma once

#include "core/protocol/limits.h"

#include <QString>
#include <QStringList>
#include <chrono>

namespace confab::server {

//! What the sockets may and must do. The defaults are the protocol's.
struct GatewayOptions {
    QString host = QStringLiteral("127.0.0.1"); //!< address to listen on
    quint16 port = 7345; //!< 0: the system picks one
    int threads = 0; //!< I/O threads; 0: one a core
    QString tlsCertificate; //!< PEM chain; with tlsKey: wss and nothing else
    QString tlsKey;
    QStringList origins; //!< allowed besides loopback, e.g. https://chat.example
    //! Who may read /metrics: whoever asks this machine by a loopback name from itself, anybody, nobody.
    enum class Metrics { Local, Open, Off } metrics = Metrics::Local;
    QStringList caps; //!< announced in `welcome`
    bool rateLimit = true; //!< inbound bytes, strangers an address
    std::chrono::milliseconds heartbeat = limits::heartbeat; //!< hb_ms; silence of 2.5 of them ends a connection
    std::chrono::milliseconds authDeadline = limits::authDeadline; //!< also for the HTTP head and for a begun frame
    std::chrono::milliseconds noProgress = limits::noProgress; //!< of a reader with something queued
    int transfers = 256; //!< blob requests at once; each holds up to half a MiB. Above: 503
    int transfersPerAddress = 64; //!< but not of loopback, where a proxy speaks for many
    int sendBuffer = 0; //!< SO_SNDBUF in bytes, 0: the system's; small ones let tests be slow readers
};

} // namespace confab::server
