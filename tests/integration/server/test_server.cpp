#include "core/protocol/content.h"
#include "tests/integration/server/server_fixture.h"
#include "tests/integration/server/wire_client.h"

#include <QElapsedTimer>
#include <QTest>
#include <future>

using namespace confab;
using namespace confab::tests;

// A whole server over real sockets: what a client sees of protocol sections 1–6, 9, 11 and of tests.md L, S, W.

namespace {

int code(CloseCode c)
{
    return int(c);
}

//! Two people with a direct chat, both live.
struct Pair {
    TestDevice ann {subprotocolJson};
    TestDevice bob {subprotocolCbor};
    ChatId chat;

    bool meet(const ServerFixture &server)
    {
        if (!ann.registerAt(server.port(), QStringLiteral("ann")) || !bob.registerAt(server.port(), QStringLiteral("bob"))
            || !ann.sync() || !bob.sync())
            return false;
        const auto made = ann.chatWith(bob);
        if (made)
            chat = *made;
        return made && bob.wire.frameOf("event").has_value();
    }
};

std::optional<Event> eventOf(const std::optional<Frame> &frame)
{
    if (!frame)
        return std::nullopt;
    auto event = bodyAs<Event>(*frame);
    return event ? std::optional(std::move(*event)) : std::nullopt;
}

//! The seqs of a chat as `hist` tells them.
QList<qint64> history(TestDevice &reader, const ChatId &chat)
{
    QList<qint64> seqs;
    Hist hist;
    hist.chat = chat;
    hist.after = Seq(0);
    while (const auto page = reader.wire.ask(hist)) {
        for (const Event &event : page->items)
            seqs += event.seq.value;
        if (!page->more || page->items.isEmpty())
            break;
        hist.after = page->high;
    }
    return seqs;
}

} // namespace

class ServerTest : public QObject {
    Q_OBJECT

private slots:
    // ---- signing in ----

    void registerAuthenticateAndTalkInBothEncodings()
    {
        ServerFixture server;
        QVERIFY2(server.start(), qPrintable(server.problem()));
        Pair pair;
        QVERIFY(pair.meet(server));
        const Send first = pair.ann.message(pair.chat, "hello");
        const auto ok = pair.ann.wire.ask(first);
        QVERIFY(ok);
        QCOMPARE(ok->seq, Seq(2)); // after `created`
        QVERIFY(!ok->dup);
        const auto event = eventOf(pair.bob.wire.frameOf("event"));
        QVERIFY(event);
        QCOMPARE(event->seq, ok->seq);
        QCOMPARE(event->from, pair.ann.user());
        QCOMPARE(event->body, first.body);
        QVERIFY2(!pair.ann.wire.frameOf("event", 200ms), "the sending device gets only its ok");

        QVERIFY(pair.bob.authenticateAt(server.port()));
        QVERIFY(pair.bob.sync());
        QVERIFY(pair.bob.wire.ask(pair.bob.message(pair.chat, "again")));
        QCOMPARE(eventOf(pair.ann.wire.frameOf("event"))->seq, Seq(3));
    }

