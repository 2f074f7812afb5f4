#pragma once

#include "core/protocol/result.h"
#include "server-stub/services/http_sender.h"

namespace confab::server {

//! Where a webhook goes, taken apart. Guards against server-side request forgery: only https, only a host name or a
//! public address, no user name in it; and each address that a name resolves to is looked at before it is used.
struct WebhookTarget {
    bool tls = true;
    QString host;
    quint16 port = 443;
    QByteArray target; //!< path and query

    //! `anywhere`: http and private networks too. The error names what is wrong.
    static Result<WebhookTarget, QString> parse(const QString &url, bool anywhere);
};

//! Not loopback, private, link-local, shared, multicast, documentation, reserved or an embedding of one of these.
bool isPublicAddress(const IpAddress &address);
//! A literal IPv4 or IPv6 address.
std::optional<IpAddress> parseAddress(const QString &text);

} // namespace confab::server
