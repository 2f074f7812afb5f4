#include "tests/unit/sync/sync_rig.h"

#include <QSignalSpy>

using namespace confab;
using namespace confab::test;
using namespace std::chrono_literals;

//! History from a server that is slow, has holes, or has lost its data.
class TestHistory : public QObject {
    Q_OBJECT
private slots:
    void whoWaitsInFrontOfAWindowIsAnsweredInTime();
    void S5_aHoleInTheLogIsSteppedOver();
    void anEmptyAnswerDoesNotHoldBackWhatCameLive();
    void pagesOfAnotherChatAreNonsenseAndNotAskedForInALoop();
    void aHoleBelowIsNotWaitedForEver();
    void anotherEventUnderAHeldSeqIsSaid();
    void L10_aFullDiskWhileReceivingIsAskedForAgain();

private:
    static std::optional<Frame> nextHist(SyncRig &rig, Hist &hist)
    {
        const auto frame = rig.next(Hist::verb);
        if (frame)
            hist = rig.bodyOf<Hist>(*frame);
        return frame;
    }
};

void TestHistory::whoWaitsInFrontOfAWindowIsAnsweredInTime()
{
    SyncRig rig(0);
    for (int i = 1; i <= 10; ++i)
        rig.log.message(ada, QString::number(i));
    QList<std::optional<NetError>> answers;
    Hist hist;
    hist.chat = chatA;
    hist.before = Seq(11);
    rig.history.fetchAndKeep(hist, [&](const std::optional<NetError> &error) { answers.append(error); });
    const auto frame = rig.next(Hist::verb);
    QVERIFY(frame);
    rig.line.clock.advance(HistoryFetcher::patience - 1ms);
    QVERIFY(answers.isEmpty());
    rig.line.clock.advance(1ms);
    QCOMPARE(answers.size(), 1);
    QCOMPARE(answers.first()->kind, NetError::Kind::TimedOut);
    // What comes later is kept all the same, and told as a change.
    QSignalSpy changed(&rig.committer, &Committer::changed);
    rig.line.socket()->ok(*frame, rig.page(1, 10));
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(rig.text(7), QString("7"));
    QCOMPARE(answers.size(), 1);
}

void TestHistory::S5_aHoleInTheLogIsSteppedOver()
{
    SyncRig rig(3);
    for (int i = 4; i <= 10; ++i)
        rig.log.message(ada, QString::number(i));
    rig.receiver.head(chatA, Seq(10));
    QVERIFY(!rig.receiver.isCaughtUp());
    rig.line.clock.advance(Sequencer::patience);
    Hist hist;
    auto frame = nextHist(rig, hist);
    QVERIFY(frame);
    QCOMPARE(hist.after, std::optional(Seq(3)));
    HistPage page = rig.page(4, 10);
    page.items.remove(2, 2); // the server has lost 6 and 7
    rig.line.socket()->ok(*frame, page);
    frame = nextHist(rig, hist);
    QVERIFY(frame);
    QCOMPARE(hist.after, std::optional(Seq(5)));
    rig.line.socket()->ok(*frame, rig.page(8, 10));
    QTRY_VERIFY(rig.receiver.isCaughtUp());
    QTRY_COMPARE(rig.text(10), QString("10"));
    QCOMPARE(rig.committer.read().ranges(chatA), (QList<SeqRange> {{Seq(1), Seq(5)}, {Seq(8), Seq(10)}}));
}

void TestHistory::anEmptyAnswerDoesNotHoldBackWhatCameLive()
{
    SyncRig rig(3);
    for (int i = 4; i <= 10; ++i)
        rig.log.message(ada, QString::number(i));
    rig.receiver.event(rig.log.at(Seq(10)));
    rig.line.clock.advance(Sequencer::patience);
    Hist hist;
    const auto frame = nextHist(rig, hist);
    QVERIFY(frame);
    HistPage nothing;
    nothing.head = Seq(10);
    rig.line.socket()->ok(*frame, nothing);
    QTRY_COMPARE(rig.text(10), QString("10"));
    QTRY_VERIFY(rig.receiver.isCaughtUp());
    QCOMPARE(rig.committer.read().ranges(chatA), (QList<SeqRange> {{Seq(1), Seq(3)}, {Seq(10), Seq(10)}}));
}

