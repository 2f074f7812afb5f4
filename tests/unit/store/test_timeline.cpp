#include "tests/unit/store/store_fixture.h"

#include "core/protocol/content.h"

#include <QtTest>

using namespace confab;
using namespace confab::test;

//! Events into rows, pages out of them.
class TestTimeline : public QObject {
    Q_OBJECT
private slots:
    void newestPageEndsWithUnsent();
    void pagingByKeyMeetsEveryRowOnce();
    void holesAreNamedNotHidden();
    void aroundServesBothSides();
    void editsAndReactionsFoldInAnyOrder();
    void onlyTheAuthorEdits();
    void oneReactionAPerson();
    void playedOnceAPerson();
    void redactionLeavesATombstone();
    void redactionBeforeItsTarget();
    void redactedEditShowsTheTextBefore();
    void undecodableIsKeptAndOpenedLater();
    void hiddenRowsLeaveOnlyThisDevice();
    void metaAndSysShapeTheChat();
    void anotherEventUnderAKnownSeqIsReported();
    void hostileEventsChangeNothing();
};

namespace {
QString textAt(const ProfileFolder &p, Seq seq)
{
    const auto row = p.read().row(chatA, seq);
    return row ? row->content.text.value_or(QString()) : QStringLiteral("(none)");
}

OutboxItem outgoing(int n, const QString &text)
{
    OutboxItem item;
    item.chat = chatA;
    item.cid = idOf<Cid>(n);
    item.content.text = text;
    item.ts = 1'800'000'000'000 + n;
    return item;
}
} // namespace

void TestTimeline::newestPageEndsWithUnsent()
{
    ProfileFolder p;
    p.addChat(chatA);
    Log log(chatA);
    for (int i = 1; i <= 60; ++i)
        log.message(ada, QString::number(i));
    p.apply(log.events());
    p.write([](StoreTransaction &t) {
        t.enqueue(outgoing(1, QStringLiteral("first")));
        t.enqueue(outgoing(2, QStringLiteral("second")));
    });
    const StoredPage page = p.read().newest(chatA, 50);
    QCOMPARE(page.page.rows.size(), 52);
    QCOMPARE(page.page.rows.first().seq, Seq(11));
    QVERIFY(page.page.moreBefore);
    QVERIFY(!page.page.moreAfter);
    QVERIFY(!page.fetchBefore);
    QCOMPARE(page.page.rows.at(50).content.text, QStringLiteral("first"));
    QCOMPARE(page.page.rows.at(51).content.text, QStringLiteral("second"));
    QCOMPARE(page.page.rows.at(51).state, MessageState::Queued);
    QCOMPARE(page.page.rows.at(51).seq, Seq());
}

void TestTimeline::pagingByKeyMeetsEveryRowOnce()
{
    ProfileFolder p;
    p.addChat(chatA);
    Log log(chatA);
    for (int i = 1; i <= 137; ++i) {
        if (i % 3 == 0)
            log.react(bo, Seq(i - 1), QStringLiteral("👍"));
        else
            log.message(ada, QString::number(i));
    }
    p.apply(log.events());
    QList<Seq> down;
    for (StoredPage page = p.read().newest(chatA, 20);; page = p.read().before(chatA, down.first(), 20)) {
        for (auto it = page.page.rows.rbegin(); it != page.page.rows.rend(); ++it)
            down.prepend(it->seq);
        QVERIFY(!page.fetchBefore);
        if (!page.page.moreBefore)
            break;
    }
    QList<Seq> up;
    for (StoredPage page = p.read().after(chatA, Seq(0), 20);; page = p.read().after(chatA, up.last(), 20)) {
        for (const MessageRow &row : page.page.rows)
            up.append(row.seq);
        if (!page.page.moreAfter)
            break;
    }
    QCOMPARE(down.size(), 137 - 137 / 3);
    QVERIFY(std::is_sorted(down.begin(), down.end()));
    QCOMPARE(up, down);
}

