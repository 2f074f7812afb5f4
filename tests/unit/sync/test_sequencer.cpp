#include "core/sync/sequencer.h"

#include <QtTest>
#include <deque>
#include <random>

using namespace confab;
using namespace std::chrono_literals;

namespace {

Event eventAt(qint64 seq)
{
    Event e;
    e.seq = Seq(seq);
    e.ts = seq;
    return e;
}

QList<Event> eventsFrom(qint64 low, qint64 high)
{
    QList<Event> list;
    for (qint64 seq = low; seq <= high; ++seq)
        list.append(eventAt(seq));
    return list;
}

HistPage pageOf(qint64 low, qint64 high, qint64 head)
{
    HistPage page;
    page.items = eventsFrom(low, high);
    if (!page.items.isEmpty()) {
        page.low = Seq(low);
        page.high = Seq(high);
    }
    page.head = Seq(head);
    page.more = high < head;
    return page;
}

QList<qint64> seqsOf(const Sequencer::Step &step)
{
    QList<qint64> list;
    for (const Event &e : step.apply)
        list.append(e.seq.value);
    return list;
}

} // namespace

class TestSequencer : public QObject {
    Q_OBJECT
private slots:
    void nextIsAppliedOldIsDropped();
    void S3_gapWaits300msThenAsks();
    void gapThatClosesByItselfAsksNothing();
    void bufferIsBounded();
    void ownAnswersTakeTheirPlace();
    void S4_headsDigestFindsTheQuietGap();
    void S3_resumeAsksOnceAndPagesOn();
    void S5_newDeviceOpensAWindow();
    void S5_hugeGapOpensANewWindow();
    void pagesInAnyOrderAndTwice();
    void unansweredHistIsAskedAgain();
    void aLyingHeadIsNotAskedInALoop();
    void joinedLaterStartsWhereItMaySee();
    void resetGoesBackToWhatIsStored();
    void S8_fuzzConverges_data();
    void S8_fuzzConverges();
};

void TestSequencer::nextIsAppliedOldIsDropped()
{
    Sequencer s({}, Seq(5));
    auto step = s.event(eventAt(6), 0ms);
    QCOMPARE(seqsOf(step), QList<qint64> {6});
    QCOMPARE(step.covers, (SeqRange {Seq(6), Seq(6)}));
    QVERIFY(s.event(eventAt(6), 0ms).isEmpty());
    QVERIFY(s.event(eventAt(1), 0ms).isEmpty());
    QVERIFY(!s.deadline());
}

