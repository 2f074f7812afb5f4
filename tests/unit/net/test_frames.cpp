#include "tests/unit/net/connection_rig.h"

#include <QSignalSpy>

using namespace confab;
using namespace std::chrono_literals;
using Phase = Connection::Phase;

//! Requests, answers and what the server says by itself; its bytes are untrusted.
class FramesTest : public QObject {
    Q_OBJECT
private slots:
    void requestsFindTheirAnswers()
    {
        ConnectionRig rig;
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
        ConnectionRig rig;
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
        ConnectionRig rig;
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
        ConnectionRig rig;
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
        ConnectionRig rig;
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
        ConnectionRig rig;
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
        ConnectionRig rig;
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
        ConnectionRig rig;
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
        ConnectionRig rig;
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
        ConnectionRig rig;
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
        ConnectionRig rig;
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
        ConnectionRig rig;
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
};

QTEST_GUILESS_MAIN(FramesTest)
#include "test_frames.moc"
