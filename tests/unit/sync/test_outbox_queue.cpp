#include "core/protocol/codec.h"
#include "core/sync/outbox_queue.h"

#include <QtTest>
#include <random>

using namespace confab;
using namespace std::chrono_literals;

namespace {
template <typename IdType>
IdType idOf(int n)
{
    IdType id;
    id.data()[0] = std::uint8_t(n);
    id.data()[1] = std::uint8_t(n >> 8);
    id.data()[15] = 1;
    return id;
}
const ChatId a = idOf<ChatId>(1);
const ChatId b = idOf<ChatId>(2);

OutboxQueue::Entry entry(const ChatId &chat, int n, EventKind kind = EventKind::Msg)
{
    return {chat, idOf<Cid>(n), kind};
}
QList<Cid> cidsOf(const QList<OutboxQueue::Entry> &entries)
{
    QList<Cid> list;
    for (const auto &e : entries)
        list.append(e.cid);
    return list;
}
Cid cid(int n)
{
    return idOf<Cid>(n);
}
} // namespace

class TestOutboxQueue : public QObject {
    Q_OBJECT
private slots:
    void oneInFlightPerChat();
    void L2_reconnectSendsTheSameCidAgain();
    void retryClasses_data();
    void retryClasses();
    void backoffGrowsAndIsBounded();
    void rateHoldsEveryChat();
    void failedHeadHoldsTheRest();
    void failedActIsDropped();
    void retryAllKeepsOrderAndCids();
    void arrivalOrderIsTypingOrderOnABadLink();
};

void TestOutboxQueue::oneInFlightPerChat()
{
    OutboxQueue q([] { return 0.5; });
    for (const int n : {1, 2, 3})
        q.add(entry(a, n));
    q.add(entry(b, 4));
    q.add(entry(b, 4)); // twice is once
    QVERIFY(q.due(0ms).isEmpty()); // not connected
    q.connected();
    QCOMPARE(cidsOf(q.due(0ms)), (QList<Cid> {cid(1), cid(4)}));
    QVERIFY(q.due(0ms).isEmpty());
    QVERIFY(q.acknowledged(cid(1)));
    QVERIFY(!q.acknowledged(cid(1)));
    QCOMPARE(cidsOf(q.due(0ms)), QList<Cid> {cid(2)});
    QCOMPARE(q.waiting(a), 2);
    QCOMPARE(q.waiting(b), 1);
}

void TestOutboxQueue::L2_reconnectSendsTheSameCidAgain()
{
    OutboxQueue q([] { return 0.5; });
    q.add(entry(a, 1));
    q.add(entry(a, 2));
    q.connected();
    QCOMPARE(cidsOf(q.due(0ms)), QList<Cid> {cid(1)});
    q.disconnected();
    QVERIFY(q.due(0ms).isEmpty());
    q.connected();
    QCOMPARE(cidsOf(q.due(0ms)), QList<Cid> {cid(1)});
}

void TestOutboxQueue::retryClasses_data()
{
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<OutboxQueue::Verdict>("verdict");
    QTest::newRow("forbidden") << ErrorCode::Forbidden << OutboxQueue::Verdict::Failed;
    QTest::newRow("not_member") << ErrorCode::NotMember << OutboxQueue::Verdict::Failed;
    QTest::newRow("blocked") << ErrorCode::Blocked << OutboxQueue::Verdict::Failed;
    QTest::newRow("too_big") << ErrorCode::TooBig << OutboxQueue::Verdict::Failed;
    QTest::newRow("bad_arg") << ErrorCode::BadArg << OutboxQueue::Verdict::Failed;
    QTest::newRow("quota") << ErrorCode::Quota << OutboxQueue::Verdict::Failed;
    QTest::newRow("busy") << ErrorCode::Busy << OutboxQueue::Verdict::Again;
    QTest::newRow("timeout") << ErrorCode::Timeout << OutboxQueue::Verdict::Again;
    QTest::newRow("internal") << ErrorCode::Internal << OutboxQueue::Verdict::Again;
    QTest::newRow("rate") << ErrorCode::Rate << OutboxQueue::Verdict::Again;
    QTest::newRow("stale_epoch") << ErrorCode::StaleEpoch << OutboxQueue::Verdict::Fix;
    QTest::newRow("conflict") << ErrorCode::Conflict << OutboxQueue::Verdict::Fix;
}

void TestOutboxQueue::retryClasses()
{
    QFETCH(ErrorCode, code);
    QFETCH(OutboxQueue::Verdict, verdict);
    OutboxQueue q([] { return 0.5; });
    q.add(entry(a, 1));
    q.connected();
    QCOMPARE(q.refused(cid(1), makeError(code), 0ms), OutboxQueue::Verdict::Unknown); // not in flight
    QCOMPARE(q.due(0ms).size(), 1);
    QCOMPARE(q.refused(cid(1), makeError(code), 0ms), verdict);
    QVERIFY(q.due(0ms).isEmpty());
    QCOMPARE(q.waiting(a), 1); // never lost
    QCOMPARE(q.deadline().has_value(), verdict == OutboxQueue::Verdict::Again);
    q.fixed(a);
    QCOMPARE(q.due(0ms).size(), verdict == OutboxQueue::Verdict::Fix ? 1 : 0);
}

