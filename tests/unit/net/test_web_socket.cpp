#include "core/net/connection.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace confab;

//! The connection over Qt's real WebSocket, against Qt's server and against things that are no server.
class WebSocketTest : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_server = std::make_unique<QWebSocketServer>(QStringLiteral("test"), QWebSocketServer::NonSecureMode);
        m_server->setSupportedSubprotocols({QString::fromLatin1(subprotocolCbor), QString::fromLatin1(subprotocolJson)});
        QVERIFY(m_server->listen(QHostAddress::LocalHost));
    }
    void cleanup() { m_server.reset(); }

    void livesOverARealSocket()
    {
        const auto key = DeviceKey::generate();
        const auto connection = make(LoginAuth {{}, {}, [&](const QByteArray &n, const QByteArray &h, const QByteArray &s) { return key.signAuth(n, h, s); }});
        QList<Push> pushes;
        connect(connection.get(), &Connection::received, this, [&](const Push &p) { pushes.append(p); });
        connection->start();
        auto *peer = accept();
        QCOMPARE(peer->subprotocol(), QString::fromLatin1(subprotocolCbor));
        // The signature is over the Host header as the server reads it off the wire.
        const auto host = peer->request().rawHeader("Host");
        QCOMPARE(host, QByteArray("127.0.0.1:") + QByteArray::number(m_server->serverPort()));
        QSignalSpy received(peer, &QWebSocket::binaryMessageReceived);
        Welcome welcome;
        welcome.nonce = QByteArray(32, 'n');
        peer->sendBinaryMessage(encodePush(welcome, Encoding::Cbor));
        QTRY_COMPARE(received.size(), 1);
        const auto auth = decodeFrame(received.first().first().toByteArray(), Encoding::Cbor, limits::frameIn);
        QVERIFY(auth);
        QVERIFY(verifyAuth(key.publicKey(), welcome.nonce, host, subprotocolCbor, bodyAs<Auth>(*auth)->sig));
        peer->sendBinaryMessage(encodeOk(*auth->i, Authenticated {}, Encoding::Cbor));
        QTRY_VERIFY(connection->isLive());
        peer->sendBinaryMessage(encodeEvent(Event {}, Encoding::Cbor));
        QTRY_COMPARE(pushes.size(), 1);

        QSignalSpy stopped(connection.get(), &Connection::stopped);
        QSignalSpy gone(peer, &QWebSocket::disconnected);
        connection->stop();
        QTRY_COMPARE(stopped.size(), 1);
        QTRY_COMPARE(gone.size(), 1);
        QCOMPARE(peer->closeCode(), QWebSocketProtocol::CloseCodeNormal);
    }
    void closeCodeOfTheServerArrives()
    {
        const auto connection = make(LoginProbe {});
        connection->start();
        accept()->close(QWebSocketProtocol::CloseCode(4013));
        QTRY_COMPARE(connection->status().phase, Connection::Phase::Fatal);
        QCOMPARE(connection->status().closeCode, quint16(4013));
    }
    void cutIsNotAGoodbye()
    {
        const auto connection = make(LoginProbe {});
        connection->start();
        accept()->abort();
        // A cut that overtakes the handshake is noticed by the connect time-out of 8 s.
        QTRY_COMPARE_WITH_TIMEOUT(connection->status().phase, Connection::Phase::Waiting, 20'000);
        const auto code = connection->status().closeCode;
        QVERIFY2(!code || *code == 1006, "never a goodbye");
    }
    void serverThatChoseNoSubprotocolIsRefused()
    {
        m_server->setSupportedSubprotocols({});
        const auto connection = make(LoginProbe {});
        connection->start();
        QTRY_COMPARE(connection->status().phase, Connection::Phase::Fatal);
        QCOMPARE(connection->status().closeCode, quint16(4006));
    }
    void messageOverTheLimitIsNotBuffered()
    {
        const auto connection = make(LoginProbe {});
        connection->start();
        auto *peer = accept();
        peer->sendBinaryMessage(QByteArray(limits::frameOut * 4, '\0'));
        QTRY_COMPARE(connection->status().phase, Connection::Phase::Waiting);
    }

    void nobodyThere()
    {
        const auto port = m_server->serverPort();
        m_server.reset();
        const auto connection = makeFor(port, LoginProbe {});
        connection->start();
        QTRY_COMPARE(connection->status().phase, Connection::Phase::Waiting);
        QVERIFY(connection->status().reason.contains(QString::number(port)));
    }
    void notAWebSocketServer_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("404") << QByteArray("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        QTest::newRow("page") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
        QTest::newRow("noise") << QByteArray(5000, '\x80');
        QTest::newRow("hangs up") << QByteArray();
    }
    void notAWebSocketServer()
    {
        QFETCH(QByteArray, answer);
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, this, [&] {
            auto *socket = server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [=] {
                socket->write(answer);
                socket->disconnectFromHost();
            });
        });
        const auto connection = makeFor(server.serverPort(), LoginProbe {});
        connection->start();
        QTRY_COMPARE(connection->status().phase, Connection::Phase::Waiting);
        QVERIFY(!connection->status().reason.isEmpty());
    }
    void tlsToAPlainServerIsAClearSentence()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, this, [&] {
            auto *socket = server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [=] { socket->write("HTTP/1.1 400 Bad Request\r\n\r\n"); });
        });
        Connection::Options options;
        options.server = *parseServerAddress(QStringLiteral("wss://127.0.0.1:%1").arg(server.serverPort()));
        Connection connection(std::move(options), m_clock);
        connection.start();
        QTRY_COMPARE(connection.status().phase, Connection::Phase::Waiting);
        QVERIFY2(connection.status().reason.contains(QLatin1String("ws://")), qPrintable(connection.status().reason));
    }

private:
    std::unique_ptr<Connection> make(Login login) { return makeFor(m_server->serverPort(), std::move(login)); }
    std::unique_ptr<Connection> makeFor(quint16 port, Login login)
    {
        Connection::Options options;
        options.server = *parseServerAddress(QStringLiteral("127.0.0.1:%1").arg(port));
        options.login = std::move(login);
        return std::make_unique<Connection>(std::move(options), m_clock);
    }
    QWebSocket *accept()
    {
        if (!QTest::qWaitFor([&] { return m_server->hasPendingConnections(); }))
            qFatal("the client does not come");
        auto *peer = m_server->nextPendingConnection();
        peer->setParent(m_server.get());
        return peer;
    }

    SystemClock m_clock;
    std::unique_ptr<QWebSocketServer> m_server;
};

QTEST_GUILESS_MAIN(WebSocketTest)
#include "test_web_socket.moc"
