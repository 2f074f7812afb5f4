#pragma once

#include "core/protocol/ids.h"
#include "server-stub/gateway/http_head.h"

//! What the requests of protocol section 8 say, pure: everything in them is a stranger's.
namespace confab::server {

//! `Content-Range: bytes first-last/size`.
struct ContentRange {
    qint64 first = 0;
    qint64 last = 0; //!< inclusive
    qint64 size = 0;
    qint64 count() const { return last - first + 1; }
};
//! Nothing where it is malformed, a number does not fit, or the end comes before the beginning.
std::optional<ContentRange> parseContentRange(QByteArrayView value);

//! The token of `Authorization: Bearer TOKEN`; empty where there is none that can be read.
QByteArray bearerToken(QByteArrayView value);

//! The status of a PUT whose head alone is wrong, else 0. `range` is filled in where it is 0.
int flawOfPut(const HttpHead &head, ContentRange &range);

//! What to answer to a GET or HEAD of a complete blob.
struct Selection {
    int status = 200; //!< or 206, 304, 416
    qint64 first = 0;
    qint64 count = 0; //!< bytes of the body
};
Selection select(const HttpHead &head, qint64 size, const QByteArray &etag);

//! A strong one: a blob never changes.
QByteArray etagOf(const BlobId &blob);

//! The head of a response with a body of `length` bytes.
struct ResponseHead {
    int status = 200;
    qint64 length = 0;
    bool keepAlive = false;
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    QByteArray toBytes() const;
};
QByteArray reasonOf(int status);
//! The headers that every answer with a blob's bytes carries.
std::vector<std::pair<QByteArray, QByteArray>> blobHeaders(const QByteArray &etag);

} // namespace confab::server
