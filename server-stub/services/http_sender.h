#pragma once

#include <QByteArray>
#include <QString>
#include <array>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace confab::server {

//! IPv4 addresses are held in their mapped form (::ffff:a.b.c.d).
struct IpAddress {
    std::array<std::uint8_t, 16> bytes {};
    static IpAddress v4(std::array<std::uint8_t, 4> b)
    {
        return {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, b[0], b[1], b[2], b[3]}};
    }
};

//! One POST to exactly `address`; `host` is for the Host header and the certificate check.
struct HttpPost {
    bool tls = true;
    IpAddress address;
    QString host;
    quint16 port = 443;
    QByteArray target; //!< path and query
    std::vector<std::pair<QByteArray, QByteArray>> headers; //!< besides Host, Content-Length and Connection
    QByteArray body;
};

//! How webhooks leave the house. The gateway implements it; tests fake it. Callbacks run on any thread, exactly once
//! each, also when the sender stops. An implementation never follows a redirect, reads at most a few KiB of the answer
//! and gives up after 10 s.
class HttpSender {
public:
    virtual ~HttpSender() = default;
    virtual void resolve(const QString &host, std::function<void(std::vector<IpAddress>)> done) = 0; //!< empty: failed
    virtual void post(HttpPost post, std::function<void(int status)> done) = 0; //!< 0: no answer
};

} // namespace confab::server
