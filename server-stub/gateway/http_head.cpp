#include "server-stub/gateway/http_head.h"

#include "core/protocol/blob_http.h"
#include "server-stub/websocket/frame_writer.h"

#include <QUrl>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/rfc7230.hpp>

namespace http = boost::beast::http;

namespace confab::server {

namespace {

constexpr char webSocketPath[] = "/v1/ws";

QByteArray bytesOf(boost::beast::string_view view)
{
    return QByteArray(view.data(), qsizetype(view.size()));
}

bool hasToken(const http::request_header<> &header, http::field field, boost::beast::string_view token)
{
    const auto range = header.equal_range(field);
    for (auto it = range.first; it != range.second; ++it)
        if (http::token_list(it->value()).exists(token))
            return true;
    return false;
}

QList<QByteArray> protocolsOf(const http::request_header<> &header)
{
    QList<QByteArray> names;
    const auto range = header.equal_range(http::field::sec_websocket_protocol);
    for (auto it = range.first; it != range.second; ++it)
        for (const auto &name : http::token_list(it->value()))
            names.append(bytesOf(name));
    return names;
}

std::optional<QByteArray> fieldOf(const http::request_header<> &header, http::field field)
{
    const auto it = header.find(field);
    return it == header.end() ? std::nullopt : std::optional(bytesOf(it->value()));
}

std::optional<Encoding> choose(const QList<QByteArray> &protocols)
{
    for (const QByteArray &name : protocols)
        for (const Encoding encoding : {Encoding::Cbor, Encoding::Json})
            if (name == subprotocolOf(encoding))
                return encoding;
    return std::nullopt;
}

bool isKey(const QByteArray &key)
{
    const auto decoded = QByteArray::fromBase64Encoding(key, QByteArray::AbortOnBase64DecodingErrors);
    return key.size() == 24 && decoded && (*decoded).size() == 16;
}

bool isLoopbackName(const QString &host)
{
    return host == QLatin1String("localhost") || host == QLatin1String("127.0.0.1") || host == QLatin1String("::1");
}

} // namespace

struct HttpHeadReader::Private {
    http::request_parser<http::empty_body> parser;
    QByteArray pending; //!< read but not yet taken by the parser
};

HttpHeadReader::HttpHeadReader()
    : d(std::make_unique<Private>())
{
    d->parser.header_limit(std::uint32_t(maxBytes));
    d->parser.body_limit(boost::none); // bodies are read by whoever wants one
}

HttpHeadReader::~HttpHeadReader() = default;

HttpHeadReader::State HttpHeadReader::feed(std::span<const char> bytes)
{
    d->pending.append(bytes.data(), qsizetype(bytes.size()));
    boost::system::error_code error;
    const auto taken
        = d->parser.put(boost::asio::const_buffer(d->pending.constData(), std::size_t(d->pending.size())), error);
    d->pending.remove(0, qsizetype(taken));
    if (d->parser.is_header_done())
        return State::Done;
    if (error == http::error::header_limit)
        return State::TooBig;
    if (error && error != http::error::need_more)
        return State::Bad;
    return std::size_t(d->pending.size()) > maxBytes ? State::TooBig : State::NeedMore;
}

QByteArray HttpHeadReader::rest() const
{
    return d->pending;
}

HttpHead HttpHeadReader::head() const
{
    const auto &header = d->parser.get().base();
    HttpHead head;
    head.method = bytesOf(header.method_string());
    const QByteArray target = bytesOf(header.target());
    head.path = target.left(target.indexOf('?') < 0 ? target.size() : target.indexOf('?'));
    head.host = bytesOf(header[http::field::host]);
    head.hosts = int(header.count(http::field::host));
    if (header.count(http::field::origin))
        head.origin = bytesOf(header[http::field::origin]);
    head.http11 = header.version() == 11;
    head.upgradeWebSocket = hasToken(header, http::field::connection, "upgrade")
        && hasToken(header, http::field::upgrade, "websocket");
    head.key = bytesOf(header[http::field::sec_websocket_key]);
    head.version = bytesOf(header[http::field::sec_websocket_version]);
    head.protocols = protocolsOf(header);
    const auto &request = d->parser.get();
    head.keepAlive = request.keep_alive();
    head.chunked = d->parser.chunked();
    if (const auto length = d->parser.content_length())
        head.contentLength = *length;
    head.expectContinue = hasToken(header, http::field::expect, "100-continue");
    head.authorization = bytesOf(header[http::field::authorization]);
    head.contentRange = bytesOf(header[http::field::content_range]);
    head.range = fieldOf(header, http::field::range);
    head.ifRange = fieldOf(header, http::field::if_range);
    head.ifNoneMatch = fieldOf(header, http::field::if_none_match);
    return head;
}

QByteArray HttpAnswer::toBytes(bool withBody) const
{
    QByteArray text = "HTTP/1.1 " + QByteArray::number(status) + ' ' + reason + "\r\n";
    for (const auto &[name, value] : headers)
        text += name + ": " + value + "\r\n";
    if (!upgrade) {
        text += "Content-Type: " + contentType + "\r\nContent-Length: " + QByteArray::number(body.size())
            + "\r\nCache-Control: no-store\r\nConnection: close\r\n";
    }
    text += "\r\n";
    return !upgrade && withBody ? text + body : text;
}

HttpAnswer plainAnswer(int status, QByteArray reason, QByteArray body)
{
    HttpAnswer answer;
    answer.status = status;
    answer.reason = std::move(reason);
    answer.body = std::move(body);
    return answer;
}

bool isOriginAllowed(const std::optional<QByteArray> &origin, const QStringList &origins)
{
    if (!origin)
        return true;
    const QString text = QString::fromUtf8(*origin);
    if (origins.contains(text))
        return true;
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || (url.scheme() != QLatin1String("http") && url.scheme() != QLatin1String("https")))
        return false;
    return isLoopbackName(url.host());
}

