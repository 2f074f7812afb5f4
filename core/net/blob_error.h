#pragma once

#include "core/net/http_put.h"

#include <QNetworkReply>
#include <QString>
#include <chrono>
#include <optional>

namespace confab {

//! Why a blob transfer ended (protocol section 8, the tables of HTTP).
struct BlobError {
    enum class Kind : std::uint8_t {
        Network, //!< no connection, or it broke, or nothing came for 30 s: again later
        Busy, //!< 429, 5xx but 507: again after `wait`
        Full, //!< 507: the server's disk
        Unauthorized, //!< 401, 403: a new grant is needed
        Gone, //!< 404, 410
        Offset, //!< 409, 416: begin where the server says (`offset`), or ask again
        HashRefused, //!< 422: what arrived is not what was granted
        TooBig, //!< 413
        Source, //!< the own file cannot be read
        Protocol, //!< an answer that makes no sense
    };
    Kind kind = Kind::Network;
    std::chrono::milliseconds wait {0}; //!< with Busy; 0: not said
    std::optional<qint64> offset = {}; //!< with Offset
};

//! From an answer's status; Network where there is none.
BlobError blobErrorOf(const QNetworkReply &reply);
BlobError blobErrorOf(const HttpAnswer &answer);

} // namespace confab