void TestTimeline::holesAreNamedNotHidden()
{
    ProfileFolder p;
    p.addChat(chatA);
    Log log(chatA);
    for (int i = 1; i <= 100; ++i)
        log.message(ada, QString::number(i));
    p.apply(log.events().mid(0, 10)); // 1..10
    p.apply(log.events().mid(49, 11)); // 50..60
    p.apply(log.events().mid(79, 21)); // 80..100
    QCOMPARE(p.read().ranges(chatA), (QList<SeqRange> {{Seq(1), Seq(10)}, {Seq(50), Seq(60)}, {Seq(80), Seq(100)}}));
    QCOMPARE(p.summary(chatA).stored, Seq(100));

    StoredPage page = p.read().newest(chatA, 50);
    QCOMPARE(page.page.rows.size(), 21);
    QCOMPARE(page.fetchBefore, Seq(80));
    QVERIFY(page.page.moreBefore);
    page = p.read().before(chatA, Seq(80), 50);
    QVERIFY(page.page.rows.isEmpty());
    QCOMPARE(page.fetchBefore, Seq(80));
    page = p.read().before(chatA, Seq(61), 50);
    QCOMPARE(page.page.rows.size(), 11);
    QCOMPARE(page.fetchBefore, Seq(50));
    page = p.read().after(chatA, Seq(5), 50);
    QCOMPARE(page.page.rows.size(), 5);
    QCOMPARE(page.fetchAfter, Seq(10));
    QVERIFY(page.page.moreAfter);
    page = p.read().after(chatA, Seq(10), 50);
    QVERIFY(page.page.rows.isEmpty());
    QCOMPARE(page.fetchAfter, Seq(10));

    p.apply(log.events().mid(10, 39)); // 11..49 joins its neighbours
    QCOMPARE(p.read().ranges(chatA), (QList<SeqRange> {{Seq(1), Seq(60)}, {Seq(80), Seq(100)}}));
    p.apply(log.events().mid(40, 50)); // 41..90 overlaps both
    QCOMPARE(p.read().ranges(chatA), (QList<SeqRange> {{Seq(1), Seq(100)}}));
}

