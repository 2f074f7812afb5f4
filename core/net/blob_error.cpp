#include "core/net/blob_error.h"

#include "core/protocol/blob_http.h"

namespace confab {

namespace {

BlobError errorOf(int status, const QByteArray &uploadOffset, const QByteArray &retryAfter)
{
    BlobError error;
    bool ok = false;
    const qint64 offset = uploadOffset.toLongLong(&ok);
    if (ok && offset >= 0)
        error.offset = offset;
    const int seconds = retryAfter.toInt(&ok);
    if (ok && seconds > 0)
        error.wait = std::chrono::seconds(std::min(seconds, 600));
    switch (status) {
    case 0:
    case 408:
        error.kind = BlobError::Kind::Network;
        break;
    case 401:
    case 403:
        error.kind = BlobError::Kind::Unauthorized;
        break;
    case 404:
    case 410:
        error.kind = BlobError::Kind::Gone;
        break;
    case 409:
    case 416:
        error.kind = BlobError::Kind::Offset;
        break;
    case 413:
        error.kind = BlobError::Kind::TooBig;
        break;
    case 422:
        error.kind = BlobError::Kind::HashRefused;
        break;
    case 429:
        error.kind = BlobError::Kind::Busy;
        break;
    case 507:
        error.kind = BlobError::Kind::Full;
        break;
    default:
        if (status >= 500)
            error.kind = BlobError::Kind::Busy;
        else // a success that broke off, or something that no blob server says
            error.kind = status >= 200 && status < 300 ? BlobError::Kind::Network : BlobError::Kind::Protocol;
    }
    return error;
}

} // namespace

BlobError blobErrorOf(const QNetworkReply &reply)
{
    return errorOf(reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply.rawHeader(blobhttp::uploadOffset),
        reply.rawHeader("Retry-After"));
}

BlobError blobErrorOf(const HttpAnswer &answer)
{
    return errorOf(answer.status, answer.header(QByteArray(blobhttp::uploadOffset).toLower()), answer.header("retry-after"));
}

} // namespace confab