void TestHistory::pagesOfAnotherChatAreNonsenseAndNotAskedForInALoop()
{
    SyncRig rig(3);
    for (int i = 4; i <= 10; ++i)
        rig.log.message(ada, QString::number(i));
    rig.receiver.head(chatA, Seq(10));
    rig.line.clock.advance(Sequencer::patience);
    Hist hist;
    QList<std::chrono::milliseconds> pauses;
    for (int i = 0; i < 4; ++i) {
        const auto frame = nextHist(rig, hist);
        QVERIFY(frame);
        HistPage page = rig.page(4, 10);
        for (Event &event : page.items)
            event.chat = chatB;
        QSignalSpy progressed(&rig.receiver, &Receiver::progressed);
        rig.line.socket()->ok(*frame, page);
        QTRY_VERIFY(!progressed.isEmpty());
        auto pause = 0ms;
        while (rig.line.socket()->sent.isEmpty() && pause < 60s) {
            rig.line.clock.advance(50ms);
            pause += 50ms;
        }
        pauses.append(pause);
    }
    QVERIFY(pauses.last() >= 4 * pauses.first()); // more and more seldom
    QVERIFY(rig.receiver.isCaughtUp()); // and nobody waits for it
    QCOMPARE(rig.text(4), QString());
}

void TestHistory::aHoleBelowIsNotWaitedForEver()
{
    SyncRig rig(0);
    for (int i = 1; i <= 10; ++i)
        rig.log.message(ada, QString::number(i));
    rig.backfill.add(chatA, {Seq(2), Seq(8)});
    QSignalSpy stuck(&rig.backfill, &Backfill::stuck);
    QSignalSpy closed(&rig.backfill, &Backfill::closed);
    for (int i = 0; i < 2; ++i) {
        QVERIFY(!rig.backfill.isIdle());
        const auto frame = rig.next(Hist::verb);
        QVERIFY(frame);
        rig.line.socket()->refuse(*frame, makeError(ErrorCode::Internal));
        QTest::qWait(0);
        if (i == 0)
            rig.line.keepAlive(6s);
    }
    QTRY_COMPARE(stuck.size(), 1);
    QVERIFY(rig.backfill.isIdle());
    QVERIFY(rig.backfill.isOpen(chatA)); // nothing of it counts as received
    QCOMPARE(closed.size(), 0);
    rig.line.keepAlive(61s); // still asked for
    const auto frame = rig.next(Hist::verb);
    QVERIFY(frame);
    rig.line.socket()->ok(*frame, rig.page(2, 8));
    QTRY_COMPARE(closed.size(), 1);
    QCOMPARE(rig.text(5), QString("5"));
}

void TestHistory::anotherEventUnderAHeldSeqIsSaid()
{
    SyncRig rig(3);
    QSignalSpy behind(&rig.receiver, &Receiver::serverBehind);
    QSignalSpy progressed(&rig.receiver, &Receiver::progressed);
    rig.receiver.event(rig.log.at(Seq(2))); // the same again
    QVERIFY(progressed.wait());
    QCOMPARE(behind.size(), 0);
    Event other = rig.log.at(Seq(2));
    other.cid = newCid();
    Content content;
    content.text = "something else";
    other.body = encodeContent(content);
    rig.receiver.event(other);
    QTRY_COMPARE(behind.size(), 1);
    QCOMPARE(rig.text(2), QString("2")); // what is held stays
    // The same through the tail of a sync.
    Log lost(chatA);
    for (int i = 1; i <= 5; ++i)
        lost.message(bo, QString::number(i));
    for (int i = 0; i < 2; ++i)
        rig.log.message(ada, "x");
    ChatHead head = headOf(chatA, ChatKind::Group, lost, {ada, bo});
    for (int i = 2; i <= 5; ++i) {
        Event event = lost.at(Seq(i));
        event.cid = newCid();
        head.events.append(event);
    }
    QVERIFY(rig.receiver.heads({head}));
    QCOMPARE(behind.size(), 2);
    QCOMPARE(rig.text(3), QString("3"));
    QCOMPARE(rig.text(5), QString("5")); // what lies above is taken
}

void TestHistory::L10_aFullDiskWhileReceivingIsAskedForAgain()
{
    SyncRig rig(3);
    QSignalSpy failed(&rig.receiver, &Receiver::storeFailed);
    rig.log.message(ada, QString(20'000, 'y'));
    rig.fillDisk();
    rig.receiver.event(rig.log.at(Seq(4)));
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(rig.committer.read().summary(chatA)->stored, Seq(3)); // nothing is claimed that is not there
    rig.freeDisk();
    rig.receiver.event(rig.log.at(Seq(4)));
    QTRY_COMPARE(rig.committer.read().summary(chatA)->stored, Seq(4));
}

QTEST_GUILESS_MAIN(TestHistory)
#include "test_history.moc"
