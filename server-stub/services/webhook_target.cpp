#include "server-stub/services/webhook_target.h"

#include <QUrl>

#include <arpa/inet.h>

namespace confab::server {

namespace {

struct Range {
    std::array<std::uint8_t, 16> prefix;
    int bits;
};

constexpr Range v4(std::uint8_t a, std::uint8_t b, std::uint8_t c, int bits)
{
    return {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, a, b, c, 0}, 96 + bits};
}
constexpr Range v6(std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d, int bits)
{
    return {{a, b, c, d}, bits};
}

//! IANA's special-purpose registries (RFC 6890 and its successors).
constexpr std::array reserved {
    v4(0, 0, 0, 8),
    v4(10, 0, 0, 8),
    v4(100, 64, 0, 10),
    v4(127, 0, 0, 8),
    v4(169, 254, 0, 16),
    v4(172, 16, 0, 12),
    v4(192, 0, 0, 24),
    v4(192, 0, 2, 24),
    v4(192, 88, 99, 24),
    v4(192, 168, 0, 16),
    v4(198, 18, 0, 15),
    v4(198, 51, 100, 24),
    v4(203, 0, 113, 24),
    v4(224, 0, 0, 4),
    v4(240, 0, 0, 4),
    v6(0x01, 0x00, 0, 0, 64), // discard
    v6(0x20, 0x01, 0x00, 0x00, 23), // IETF assignments, Teredo
    v6(0x20, 0x01, 0x0d, 0xb8, 32), // documentation
    v6(0x20, 0x02, 0, 0, 16), // 6to4 wraps an IPv4 address
    v6(0x00, 0x64, 0xff, 0x9b, 32), // NAT64 wraps an IPv4 address
    v6(0xfc, 0x00, 0, 0, 7), // unique local
    v6(0xfe, 0x80, 0, 0, 10), // link-local
    v6(0xfe, 0xc0, 0, 0, 10), // site-local
    v6(0xff, 0x00, 0, 0, 8), // multicast
};

bool contains(const Range &range, const IpAddress &address)
{
    for (int bit = 0; bit < range.bits; ++bit) {
        const auto mask = std::uint8_t(0x80 >> (bit % 8));
        if ((range.prefix[std::size_t(bit / 8)] & mask) != (address.bytes[std::size_t(bit / 8)] & mask))
            return false;
    }
    return true;
}

bool isMapped(const IpAddress &address)
{
    return contains({{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96}, address);
}

} // namespace

bool isPublicAddress(const IpAddress &address)
{
    // ::/32 holds the unspecified, loopback and IPv4-compatible addresses; mapped ones are judged by the IPv4 ranges.
    if (!isMapped(address) && contains(v6(0, 0, 0, 0, 32), address))
        return false;
    return std::none_of(reserved.begin(), reserved.end(), [&](const Range &range) { return contains(range, address); });
}

std::optional<IpAddress> parseAddress(const QString &text)
{
    const auto latin1 = text.toLatin1();
    std::array<std::uint8_t, 4> four;
    if (inet_pton(AF_INET, latin1.constData(), four.data()) == 1)
        return IpAddress::v4(four);
    IpAddress six;
    if (inet_pton(AF_INET6, latin1.constData(), six.bytes.data()) == 1)
        return six;
    return std::nullopt;
}

Result<WebhookTarget, QString> WebhookTarget::parse(const QString &text, bool anywhere)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool tls = url.scheme() == QLatin1String("https");
    if (!url.isValid() || (!tls && !(anywhere && url.scheme() == QLatin1String("http"))))
        return Failure {anywhere ? QStringLiteral("url is neither https nor http") : QStringLiteral("url is not https")};
    if (!url.userInfo().isEmpty() || url.hasFragment())
        return Failure {QStringLiteral("url with a user name or a fragment")};
    WebhookTarget out;
    out.tls = tls;
    out.host = url.host(QUrl::FullyEncoded);
    out.port = quint16(url.port(tls ? 443 : 80));
    out.target = url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment);
    if (out.target.isEmpty() || out.target.startsWith('?'))
        out.target.prepend('/');
    if (out.host.isEmpty())
        return Failure {QStringLiteral("url without a host")};
    if (const auto literal = parseAddress(out.host); literal && !anywhere && !isPublicAddress(*literal))
        return Failure {QStringLiteral("url of a private network")};
    return out;
}

} // namespace confab::server
