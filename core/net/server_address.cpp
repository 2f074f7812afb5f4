#include "core/net/server_address.h"

#include <QCoreApplication>
#include <QHostAddress>

namespace confab {

namespace {

constexpr char socketPath[] = "/v1/ws";
constexpr qsizetype longest = 300;

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(confab::ServerAddress)
};

bool isLoopback(const QString &host)
{
    if (host.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0
        || host.endsWith(QLatin1String(".localhost"), Qt::CaseInsensitive))
        return true;
    const QHostAddress address(host);
    return !address.isNull() && address.isLoopback();
}

Failure<AddressError> bad(const QString &sentence)
{
    return Failure {AddressError {sentence}};
}

//! The scheme of the socket that was typed, or nothing to be decided by the host.
std::optional<QString> schemeOf(const QString &typed)
{
    const QString scheme = typed.toLower();
    if (scheme == QLatin1String("ws") || scheme == QLatin1String("http"))
        return QStringLiteral("ws");
    if (scheme == QLatin1String("wss") || scheme == QLatin1String("https"))
        return QStringLiteral("wss");
    return std::nullopt;
}

//! "::1" and "fe80::1" mean a host without a port; QUrl wants brackets.
QString withBrackets(const QString &rest)
{
    const QHostAddress address(rest);
    return address.protocol() == QAbstractSocket::IPv6Protocol ? QLatin1Char('[') + rest + QLatin1Char(']') : rest;
}

} // namespace

Result<ServerAddress, AddressError> parseServerAddress(const QString &typed)
{
    QString text = typed.trimmed();
    if (text.isEmpty())
        return bad(Texts::tr("Enter the address of a server."));
    if (text.size() > longest)
        return bad(Texts::tr("This address is too long."));

    std::optional<QString> scheme;
    if (const auto at = text.indexOf(QLatin1String("://")); at >= 0) {
        scheme = schemeOf(text.left(at));
        if (!scheme)
            return bad(Texts::tr("An address starts with ws://, wss:// or simply with the server's name."));
        text = text.sliced(at + 3);
    } else {
        text = withBrackets(text);
    }

    QUrl url(QStringLiteral("wss://") + text, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || url.port() == 0)
        return bad(Texts::tr("This is not an address of a server. It looks like chat.example.org or chat.example.org:7345."));
    const QString path = url.path();
    if (!url.userInfo().isEmpty() || url.hasQuery() || url.hasFragment()
        || !(path.isEmpty() || path == QLatin1String("/") || path == QLatin1String(socketPath)))
        return bad(Texts::tr("Enter only the server's name, with its port where it has one."));

    url.setScheme(scheme.value_or(isLoopback(url.host()) ? QStringLiteral("ws") : QStringLiteral("wss")));
    url.setPort(url.port(defaultPort));
    url.setPath(QLatin1String(socketPath));
    return ServerAddress {url};
}

QString ServerAddress::toText() const
{
    const QString host = url.host().contains(QLatin1Char(':')) ? QLatin1Char('[') + url.host() + QLatin1Char(']') : url.host();
    const QString port = url.port() == defaultPort ? QString() : QLatin1Char(':') + QString::number(url.port());
    const bool implied = isSecure() != isLoopback(url.host());
    return (implied ? QString() : url.scheme() + QLatin1String("://")) + host + port;
}

QUrl ServerAddress::httpUrl(const QString &path) const
{
    QUrl http = url;
    http.setScheme(isSecure() ? QStringLiteral("https") : QStringLiteral("http"));
    http.setPath(path);
    return http;
}

} // namespace confab
