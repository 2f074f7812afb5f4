#include "server-stub/gateway/http_head.h"

#include <QTest>

using namespace confab;
using namespace confab::server;

namespace {

QByteArray upgradeRequest(const QByteArray &extra = {}, const QByteArray &key = "dGhlIHNhbXBsZSBub25jZQ==")
{
    return "GET /v1/ws HTTP/1.1\r\nHost: chat.example:7345\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
           "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
        + key + "\r\n" + extra + "\r\n";
}

HttpHeadReader::State feedAll(HttpHeadReader &reader, const QByteArray &bytes, qsizetype chop)
{
    auto state = HttpHeadReader::State::NeedMore;
    for (qsizetype at = 0; at < bytes.size() && state == HttpHeadReader::State::NeedMore; at += chop) {
        const QByteArray piece = bytes.mid(at, chop);
        state = reader.feed(std::span(piece.constData(), std::size_t(piece.size())));
    }
    return state;
}

HttpAnswer answer(const QByteArray &request, const QStringList &origins = {})
{
    HttpHeadReader reader;
    if (feedAll(reader, request, request.size()) != HttpHeadReader::State::Done)
        return plainAnswer(0, {}, {});
    return answerTo(reader.head(), origins);
}

} // namespace

class HttpHeadTest : public QObject {
    Q_OBJECT

private slots:
    void aHeadIsReadHoweverItIsCut()
    {
        for (qsizetype chop : {1, 2, 7, 1000}) {
            HttpHeadReader reader;
            QCOMPARE(feedAll(reader, upgradeRequest("Sec-WebSocket-Protocol: confab.v1.json\r\n"), chop),
                HttpHeadReader::State::Done);
            QCOMPARE(reader.head().host, QByteArray("chat.example:7345"));
            QCOMPARE(reader.head().protocols, QList<QByteArray> {"confab.v1.json"});
            QVERIFY(reader.head().upgradeWebSocket);
        }
    }

    void W4_headersAreBounded()
    {
        HttpHeadReader reader;
        QCOMPARE(feedAll(reader, "GET / HTTP/1.1\r\nX: " + QByteArray(20'000, 'x'), 100), HttpHeadReader::State::TooBig);
        HttpHeadReader rubbish;
        QCOMPARE(feedAll(rubbish, QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 15), 100),
            HttpHeadReader::State::Bad);
    }

    void theClientsOrderDecidesTheSubprotocol()
    {
        const auto chosen = [](const QByteArray &value) {
            return answer(upgradeRequest("Sec-WebSocket-Protocol: " + value + "\r\n")).encoding;
        };
        QCOMPARE(chosen("confab.v1.cbor, confab.v1.json"), Encoding::Cbor);
        QCOMPARE(chosen("confab.v1.json, confab.v1.cbor"), Encoding::Json);
        QCOMPARE(chosen("chat.v9, confab.v1.json"), Encoding::Json);
        QCOMPARE(chosen("chat.v9"), std::nullopt);
        QCOMPARE(answer(upgradeRequest("Sec-WebSocket-Protocol: a\r\nSec-WebSocket-Protocol: confab.v1.cbor\r\n")).encoding,
            Encoding::Cbor);
        QCOMPARE(answer(upgradeRequest()).status, 101); // and then 4006
        QCOMPARE(answer(upgradeRequest()).encoding, std::nullopt);
    }

    void W1_origins_data()
    {
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<int>("status");
        QTest::newRow("none") << QByteArray() << 101;
        QTest::newRow("localhost") << QByteArray("http://localhost") << 101;
        QTest::newRow("localhost, port") << QByteArray("http://localhost:8080") << 101;
        QTest::newRow("127.0.0.1") << QByteArray("https://127.0.0.1:1") << 101;
        QTest::newRow("::1") << QByteArray("http://[::1]:8080") << 101;
        QTest::newRow("listed") << QByteArray("https://chat.example") << 101;
        QTest::newRow("listed, other scheme") << QByteArray("http://chat.example") << 403;
        QTest::newRow("listed, other port") << QByteArray("https://chat.example:8443") << 403;
        QTest::newRow("stranger") << QByteArray("https://evil.example") << 403;
        QTest::newRow("looks like loopback") << QByteArray("http://localhost.evil.example") << 403;
        QTest::newRow("user part") << QByteArray("http://localhost@evil.example") << 403;
        QTest::newRow("null") << QByteArray("null") << 403;
        QTest::newRow("file") << QByteArray("file://localhost") << 403;
        QTest::newRow("rubbish") << QByteArray("\xff\xfe") << 403;
    }
    void W1_origins()
    {
        QFETCH(QByteArray, origin);
        QFETCH(int, status);
        const QByteArray header = origin.isEmpty() ? QByteArray() : "Origin: " + origin + "\r\n";
        QCOMPARE(answer(upgradeRequest(header), {QStringLiteral("https://chat.example")}).status, status);
    }

    void routes_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("status");
        QTest::newRow("health") << QByteArray("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n") << 200;
        QTest::newRow("metrics") << QByteArray("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n") << 200;
        QTest::newRow("write to metrics") << QByteArray("POST /metrics HTTP/1.1\r\nHost: a\r\n\r\n") << 405;
        QTest::newRow("elsewhere") << QByteArray("GET / HTTP/1.1\r\nHost: a\r\n\r\n") << 404;
        QTest::newRow("no host") << QByteArray("GET /healthz HTTP/1.1\r\n\r\n") << 400;
        QTest::newRow("two hosts") << QByteArray("GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n") << 400;
        QTest::newRow("no upgrade") << QByteArray("GET /v1/ws HTTP/1.1\r\nHost: a\r\n\r\n") << 426;
        QTest::newRow("key too short") << upgradeRequest({}, "c2hvcnQ=") << 400;
        QTest::newRow("key is no base64") << upgradeRequest({}, "!!!!!!!!!!!!!!!!!!!!!!!!") << 400;
        QTest::newRow("old version") << upgradeRequest().replace("Version: 13", "Version: 8") << 426;
        QTest::newRow("HTTP/1.0") << upgradeRequest().replace("HTTP/1.1", "HTTP/1.0") << 426;
        QTest::newRow("POST") << upgradeRequest().replace("GET ", "POST ") << 405;
    }
    void routes()
    {
        QFETCH(QByteArray, request);
        QFETCH(int, status);
        QCOMPARE(answer(request).status, status);
    }

    void loopbackHosts()
    {
        for (const char *host : {"localhost", "localhost:7345", "LOCALHOST", "127.0.0.1:80", "[::1]", "[::1]:7345"})
            QVERIFY2(isLoopbackHost(host), host);
        for (const char *host : {"chat.example", "localhost.evil.example", "127.0.0.1.evil.example:80", "evil@localhost",
                 "localhost/x", "localhost:x", "", "::1", "192.0.2.1"})
            QVERIFY2(!isLoopbackHost(host), host);
    }
};

QTEST_APPLESS_MAIN(HttpHeadTest)
#include "test_http_head.moc"
