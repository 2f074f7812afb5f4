#include "tests/unit/net/fake_clock.h"
#include "tests/unit/net/scripted_socket.h"

#include "core/net/connection.h"

#include <QSignalSpy>
#include <QTest>

using namespace confab;
using namespace std::chrono_literals;
using Phase = Connection::Phase;

class ConnectionTest : public QObject {
    Q_OBJECT
private:
    struct Rig {
        explicit Rig(Login login = {}, double random = 0.5)
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
        Phase phase() const { return connection->status().phase; }
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
            QCOMPARE(phase(), Phase::Live);
        }

        FakeClock clock;
        UserId user = *UserId::fromBytes(QByteArray(16, 'u'));
        DeviceId dev = *DeviceId::fromBytes(QByteArray(16, 'd'));
        DeviceKey device;
        QList<QPointer<ScriptedSocket>> sockets;
        std::unique_ptr<Connection> connection;
        QList<Phase> phases;
        QList<Push> pushes;
    };

private slots:
    void comesUpThroughEveryPhase_data()
    {
        QTest::addColumn<QByteArray>("subprotocol");
        QTest::newRow("cbor") << QByteArray(subprotocolCbor);
        QTest::newRow("json") << QByteArray(subprotocolJson);
    }
    void comesUpThroughEveryPhase()
    {
        QFETCH(QByteArray, subprotocol);
        Rig rig;
        rig.connection->start();
        QCOMPARE(rig.socket()->openedUrl.toString(), QStringLiteral("wss://chat.example.org:7345/v1/ws"));
        QCOMPARE(rig.socket()->offered, (QStringList {QStringLiteral("confab.v1.cbor"), QStringLiteral("confab.v1.json")}));
        rig.socket()->accept(subprotocol.constData());
        rig.socket()->welcome();
        const auto auth = rig.socket()->take(Auth::verb);
        QCOMPARE(auth.size(), 1);
        const auto body = bodyAs<Auth>(auth.first());
        QVERIFY(body);
        // Signed over the nonce, the Host header exactly as sent, and the subprotocol that was chosen.
        QVERIFY(verifyAuth(rig.device.publicKey(), QByteArray(32, 'n'), "chat.example.org:7345", subprotocol, body->sig));
        rig.socket()->ok(auth.first(), Authenticated {rig.user, rig.dev});
        QCOMPARE(rig.phases, (QList<Phase> {Phase::Connecting, Phase::Greeted, Phase::Authenticating, Phase::Live}));
        QCOMPARE(rig.connection->clockOffset(), 5000);
    }
    void sub4006_serverWithoutCommonSubprotocolIsFatal_data()
    {
        QTest::addColumn<QByteArray>("chosen");
        QTest::newRow("none") << QByteArray("");
        QTest::newRow("another") << QByteArray("chat.v9");
    }
    void sub4006_serverWithoutCommonSubprotocolIsFatal()
    {
        QFETCH(QByteArray, chosen);
        Rig rig;
        rig.connection->start();
        rig.socket()->accept(chosen.constData());
        QCOMPARE(rig.socket()->closedWith, quint16(4006));
        QCOMPARE(rig.phase(), Phase::Fatal);
        QVERIFY(!rig.connection->status().reason.isEmpty());
        rig.clock.advance(10min);
        QCOMPARE(rig.sockets.size(), 1);
    }
    void laterProtocolVersionIsFatal()
    {
        Rig rig;
        rig.connection->start();
        rig.socket()->accept();
        Welcome w;
        w.nonce = QByteArray(32, 'n');
        w.ver = 2;
        rig.socket()->deliver(encodePush(w, Encoding::Cbor));
        QCOMPARE(rig.phase(), Phase::Fatal);
        QCOMPARE(rig.connection->status().closeCode, quint16(4006));
    }

    void timesOut_data()
    {
        QTest::addColumn<int>("stage");
        QTest::addColumn<qint64>("after");
        QTest::newRow("no handshake") << 0 << qint64(8000);
        QTest::newRow("no welcome") << 1 << qint64(8000);
        QTest::newRow("no answer to auth") << 2 << qint64(20000);
    }
    void timesOut()
    {
        QFETCH(int, stage);
        QFETCH(qint64, after);
        Rig rig;
        rig.connection->start();
        if (stage >= 1)
            rig.socket()->accept();
        if (stage >= 2)
            rig.socket()->welcome();
        rig.clock.advance(std::chrono::milliseconds(after - 1));
        QVERIFY(rig.phase() != Phase::Waiting);
        rig.clock.advance(1ms);
        QCOMPARE(rig.phase(), Phase::Waiting);
        QVERIFY(!rig.connection->status().reason.isEmpty());
        QCOMPARE(rig.connection->status().retryAt, rig.clock.wallMs() + 250);
        rig.clock.advance(250ms);
        QCOMPARE(rig.phase(), Phase::Connecting);
        QCOMPARE(rig.sockets.size(), 2);
    }

    void closeCodes_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("fatal");
        for (int code : {4004, 4006, 4009, 4010, 4013})
            QTest::addRow("%d", code) << code << true;
        for (int code : {1000, 1001, 1006, 1009, 1011, 4001, 4002, 4003, 4008, 4012, 4014, 4999})
            QTest::addRow("%d", code) << code << false;
    }
    void closeCodes()
    {
        QFETCH(int, code);
        QFETCH(bool, fatal);
        Rig rig;
        rig.goLive();
        emit rig.socket()->closed(quint16(code), {});
        QCOMPARE(rig.phase(), fatal ? Phase::Fatal : Phase::Waiting);
        QCOMPARE(rig.connection->status().closeCode, quint16(code));
        QVERIFY(!rig.connection->status().reason.isEmpty());
        if (code == 4008)
            QVERIFY(rig.connection->status().retryAt >= rig.clock.wallMs() + 30'000);
        rig.clock.advance(10min);
        QCOMPARE(rig.sockets.size() > 1, !fatal);
        if (fatal) {
            rig.connection->reconnectNow(); // the user says so
            QCOMPARE(rig.phase(), Phase::Connecting);
        }
    }
    void socketsOwnSentenceIsTold()
    {
        Rig rig;
        rig.connection->start();
        emit rig.socket()->closed(1006, QStringLiteral("The certificate has expired."));
        QCOMPARE(rig.connection->status().reason, QStringLiteral("The certificate has expired."));
    }

    void backoffGrowsAndIsForgottenAfterAMinuteLive()
    {
        Rig rig;
        rig.connection->start();
        for (const qint64 delay : {250, 500, 1000, 2000}) {
            emit rig.socket()->closed(1006, {});
            QCOMPARE(rig.connection->status().retryAt - rig.clock.wallMs(), delay);
            rig.clock.advance(std::chrono::milliseconds(delay));
        }
        rig.comeUp();
        emit rig.socket()->closed(1006, {}); // not a minute: it goes on growing
        QCOMPARE(rig.connection->status().retryAt - rig.clock.wallMs(), 4000);
        rig.clock.advance(4s);
        rig.comeUp();
        keepAlive(rig, 61s);
        emit rig.socket()->closed(1006, {});
        QCOMPARE(rig.connection->status().retryAt - rig.clock.wallMs(), 250);
    }
    void everyTryTakesAFreshSocket()
    {
        Rig rig;
        rig.goLive();
        const QPointer<ScriptedSocket> first = rig.socket();
        emit first->closed(1006, {});
        rig.clock.advance(1s);
        QVERIFY(rig.socket() != first);
        rig.comeUp();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(!first);
    }
    void reconnectNowDoesNotWait()
    {
        Rig rig;
        rig.connection->start();
        for (int i = 0; i < 8; ++i) {
            emit rig.socket()->closed(1006, {});
            rig.connection->reconnectNow();
            QCOMPARE(rig.phase(), Phase::Connecting);
        }
        QCOMPARE(rig.sockets.size(), 9);
        rig.connection->reconnectNow(); // one is under way
        QCOMPARE(rig.sockets.size(), 9);
    }
    void sleepAndNetworkChangeReconnectWithinASecond_data()
    {
        QTest::addColumn<bool>("live");
        QTest::addColumn<bool>("sleep");
        QTest::newRow("live, sleep") << true << true;
        QTest::newRow("waiting, sleep") << false << true;
        QTest::newRow("live, network") << true << false;
        QTest::newRow("waiting, network") << false << false;
    }
    void sleepAndNetworkChangeReconnectWithinASecond()
    {
        QFETCH(bool, live);
        QFETCH(bool, sleep);
        Rig rig;
        rig.goLive();
        if (!live) {
            for (int i = 0; i < 9; ++i) {
                emit rig.socket()->closed(1006, {});
                if (i < 8)
                    rig.connection->reconnectNow();
            }
            QVERIFY(rig.connection->status().retryAt - rig.clock.wallMs() >= 30'000);
        }
        const auto before = rig.sockets.size();
        if (sleep) {
            rig.clock.sleep(1h);
            rig.clock.advance(5s);
        } else {
            rig.connection->networkChanged();
        }
        rig.clock.advance(1s);
        QCOMPARE(rig.sockets.size(), before + 1);
        QCOMPARE(rig.phase(), Phase::Connecting);
    }
    void drainReconnectsWithoutWaitingLonger()
    {
        Rig rig;
        rig.goLive();
        rig.socket()->deliver(encodePush(Drain {2000}, Encoding::Cbor));
        QCOMPARE(rig.phase(), Phase::Live); // until its time has come
        rig.clock.advance(999ms);
        QCOMPARE(rig.sockets.size(), 1);
        rig.clock.advance(1ms);
        QCOMPARE(rig.sockets.size(), 2);
        QCOMPARE(rig.phase(), Phase::Connecting);
    }
    void drainThenCloseIsNoFailure()
    {
        Rig rig;
        rig.goLive();
        for (int i = 0; i < 6; ++i) {
            rig.socket()->deliver(encodePush(Drain {60'000}, Encoding::Cbor));
            emit rig.socket()->closed(4014, {});
            QVERIFY(rig.connection->status().retryAt - rig.clock.wallMs() <= 1000);
            rig.clock.advance(1s);
            rig.comeUp();
        }
    }

    void silentServerIsDropped()
    {
        Rig rig;
        rig.goLive();
        rig.clock.advance(62'499ms);
        QCOMPARE(rig.phase(), Phase::Live);
        QVERIFY(rig.socket()->take(Ping::verb).size() >= 2);
        rig.clock.advance(1ms);
        QCOMPARE(rig.phase(), Phase::Waiting);
    }
    void hostileHeartbeatIsClamped()
    {
        for (const qint64 hb : {qint64(0), limits::maxInteger}) {
            Rig rig({}, 0.99);
            rig.connection->start();
            rig.socket()->accept();
            rig.socket()->welcome(hb);
            rig.socket()->ok(rig.socket()->take(Auth::verb).first(), Authenticated {rig.user, rig.dev});
            rig.clock.advance(2400ms);
            QVERIFY(rig.socket()->take(Ping::verb).size() <= 2);
            rig.clock.advance(13min);
            QVERIFY(rig.phase() != Phase::Live);
        }
    }

    void requestsFindTheirAnswers()
    {
        Rig rig;
        rig.goLive();
        QList<qint64> answers;
        for (int i = 0; i < 3; ++i)
            rig.connection->request(Hist {}, this, [&answers](Connection::Answer<Hist> page) { answers.append(page ? page->head.value : -1); });
        const auto asked = rig.socket()->take(Hist::verb);
        QCOMPARE(asked.size(), 3);
        for (int i : {2, 0, 1}) {
            HistPage page;
            page.head = Seq(i);
            rig.socket()->ok(asked[i], page);
        }
        QCOMPARE(answers, (QList<qint64> {2, 0, 1}));
    }
    void refusalIsAnAnswer()
    {
        Rig rig;
        rig.goLive();
        std::optional<NetError> error;
        rig.connection->request(Hist {}, this, [&](Connection::Answer<Hist> page) { error = page.error(); });
        rig.socket()->refuse(rig.socket()->take(Hist::verb).first(), makeError(ErrorCode::Rate, {}, 700));
        QVERIFY(error && error->isRefusal(ErrorCode::Rate));
        QCOMPARE(error->refusal.ms, 700);
        QVERIFY(!error->outcomeUnknown());
        QCOMPARE(rig.phase(), Phase::Live);
    }
    void unansweredRequestTimesOutAndALateAnswerIsIgnored()
    {
        Rig rig;
        rig.goLive();
        QList<NetError::Kind> errors;
        rig.connection->request(Hist {}, this, [&](Connection::Answer<Hist> page) { errors.append(page.error().kind); }, 3s);
        const auto asked = rig.socket()->take(Hist::verb);
        rig.clock.advance(3s);
        QCOMPARE(errors, QList<NetError::Kind>(1, NetError::Kind::TimedOut));
        rig.socket()->ok(asked.first(), HistPage {});
        QCOMPARE(errors.size(), 1);
        QCOMPARE(rig.phase(), Phase::Live);
    }
    void brokenConnectionFailsWhatIsOutstanding()
    {
        Rig rig;
        rig.goLive();
        QList<NetError::Kind> errors;
        for (int i = 0; i < 3; ++i)
            rig.connection->request(Sync {}, this, [&](Connection::Answer<Sync> a) { errors.append(a.error().kind); });
        emit rig.socket()->closed(1006, {});
        QTRY_COMPARE(errors, QList<NetError::Kind>(3, NetError::Kind::Lost));
        rig.connection->request(Sync {}, this, [&](Connection::Answer<Sync> a) { errors.append(a.error().kind); });
        QCOMPARE(errors.size(), 3); // never from within `request`
        QTRY_COMPARE(errors.last(), NetError::Kind::Offline);
    }
    void outstandingRequestsAreBounded()
    {
        Rig rig;
        rig.goLive();
        QList<NetError::Kind> errors;
        for (int i = 0; i < limits::outstanding + 5; ++i)
            rig.connection->request(Sync {}, this, [&](Connection::Answer<Sync> a) {
                if (!a)
                    errors.append(a.error().kind);
            });
        QTRY_COMPARE(errors, QList<NetError::Kind>(5, NetError::Kind::TooMany));
        QCOMPARE(rig.socket()->take(Sync::verb).size(), limits::outstanding);
    }
    void jammedWayOutTakesNothingMore()
    {
        Rig rig;
        rig.goLive();
        rig.socket()->jammed = limits::queuedBytes + 1;
        QVERIFY(!rig.connection->post(Typing {}));
        std::optional<NetError> error;
        rig.connection->request(Sync {}, this, [&](Connection::Answer<Sync> a) { error = a.error(); });
        QTRY_VERIFY(error && error->kind == NetError::Kind::TooMany);
        rig.socket()->jammed = 0;
        QVERIFY(rig.connection->post(Typing {}));
    }
    void answerOfAnObjectThatIsGoneIsNotDelivered()
    {
        Rig rig;
        rig.goLive();
        auto context = std::make_unique<QObject>();
        bool called = false;
        rig.connection->request(ChatLeave {}, context.get(), [&](auto) { called = true; });
        context.reset();
        rig.socket()->ok(rig.socket()->take(ChatLeave::verb).first(), Appended {});
        QVERIFY(!called);
    }
    void connectionMayDieInAnAnswer()
    {
        Rig rig;
        rig.goLive();
        rig.connection->request(Sync {}, this, [&](auto) { rig.connection.reset(); });
        const auto request = rig.socket()->take(Sync::verb).first();
        rig.socket()->deliver("\xa1\x61t\x62ok"); // nonsense with it: ok without an id
        if (rig.connection)
            rig.socket()->deliver(encodeFrame("ok", *request.i, Value(Value::Map()), Encoding::Cbor));
        QVERIFY(!rig.connection);
    }

    void pushesArriveTypedAndInOrder()
    {
        Rig rig;
        rig.goLive();
        Event event;
        event.seq = Seq(7);
        rig.socket()->deliver(encodeEvent(event, Encoding::Cbor));
        rig.socket()->deliver(encodePush(Pong {1'700'000'009'000, {}}, Encoding::Cbor));
        rig.socket()->deliver(encodePush(MarksMoved {}, Encoding::Cbor));
        rig.socket()->deliver(encodePush(AggregateMoved {}, Encoding::Cbor));
        rig.socket()->deliver(encodePush(PresenceMoved {}, Encoding::Cbor));
        rig.socket()->deliver(encodePush(TypingMoved {}, Encoding::Cbor));
        rig.socket()->deliver(encodePush(Lagged {}, Encoding::Cbor));
        rig.socket()->deliver(encodePush(AccountMoved {}, Encoding::Cbor));
        rig.socket()->deliver(encodeFrame("link.relay", {}, ValueWriter::write(LinkRelay {QStringLiteral("S"), "x"}), Encoding::Cbor));
        rig.socket()->deliver(encodeFrame("of.a.later.version", {}, Value(Value::Map()), Encoding::Cbor));
        QCOMPARE(rig.pushes.size(), 9);
        for (std::size_t i = 0; i < 9; ++i)
            QCOMPARE(rig.pushes[qsizetype(i)].index(), i);
        QCOMPARE(std::get<Event>(rig.pushes.first()).seq, Seq(7));
        QCOMPARE(rig.connection->clockOffset(), 9000);
        QCOMPARE(rig.phase(), Phase::Live);
    }

    void nonsenseDropsTheConnection_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("binary");
        QTest::newRow("no frame") << QByteArray("nonsense") << true;
        QTest::newRow("empty") << QByteArray() << true;
        QTest::newRow("other encoding") << QByteArray("{\"t\":\"pong\",\"b\":{\"now\":1}}") << false;
        QTest::newRow("too big") << QByteArray(limits::frameOut + 1, '\xa0') << true;
        QTest::newRow("event of a wrong shape") << encodeFrame("event", {}, Value(Value::Map()), Encoding::Cbor) << true;
        QTest::newRow("drain of a wrong shape") << encodeFrame("drain", {}, Value(Value::Map()), Encoding::Cbor) << true;
        QTest::newRow("pong of a wrong shape") << encodeFrame("pong", {}, Value(Value::Map()), Encoding::Cbor) << true;
    }
    void nonsenseDropsTheConnection()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, binary);
        Rig rig;
        rig.connection->start();
        QString firstReason;
        for (int round = 1; round <= 3; ++round) {
            rig.comeUp();
            const QPointer<ScriptedSocket> socket = rig.socket();
            if (binary)
                emit socket->binaryReceived(bytes);
            else
                emit socket->textReceived(bytes);
            QCOMPARE(rig.phase(), Phase::Waiting);
            QCOMPARE(socket->closedWith, quint16(4002));
            if (round == 1)
                firstReason = rig.connection->status().reason;
            QCOMPARE(rig.connection->status().reason != firstReason, round == 3); // said once it is more than an accident
            rig.connection->reconnectNow();
        }
        QVERIFY(rig.pushes.isEmpty());
    }
    void answerOfAWrongShapeDropsTheConnection()
    {
        Rig rig;
        rig.goLive();
        std::optional<NetError> error;
        rig.connection->request(Sync {}, this, [&](Connection::Answer<Sync> a) { error = a.error(); });
        const auto i = rig.socket()->take(Sync::verb).first().i;
        rig.socket()->deliver(encodeFrame("ok", i, Value(Value::Map()), Encoding::Cbor));
        QVERIFY(error && error->kind == NetError::Kind::Nonsense);
        QCOMPARE(rig.phase(), Phase::Waiting);
    }
    void strayAnswersAndEarlyFramesAreIgnored()
    {
        Rig rig;
        rig.connection->start();
        rig.socket()->accept();
        rig.socket()->deliver(encodeEvent(Event {}, Encoding::Cbor)); // before welcome
        rig.socket()->deliver(encodeOk(77, Empty {}, Encoding::Cbor));
        rig.socket()->deliver(encodeError({}, makeError(ErrorCode::BadFrame), Encoding::Cbor));
        QCOMPARE(rig.phase(), Phase::Connecting);
        rig.socket()->welcome();
        rig.socket()->deliver(encodeEvent(Event {}, Encoding::Cbor)); // before auth
        QVERIFY(rig.pushes.isEmpty());
        rig.socket()->ok(rig.socket()->take(Auth::verb).first(), Authenticated {rig.user, rig.dev});
        rig.socket()->welcome(); // a second one
        QCOMPARE(rig.phase(), Phase::Live);
    }

    void refusedAuthIsFatal()
    {
        Rig rig;
        rig.connection->start();
        rig.socket()->accept();
        rig.socket()->welcome();
        rig.socket()->refuse(rig.socket()->take(Auth::verb).first(), makeError(ErrorCode::DevRevoked));
        QCOMPARE(rig.phase(), Phase::Fatal);
        QVERIFY(rig.connection->status().refusal->code == ErrorCode::DevRevoked);
    }
    void busyServerIsAskedAgain()
    {
        Rig rig;
        rig.connection->start();
        rig.socket()->accept();
        rig.socket()->welcome();
        rig.socket()->refuse(rig.socket()->take(Auth::verb).first(), makeError(ErrorCode::Rate, {}, 5000));
        QCOMPARE(rig.phase(), Phase::Waiting);
        QCOMPARE(rig.connection->status().retryAt, rig.clock.wallMs() + 5000);
    }
    void registersThenLogsIn()
    {
        Register account;
        account.username = QStringLiteral("alice");
        Rig rig {LoginRegister {account, {}}};
        QSignalSpy registered(rig.connection.get(), &Connection::registered);
        rig.connection->start();
        rig.socket()->accept();
        rig.socket()->welcome();
        const auto sent = rig.socket()->take(Register::verb);
        QCOMPARE(sent.size(), 1);
        const auto form = bodyAs<Register>(sent.first());
        QVERIFY(form);
        QVERIFY(verifyAuth(rig.device.publicKey(), rig.connection->welcome().nonce, rig.socket()->hostHeader(), subprotocolCbor, form->sig));
        rig.socket()->ok(sent.first(), Authenticated {rig.user, rig.dev});
        QCOMPARE(registered.size(), 1);
        QCOMPARE(rig.phase(), Phase::Live);
    }
    void takenUsernameIsFatalAndSaysSo()
    {
        Rig rig {LoginRegister {}};
        rig.connection->start();
        rig.socket()->accept();
        rig.socket()->welcome();
        rig.socket()->refuse(rig.socket()->take(Register::verb).first(), makeError(ErrorCode::UsernameTaken));
        QCOMPARE(rig.phase(), Phase::Fatal);
        QVERIFY(rig.connection->status().refusal->code == ErrorCode::UsernameTaken);
    }
    void waitsForALink()
    {
        Rig rig {LoginLink {}};
        rig.connection->start();
        rig.socket()->accept();
        rig.socket()->welcome();
        rig.socket()->ok(rig.socket()->take(LinkWait::verb).first(), LinkSlot {QStringLiteral("7QF29KDMXW4R")});
        QCOMPARE(rig.phase(), Phase::Live);
        QCOMPARE(rig.connection->slot(), QStringLiteral("7QF29KDMXW4R"));
    }

    void stopSaysGoodbye()
    {
        Rig rig;
        rig.goLive();
        QSignalSpy stopped(rig.connection.get(), &Connection::stopped);
        std::optional<NetError> error;
        rig.connection->request(Sync {}, this, [&](Connection::Answer<Sync> a) { error = a.error(); });
        const QPointer<ScriptedSocket> socket = rig.socket();
        rig.connection->stop();
        QCOMPARE(rig.phase(), Phase::Stopped);
        QCOMPARE(socket->closedWith, quint16(1000));
        QTRY_VERIFY(error && error->kind == NetError::Kind::Lost);
        QCOMPARE(stopped.size(), 0);
        emit socket->closed(1000, {});
        QCOMPARE(stopped.size(), 1);
        rig.clock.advance(10min);
        QCOMPARE(rig.sockets.size(), 1);
        rig.connection->start(); // and up again
        rig.comeUp();
    }
    void stopDoesNotWaitForADeadServer()
    {
        Rig rig;
        rig.goLive();
        QSignalSpy stopped(rig.connection.get(), &Connection::stopped);
        rig.connection->stop();
        rig.clock.advance(1499ms);
        QCOMPARE(stopped.size(), 0);
        rig.clock.advance(1ms);
        QCOMPARE(stopped.size(), 1);
    }
    void stopWithoutASocketStillAnswers()
    {
        Rig rig;
        QSignalSpy stopped(rig.connection.get(), &Connection::stopped);
        rig.connection->stop();
        QTRY_COMPARE(stopped.size(), 1);
    }

private:
    //! Lets time pass with a server that answers pings.
    static void keepAlive(Rig &rig, std::chrono::seconds time)
    {
        for (std::chrono::seconds t {0}; t < time; t += 1s) {
            rig.clock.advance(1s);
            rig.socket()->deliver(encodePush(Pong {rig.clock.wallMs(), {}}, Encoding::Cbor));
        }
    }
};

QTEST_GUILESS_MAIN(ConnectionTest)
#include "test_connection.moc"