void TestTimeline::aroundServesBothSides()
{
    ProfileFolder p;
    p.addChat(chatA);
    Log log(chatA);
    for (int i = 1; i <= 200; ++i)
        log.message(ada, QString::number(i));
    p.apply(log.events().mid(99));
    StoredPage page = p.read().around(chatA, Seq(150), 40);
    QCOMPARE(page.page.rows.first().seq, Seq(131));
    QCOMPARE(page.page.rows.last().seq, Seq(170));
    QVERIFY(page.page.moreBefore && page.page.moreAfter);
    page = p.read().around(chatA, Seq(50), 40);
    QVERIFY(page.page.rows.isEmpty());
    QCOMPARE(page.fetchBefore, Seq(51));
    QCOMPARE(page.fetchAfter, Seq(49));
    page = p.read().around(chatA, Seq(9'999), 40);
    QCOMPARE(page.page.rows.last().seq, Seq(200));
}

void TestTimeline::editsAndReactionsFoldInAnyOrder()
{
    Log log(chatA);
    log.message(ada, QStringLiteral("one"));
    log.edit(ada, Seq(1), QStringLiteral("two"));
    log.react(bo, Seq(1), QStringLiteral("👍"));
    log.edit(ada, Seq(1), QStringLiteral("three"));
    log.react(self, Seq(1), QStringLiteral("👍"));
    log.react(bo, Seq(1), QStringLiteral("🎉"));
    QList<int> order {0, 1, 2, 3, 4, 5};
    const QList<Reaction> expected {{QStringLiteral("👍"), {self}}, {QStringLiteral("🎉"), {bo}}};
    do {
        ProfileFolder p;
        p.addChat(chatA);
        for (const int i : order)
            p.apply({log.events().at(i)});
        for (const int i : order) // and everything twice
            p.apply({log.events().at(i)});
        const auto row = p.read().row(chatA, Seq(1));
        QVERIFY(row);
        QCOMPARE(row->content.text, QStringLiteral("three"));
        QVERIFY(row->edited);
        QCOMPARE(row->reactions, expected);
        for (int skip = 0; skip < 40; ++skip) // every 41st of the 720 orders
            std::next_permutation(order.begin(), order.end());
    } while (std::next_permutation(order.begin(), order.end()) && order != QList<int>({0, 1, 2, 3, 4, 5}) && order.first() < 5);
}

void TestTimeline::onlyTheAuthorEdits()
{
    Log log(chatA);
    log.message(ada, QStringLiteral("mine"));
    log.edit(bo, Seq(1), QStringLiteral("forged"));
    for (const bool editFirst : {false, true}) {
        ProfileFolder p;
        p.addChat(chatA);
        p.apply({log.events().at(editFirst ? 1 : 0)});
        p.apply({log.events().at(editFirst ? 0 : 1)});
        QCOMPARE(textAt(p, Seq(1)), QStringLiteral("mine"));
        QVERIFY(!p.read().row(chatA, Seq(1))->edited);
    }
}

void TestTimeline::oneReactionAPerson()
{
    ProfileFolder p;
    p.addChat(chatA);
    Log log(chatA);
    log.message(ada, QStringLiteral("x"));
    log.react(bo, Seq(1), QStringLiteral("👍"));
    const Event back = log.react(bo, Seq(1), QString());
    p.apply({log.at(Seq(1)), back});
    p.apply({log.at(Seq(2))}); // the older one comes late and stays gone
    QVERIFY(p.read().row(chatA, Seq(1))->reactions.isEmpty());
}

void TestTimeline::playedOnceAPerson()
{
    Log log(chatA);
    log.message(ada, QStringLiteral("a note"));
    Content note;
    note.target = Seq(1);
    const Event first = log.add(EventKind::Played, bo, note);
    const Event again = log.add(EventKind::Played, bo, note); // by another device that had not seen the first
    const Event mine = log.add(EventKind::Played, self, note);
    const Event hers = log.add(EventKind::Played, ada, note); // nobody is told of listening to oneself
    note.target = Seq(99);
    const Event future = log.add(EventKind::Played, bo, note);
    note.target.reset();
    const Event nothing = log.add(EventKind::Played, bo, note);
    for (const QList<Event> &order : {log.events(), QList<Event> {future, mine, nothing, again, hers, first, log.at(Seq(1))}}) {
        ProfileFolder p;
        p.addChat(chatA);
        for (const Event &event : order)
            p.apply({event});
        const auto row = p.read().row(chatA, Seq(1));
        QCOMPARE(QSet<UserId>(row->played.begin(), row->played.end()), (QSet<UserId> {bo, self}));
        QCOMPARE(row->played.size(), 2);
        QCOMPARE(p.summary(chatA).unread, 1); // the note alone
        p.apply({log.redact(ada, Seq(1))});
        QVERIFY(p.read().row(chatA, Seq(1))->played.isEmpty());
    }
}

void TestTimeline::redactionLeavesATombstone()
{
    ProfileFolder p;
    p.addChat(chatA);
    Log log(chatA);
    log.message(ada, QStringLiteral("secret"));
    log.edit(ada, Seq(1), QStringLiteral("more secret"));
    log.react(bo, Seq(1), QStringLiteral("👍"));
    p.apply(log.events());
    p.apply({log.redact(ada, Seq(1))});
    const auto row = p.read().row(chatA, Seq(1));
    QVERIFY(row->deleted);
    QCOMPARE(row->content, Content());
    QVERIFY(row->reactions.isEmpty());
    QVERIFY(!row->edited);
    QVERIFY(p.summary(chatA).last->deleted);
    // Nothing of it is left in the file.
    p.close();
    QFile file(p.file());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    QVERIFY(bytes.size() > 4096);
    QVERIFY(!bytes.contains("secret"));
}

void TestTimeline::redactionBeforeItsTarget()
{
    Log log(chatA);
    const Event message = log.message(ada, QStringLiteral("secret"));
    const Event react = log.react(bo, Seq(1), QStringLiteral("👍"));
    const Event redact = log.redact(ada, Seq(1));
    ProfileFolder p;
    p.addChat(chatA);
    p.apply({redact});
    p.apply({react});
    p.apply({message}); // as it was told before it was redacted
    const auto row = p.read().row(chatA, Seq(1));
    QVERIFY(row && row->deleted);
    QCOMPARE(row->content, Content());
    QVERIFY(row->reactions.isEmpty());
}

void TestTimeline::redactedEditShowsTheTextBefore()
{
    ProfileFolder p;
    p.addChat(chatA);
    Log log(chatA);
    log.message(ada, QStringLiteral("one"));
    log.edit(ada, Seq(1), QStringLiteral("two"));
    log.edit(ada, Seq(1), QStringLiteral("three"));
    p.apply(log.events());
    QCOMPARE(textAt(p, Seq(1)), QStringLiteral("three"));
    p.apply({log.redact(ada, Seq(3))});
    QCOMPARE(textAt(p, Seq(1)), QStringLiteral("two"));
    log.react(bo, Seq(1), QStringLiteral("👍"));
    p.apply({log.events().last()});
    QCOMPARE(p.read().row(chatA, Seq(1))->reactions.size(), 1);
    p.apply({log.redact(bo, Seq(5))});
    QVERIFY(p.read().row(chatA, Seq(1))->reactions.isEmpty());
}

void TestTimeline::undecodableIsKeptAndOpenedLater()
{
    ProfileFolder p;
    p.addChat(chatA);
    Log log(chatA);
    Event sealed = log.message(ada, QStringLiteral("later"));
    const QByteArray body = std::exchange(sealed.body, QByteArray("\x01\x02 not content"));
    log.message(bo, QStringLiteral("after"));
    p.apply({sealed, log.at(Seq(2))});
    QCOMPARE(p.read().ranges(chatA), (QList<SeqRange> {{Seq(1), Seq(2)}}));
    QVERIFY(p.read().row(chatA, Seq(1))->undecodable);
    QCOMPARE(p.summary(chatA).unread, 2);
    sealed.body = body;
    p.apply({sealed});
    QVERIFY(!p.read().row(chatA, Seq(1))->undecodable);
    QCOMPARE(textAt(p, Seq(1)), QStringLiteral("later"));
}

void TestTimeline::hiddenRowsLeaveOnlyThisDevice()
{
    ProfileFolder p;
    p.addChat(chatA);
    Log log(chatA);
    log.message(ada, QStringLiteral("one"));
    log.message(ada, QStringLiteral("two"));
    p.apply(log.events());
    const StoreChanges changes = p.write([](StoreTransaction &t) { t.hide(chatA, Seq(2)); });
    QCOMPARE(changes.chats.size(), 1);
    QVERIFY(changes.chats.first().rowsCut); // it is gone: only reading the stretch again can tell
    QCOMPARE(changes.chats.first().low, Seq(2));
    QCOMPARE(p.read().newest(chatA, 10).page.rows.size(), 1);
    QCOMPARE(p.summary(chatA).last->content.text, QStringLiteral("one"));
    QCOMPARE(p.summary(chatA).unread, 1);
    p.apply({log.at(Seq(2))});
    QCOMPARE(p.read().newest(chatA, 10).page.rows.size(), 1);
}

void TestTimeline::metaAndSysShapeTheChat()
{
    ProfileFolder p;
    p.addChat(chatA, ChatKind::Group, {ada});
    Log log(chatA);
    log.sys(QStringLiteral("created"), self, {ada});
    log.meta(self, QStringLiteral("Sailing"));
    log.sys(QStringLiteral("added"), self, {bo});
    log.meta(ada, QStringLiteral("Sailing club"));
    log.sys(QStringLiteral("role"), self, {bo}, Role::Admin);
    p.apply(log.events());
    QCOMPARE(p.summary(chatA).title, QStringLiteral("Sailing club"));
    p.apply({log.at(Seq(2))});
    QCOMPARE(p.summary(chatA).title, QStringLiteral("Sailing club"));
    QCOMPARE(p.summary(chatA).memberCount, 3);
    const auto members = p.read().members(chatA);
    QCOMPARE(members.size(), 3);
    QVERIFY(members.contains(Member {bo, Role::Admin, Seq(3)}));
    QCOMPARE(p.read().newest(chatA, 10).page.rows.size(), 5); // each is a quiet row
    QCOMPARE(p.summary(chatA).unread, 0); // and none counts
    QVERIFY(!p.summary(chatA).last);

    p.apply({log.sys(QStringLiteral("removed"), ada, {self})});
    QVERIFY(p.summary(chatA).left);
    QCOMPARE(p.read().members(chatA).size(), 2);
    p.apply({log.sys(QStringLiteral("added"), ada, {self})});
    QVERIFY(!p.summary(chatA).left);
}

void TestTimeline::anotherEventUnderAKnownSeqIsReported()
{
    ProfileFolder p;
    p.addChat(chatA);
    Log log(chatA);
    log.message(ada, QStringLiteral("ours"));
    p.apply(log.events());
    Event other = log.at(Seq(1));
    other.cid = idOf<Cid>(77);
    Content content;
    content.text = QStringLiteral("theirs");
    other.body = encodeContent(content);
    QCOMPARE(p.apply({other}), Verdict::ServerBehind);
    QCOMPARE(textAt(p, Seq(1)), QStringLiteral("ours"));
}

void TestTimeline::hostileEventsChangeNothing()
{
    ProfileFolder p;
    p.addChat(chatA);
    Log log(chatA);
    log.message(ada, QStringLiteral("x"));
    log.react(bo, Seq(1), QString(5'000, QLatin1Char('a'))); // no emoji is that long
    log.react(bo, Seq(99), QStringLiteral("👍")); // of the future
    log.edit(ada, Seq(4), QStringLiteral("itself"));
    log.redact(ada, Seq(5)); // itself
    Event foreign = log.message(ada, QStringLiteral("of another chat"));
    foreign.chat = chatB;
    QList<Event> events = log.events().mid(0, 5);
    events.last().redacted = false;
    events.append(foreign);
    p.write([&](StoreTransaction &t) {
        QList<OpenedEvent> list;
        for (const Event &event : std::as_const(events))
            list.append(opened(event));
        QCOMPARE(t.applyEvents(chatA, list, SeqRange {Seq(1), Seq(5)}), Verdict::Applied);
        QCOMPARE(t.applyEvents(chatB, {opened(foreign)}, std::nullopt), Verdict::UnknownChat);
    });
    const auto rows = p.read().newest(chatA, 10).page.rows;
    QCOMPARE(rows.size(), 1);
    QVERIFY(rows.first().reactions.isEmpty());
    QCOMPARE(p.read().summaries().size(), 1);
}

QTEST_GUILESS_MAIN(TestTimeline)
#include "test_timeline.moc"
