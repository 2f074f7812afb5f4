#pragma once

#include "core/protocol/ids.h"
#include "core/protocol/kinds.h"

#include <QByteArray>
#include <QList>
#include <QStringList>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace confab::server {

//! What matters here of a request's head.
struct HttpHead {
    QByteArray method;
    QByteArray path; //!< without query
    QByteArray host; //!< exactly as sent
    int hosts = 0; //!< how many Host headers there were
    std::optional<QByteArray> origin;
    bool http11 = false;
    bool upgradeWebSocket = false; //!< both Connection and Upgrade ask for it
    QByteArray key; //!< Sec-WebSocket-Key
    QByteArray version; //!< Sec-WebSocket-Version
    QList<QByteArray> protocols; //!< Sec-WebSocket-Protocol, in the client's order
    bool keepAlive = false; //!< the client wishes to go on after the answer
    std::optional<quint64> contentLength;
    bool chunked = false; //!< a body of unknown length
    bool expectContinue = false;
    QByteArray authorization;
    QByteArray contentRange;
    std::optional<QByteArray> range;
    std::optional<QByteArray> ifRange;
    std::optional<QByteArray> ifNoneMatch;
};

//! Reads a head out of pieces, bounded; Beast's parser behind it.
class HttpHeadReader {
public:
    enum class State { NeedMore, Done, Bad, TooBig };
    static constexpr std::size_t maxBytes = 8 * 1024;

    HttpHeadReader();
    ~HttpHeadReader();

    State feed(std::span<const char> bytes);
    //! Once Done.
    HttpHead head() const;
    //! What came after the head.
    QByteArray rest() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

//! What to answer: an upgrade, or a whole response.
struct HttpAnswer {
    int status = 404;
    QByteArray reason = "Not Found";
    QByteArray contentType = "text/plain; charset=utf-8";
    QByteArray body;
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    bool upgrade = false;
    std::optional<Encoding> encoding; //!< of an upgrade; none where no subprotocol is common
    std::optional<BlobId> blob; //!< the request is about this one, and not answered here
    bool metrics = false; //!< the body is what /metrics has to say

    QByteArray toBytes(bool withBody = true) const;
};

//! The whole routing of protocol section 1, pure. `origins` are allowed besides loopback.
HttpAnswer answerTo(const HttpHead &head, const QStringList &origins);
//! Absent is fine; loopback and the listed ones too (W1).
bool isOriginAllowed(const std::optional<QByteArray> &origin, const QStringList &origins);

//! localhost, 127.0.0.1 or [::1], with or without a port.
bool isLoopbackHost(const QByteArray &host);

HttpAnswer plainAnswer(int status, QByteArray reason, QByteArray body);

} // namespace confab::server
