#include "server-stub/gateway/asio_http_sender.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <atomic>
#include <memory>

using namespace confab::server;

// How webhooks leave the house (R8): to the very address that was checked, no redirects, bounded.

namespace {

//! Answers every request with the same bytes and keeps what it was sent.
struct Endpoint {
    QTcpServer server;
    QByteArray answer;
    QByteArray received;
    int connections = 0;

    explicit Endpoint(QByteArray text)
        : answer(std::move(text))
    {
        server.listen(QHostAddress::LocalHost);
        QObject::connect(&server, &QTcpServer::newConnection, &server, [this] {
            ++connections;
            QTcpSocket *socket = server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                received += socket->readAll();
                if (received.contains("\r\n\r\n") && received.endsWith("}") && !answer.isEmpty()) {
                    socket->write(answer);
                    socket->disconnectFromHost();
                }
            });
        });
    }
};

HttpPost postTo(const Endpoint &endpoint, bool tls = false)
{
    HttpPost post;
    post.tls = tls;
    post.address = IpAddress::v4({127, 0, 0, 1});
    post.host = QStringLiteral("hooks.example"); // resolves to nothing: only the address counts
    post.port = endpoint.server.serverPort();
    post.target = "/hook?x=1";
    post.headers = {{"Content-Type", "application/json"}, {"X-Signature", "abc"}};
    post.body = "{\"count\":1}";
    return post;
}

constexpr int waiting = -1;

} // namespace

class HttpSenderTest : public QObject {
    Q_OBJECT

private slots:
    void itPostsToTheAddressWithTheHostsName()
    {
        Endpoint endpoint("HTTP/1.1 204 No Content\r\n\r\n");
        AsioHttpSender sender;
        std::atomic<int> status {waiting};
        sender.post(postTo(endpoint), [&](int s) { status = s; });
        QTRY_COMPARE(status.load(), 204);
        QVERIFY(endpoint.received.startsWith("POST /hook?x=1 HTTP/1.1\r\n"));
        QVERIFY(endpoint.received.contains("Host: hooks.example:" + QByteArray::number(endpoint.server.serverPort()) + "\r\n"));
        QVERIFY(endpoint.received.contains("X-Signature: abc\r\n"));
        QVERIFY(endpoint.received.contains("Content-Length: 11\r\n"));
        QVERIFY(endpoint.received.endsWith("\r\n\r\n{\"count\":1}"));
    }

    void R8_aRedirectIsAnAnswerAndNotFollowed()
    {
        Endpoint inner("HTTP/1.1 200 OK\r\n\r\n");
        Endpoint endpoint("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:" + QByteArray::number(inner.server.serverPort())
            + "/\r\nContent-Length: 0\r\n\r\n");
        AsioHttpSender sender;
        std::atomic<int> status {waiting};
        sender.post(postTo(endpoint), [&](int s) { status = s; });
        QTRY_COMPARE(status.load(), 302);
        QCOMPARE(inner.connections, 0);
    }

    void rubbishAndEndlessHeadersAreNoAnswer()
    {
        for (const QByteArray &answer : {QByteArray("hello there\r\n\r\n"), "HTTP/1.1 200 OK\r\nX: " + QByteArray(100'000, 'x')}) {
            Endpoint endpoint(answer);
            AsioHttpSender sender;
            std::atomic<int> status {waiting};
            sender.post(postTo(endpoint), [&](int s) { status = s; });
            QTRY_COMPARE(status.load(), 0);
        }
    }

    void whereNobodyListensThereIsNoAnswer()
    {
        Endpoint endpoint({});
        const HttpPost post = postTo(endpoint);
        endpoint.server.close();
        AsioHttpSender sender;
        std::atomic<int> status {waiting};
        sender.post(post, [&](int s) { status = s; });
        QTRY_COMPARE(status.load(), 0);
    }

    void R8_aPlainAnswerToTlsIsRefused()
    {
        Endpoint endpoint("HTTP/1.1 200 OK\r\n\r\n");
        endpoint.received = "\r\n\r\n}"; // whatever comes is answered at once, in clear
        AsioHttpSender sender;
        std::atomic<int> status {waiting};
        sender.post(postTo(endpoint, true), [&](int s) { status = s; });
        endpoint.answer = "HTTP/1.1 200 OK\r\n\r\n";
        QTRY_VERIFY(endpoint.connections == 1);
        sender.stop();
        QCOMPARE(status.load(), 0);
    }

    void stoppingAnswersWhatIsUnderWay()
    {
        Endpoint silent({});
        AsioHttpSender sender;
        std::atomic<int> status {waiting};
        std::atomic<int> resolved {waiting};
        sender.post(postTo(silent), [&](int s) { status = s; });
        QTRY_COMPARE(silent.connections, 1);
        sender.stop();
        QCOMPARE(status.load(), 0);
        sender.post(postTo(silent), [&](int s) { status = s + 1; });
        QCOMPARE(status.load(), 1);
        sender.resolve(QStringLiteral("localhost"), [&](const auto &found) { resolved = int(found.size()); });
        QCOMPARE(resolved.load(), 0);
    }

    void namesResolve()
    {
        AsioHttpSender sender;
        std::atomic<int> found {waiting}, none {waiting};
        sender.resolve(QStringLiteral("localhost"), [&](const auto &addresses) { found = int(addresses.size()); });
        QTRY_VERIFY(found.load() > 0);
        sender.resolve(QStringLiteral("no such name"), [&](const auto &addresses) { none = int(addresses.size()); });
        QTRY_COMPARE_WITH_TIMEOUT(none.load(), 0, 15'000);
    }
};

QTEST_GUILESS_MAIN(HttpSenderTest)
#include "test_http_sender.moc"