bool isLoopbackHost(const QByteArray &host)
{
    const QUrl url(QStringLiteral("http://") + QString::fromUtf8(host), QUrl::StrictMode);
    return url.isValid() && url.path().isEmpty() && url.userInfo().isEmpty() && isLoopbackName(url.host());
}

namespace {

HttpAnswer upgradeAnswer(const HttpHead &head, const QStringList &origins)
{
    if (!isOriginAllowed(head.origin, origins))
        return plainAnswer(403, "Forbidden", "This origin may not connect.\n");
    if (head.method != "GET")
        return plainAnswer(405, "Method Not Allowed", "GET only.\n");
    if (!head.upgradeWebSocket || !head.http11) {
        auto answer = plainAnswer(426, "Upgrade Required", "This is a WebSocket.\n");
        answer.headers = {{"Upgrade", "websocket"}};
        return answer;
    }
    if (head.version != "13") {
        auto answer = plainAnswer(426, "Upgrade Required", "WebSocket version 13 only.\n");
        answer.headers = {{"Sec-WebSocket-Version", "13"}};
        return answer;
    }
    if (!isKey(head.key))
        return plainAnswer(400, "Bad Request", "Sec-WebSocket-Key is not 16 bytes of base64.\n");

    HttpAnswer answer;
    answer.status = 101;
    answer.reason = "Switching Protocols";
    answer.upgrade = true;
    answer.encoding = choose(head.protocols);
    answer.headers = {{"Upgrade", "websocket"}, {"Connection", "Upgrade"}, {"Sec-WebSocket-Accept", ws::acceptKey(head.key)}};
    if (answer.encoding)
        answer.headers.emplace_back("Sec-WebSocket-Protocol", subprotocolOf(*answer.encoding));
    return answer;
}

} // namespace

HttpAnswer answerTo(const HttpHead &head, const QStringList &origins)
{
    if (head.hosts != 1)
        return plainAnswer(400, "Bad Request", "Exactly one Host header.\n");
    if (head.path == webSocketPath)
        return upgradeAnswer(head, origins);
    const bool reads = head.method == "GET" || head.method == "HEAD";
    if (head.path.startsWith(blobhttp::pathPrefix)) {
        HttpAnswer answer = plainAnswer(404, "Not Found", "Nothing here.\n");
        answer.blob = BlobId::fromText(QString::fromLatin1(head.path.sliced(qsizetype(sizeof blobhttp::pathPrefix) - 1)));
        return answer;
    }
    if (head.path == "/healthz")
        return reads ? plainAnswer(200, "OK", "ok\n") : plainAnswer(405, "Method Not Allowed", "GET only.\n");
    if (head.path == "/metrics") {
        if (!reads)
            return plainAnswer(405, "Method Not Allowed", "GET only.\n");
        auto answer = plainAnswer(200, "OK", {});
        answer.contentType = "text/plain; version=0.0.4; charset=utf-8";
        answer.metrics = true;
        return answer;
    }
    return plainAnswer(404, "Not Found", "Nothing here.\n");
}

} // namespace confab::server
