#include "core/net/server_address.h"

#include <QTest>

using namespace confab;

class ServerAddressTest : public QObject {
    Q_OBJECT
private slots:
    void normalises_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *typed, const char *url, const char *text) {
            QTest::newRow(typed) << QString::fromUtf8(typed) << QString::fromUtf8(url) << QString::fromUtf8(text);
        };
        row("chat.example.org", "wss://chat.example.org:7345/v1/ws", "chat.example.org");
        row("  Chat.Example.org \n", "wss://chat.example.org:7345/v1/ws", "chat.example.org");
        row("chat.example.org:443", "wss://chat.example.org:443/v1/ws", "chat.example.org:443");
        row("wss://chat.example.org", "wss://chat.example.org:7345/v1/ws", "chat.example.org");
        row("WSS://chat.example.org/", "wss://chat.example.org:7345/v1/ws", "chat.example.org");
        row("ws://chat.example.org", "ws://chat.example.org:7345/v1/ws", "ws://chat.example.org");
        row("https://chat.example.org:8443", "wss://chat.example.org:8443/v1/ws", "chat.example.org:8443");
        row("http://10.0.0.2", "ws://10.0.0.2:7345/v1/ws", "ws://10.0.0.2");
        row("10.0.0.2:9000", "wss://10.0.0.2:9000/v1/ws", "10.0.0.2:9000");
        row("localhost", "ws://localhost:7345/v1/ws", "localhost");
        row("localhost:1234", "ws://localhost:1234/v1/ws", "localhost:1234");
        row("wss://localhost:1234", "wss://localhost:1234/v1/ws", "wss://localhost:1234");
        row("127.0.0.1:8000", "ws://127.0.0.1:8000/v1/ws", "127.0.0.1:8000");
        row("127.5.5.5", "ws://127.5.5.5:7345/v1/ws", "127.5.5.5");
        row("::1", "ws://[::1]:7345/v1/ws", "[::1]");
        row("[::1]:99", "ws://[::1]:99/v1/ws", "[::1]:99");
        row("2001:db8::5", "wss://[2001:db8::5]:7345/v1/ws", "[2001:db8::5]");
        row("ws://127.0.0.1:7345/v1/ws", "ws://127.0.0.1:7345/v1/ws", "127.0.0.1");
    }
    void normalises()
    {
        QFETCH(QString, typed);
        QFETCH(QString, url);
        QFETCH(QString, text);
        const auto address = parseServerAddress(typed);
        QVERIFY2(address, address ? "" : qPrintable(address.error().message));
        QCOMPARE(address->url.toString(), url);
        QCOMPARE(address->toText(), text);
        QCOMPARE(*parseServerAddress(address->toText()), *address); // saying it short loses nothing
    }
    void refuses_data()
    {
        QTest::addColumn<QString>("typed");
        for (const char *typed : {"", "   ", "ftp://chat.example.org", "confab://x", "chat.example.org/other", "user@chat.example.org",
                 "wss://user:pw@chat.example.org", "chat.example.org?x=1", "chat.example.org#x", "chat.example.org:0",
                 "chat.example.org:99999", "chat.example.org:port", "two words", "wss://", "://", ":7345", "[::1", "http:/x"})
            QTest::newRow(typed) << QString::fromUtf8(typed);
        QTest::newRow("long") << QString(100'000, QLatin1Char('a'));
        QTest::newRow("control") << QStringLiteral("chat\u0000.example.org");
    }
    void refuses()
    {
        QFETCH(QString, typed);
        const auto address = parseServerAddress(typed);
        QVERIFY2(!address, address ? qPrintable(address->url.toString()) : "");
        QVERIFY(!address.error().message.isEmpty());
    }
    void httpTwin()
    {
        QCOMPARE(parseServerAddress(QStringLiteral("localhost:99"))->httpUrl(QStringLiteral("/healthz")).toString(),
            QStringLiteral("http://localhost:99/healthz"));
        QCOMPARE(parseServerAddress(QStringLiteral("a.example"))->httpUrl(QStringLiteral("/v1/blobs/x")).toString(),
            QStringLiteral("https://a.example:7345/v1/blobs/x"));
    }
};

QTEST_APPLESS_MAIN(ServerAddressTest)
#include "test_server_address.moc"
