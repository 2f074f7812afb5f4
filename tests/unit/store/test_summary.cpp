#include "tests/unit/store/store_fixture.h"

#include <QtTest>
#include <random>

using namespace confab;
using namespace confab::test;

//! Summaries are derived, never counted up and down: whatever happens, in whatever order, they equal a recount.
class TestSummary : public QObject {
    Q_OBJECT
private slots:
    void R1_summaryEqualsRecountAfterEveryStep_data();
    void R1_summaryEqualsRecountAfterEveryStep();
    void R1_readGoesForwardOnly();
    void unreadIsAnEstimateWhereEventsAreMissing();
    void marksOfOthersGoForwardAndMeetAtTheMinimum();
    void selfChatIsReadByItself();
    void pendingMarksAreWhatTheServerLacks();
    void S9_settingsOfAnotherDeviceYieldToAWaitingChange();
    void serverBehindIsReportedAndChangesNothing();
    void startReadsOnlySummaries();
};

namespace {

struct Recount {
    int unread = 0;
    std::optional<QString> last;
    bool lastDeleted = false;
    friend bool operator==(const Recount &, const Recount &) = default;
};

//! Brute force over the log as the server has it now.
Recount recount(const Log &log, Seq upTo, Seq read)
{
    Recount r;
    QHash<qint64, QString> edits;
    for (const Event &event : log.events()) {
        if (event.seq > upTo)
            break;
        const auto content = opened(event).content;
        if (event.kind == EventKind::Edit && content && log.at(*content->target).from == event.from)
            edits[content->target->value] = *content->text;
        if (!isCountable(event.kind))
            continue;
        if (event.seq > read && event.from != self)
            ++r.unread;
        r.lastDeleted = event.redacted;
        r.last = event.redacted ? std::nullopt : content->text;
    }
    for (qint64 seq = upTo.value; seq > 0; --seq) {
        if (!isCountable(log.at(Seq(seq)).kind))
            continue;
        if (!r.lastDeleted && edits.contains(seq))
            r.last = edits.value(seq);
        break;
    }
    return r;
}

Recount shown(const ChatSummary &summary)
{
    Recount r;
    r.unread = summary.unread;
    if (summary.last) {
        r.last = summary.last->content.text;
        r.lastDeleted = summary.last->deleted;
    }
    return r;
}

} // namespace

void TestSummary::R1_summaryEqualsRecountAfterEveryStep_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 6; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

//! One log, two devices: one gets every event at once, the other in batches, shuffled, twice and late.
void TestSummary::R1_summaryEqualsRecountAfterEveryStep()
{
    QFETCH(quint32, seed);
    std::mt19937 random(seed);
    ProfileFolder first;
    ProfileFolder second;
    first.addChat(chatA, ChatKind::Group, {ada, bo});
    second.addChat(chatA, ChatKind::Group, {ada, bo});
    Log log(chatA);
    QList<Event> late; // what the second one still lacks
    const QList<UserId> people {self, ada, bo};
    Seq read;
    for (int step = 0; step < 150; ++step) {
        const UserId from = people.at(int(random() % 3));
        const Seq target(log.head() == Seq() ? 0 : 1 + qint64(random() % quint64(log.head().value)));
        const bool aimed = target != Seq() && log.at(target).kind == EventKind::Msg;
        Event event;
        switch (aimed ? random() % 8 : 0) {
        case 4:
            event = log.edit(random() % 4 ? log.at(target).from : from, target, QStringLiteral("edit %1").arg(step));
            break;
        case 5:
            event = log.react(from, target, random() % 3 ? QStringLiteral("👍") : QString());
            break;
        case 6:
            event = log.redact(log.at(target).from, target);
            break;
        case 7:
            read = std::max(read, target);
            for (ProfileFolder *p : {&first, &second})
                p->write([&](StoreTransaction &t) { t.markRead(chatA, read); });
            event = log.message(from, QStringLiteral("text %1").arg(step));
            break;
        default:
            event = log.message(from, QStringLiteral("text %1").arg(step));
        }
        first.apply({event});
        QCOMPARE(shown(first.summary(chatA)), recount(log, log.head(), read));
        QVERIFY(!first.summary(chatA).unreadIsEstimate);
        QCOMPARE(first.summary(chatA).read, read);

        late.append(event);
        if (random() % 4 == 0) {
            // As hist tells them now (redacted ones empty) or as they were sent, in any order, some twice.
            QList<Event> batch;
            for (const Event &e : std::as_const(late))
                batch.append(random() % 2 ? log.at(e.seq) : e);
            batch.append(batch.at(int(random() % quint32(batch.size()))));
            std::shuffle(batch.begin(), batch.end(), random);
            for (const Event &e : std::as_const(batch))
                second.apply({e});
            late.clear();
            second.write([&](StoreTransaction &t) { t.markRead(chatA, read); });
            QCOMPARE(shown(second.summary(chatA)), recount(log, log.head(), read));
        }
    }
    for (const Event &e : std::as_const(late))
        second.apply({e});
    second.write([&](StoreTransaction &t) { t.markRead(chatA, read); });
    QCOMPARE(second.read().ranges(chatA), first.read().ranges(chatA));
    QCOMPARE(second.read().newest(chatA, 500).page.rows, first.read().newest(chatA, 500).page.rows);
    ChatSummary a = first.summary(chatA);
    const ChatSummary b = second.summary(chatA);
    QCOMPARE(a, b);
}