void TestOutboxQueue::backoffGrowsAndIsBounded()
{
    OutboxQueue q([] { return 0.999; });
    q.add(entry(a, 1));
    q.connected();
    Instant now {};
    Instant wait {};
    for (int i = 0; i < 20; ++i) {
        QCOMPARE(q.due(now).size(), 1);
        QCOMPARE(q.refused(cid(1), makeError(ErrorCode::Busy), now), OutboxQueue::Verdict::Again);
        const Instant next = *q.deadline() - now;
        QVERIFY(next >= wait && next <= OutboxQueue::backoffMost);
        wait = next;
        QVERIFY(q.due(*q.deadline() - 1ms).isEmpty());
        now = *q.deadline();
    }
    QVERIFY(wait > 50s);
    q.connected(); // the network is back: at once
    QCOMPARE(q.due(now).size(), 1);
    QCOMPARE(q.refused(cid(1), makeError(ErrorCode::Busy, {}, 90'000), now), OutboxQueue::Verdict::Again);
    QCOMPARE(*q.deadline() - now, 90s); // the server asked for more
}

void TestOutboxQueue::rateHoldsEveryChat()
{
    OutboxQueue q([] { return 0.5; });
    q.add(entry(a, 1));
    q.add(entry(b, 2));
    q.connected();
    QCOMPARE(q.due(0ms).size(), 2);
    QCOMPARE(q.refused(cid(1), makeError(ErrorCode::Rate, {}, 3'000), 0ms), OutboxQueue::Verdict::Again);
    QVERIFY(q.acknowledged(cid(2)));
    q.add(entry(b, 3));
    QVERIFY(q.due(2'999ms).isEmpty());
    QCOMPARE(q.deadline(), 3'000ms);
    QCOMPARE(cidsOf(q.due(3'000ms)), (QList<Cid> {cid(1), cid(3)}));
}

void TestOutboxQueue::failedHeadHoldsTheRest()
{
    OutboxQueue q([] { return 0.5; });
    for (const int n : {1, 2, 3})
        q.add(entry(a, n));
    q.add(entry(b, 4));
    q.connected();
    QCOMPARE(q.due(0ms).size(), 2);
    QCOMPARE(q.refused(cid(1), makeError(ErrorCode::Blocked), 0ms), OutboxQueue::Verdict::Failed);
    QVERIFY(q.blocked(a));
    QCOMPARE(q.waiting(a), 3);
    q.connected();
    QCOMPARE(cidsOf(q.due(0ms)), QList<Cid> {cid(4)}); // other chats go on
    QVERIFY(q.discard(cid(1)));
    QVERIFY(!q.blocked(a));
    QCOMPARE(cidsOf(q.due(0ms)), QList<Cid> {cid(2)});
}

void TestOutboxQueue::failedActIsDropped()
{
    OutboxQueue q([] { return 0.5; });
    q.add(entry(a, 1, EventKind::React));
    q.add(entry(a, 2));
    q.connected();
    QCOMPARE(q.due(0ms).size(), 1);
    QCOMPARE(q.refused(cid(1), makeError(ErrorCode::Forbidden), 0ms), OutboxQueue::Verdict::Dropped);
    QCOMPARE(cidsOf(q.due(0ms)), QList<Cid> {cid(2)});
}

void TestOutboxQueue::retryAllKeepsOrderAndCids()
{
    OutboxQueue q([] { return 0.5; });
    q.add(entry(a, 1), true); // failed before the restart
    q.add(entry(a, 2));
    q.add(entry(a, 3));
    q.connected();
    QVERIFY(q.due(0ms).isEmpty());
    q.retry(a);
    QList<Cid> sent;
    for (auto due = q.due(0ms); !due.isEmpty(); due = q.due(0ms)) {
        sent += cidsOf(due);
        QVERIFY(q.acknowledged(due.first().cid));
    }
    QCOMPARE(sent, (QList<Cid> {cid(1), cid(2), cid(3)}));
    QVERIFY(q.isEmpty());
}

void TestOutboxQueue::arrivalOrderIsTypingOrderOnABadLink()
{
    for (unsigned seed = 1; seed <= 30; ++seed) {
        std::mt19937 random(seed);
        OutboxQueue q([&] { return double(random() % 1000) / 1000; });
        QList<Cid> typed;
        QList<Cid> arrived; // first arrivals, as the server's (chat, cid) keeps them
        Instant now {};
        q.connected();
        for (int n = 1; n <= 40 || !q.isEmpty(); ++n) {
            if (n <= 40) {
                q.add(entry(a, n));
                typed.append(cid(n));
            }
            now = q.deadline().value_or(now) + 10ms;
            for (const auto &e : q.due(now)) {
                const auto fate = random() % 4;
                if (fate == 0 && n < 5'000) { // lost on the way
                    q.disconnected();
                    q.connected();
                } else if (fate == 1 && n < 5'000) {
                    QCOMPARE(q.refused(e.cid, makeError(ErrorCode::Busy), now), OutboxQueue::Verdict::Again);
                } else {
                    if (!arrived.contains(e.cid))
                        arrived.append(e.cid);
                    if (fate == 2 && n < 5'000) { // its answer is lost
                        q.disconnected();
                        q.connected();
                    } else {
                        QVERIFY(q.acknowledged(e.cid));
                    }
                }
            }
        }
        QCOMPARE(arrived, typed);
    }
}

QTEST_APPLESS_MAIN(TestOutboxQueue)
#include "test_outbox_queue.moc"
