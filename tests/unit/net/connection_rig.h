#pragma once

#include "tests/unit/net/fake_clock.h"
#include "tests/unit/net/scripted_socket.h"

#include "core/net/connection.h"

#include <QTest>

namespace confab {

//! A connection whose sockets and clock are the test's.
struct ConnectionRig {
    explicit ConnectionRig(Login login = {}, double random = 0.5)
        : device(DeviceKey::generate())
    {
        Connection::Options options;
        options.server = *parseServerAddress(QStringLiteral("chat.example.org"));
        options.login = std::move(login);
        const LoginSigner sign = [this](const QByteArray &nonce, const QByteArray &host, const QByteArray &sub) {
            return device.signAuth(nonce, host, sub);
        };
        if (std::holds_alternative<LoginProbe>(options.login))
            options.login = LoginAuth {user, dev, sign};
        else if (auto *form = std::get_if<LoginRegister>(&options.login))
            form->sign = sign;
        options.random = [random] { return random; };
        options.socket = [this] {
            auto socket = std::make_unique<ScriptedSocket>();
            sockets.append(socket.get());
            return socket;
        };
        connection = std::make_unique<Connection>(std::move(options), clock);
        QObject::connect(connection.get(), &Connection::statusChanged, connection.get(),
            [this](const Connection::Status &s) { phases.append(s.phase); });
        QObject::connect(connection.get(), &Connection::received, connection.get(), [this](const Push &p) { pushes.append(p); });
    }
    ScriptedSocket *socket() { return sockets.last(); }
    Connection::Phase phase() const { return connection->status().phase; }
    void goLive(const char *subprotocol = subprotocolCbor)
    {
        connection->start();
        comeUp(subprotocol);
    }
    void comeUp(const char *subprotocol = subprotocolCbor)
    {
        socket()->accept(subprotocol);
        socket()->welcome();
        const auto auth = socket()->take(Auth::verb);
        QCOMPARE(auth.size(), 1);
        socket()->ok(auth.first(), Authenticated {user, dev});
        QCOMPARE(phase(), Connection::Phase::Live);
    }

    //! Lets time pass with a server that answers pings.
    void keepAlive(std::chrono::seconds time)
    {
        for (std::chrono::seconds t {0}; t < time; t += std::chrono::seconds(1)) {
            clock.advance(std::chrono::seconds(1));
            socket()->deliver(encodePush(Pong {clock.wallMs(), {}}, Encoding::Cbor));
        }
    }

    FakeClock clock;
    UserId user = *UserId::fromBytes(QByteArray(16, 'u'));
    DeviceId dev = *DeviceId::fromBytes(QByteArray(16, 'd'));
    DeviceKey device;
    QList<QPointer<ScriptedSocket>> sockets;
    std::unique_ptr<Connection> connection;
    QList<Connection::Phase> phases;
    QList<Push> pushes;
};

} // namespace confab