void TestSequencer::S3_gapWaits300msThenAsks()
{
    Sequencer s({}, Seq(5));
    QVERIFY(s.event(eventAt(8), 1'000ms).isEmpty());
    QCOMPARE(s.deadline(), 1'300ms);
    QVERIFY(s.tick(1'299ms).isEmpty());
    const auto ask = s.tick(1'300ms);
    QCOMPARE(ask.fetch->after, Seq(5));
    QVERIFY(s.event(eventAt(9), 1'310ms).isEmpty()); // live events meanwhile are held, not asked for
    const auto step = s.page(pageOf(6, 8, 9), 1'400ms);
    QCOMPARE(seqsOf(step), (QList<qint64> {6, 7, 8, 9}));
    QVERIFY(!step.fetch);
    QVERIFY(!s.deadline());
    QCOMPARE(s.have(), Seq(9));
}

void TestSequencer::gapThatClosesByItselfAsksNothing()
{
    Sequencer s({}, Seq(5));
    QVERIFY(s.event(eventAt(7), 0ms).isEmpty());
    QCOMPARE(seqsOf(s.event(eventAt(6), 100ms)), (QList<qint64> {6, 7}));
    QVERIFY(s.tick(1'000ms).isEmpty());
}

void TestSequencer::bufferIsBounded()
{
    Sequencer s({}, Seq(0));
    for (qint64 seq = 2; seq < 5'000; ++seq)
        QVERIFY(s.event(eventAt(seq), 0ms).isEmpty());
    QCOMPARE(s.buffered(), Sequencer::maxBuffered);
    const auto step = s.event(eventAt(1), 0ms);
    QCOMPARE(step.apply.size(), Sequencer::maxBuffered); // the nearest were kept
    QCOMPARE(s.have(), Seq(Sequencer::maxBuffered));
    QVERIFY(s.behind());
    QVERIFY(s.deadline()); // the rest is fetched
}

void TestSequencer::ownAnswersTakeTheirPlace()
{
    Sequencer s({}, Seq(5));
    auto step = s.appended(Seq(6), 0ms);
    QVERIFY(step.apply.isEmpty());
    QCOMPARE(s.have(), Seq(6));
    QVERIFY(s.appended(Seq(8), 0ms).isEmpty());
    step = s.event(eventAt(7), 10ms);
    QCOMPARE(seqsOf(step), QList<qint64> {7});
    QCOMPARE(step.covers, (SeqRange {Seq(7), Seq(8)}));
}

void TestSequencer::S4_headsDigestFindsTheQuietGap()
{
    Sequencer s({}, Seq(5));
    QVERIFY(s.head(Seq(5), 0ms).isEmpty());
    QVERIFY(s.head(Seq(7), 0ms).isEmpty());
    QCOMPARE(s.tick(300ms).fetch->after, Seq(5));
    QCOMPARE(seqsOf(s.page(pageOf(6, 7, 7), 320ms)), (QList<qint64> {6, 7}));
}

void TestSequencer::S3_resumeAsksOnceAndPagesOn()
{
    Sequencer s({}, Seq(10));
    s.disconnected();
    auto step = s.tail(eventsFrom(981, 1'000), Seq(1'000), 0ms);
    QCOMPARE(step.fetch->after, Seq(10));
    QVERIFY(step.apply.isEmpty());
    qint64 asked = 1;
    while (step.fetch) {
        const qint64 after = step.fetch->after->value;
        step = s.page(pageOf(after + 1, std::min<qint64>(after + 200, 1'000), 1'000), 0ms);
        asked += step.fetch.has_value();
    }
    QCOMPARE(s.have(), Seq(1'000));
    QCOMPARE(asked, 5); // the tail closes the last page's gap
}

void TestSequencer::S5_newDeviceOpensAWindow()
{
    Sequencer s({});
    const auto step = s.tail(eventsFrom(981, 1'000), Seq(1'000), 0ms);
    QCOMPARE(step.covers, (SeqRange {Seq(981), Seq(1'000)}));
    QVERIFY(!step.fetch);
}

void TestSequencer::S5_hugeGapOpensANewWindow()
{
    Sequencer s({}, Seq(10));
    const qint64 head = Sequencer::largeGap + 1'000;
    const auto step = s.tail(eventsFrom(head - 19, head), Seq(head), 0ms);
    QCOMPARE(step.covers, (SeqRange {Seq(head - 19), Seq(head)}));
    QVERIFY(!step.fetch);
}

void TestSequencer::pagesInAnyOrderAndTwice()
{
    Sequencer s({}, Seq(0));
    (void)s.head(Seq(600), 0ms);
    QVERIFY(s.tick(300ms).fetch);
    QVERIFY(s.event(eventAt(600), 310ms).isEmpty());
    auto step = s.page(pageOf(1, 200, 600), 320ms);
    QCOMPARE(step.covers, (SeqRange {Seq(1), Seq(200)}));
    QCOMPARE(step.fetch->after, Seq(200));
    QVERIFY(s.page(pageOf(1, 200, 600), 330ms).apply.isEmpty()); // late double of the first
    step = s.page(pageOf(150, 599, 600), 340ms); // overlaps
    QCOMPARE(step.apply.size(), 400);
    QCOMPARE(s.have(), Seq(600));
}

void TestSequencer::unansweredHistIsAskedAgain()
{
    Sequencer s({}, Seq(0));
    (void)s.head(Seq(3), 0ms);
    QVERIFY(s.tick(300ms).fetch);
    QVERIFY(s.tick(5'000ms).isEmpty());
    QVERIFY(s.tick(300ms + Sequencer::fetchTimeout).fetch);
    s.fetchFailed(30'000ms);
    QVERIFY(s.tick(30'300ms).fetch);
    s.disconnected();
    QVERIFY(!s.deadline());
    QVERIFY(s.resumed(40'000ms).fetch);
}

void TestSequencer::aLyingHeadIsNotAskedInALoop()
{
    Sequencer s({}, Seq(5));
    (void)s.head(Seq(1'000'000'000), 0ms);
    QVERIFY(s.tick(300ms).fetch);
    QVERIFY(!s.page(pageOf(1, 0, 5), 310ms).fetch); // the log ends at 5 after all
    QVERIFY(!s.behind());
    (void)s.head(Seq(7), 400ms);
    QVERIFY(s.tick(700ms).fetch);
    const auto step = s.page(pageOf(1, 0, 7), 710ms); // has more, gives nothing
    QVERIFY(!step.fetch);
    QVERIFY(*s.deadline() >= 10'000ms);
}

void TestSequencer::joinedLaterStartsWhereItMaySee()
{
    Sequencer s({}, Seq(0));
    (void)s.head(Seq(50), 0ms);
    QVERIFY(s.tick(300ms).fetch);
    const auto step = s.page(pageOf(40, 50, 50), 310ms);
    QCOMPARE(step.covers, (SeqRange {Seq(40), Seq(50)}));
    QVERIFY(!s.behind());
}

void TestSequencer::resetGoesBackToWhatIsStored()
{
    Sequencer s({}, Seq(5));
    QVERIFY(!s.event(eventAt(6), 0ms).isEmpty());
    s.reset(Seq(5)); // the commit failed
    QVERIFY(s.behind());
    QCOMPARE(s.resumed(10ms).fetch->after, Seq(5));
}

void TestSequencer::S8_fuzzConverges_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 40; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

//! Frames are lost, doubled, delayed and reordered, connections break, requests go unanswered; in the end all is there
//! once and in order.
void TestSequencer::S8_fuzzConverges()
{
    QFETCH(quint32, seed);
    std::mt19937 random(seed);
    const auto chance = [&](unsigned percent) { return random() % 100 < percent; };
    Sequencer s({}, Seq(0));
    QList<qint64> stored;
    qint64 head = 0;
    std::deque<Sequencer::Step> steps;
    std::vector<Event> wire;
    Instant now {};
    const auto answer = [&](const Hist &hist) {
        const qint64 after = hist.after->value;
        return pageOf(after + 1, std::min(head, after + 1 + qint64(random() % 7)), head);
    };
    const auto take = [&](Sequencer::Step step, bool faults) {
        while (true) {
            for (const Event &e : std::as_const(step.apply))
                stored.append(e.seq.value);
            if (!step.fetch)
                return;
            if (faults && chance(30)) {
                if (chance(50))
                    s.fetchFailed(now);
                return; // or never answered
            }
            step = s.page(answer(*step.fetch), now);
        }
    };
    for (int turn = 0; turn < 600; ++turn) {
        now += std::chrono::milliseconds(random() % 200);
        if (chance(60))
            wire.push_back(eventAt(++head));
        if (!wire.empty() && chance(20))
            wire.push_back(wire[random() % wire.size()]); // twice
        if (!wire.empty() && chance(60)) {
            const std::size_t i = chance(70) ? 0 : random() % wire.size(); // reordered
            const Event e = wire[i];
            wire.erase(wire.begin() + long(i));
            if (!chance(15)) // lost
                take(s.event(e, now), true);
        }
        if (chance(2)) {
            wire.clear();
            s.disconnected();
            const qint64 low = std::max<qint64>(1, head - 4);
            take(s.tail(eventsFrom(low, head), Seq(head), now), true);
            if (stored.isEmpty() && s.have() == Seq(head) && low > 1)
                s.reset(Seq(0)); // this test wants all of it, not a window
        }
        if (s.deadline() && now >= *s.deadline())
            take(s.tick(now), true);
    }
    take(s.head(Seq(head), now), false);
    for (int i = 0; i < 1'000 && s.behind(); ++i) {
        now = std::max(now, s.deadline().value_or(now));
        take(s.tick(now), false);
    }
    QCOMPARE(s.have(), Seq(head));
    const qint64 first = stored.isEmpty() ? 1 : stored.first();
    QList<qint64> wanted;
    for (qint64 seq = first; seq <= head; ++seq)
        wanted.append(seq);
    QCOMPARE(stored, wanted);
}

QTEST_APPLESS_MAIN(TestSequencer)
#include "test_sequencer.moc"
