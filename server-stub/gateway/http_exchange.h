#pragma once

#include "server-stub/gateway/http_head.h"
#include "server-stub/gateway/ws_connection.h"

namespace confab::server {

//! Reads one request within the deadline, then answers and closes, or becomes a WsConnection or the transfer of a blob.
//! After one of those the connection comes back for its next request.
class HttpExchange final : public TransportUser,
                           public TimerWheel::Entry,
                           public Abortable,
                           public std::enable_shared_from_this<HttpExchange> {
public:
    HttpExchange(std::shared_ptr<Transport> transport, IoThread &thread, GatewayState &gateway, QString address,
        StrangerLimit::Pass pass);
    void start();
    //! Goes on after another request: `ahead` was read with it, and a read may be under way.
    void resume(QByteArray ahead, bool reading);

private:
    void received(std::span<char> bytes) override;
    void writable() override;
    void lost() override;
    void due(SteadyTime now) override;
    void abort() override { end(); }

    void take(std::span<const char> bytes);
    void handle(const HttpHead &head);
    void transfer(const HttpHead &head, const BlobId &blob);
    void readMore();
    void answer(const HttpAnswer &answer, bool withBody);
    void flush();
    void handOver(); //!< the connection goes on as something else
    void end();
    bool mayReadMetrics(const HttpHead &head) const;
    QByteArray metrics() const;

    std::shared_ptr<Transport> m_transport;
    IoThread &m_thread;
    GatewayState &m_gateway;
    QString m_address;
    StrangerLimit::Pass m_pass;
    HttpHeadReader m_reader;
    QByteArray m_out;
    std::optional<Upgraded> m_upgraded; //!< becomes a WebSocket once m_out is written
    bool m_idle = false; //!< between two requests
    bool m_reading = false;
    bool m_answered = false;
};

} // namespace confab::server
