#pragma once

#include "core/protocol/result.h"

#include <QString>
#include <QUrl>

//! Server addresses as people write them.
namespace confab {

inline constexpr int defaultPort = 7345;

struct ServerAddress {
    QUrl url; //!< ws or wss, host, port (always spelled out), /v1/ws
    bool operator==(const ServerAddress &) const = default;

    bool isSecure() const { return url.scheme() == QLatin1String("wss"); }
    //! As short as it can be said without changing its meaning: what to show and to keep.
    QString toText() const;
    //! For the HTTP side of the same port (blobs): http or https.
    QUrl httpUrl(const QString &path) const;
};

struct AddressError {
    QString message; //!< translated, one sentence
};

//! `host`, `host:port`, `[v6]:port`, `ws://…`, `wss://…`, `http://…` and `https://…` (their web twins), with nothing or
//! the server's own path behind. Without a scheme: wss, or ws where the host is this computer. Total.
[[nodiscard]] Result<ServerAddress, AddressError> parseServerAddress(const QString &typed);

} // namespace confab
