#pragma once

#include "server-stub/gateway/http_head.h"
#include "server-stub/gateway/ws_connection.h"

namespace confab::server {

//! A fresh connection: reads one request within the deadline, then answers and closes, or becomes a WsConnection.
class HttpExchange final : public TransportUser,
                           public TimerWheel::Entry,
                           public std::enable_shared_from_this<HttpExchange> {
public:
    HttpExchange(std::shared_ptr<Transport> transport, IoThread &thread, GatewayState &gateway, QString address,
        StrangerLimit::Pass pass);
    void start();

private:
    void received(std::span<char> bytes) override;
    void writable() override;
    void lost() override;
    void due(SteadyTime now) override;

    void handle(const HttpHead &head);
    void answer(const HttpAnswer &answer, bool withBody);
    void flush();
    void end();
    QByteArray metrics() const;

    std::shared_ptr<Transport> m_transport;
    IoThread &m_thread;
    GatewayState &m_gateway;
    QString m_address;
    StrangerLimit::Pass m_pass;
    HttpHeadReader m_reader;
    QByteArray m_out;
    std::optional<Upgraded> m_upgraded; //!< becomes a WebSocket once m_out is written
    bool m_answered = false;
};

} // namespace confab::server
