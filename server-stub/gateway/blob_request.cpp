#include "server-stub/gateway/blob_request.h"

#include "core/protocol/blob_http.h"
#include "core/protocol/limits.h"

namespace confab::server {

namespace {

//! Digits alone, and not beyond what an attachment can be by far: no sign, no space, no overflow.
std::optional<qint64> parseNumber(QByteArrayView text)
{
    constexpr qsizetype digits = 15;
    if (text.isEmpty() || text.size() > digits)
        return std::nullopt;
    qint64 value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

bool startsWithWord(QByteArrayView text, QByteArrayView word)
{
    return text.size() > word.size() && text.first(word.size()).compare(word, Qt::CaseInsensitive) == 0;
}

//! Whether one of a list of entity tags is ours; weak ones count where the comparison is weak.
bool anyTagMatches(QByteArrayView list, const QByteArray &etag, bool weak)
{
    const QByteArray text = list.toByteArray();
    for (QByteArray tag : text.split(',')) {
        tag = tag.trimmed();
        if (weak && tag.startsWith("W/"))
            tag.remove(0, 2);
        if (tag == etag || (weak && tag == "*"))
            return true;
    }
    return false;
}

//! One range of `bytes=`: first and last, or the whole where it means nothing to us. A `count` of 0: not satisfiable.
std::optional<Selection> parseRange(QByteArrayView value, qint64 size)
{
    constexpr char unit[] = "bytes=";
    if (!startsWithWord(value, unit) || value.contains(','))
        return std::nullopt;
    const auto spec = value.sliced(qsizetype(sizeof unit) - 1).trimmed();
    const auto dash = spec.indexOf('-');
    if (dash < 0)
        return std::nullopt;
    const auto from = spec.first(dash), to = spec.sliced(dash + 1);
    if (from.isEmpty()) {
        const auto suffix = parseNumber(to);
        if (!suffix)
            return std::nullopt;
        const auto count = std::min(*suffix, size);
        return Selection {count > 0 ? 206 : 416, size - count, count};
    }
    const auto first = parseNumber(from);
    const auto last = to.isEmpty() ? std::optional<qint64>(size - 1) : parseNumber(to);
    if (!first || !last || (!to.isEmpty() && *last < *first))
        return std::nullopt;
    if (*first >= size)
        return Selection {416, 0, 0};
    return Selection {206, *first, std::min(*last, size - 1) - *first + 1};
}

} // namespace

std::optional<ContentRange> parseContentRange(QByteArrayView value)
{
    constexpr char unit[] = "bytes ";
    if (!startsWithWord(value, unit))
        return std::nullopt;
    const auto spec = value.sliced(qsizetype(sizeof unit) - 1).trimmed();
    const auto dash = spec.indexOf('-'), slash = spec.indexOf('/');
    if (dash < 0 || slash < dash)
        return std::nullopt;
    const auto first = parseNumber(spec.first(dash));
    const auto last = parseNumber(spec.sliced(dash + 1, slash - dash - 1));
    const auto size = parseNumber(spec.sliced(slash + 1));
    if (!first || !last || !size || *last < *first)
        return std::nullopt;
    return ContentRange {*first, *last, *size};
}

QByteArray bearerToken(QByteArrayView value)
{
    constexpr qsizetype longest = 256;
    if (!startsWithWord(value, blobhttp::bearer) || value.size() > longest)
        return {};
    const auto text = value.sliced(qsizetype(sizeof blobhttp::bearer) - 1).trimmed().toByteArray();
    auto decoded = QByteArray::fromBase64Encoding(
        text, QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals | QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? *decoded : QByteArray();
}

int flawOfPut(const HttpHead &head, ContentRange &range)
{
    if (!head.contentLength || head.chunked)
        return 411;
    const auto parsed = parseContentRange(head.contentRange);
    if (!parsed)
        return 400;
    if (parsed->last >= parsed->size || parsed->size > limits::attachment)
        return 416;
    if (*head.contentLength != quint64(parsed->count()))
        return 400;
    range = *parsed;
    return 0;
}

Selection select(const HttpHead &head, qint64 size, const QByteArray &etag)
{
    if (head.ifNoneMatch && anyTagMatches(*head.ifNoneMatch, etag, true))
        return {304, 0, 0};
    if (head.range && head.method == "GET" && (!head.ifRange || anyTagMatches(*head.ifRange, etag, false)))
        if (const auto range = parseRange(*head.range, size))
            return *range;
    return {200, 0, size};
}

QByteArray etagOf(const BlobId &blob)
{
    return '"' + blob.toText().toLatin1() + '"';
}

QByteArray reasonOf(int status)
{
    switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 204: return "No Content";
    case 206: return "Partial Content";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 411: return "Length Required";
    case 416: return "Range Not Satisfiable";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 503: return "Service Unavailable";
    case 507: return "Insufficient Storage";
    default: return "Error";
    }
}

QByteArray ResponseHead::toBytes() const
{
    QByteArray text = "HTTP/1.1 " + QByteArray::number(status) + ' ' + reasonOf(status) + "\r\n";
    for (const auto &[name, value] : headers)
        text += name + ": " + value + "\r\n";
    if (status != 204 && status != 304)
        text += "Content-Length: " + QByteArray::number(length) + "\r\n";
    return text + (keepAlive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n");
}

std::vector<std::pair<QByteArray, QByteArray>> blobHeaders(const QByteArray &etag)
{
    return {{"Content-Type", "application/octet-stream"}, {"X-Content-Type-Options", "nosniff"},
        {"Cache-Control", "public, max-age=31536000, immutable"}, {"ETag", etag}, {"Accept-Ranges", "bytes"}};
}

} // namespace confab::server
