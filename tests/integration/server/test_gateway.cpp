#include "tests/integration/server/gateway_fixture.h"

#include <QTest>
#include <thread>

using namespace confab;
using namespace confab::tests;
using ws::Opcode;

// The sockets alone, with an echo where the services would be: protocol sections 1, 4, 6 and tests.md W1–W5, W9–W11.

namespace {

constexpr auto soon = 300ms; //!< the deadlines that the tests shorten

int code(CloseCode c)
{
    return int(c);
}

//! Opens and reads the welcome.
bool greet(WireClient &client, quint16 port, const QByteArray &subprotocol = subprotocolJson, int receiveBuffer = 0)
{
    WireClient::Opening opening;
    opening.protocols = {subprotocol};
    opening.receiveBuffer = receiveBuffer;
    if (client.open(port, opening) != 101)
        return false;
    const auto frame = client.frame();
    return frame && frame->t == Welcome::type;
}

bool signIn(WireClient &client)
{
    client.sendFrame(encodeFrame("auth", 1, Value(Value::Map()), client.encoding()));
    const auto frame = client.frame();
    return frame && frame->t == frameOk;
}

void burst(WireClient &client, int count, const QByteArray &filling, bool reply = false)
{
    EchoHandler::Burst burst;
    burst.count = count;
    burst.filling = filling;
    burst.reply = reply;
    client.sendFrame(encodeFrame("burst", std::nullopt, ValueWriter::write(burst), client.encoding()));
}

QByteArray echo(int i, const QByteArray &text)
{
    return "{\"t\":\"echo\",\"i\":" + QByteArray::number(i) + ",\"b\":{\"text\":\"" + text + "\"}}";
}

} // namespace

class GatewayTest : public QObject {
    Q_OBJECT

private slots:
    // ---- opening ----