    void W3_aVerbBeforeAuthCloses4003_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::newRow("send") << QByteArray(R"({"t":"send","i":1,"b":{}})");
        QTest::newRow("sync") << QByteArray(R"({"t":"sync","i":1,"b":{}})");
        QTest::newRow("typing") << QByteArray(R"({"t":"typing","b":{}})");
        QTest::newRow("unknown") << QByteArray(R"({"t":"drop tables","i":1})");
    }
    void W3_aVerbBeforeAuthCloses4003()
    {
        QFETCH(QByteArray, frame);
        ServerFixture server;
        QVERIFY(server.start());
        TestDevice stranger;
        QVERIFY(stranger.greet(server.port()));
        stranger.wire.sendText(frame);
        QCOMPARE(stranger.wire.closeCode(), code(CloseCode::BeforeAuth));
    }

    void W3_framesOfAStrangerAreLimitedTo4KiB()
    {
        ServerFixture server;
        QVERIFY(server.start());
        TestDevice stranger;
        QVERIFY(stranger.greet(server.port()));
        Register form = stranger.registerFrame(QStringLiteral("carl"));
        form.name = QString(5000, QLatin1Char('x'));
        stranger.wire.tell(form);
        QCOMPARE(stranger.wire.closeCode(), code(CloseCode::TooBig));
    }

    void forgedAndReplayedCredentialsAreRefused()
    {
        ServerFixture server;
        QVERIFY(server.start());
        TestDevice mallory, ann;
        QVERIFY(mallory.greet(server.port()));
        Register forged = mallory.registerFrame(QStringLiteral("mallory"));
        forged.aik = ann.account().publicKey(); // a certificate that this account never signed
        const auto refused = mallory.wire.request(forged);
        QVERIFY(!refused || refused->t == frameErr);
        QVERIFY(mallory.greet(server.port()));
        Register read = ann.registerFrame(QStringLiteral("mallory"), mallory.welcome().nonce);
        read.sig = mallory.authFrame().sig; // a certificate that anyone may read, without its key
        mallory.wire.tell(read);
        QCOMPARE(mallory.wire.closeCode(), code(CloseCode::AuthFailed));

        QVERIFY(ann.registerAt(server.port(), QStringLiteral("ann")));
        QVERIFY(ann.greet(server.port()));
        const Auth old = ann.authFrame();
        QVERIFY(ann.wire.ask(old));
        QVERIFY(mallory.greet(server.port()));
        mallory.wire.tell(old); // the same words to another nonce
        QCOMPARE(mallory.wire.closeCode(), code(CloseCode::AuthFailed));

        TestDevice nobody;
        QVERIFY(nobody.greet(server.port()));
        nobody.wire.tell(nobody.authFrame());
        QCOMPARE(nobody.wire.closeCode(), code(CloseCode::AuthFailed));
    }

    void theSignatureCoversHostAndSubprotocol()
    {
        ServerFixture server;
        QVERIFY(server.start());
        TestDevice ann;
        QVERIFY(ann.registerAt(server.port(), QStringLiteral("ann")));
        WireClient::Opening elsewhere;
        elsewhere.host = "other.example";
        QCOMPARE(ann.wire.open(server.port(), elsewhere), 101);
        QVERIFY(ann.wire.frame());
        ann.wire.tell(ann.authFrame()); // made for "localhost", and for the nonce before
        QCOMPARE(ann.wire.closeCode(), code(CloseCode::AuthFailed));
    }

    void anUnknownVerbIsAnsweredAndTheConnectionStays()
    {
        ServerFixture server;
        QVERIFY(server.start());
        TestDevice ann;
        QVERIFY(ann.registerAt(server.port(), QStringLiteral("ann")) && ann.sync());
        ann.wire.sendText(R"({"t":"no.such","i":4000000000})");
        const auto frame = ann.wire.frame();
        QVERIFY(frame && frame->e);
        QCOMPARE(frame->i, 4'000'000'000u);
        QCOMPARE(frame->e->code, ErrorCode::BadVerb);
        ann.wire.sendText(R"({"t":"send","i":5,"b":{"chat":7}})");
        const auto wrong = ann.wire.frame();
        QVERIFY(wrong && wrong->e);
        QCOMPARE(wrong->e->code, ErrorCode::BadArg);
        QVERIFY(ann.sync());
    }

    void onlyWithAnInviteWhereTheServerSaysSo()
    {
        ServerFixture server;
        server.options.services.openRegistration = false;
        QVERIFY(server.start());
        TestDevice ann, bob;
        QVERIFY(ann.greet(server.port()));
        QVERIFY(ann.welcome().caps.contains(QStringLiteral("invite")));
        QCOMPARE(ann.wire.errorOf(ann.registerFrame(QStringLiteral("ann"))), ErrorCode::Invite);

        const auto invite = server::makeInvite(server.dataDir()); // as the command does, beside the running server
        QVERIFY2(invite, "no invite");
        QVERIFY(ann.registerAt(server.port(), QStringLiteral("ann"), *invite));
        QVERIFY2(!bob.registerAt(server.port(), QStringLiteral("bob"), *invite), "a code works once");
    }

    // ---- devices ----

    void theNewestSocketOfADeviceWinsAndTheOlderCloses4009()
    {
        ServerFixture server;
        QVERIFY(server.start());
        TestDevice ann;
        QVERIFY(ann.registerAt(server.port(), QStringLiteral("ann")));
        // The same device once more, on a socket of its own.
        WireClient newer;
        QCOMPARE(newer.open(server.port()), 101);
        const auto welcome = newer.frame();
        QVERIFY(welcome);
        QVERIFY(newer.ask(ann.authFrame(bodyAs<Welcome>(*welcome)->nonce)));
        QCOMPARE(ann.wire.closeCode(), code(CloseCode::Replaced));
        QVERIFY(newer.ask(Sync()));
    }

    void W7_revocationClosesTheDevicesSocketWithinTwoSeconds()
    {
        ServerFixture server;
        QVERIFY(server.start());
        TestDevice ann;
        QVERIFY(ann.registerAt(server.port(), QStringLiteral("ann")) && ann.sync());
        const auto second = ann.addDevice(server.port());
        QVERIFY(second && second->sync());
        QElapsedTimer timer;
        timer.start();
        DevRevoke revoke;
        revoke.dev = second->device();
        QVERIFY(ann.wire.ask(revoke));
        QCOMPARE(second->wire.closeCode(), code(CloseCode::Revoked));
        QVERIFY(second->wire.isGone()); // it does not answer the close frame and is cut all the same
        QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));

        QVERIFY(second->greet(server.port()));
        second->wire.tell(second->authFrame());
        const int closed = second->wire.closeCode();
        QVERIFY2(closed == code(CloseCode::Revoked) || closed == code(CloseCode::AuthFailed), qPrintable(QString::number(closed)));
    }

    // ---- the log ----

    void L2_aRepeatedCidGetsTheFirstAnswerWhateverItsBody()
    {
        ServerFixture server;
        QVERIFY(server.start());
        Pair pair;
        QVERIFY(pair.meet(server));
        Send send = pair.ann.message(pair.chat, "once");
        const auto first = pair.ann.wire.ask(send);
        QVERIFY(first);
        send.body = pair.ann.message(pair.chat, "another body").body;
        QVERIFY(pair.ann.authenticateAt(server.port())); // a retry after a reconnect
        const auto again = pair.ann.wire.ask(send);
        QVERIFY(again && again->dup);
        QCOMPARE(again->seq, first->seq);
        QVERIFY(pair.ann.sync());
        QCOMPARE(history(pair.bob, pair.chat), (QList<qint64> {1, 2}));
    }

    void L1_L3_whatWasAcknowledgedIsThereAfterARestart()
    {
        ServerFixture server;
        QVERIFY(server.start());
        Pair pair;
        QVERIFY(pair.meet(server));
        qint64 last = 0;
        for (int i = 0; i < 100; ++i) {
            const auto ok = pair.ann.wire.ask(pair.ann.message(pair.chat, QByteArray::number(i)));
            QVERIFY(ok);
            last = ok->seq.value;
        }
        server.stop();
        QVERIFY2(server.start(), qPrintable(server.problem()));
        QVERIFY(pair.bob.authenticateAt(server.port()));
        const QList<qint64> seqs = history(pair.bob, pair.chat);
        QCOMPARE(seqs.size(), last);
        QCOMPARE(seqs.last(), last);
    }

    void L4_L6_everyDeviceSeesOneOrderAndARetryAfterARestartKeepsItsPlace()
    {
        ServerFixture server;
        QVERIFY(server.start());
        Pair pair;
        QVERIFY(pair.meet(server));
        const auto second = pair.ann.addDevice(server.port());
        QVERIFY(second && second->sync());
        // All three send at once, none waits for another.
        QMap<qint64, Cid> promised;
        QList<Send> sent;
        TestDevice *const devices[] = {&pair.ann, &pair.bob, second.get()};
        for (int i = 0; i < 60; ++i)
            sent += devices[i % 3]->message(pair.chat, QByteArray::number(i));
        for (int i = 0; i < sent.size(); ++i)
            devices[i % 3]->wire.sendFrame(encodeRequest(quint32(1000 + i), sent[i], devices[i % 3]->wire.encoding()));
        for (int i = 0; i < sent.size(); ++i) {
            std::optional<Frame> ok;
            while ((ok = devices[i % 3]->wire.frame()) && ok->i != quint32(1000 + i)) { }
            QVERIFY(ok);
            const auto reply = bodyAs<Appended>(*ok);
            QVERIFY(reply && !promised.contains(reply->seq.value));
            promised.insert(reply->seq.value, sent[i].cid);
        }
        const auto order = [&](TestDevice &device) {
            QMap<qint64, Cid> seen;
            Hist hist;
            hist.chat = pair.chat;
            hist.after = Seq(1);
            const auto page = device.wire.ask(hist);
            for (const Event &event : page ? page->items : QList<Event>())
                seen.insert(event.seq.value, event.cid);
            return seen;
        };
        for (TestDevice *device : devices)
            QCOMPARE(order(*device), promised);

        server.stop();
        QVERIFY2(server.start(), qPrintable(server.problem()));
        QVERIFY(pair.ann.authenticateAt(server.port()));
        const auto again = pair.ann.wire.ask(sent.first());
        QVERIFY(again && again->dup);
        QCOMPARE(promised.value(again->seq.value), sent.first().cid);
        QCOMPARE(order(pair.ann), promised);
    }

    void plaintextIsRefusedWhereTheServerSaysSo()
    {
        ServerFixture server;
        server.options.services.allowPlaintext = false;
        QVERIFY(server.start());
        Pair pair;
        QVERIFY(pair.meet(server));
        QVERIFY(!pair.ann.welcome().caps.contains(QStringLiteral("plaintext")));
        QCOMPARE(pair.ann.wire.errorOf(pair.ann.message(pair.chat, "open")), ErrorCode::Forbidden);
    }

    // ---- slow and greedy peers ----

    void S7_W10_aReaderThatSleepsIsToldSoAndCatchesUpWhileOthersTalk()
    {
        ServerFixture server;
        server.options.gateway.sendBuffer = 16 * 1024;
        QVERIFY(server.start());
        Pair pair;
        QVERIFY(pair.meet(server));
        // Bob comes back with a small window and then reads nothing.
        TestDevice &bob = pair.bob;
        QVERIFY(bob.authenticateAt(server.port(), 8 * 1024) && bob.sync());
        bob.wire.socket().setReadBufferSize(4096);

        const QByteArray large(8000, 'x');
        qint64 last = 0;
        for (int i = 0; i < 1200; ++i) {
            const auto ok = pair.ann.wire.ask(pair.ann.message(pair.chat, large));
            QVERIFY2(ok, "the sender must not notice");
            last = ok->seq.value;
        }
        bob.wire.socket().setReadBufferSize(0);
        QVERIFY(bob.wire.frameOf("lagged", 20s));
        QCOMPARE(server.metric("confab_lagged_total"), 1.0);
        const QList<qint64> seqs = history(bob, pair.chat);
        QCOMPARE(seqs.size(), last);
    }

    void metricsAreForThisMachine()
    {
        using Metrics = server::GatewayOptions::Metrics;
        const auto tells = [](Metrics who, const QByteArray &host) {
            ServerFixture server;
            server.options.gateway.metrics = who;
            return server.start() && server.httpGet("/metrics", host).contains("confab_connections");
        };
        QVERIFY(tells(Metrics::Local, "127.0.0.1"));
        QVERIFY(!tells(Metrics::Local, "chat.example.org")); // handed on by a proxy beside it
        QVERIFY(tells(Metrics::Open, "chat.example.org"));
        QVERIFY(!tells(Metrics::Off, "localhost"));
    }

    void W11_strangersAnAddress()
    {
        ServerFixture server;
        server.options.services.rateLimits = true;
        QVERIFY(server.start());
        std::vector<std::unique_ptr<TestDevice>> strangers;
        for (int i = 0; i < limits::unauthenticatedPerAddress; ++i) {
            strangers.push_back(std::make_unique<TestDevice>());
            QVERIFY(strangers.back()->greet(server.port()));
        }
        TestDevice extra;
        QVERIFY(!extra.greet(server.port()));
        QVERIFY(strangers.front()->wire.ask(strangers.front()->registerFrame(QStringLiteral("first"))));
        QVERIFY(extra.greet(server.port()));
    }

    void rateLimitsAnswerAndTheTenthInARowCloses4008()
    {
        ServerFixture server;
        server.options.services.rateLimits = true;
        QVERIFY(server.start());
        TestDevice ann;
        QVERIFY(ann.registerAt(server.port(), QStringLiteral("ann")) && ann.sync());
        std::optional<ErrorBody> limited;
        for (int i = 0; i < 60; ++i)
            ann.wire.sendText(encodeRequest(quint32(1000 + i), UserFind {QStringLiteral("nobody")}, Encoding::Json));
        while (const auto frame = ann.wire.frame(2s))
            if (frame->e && frame->e->code == ErrorCode::Rate)
                limited = frame->e;
        QVERIFY(limited);
        QCOMPARE(limited->retry, Retry::Same);
        QVERIFY(limited->ms && *limited->ms > 0);
        QVERIFY(limited->info && limited->info->find("bucket"));
        QVERIFY(ann.wire.isGone());
    }

    // ---- running it ----

    void aDrainTellsClosesAndLosesNothing()
    {
        ServerFixture server;
        QVERIFY(server.start());
        Pair pair;
        QVERIFY(pair.meet(server));
        const auto ok = pair.ann.wire.ask(pair.ann.message(pair.chat, "last words"));
        QVERIFY(ok);
        auto draining = std::async(std::launch::async, [&] { server.drain(300ms); });
        QVERIFY(pair.ann.wire.frameOf("drain"));
        const int closed = pair.ann.wire.closeCode();
        pair.ann.wire.cutOff();
        pair.bob.wire.cutOff();
        draining.get();
        QVERIFY2(closed == code(CloseCode::ShuttingDown) || closed == code(CloseCode::GoingAway), qPrintable(QString::number(closed)));
        QVERIFY2(server.start(), qPrintable(server.problem()));
        QVERIFY(pair.bob.authenticateAt(server.port()));
        QCOMPARE(history(pair.bob, pair.chat).last(), ok->seq.value);
    }

    void aSecondServerOnTheSameFolderIsRefused()
    {
        ServerFixture first;
        QVERIFY(first.start());
        ServerFixture second;
        second.options.dataDir = first.dataDir();
        QVERIFY(!second.start());
        QVERIFY2(second.problem().contains(QStringLiteral("another confab-server")), qPrintable(second.problem()));
        first.stop();
        QVERIFY2(second.start(), qPrintable(second.problem()));
    }

    void healthAndMetrics()
    {
        ServerFixture server;
        QVERIFY(server.start());
        QCOMPARE(server.httpGet("/healthz"), QByteArray("ok\n"));
        QCOMPARE(server.httpGet("/elsewhere"), QByteArray("Nothing here.\n"));
        Pair pair;
        QVERIFY(pair.meet(server));
        QVERIFY(pair.ann.wire.ask(pair.ann.message(pair.chat, "hello")));
        QVERIFY(pair.bob.wire.frameOf("event"));
        QCOMPARE(server.metric("confab_connections"), 2.0);
        QCOMPARE(server.metric("confab_authenticated"), 2.0);
        QVERIFY(server.metric("confab_append_seconds_count") >= 1);
        QVERIFY(server.metric("confab_append_seconds_sum") > 0);
        QVERIFY(server.metric("confab_delivered_total") >= 1);
        for (const char *name : {"confab_write_queue", "confab_read_queue", "confab_lagged_total", "confab_gaps_fetched_total"})
            QVERIFY2(server.metric(name) >= 0, name);
    }
};

QTEST_GUILESS_MAIN(ServerTest)
#include "test_server.moc"
