#pragma once

#include "server-stub/gateway/gateway.h"
#include "tests/integration/server/wire_client.h"

#include <atomic>
#include <mutex>

namespace confab::tests {

//! Stands in for the services, so that the sockets can be tested alone. `echo` comes back as it went, `auth` makes the
//! connection an authenticated one, `burst{count, size, reply}` queues that many events (or replies) at once,
//! `close{code}` ends it.
class EchoHandler final : public server::FrameHandler {
public:
    struct Burst {
        static constexpr char verb[] = "burst";
        static constexpr char type[] = "noise";
        qint64 count = 0;
        QByteArray filling;
        bool reply = false;
        CONFAB_FIELDS(v("count", s.count); v("filling", s.filling); v("reply", s.reply);)
    };
    struct End {
        static constexpr char verb[] = "close";
        qint64 code = 0;
        CONFAB_FIELDS(v("code", s.code);)
    };

    void opened(const server::ConnectionPtr &) override { ++openings; }
    void closed(const server::ConnectionPtr &) override { ++closings; }
    void drained(const server::ConnectionPtr &connection) override
    {
        ++drains;
        connection->send(server::OutFrame::push(Lagged()));
    }
    void frame(const server::ConnectionPtr &connection, Frame frame) override
    {
        ++frames;
        if (frame.t == "auth") {
            connection->authenticated({}, {});
        } else if (frame.t == "burst") {
            return burst(connection, *bodyAs<Burst>(frame));
        } else if (frame.t == "close") {
            return connection->close(CloseCode(bodyAs<End>(frame)->code));
        }
        connection->sendBytes(encodeFrame(frameOk, frame.i, frame.b, frame.encoding));
    }

    std::atomic<int> openings {0};
    std::atomic<int> closings {0};
    std::atomic<int> drains {0};
    std::atomic<int> frames {0};

private:
    void burst(const server::ConnectionPtr &connection, Burst burst)
    {
        Event event;
        event.body = burst.filling;
        for (qint64 i = 0; i < burst.count; ++i) {
            event.seq = Seq(i + 1);
            if (burst.reply)
                connection->sendBytes(encodeEvent(event, connection->encoding()));
            else
                connection->send(server::OutFrame::event(event));
        }
    }
};

//! A gateway on a free port with an EchoHandler behind it.
struct GatewayFixture {
    server::GatewayOptions options;
    EchoHandler handler;
    std::unique_ptr<server::Gateway> gateway;
    quint16 port = 0;

    GatewayFixture()
    {
        options.port = 0;
        options.threads = 2;
        options.rateLimit = false;
    }
    bool start()
    {
        gateway = std::make_unique<server::Gateway>(options, handler);
        const auto got = gateway->start();
        port = got ? *got : 0;
        return port != 0;
    }
    ~GatewayFixture() { gateway.reset(); }
};

} // namespace confab::tests