    void welcomeComesFirstAndSaysWhatTheProtocolWants()
    {
        GatewayFixture server;
        server.options.caps = {QStringLiteral("open")};
        QVERIFY(server.start());
        QList<QByteArray> nonces;
        for (const char *subprotocol : {subprotocolJson, subprotocolCbor}) {
            WireClient client;
            WireClient::Opening opening;
            opening.protocols = {subprotocol};
            QCOMPARE(client.open(server.port, opening), 101);
            QCOMPARE(client.chosenProtocol(), QByteArray(subprotocol));
            QVERIFY(!client.response().contains("Sec-WebSocket-Extensions"));
            const auto frame = client.frame();
            QVERIFY(frame);
            QCOMPARE(frame->t, std::string("welcome"));
            const auto welcome = bodyAs<Welcome>(*frame);
            QVERIFY(welcome);
            QCOMPARE(welcome->nonce.size(), 32);
            QVERIFY(!nonces.contains(welcome->nonce));
            nonces += welcome->nonce;
            QCOMPARE(welcome->ver, 1);
            QCOMPARE(welcome->hbMs, 25'000);
            QCOMPARE(welcome->caps, QList<QString> {QStringLiteral("open")});
        }
    }

    void withoutACommonSubprotocolTheHandshakeSucceedsAndCloses4006()
    {
        GatewayFixture server;
        QVERIFY(server.start());
        for (const QList<QByteArray> &offered : {QList<QByteArray> {}, {"soap"}, {"confab.v2.json"}}) {
            WireClient client;
            WireClient::Opening opening;
            opening.protocols = offered;
            QCOMPARE(client.open(server.port, opening), 101);
            QCOMPARE(client.chosenProtocol(), QByteArray());
            QCOMPARE(client.closeCode(), code(CloseCode::Version));
        }
        QCOMPARE(server.handler.openings.load(), 0);
    }

    void W1_aForeignOriginIsRefusedBeforeTheHandshake()
    {
        GatewayFixture server;
        server.options.origins = {QStringLiteral("https://chat.example")};
        QVERIFY(server.start());
        const auto status = [&](const QList<QByteArray> &headers) {
            WireClient client;
            WireClient::Opening opening;
            opening.headers = headers;
            return client.open(server.port, opening);
        };
        QCOMPARE(status({}), 101);
        QCOMPARE(status({"Origin: http://localhost:3000"}), 101);
        QCOMPARE(status({"Origin: https://chat.example"}), 101);
        QCOMPARE(status({"Origin: https://evil.example"}), 403);
    }

    void framesSentTogetherWithTheUpgradeAreHeard()
    {
        GatewayFixture server;
        QVERIFY(server.start());
        WireClient client;
        QVERIFY(client.connectTo(server.port));
        client.sendRaw("GET /v1/ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                       "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                       "Sec-WebSocket-Protocol: confab.v1.json\r\n\r\n"
            + ws::clientFrame(Opcode::Text, echo(1, "early"), 7));
        QTRY_COMPARE(server.handler.frames.load(), 1);
    }

    // ---- encodings and decoding ----

    void bothEncodingsCarryTheSameFrames()
    {
        GatewayFixture server;
        QVERIFY(server.start());
        for (const char *subprotocol : {subprotocolJson, subprotocolCbor}) {
            WireClient client;
            QVERIFY(greet(client, server.port, subprotocol));
            EchoHandler::Burst body;
            body.count = 7;
            body.filling = QByteArray("\x00\xff", 2);
            client.sendFrame(encodeFrame("echo", 9, ValueWriter::write(body), client.encoding()));
            const auto frame = client.frame();
            QVERIFY(frame && frame->i == 9u);
            QCOMPARE(bodyAs<EchoHandler::Burst>(*frame)->filling, body.filling);
        }
    }

    void theOtherFrameTypeCloses4002()
    {
        GatewayFixture server;
        QVERIFY(server.start());
        WireClient json;
        QVERIFY(greet(json, server.port));
        json.sendFrame(Opcode::Binary, echo(1, "a"));
        QCOMPARE(json.closeCode(), code(CloseCode::CannotDecode));
        WireClient cbor;
        QVERIFY(greet(cbor, server.port, subprotocolCbor));
        cbor.sendFrame(Opcode::Text, "{}");
        QCOMPARE(cbor.closeCode(), code(CloseCode::CannotDecode));
    }

    void W9_whatIsNoFrameCloses4002_data()
    {
        QTest::addColumn<bool>("json");
        QTest::addColumn<QByteArray>("payload");
        const auto json = [](const char *name, const QByteArray &payload) { QTest::newRow(name) << true << payload; };
        const auto cbor = [](const char *name, const QByteArray &hex) {
            QTest::newRow(name) << false << QByteArray::fromHex(hex);
        };
        json("json: empty", "");
        json("json: cut short", "{\"t\":\"echo\"");
        json("json: something after it", "{\"t\":\"echo\"} {}");
        json("json: a list", "[1]");
        json("json: no t", "{\"i\":1}");
        json("json: t is a number", "{\"t\":1}");
        json("json: i is negative", "{\"t\":\"echo\",\"i\":-1}");
        json("json: i above u32", "{\"t\":\"echo\",\"i\":4294967296}");
        json("json: i is text", "{\"t\":\"echo\",\"i\":\"1\"}");
        json("json: body is a list", "{\"t\":\"echo\",\"b\":[]}");
        json("json: duplicate key", "{\"t\":\"echo\",\"t\":\"echo\"}");
        json("json: duplicate key inside", "{\"t\":\"echo\",\"b\":{\"a\":1,\"a\":2}}");
        json("json: too deep", "{\"t\":\"echo\",\"b\":{\"a\":" + QByteArray("[").repeated(50) + QByteArray("]").repeated(50) + "}}");
        json("json: bomb of brackets", QByteArray("[").repeated(4000));
        json("json: huge integer", "{\"t\":\"echo\",\"b\":{\"a\":9007199254740992}}");
        json("json: number out of range", "{\"t\":\"echo\",\"b\":{\"a\":1e999}}");
        json("json: NaN", "{\"t\":\"echo\",\"b\":{\"a\":NaN}}");
        cbor("cbor: empty", "");
        cbor("cbor: cut short", "a1617464");
        cbor("cbor: something after it", "a16174646563686f00");
        cbor("cbor: indefinite map", "bf6174646563686fff");
        cbor("cbor: indefinite text", "a161747f62656362686fff");
        cbor("cbor: tag", "c1a16174646563686f");
        cbor("cbor: duplicate key", "a26174646563686f6174646563686f");
        cbor("cbor: invalid UTF-8 text", "a1617464ffffffff");
        cbor("cbor: a text of 2^60 bytes", "a161747b1000000000000000");
        cbor("cbor: a list of 2^32 items", "a26174646563686f61629a ffffffff");
        cbor("cbor: NaN", "a26174646563686f6162a16161f97e00");
        cbor("cbor: too deep", "a26174646563686f6162a16161" + QByteArray("81").repeated(50) + "00");
    }
    void W9_whatIsNoFrameCloses4002()
    {
        QFETCH(bool, json);
        QFETCH(QByteArray, payload);
        GatewayFixture server;
        QVERIFY(server.start());
        WireClient client;
        QVERIFY(greet(client, server.port, json ? subprotocolJson : subprotocolCbor));
        client.sendFrame(json ? Opcode::Text : Opcode::Binary, payload);
        QCOMPARE(client.closeCode(), code(CloseCode::CannotDecode));
        QCOMPARE(server.handler.frames.load(), 0);
        client.cutOff();
        QTRY_COMPARE(server.handler.closings.load(), 1);
    }

    // ---- size, slowness, floods ----

    void W3_4KiBBeforeAuthAnd64KiBAfter()
    {
        GatewayFixture server;
        QVERIFY(server.start());
        WireClient stranger;
        QVERIFY(greet(stranger, server.port));
        stranger.sendText(echo(1, QByteArray(4000, 'a')));
        QVERIFY(stranger.frame());
        stranger.sendText(echo(2, QByteArray(4096, 'a')));
        QCOMPARE(stranger.closeCode(), code(CloseCode::TooBig));

        WireClient member;
        QVERIFY(greet(member, server.port));
        QVERIFY(signIn(member));
        member.sendText(echo(3, QByteArray(60'000, 'a')));
        QVERIFY(member.frame());
        member.sendText(echo(4, QByteArray(65'536, 'a')));
        QCOMPARE(member.closeCode(), code(CloseCode::TooBig));
        QVERIFY(member.isGone());
    }

    void W5_aHugeLengthIsRefusedByItsHeaderAlone()
    {
        GatewayFixture server;
        QVERIFY(server.start());
        WireClient client;
        QVERIFY(greet(client, server.port));
        client.sendRaw(QByteArrayView("\x81\xff\x00\x00\x00\x01\x00\x00\x00\x00mask", 14));
        QCOMPARE(client.closeCode(), code(CloseCode::TooBig));
    }

    void W5_floodOfFragments()
    {
        GatewayFixture server;
        QVERIFY(server.start());
        WireClient client;
        QVERIFY(greet(client, server.port));
        QVERIFY(signIn(client));
        const QByteArray whole = echo(5, "in small pieces");
        for (qsizetype i = 0; i < whole.size(); ++i)
            client.sendFrame(i == 0 ? Opcode::Text : Opcode::Continuation, whole.mid(i, 1), i == whole.size() - 1);
        QVERIFY(client.frame()); // 1-byte fragments are fine …
        client.sendFrame(Opcode::Text, "{", false);
        for (int i = 0; i < 300; ++i)
            client.sendRaw(ws::clientFrame(Opcode::Continuation, " ", 3, false)); // … without end they are not
        QCOMPARE(client.closeCode(), code(CloseCode::TooBig));
    }

    void W5_floodOfPings()
    {
        GatewayFixture server;
        QVERIFY(server.start());
        WireClient client;
        QVERIFY(greet(client, server.port));
        client.sendFrame(Opcode::Ping, "hello");
        const auto pong = client.receive();
        QVERIFY(pong && pong->opcode == Opcode::Pong);
        QCOMPARE(pong->payload, QByteArray("hello"));
        client.sendRaw(ws::clientFrame(Opcode::Ping, QByteArray(125, 'p'), 3).repeated(500));
        QCOMPARE(client.closeCode(), code(CloseCode::Rate));
    }

    void W4_aSlowHandshakeIsCut()
    {
        GatewayFixture server;
        server.options.authDeadline = soon;
        QVERIFY(server.start());
        WireClient client;
        QVERIFY(client.connectTo(server.port));
        QElapsedTimer timer;
        timer.start();
        for (const char byte : QByteArray("GET /v1/ws HTTP/1.1\r\nHost: a\r\nX-Slow: yes")) {
            client.sendRaw(QByteArrayView(&byte, 1));
            if (client.isGone(30ms))
                break;
        }
        QVERIFY(client.isGone());
        QVERIFY2(timer.elapsed() < 2000, "one byte at a time must not buy more time");
    }

    void W4_aSlowFrameIsCut()
    {
        GatewayFixture server;
        server.options.authDeadline = soon;
        QVERIFY(server.start());
        WireClient client;
        QVERIFY(greet(client, server.port));
        QVERIFY(signIn(client));
        const QByteArray frame = ws::clientFrame(Opcode::Text, echo(1, QByteArray(500, 'a')), 3);
        int closed = WireClient::stillOpen;
        for (qsizetype i = 0; i < frame.size() && closed == WireClient::stillOpen; ++i) {
            client.sendRaw(frame.mid(i, 1));
            closed = client.closeCode(20ms);
        }
        QCOMPARE(closed, code(CloseCode::TooSlow));
    }

    void noAuthenticationInTimeCloses4001()
    {
        GatewayFixture server;
        server.options.authDeadline = soon;
        QVERIFY(server.start());
        WireClient stranger, member;
        QVERIFY(greet(member, server.port));
        QVERIFY(signIn(member));
        QVERIFY(greet(stranger, server.port));
        QCOMPARE(stranger.closeCode(), code(CloseCode::NoAuthInTime));
        member.sendText(echo(1, "still here"));
        QVERIFY(member.frame());
    }

    void silenceOfTwoAndAHalfBeatsDropsTheConnection()
    {
        GatewayFixture server;
        server.options.heartbeat = 200ms;
        QVERIFY(server.start());
        WireClient silent, lively;
        QVERIFY(greet(silent, server.port) && signIn(silent));
        QVERIFY(greet(lively, server.port) && signIn(lively));
        for (int i = 0; i < 10; ++i) {
            lively.sendText(echo(i, "beat"));
            QVERIFY(lively.frame());
            QTest::qWait(100);
        }
        QVERIFY(silent.isGone(2s));
        QCOMPARE(lively.closeCode(50ms), int(WireClient::stillOpen));
        QTRY_COMPARE(server.handler.closings.load(), 1);
    }

    // ---- backpressure ----

    void W10_S7_aSlowReaderLosesEventsIsToldOnceAndOthersNoticeNothing()
    {
        GatewayFixture server;
        server.options.sendBuffer = 16 * 1024;
        QVERIFY(server.start());
        WireClient slow, quick;
        QVERIFY(greet(slow, server.port, subprotocolJson, 8 * 1024) && signIn(slow));
        QVERIFY(greet(quick, server.port) && signIn(quick));
        burst(slow, 5000, QByteArray(1000, 'e'));
        slow.sendText(echo(77, "a reply is never dropped"));
        quick.sendText(echo(1, "me"));
        QVERIFY(quick.frame(1s));

        QTRY_COMPARE(server.handler.frames.load(), 5);
        int events = 0, lagged = 0;
        bool replied = false;
        qint64 last = 0;
        while (const auto frame = slow.frame(lagged ? 200ms : 5000ms)) {
            if (frame->t == "event") {
                const auto event = bodyAs<Event>(*frame);
                QVERIFY(event->seq.value > last);
                last = event->seq.value;
                ++events;
            } else if (frame->t == "lagged") {
                ++lagged;
            } else if (frame->i == 77u) {
                replied = true;
            }
        }
        QVERIFY(events < 2000);
        QVERIFY(replied);
        QCOMPARE(lagged, 1);
        QCOMPARE(server.handler.drains.load(), 1);

        burst(slow, 3, "after");
        QVERIFY(slow.frameOf("event"));
    }

    void W10_4MiBOfRepliesCloses4012()
    {
        GatewayFixture server;
        server.options.sendBuffer = 16 * 1024;
        QVERIFY(server.start());
        WireClient slow;
        QVERIFY(greet(slow, server.port, subprotocolJson, 8 * 1024) && signIn(slow));
        burst(slow, 500, QByteArray(20'000, 'r'), true);
        QTRY_COMPARE(server.handler.closings.load(), 1); // within the short grace, though it never read
        QVERIFY(server.handler.drains.load() == 0);
    }

    void W10_aReaderWithoutProgressIsClosed()
    {
        GatewayFixture server;
        server.options.sendBuffer = 16 * 1024;
        server.options.noProgress = soon;
        QVERIFY(server.start());
        WireClient stuck;
        QVERIFY(greet(stuck, server.port, subprotocolJson, 8 * 1024) && signIn(stuck));
        burst(stuck, 100, QByteArray(20'000, 'r'), true);
        QTRY_COMPARE_WITH_TIMEOUT(server.handler.closings.load(), 1, 5000);
    }

    void framesFromManyThreadsArriveWholeAndInEachThreadsOrder()
    {
        GatewayFixture server;
        QVERIFY(server.start());
        WireClient client;
        QVERIFY(greet(client, server.port, subprotocolCbor) && signIn(client));
        for (int i = 0; i < 400; ++i)
            client.sendFrame(encodeFrame("echo", quint32(i), Value(Value::Map()), Encoding::Cbor));
        for (int i = 0; i < 400; ++i) {
            const auto frame = client.frame();
            QVERIFY(frame);
            QCOMPARE(frame->i, quint32(i));
        }
    }

    // ---- the end ----

    void closingHandshakes()
    {
        GatewayFixture server;
        QVERIFY(server.start());
        WireClient leaving;
        QVERIFY(greet(leaving, server.port));
        leaving.sendFrame(Opcode::Close, ws::closePayload(4321));
        QCOMPARE(leaving.closeCode(), 4321);
        QVERIFY(leaving.isGone());

        WireClient sentAway;
        QVERIFY(greet(sentAway, server.port));
        sentAway.sendText(echo(1, "first"));
        sentAway.sendText("{\"t\":\"close\",\"b\":{\"code\":4010}}");
        QVERIFY(sentAway.frame()); // what was queued goes out first
        QCOMPARE(sentAway.closeCode(), 4010);
        QVERIFY2(sentAway.isGone(2s), "W7: though it does not answer the close frame");
        QTRY_COMPARE(server.handler.closings.load(), 2);
    }

    void W11_twentyStrangersAnAddress()
    {
        GatewayFixture server;
        server.options.rateLimit = true;
        QVERIFY(server.start());
        std::vector<std::unique_ptr<WireClient>> strangers;
        for (int i = 0; i < limits::unauthenticatedPerAddress; ++i) {
            strangers.push_back(std::make_unique<WireClient>());
            QVERIFY(greet(*strangers.back(), server.port));
        }
        WireClient extra;
        QCOMPARE(extra.open(server.port), 0);
        QVERIFY(signIn(*strangers.front()));
        QVERIFY(greet(extra, server.port));
        strangers.back()->cutOff();
        QTRY_COMPARE(server.handler.closings.load(), 1);
        WireClient another;
        QVERIFY(greet(another, server.port));
    }

    void aDrainTellsClosesAndAcceptsNobody()
    {
        GatewayFixture server;
        QVERIFY(server.start());
        WireClient client;
        QVERIFY(greet(client, server.port));
        std::thread drain([&] { server.gateway->drain(200ms); });
        const auto frame = client.frameOf("drain");
        const int closed = client.closeCode();
        client.cutOff();
        drain.join();
        QVERIFY(frame);
        QCOMPARE(bodyAs<Drain>(*frame)->ms, 200);
        QCOMPARE(closed, code(CloseCode::ShuttingDown));
        QVERIFY(!WireClient().connectTo(server.port));
    }

    void aTakenPortIsOneClearLine()
    {
        GatewayFixture first;
        QVERIFY(first.start());
        GatewayFixture second;
        second.options.port = first.port;
        server::Gateway gateway(second.options, second.handler);
        const auto port = gateway.start();
        QVERIFY(!port);
        QVERIFY2(port.error().contains(QString::number(first.port)) && !port.error().contains('\n'), qPrintable(port.error()));
    }
};

QTEST_GUILESS_MAIN(GatewayTest)
#include "test_gateway.moc"