void TestSummary::R1_readGoesForwardOnly()
{
    ProfileFolder p;
    p.addChat(chatA);
    Log log(chatA);
    for (int i = 0; i < 10; ++i)
        log.message(ada, QStringLiteral("x"));
    p.apply(log.events());
    p.write([](StoreTransaction &t) { t.markRead(chatA, Seq(6)); });
    p.write([](StoreTransaction &t) { t.markRead(chatA, Seq(2)); });
    QCOMPARE(p.summary(chatA).read, Seq(6));
    QCOMPARE(p.summary(chatA).unread, 4);
    p.write([](StoreTransaction &t) { t.markRead(chatA, Seq(999)); }); // never beyond what exists
    QCOMPARE(p.summary(chatA).read, Seq(10));
    p.write([](StoreTransaction &t) { t.applyMarks({chatA, self, Seq(3), Seq(3), 0, Vi(3)}); });
    QCOMPARE(p.summary(chatA).read, Seq(10));
    const auto pending = p.read().pendingMarks();
    QCOMPARE(pending.size(), 1);
    QCOMPARE(pending.first().recv, Seq(10)); // read implies received
}

void TestSummary::unreadIsAnEstimateWhereEventsAreMissing()
{
    ProfileFolder p;
    Log log(chatA);
    for (int i = 0; i < 100; ++i)
        log.message(i % 10 ? ada : self, QStringLiteral("x"));
    ChatHead head = headOf(chatA, ChatKind::Group, log, {ada});
    head.me.read = Seq(20);
    head.me.readVi = Vi(20);
    p.write([&](StoreTransaction &t) { t.applyHead(head); });
    QCOMPARE(p.summary(chatA).unread, 80);
    QVERIFY(p.summary(chatA).unreadIsEstimate);
    p.apply(log.events().mid(80));
    QVERIFY(p.summary(chatA).unreadIsEstimate);
    p.apply(log.events().mid(10, 70));
    QVERIFY(!p.summary(chatA).unreadIsEstimate);
    QCOMPARE(p.summary(chatA).unread, 72); // own ones do not count
}

void TestSummary::marksOfOthersGoForwardAndMeetAtTheMinimum()
{
    ProfileFolder p;
    p.addChat(chatA, ChatKind::Group, {ada, bo});
    Log log(chatA);
    for (int i = 0; i < 10; ++i)
        log.message(self, QStringLiteral("x"));
    p.apply(log.events());
    p.write([](StoreTransaction &t) { t.applyMarks({chatA, ada, Seq(8), Seq(5), 111, {}}); });
    QCOMPARE(p.summary(chatA).recvAll, Seq(0));
    p.write([](StoreTransaction &t) { t.applyMarks({chatA, bo, Seq(0), Seq(6), 222, {}}); }); // read implies received
    QCOMPARE(p.summary(chatA).recvAll, Seq(6));
    QCOMPARE(p.summary(chatA).readAll, Seq(5));
    p.write([](StoreTransaction &t) { t.applyMarks({chatA, ada, Seq(2), Seq(1), 333, {}}); });
    QCOMPARE(p.summary(chatA).recvAll, Seq(6));
    const auto marks = p.read().marks(chatA);
    QVERIFY(marks.contains(Marks {ada, Seq(8), Seq(5), 111, 111}));
    p.write([](StoreTransaction &t) { t.applyAggregate({chatA, Seq(9), Seq(7)}); });
    QCOMPARE(p.summary(chatA).recvAll, Seq(9));
    QCOMPARE(p.summary(chatA).readAll, Seq(7));
}

void TestSummary::selfChatIsReadByItself()
{
    ProfileFolder p;
    p.addChat(chatA, ChatKind::Self, {});
    Log log(chatA);
    log.message(self, QStringLiteral("note"));
    p.apply(log.events());
    QCOMPARE(p.summary(chatA).readAll, Seq(1));
    QCOMPARE(p.summary(chatA).unread, 0);
}

