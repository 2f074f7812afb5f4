#include "tests/unit/net/connection_rig.h"

#include <QSignalSpy>

using namespace confab;
using namespace std::chrono_literals;
using Phase = Connection::Phase;

//! The way up, the way down, and the login.
class ConnectionTest : public QObject {
    Q_OBJECT
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
        ConnectionRig rig;
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
        ConnectionRig rig;
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
        ConnectionRig rig;
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
        ConnectionRig rig;
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
        ConnectionRig rig;
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
        ConnectionRig rig;
        rig.connection->start();
        emit rig.socket()->closed(1006, QStringLiteral("The certificate has expired."));
        QCOMPARE(rig.connection->status().reason, QStringLiteral("The certificate has expired."));
    }

    void backoffGrowsAndIsForgottenAfterAMinuteLive()
    {
        ConnectionRig rig;
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
        rig.keepAlive(61s);
        emit rig.socket()->closed(1006, {});
        QCOMPARE(rig.connection->status().retryAt - rig.clock.wallMs(), 250);
    }
    void everyTryTakesAFreshSocket()
    {
        ConnectionRig rig;
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
        ConnectionRig rig;
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
        ConnectionRig rig;
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
        ConnectionRig rig;
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
        ConnectionRig rig;
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
        ConnectionRig rig;
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
            ConnectionRig rig({}, 0.99);
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

    void refusedAuthIsFatal()
    {
        ConnectionRig rig;
        rig.connection->start();
        rig.socket()->accept();
        rig.socket()->welcome();
        rig.socket()->refuse(rig.socket()->take(Auth::verb).first(), makeError(ErrorCode::DevRevoked));
        QCOMPARE(rig.phase(), Phase::Fatal);
        QVERIFY(rig.connection->status().refusal->code == ErrorCode::DevRevoked);
    }
    void busyServerIsAskedAgain()
    {
        ConnectionRig rig;
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
        ConnectionRig rig {LoginRegister {account, {}}};
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
        ConnectionRig rig {LoginRegister {}};
        rig.connection->start();
        rig.socket()->accept();
        rig.socket()->welcome();
        rig.socket()->refuse(rig.socket()->take(Register::verb).first(), makeError(ErrorCode::UsernameTaken));
        QCOMPARE(rig.phase(), Phase::Fatal);
        QVERIFY(rig.connection->status().refusal->code == ErrorCode::UsernameTaken);
    }
    void waitsForALink()
    {
        ConnectionRig rig {LoginLink {}};
        rig.connection->start();
        rig.socket()->accept();
        rig.socket()->welcome();
        rig.socket()->ok(rig.socket()->take(LinkWait::verb).first(), LinkSlot {QStringLiteral("7QF29KDMXW4R")});
        QCOMPARE(rig.phase(), Phase::Live);
        QCOMPARE(rig.connection->slot(), QStringLiteral("7QF29KDMXW4R"));
    }

    void stopSaysGoodbye()
    {
        ConnectionRig rig;
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
        ConnectionRig rig;
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
        ConnectionRig rig;
        QSignalSpy stopped(rig.connection.get(), &Connection::stopped);
        rig.connection->stop();
        QTRY_COMPARE(stopped.size(), 1);
    }
};

QTEST_GUILESS_MAIN(ConnectionTest)
#include "test_connection.moc"
