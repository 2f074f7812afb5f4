#include "core/net/public_address.h"

namespace confab {

bool isPublicAddress(const QHostAddress &address)
{
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4); // also of ::ffff:a.b.c.d
    if (isV4) {
        struct Net {
            quint32 base;
            int bits;
        };
        static constexpr Net closed[] = {{0x00000000, 8}, {0x0a000000, 8}, {0x64400000, 10}, {0x7f000000, 8}, {0xa9fe0000, 16},
            {0xac100000, 12}, {0xc0000000, 24}, {0xc0000200, 24}, {0xc0586300, 24}, {0xc0a80000, 16}, {0xc6120000, 15},
            {0xc6336400, 24}, {0xcb007100, 24}, {0xe0000000, 3}};
        return std::none_of(std::begin(closed), std::end(closed),
            [v4](const Net &net) { return (v4 >> (32 - net.bits)) == (net.base >> (32 - net.bits)); });
    }
    if (address.protocol() != QAbstractSocket::IPv6Protocol || !address.scopeId().isEmpty())
        return false;
    // Of global unicast, without documentation, Teredo and 6to4, which carry an IPv4 address of anybody's choice.
    return address.isInSubnet(QHostAddress(QStringLiteral("2000::")), 3) && !address.isInSubnet(QHostAddress(QStringLiteral("2001::")), 23)
        && !address.isInSubnet(QHostAddress(QStringLiteral("2001:db8::")), 32)
        && !address.isInSubnet(QHostAddress(QStringLiteral("2002::")), 16);
}

bool isPublicWeb(const QUrl &url, const QHostAddress &address)
{
    const int standard = url.scheme() == QLatin1String("https") ? 443 : 80;
    return url.port(standard) == standard && isPublicAddress(address);
}

} // namespace confab