void TestSummary::pendingMarksAreWhatTheServerLacks()
{
    ProfileFolder p;
    p.addChat(chatA);
    Log log(chatA);
    for (int i = 0; i < 10; ++i)
        log.message(ada, QStringLiteral("x"));
    p.apply(log.events());
    QVERIFY(p.read().pendingMarks().isEmpty());
    p.write([](StoreTransaction &t) { t.markReceived(chatA, Seq(10)); });
    QCOMPARE(p.read().pendingMarks(), (QList<PendingMarks> {{chatA, Seq(10), {}}}));
    p.write([](StoreTransaction &t) { t.markRead(chatA, Seq(4)); });
    p.reopen();
    QCOMPARE(p.read().pendingMarks(), (QList<PendingMarks> {{chatA, Seq(10), Seq(4)}}));
    ChatHead head = headOf(chatA, ChatKind::Group, log, {ada});
    head.me.recv = Seq(10);
    p.write([&](StoreTransaction &t) { t.applyHead(head); });
    QCOMPARE(p.read().pendingMarks(), (QList<PendingMarks> {{chatA, {}, Seq(4)}}));
    head.me.read = Seq(6); // another own device was ahead
    head.me.readVi = Vi(6);
    p.write([&](StoreTransaction &t) { t.applyHead(head); });
    QVERIFY(p.read().pendingMarks().isEmpty());
    QCOMPARE(p.summary(chatA).unread, 4);
}

void TestSummary::S9_settingsOfAnotherDeviceYieldToAWaitingChange()
{
    ProfileFolder p;
    const ChatSettings muted {99, 0, false, false};
    const ChatSettings pinned {0, 1, false, false};
    p.write([&](StoreTransaction &t) { t.applySettings(chatA, muted); }); // before the chat is known
    p.addChat(chatA);
    QCOMPARE(p.summary(chatA).mutedUntil, 99);
    p.write([&](StoreTransaction &t) { t.setSettings(chatA, pinned); });
    p.write([&](StoreTransaction &t) { t.applySettings(chatA, muted); });
    QCOMPARE(p.read().settings(chatA), pinned);
    QCOMPARE(p.read().unsentSettings().size(), 1);
    p.write([&](StoreTransaction &t) { t.settingsSent(chatA, muted); }); // not what waits
    QCOMPARE(p.read().unsentSettings().size(), 1);
    p.write([&](StoreTransaction &t) { t.settingsSent(chatA, pinned); });
    QVERIFY(p.read().unsentSettings().isEmpty());
    p.write([&](StoreTransaction &t) { t.applySettings(chatA, muted); });
    QCOMPARE(p.summary(chatA).mutedUntil, 99);
    QCOMPARE(p.summary(chatA).pinned, 0);
}

void TestSummary::serverBehindIsReportedAndChangesNothing()
{
    ProfileFolder p;
    p.addChat(chatA);
    Log log(chatA);
    for (int i = 0; i < 10; ++i)
        log.message(ada, QStringLiteral("x"));
    p.apply(log.events());
    const ChatSummary before = p.summary(chatA);
    Log lost(chatA);
    lost.message(ada, QStringLiteral("x"));
    p.write([&](StoreTransaction &t) {
        QCOMPARE(t.applyHead(headOf(chatA, ChatKind::Group, lost, {ada})), Verdict::ServerBehind);
    });
    QCOMPARE(p.summary(chatA), before);
    QCOMPARE(p.read().newest(chatA, 50).page.rows.size(), 10);
    // A head that was only overtaken by live events is none.
    p.write([&](StoreTransaction &t) {
        QCOMPARE(t.applyHead(headOf(chatA, ChatKind::Group, lost, {ada}), Seq(1)), Verdict::Applied);
    });
    QCOMPARE(p.summary(chatA).head, Seq(10));
}

void TestSummary::startReadsOnlySummaries()
{
    ProfileFolder p;
    p.addChat(chatA, ChatKind::Direct, {ada});
    p.addChat(chatB, ChatKind::Group, {ada, bo});
    Log log(chatA);
    log.message(ada, QString(10'000, QLatin1Char('x')));
    p.apply(log.events());
    p.write([](StoreTransaction &t) { t.putContact({ada, QStringLiteral("ada"), QStringLiteral("Ada"), {}, {}, {}, false}); });
    const auto list = p.read().summaries();
    QCOMPARE(list.size(), 2);
    const ChatSummary &direct = list.first().chat == chatA ? list.first() : list.last();
    QCOMPARE(direct.peer, ada);
    QVERIFY(!direct.accepted);
    QVERIFY(direct.last->content.text->size() <= 300);
    QCOMPARE(direct.last->from, ada);
    QCOMPARE(direct, p.summary(chatA));
    QCOMPARE(p.read().contacts().size(), 1);
}

QTEST_GUILESS_MAIN(TestSummary)
#include "test_summary.moc"
