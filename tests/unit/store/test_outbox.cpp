#include "tests/unit/store/store_fixture.h"

#include <QtTest>

using namespace confab;
using namespace confab::test;

//! What is on its way to the server: durable, visible at once, undone where it fails.
class TestOutbox : public QObject {
    Q_OBJECT
private slots:
    void enqueuedSurvivesAndShows();
    void acknowledgedTakesItsPlace();
    void L2_secondAnswerChangesNothing();
    void L2_ownEventSettlesALostAnswer();
    void answerThatOvertakesOthersKeepsTheGap();
    void failedMessageWaitsForTheUser();
    void actsShowAtOnceAndAreUndone();
    void actsSettleIntoTheLog();
    void answerUnderATakenSeqKeepsTheText();
    void discardAndRetry();
    void draftsSurviveAndLeave();
};

namespace {
OutboxItem item(int n, EventKind kind, const QString &text, std::optional<Seq> target = {})
{
    OutboxItem i;
    i.chat = chatA;
    i.cid = idOf<Cid>(n);
    i.kind = kind;
    i.ts = 1'800'000'000'000 + n;
    if (kind == EventKind::Redact) {
        i.ref = target;
    } else {
        i.content.text = text;
        i.content.target = target;
    }
    return i;
}

Appended answer(int seq, int vi)
{
    return {Seq(seq), Vi(vi), 1'700'000'500'000, false};
}
} // namespace

void TestOutbox::enqueuedSurvivesAndShows()
{
    ProfileFolder p;
    p.addChat(chatA);
    StoreChanges changes = p.write([](StoreTransaction &t) { t.enqueue(item(1, EventKind::Msg, QStringLiteral("one"))); });
    QCOMPARE(changes.chats.size(), 1);
    QCOMPARE(changes.chats.first().rows.size(), 1);
    QCOMPARE(changes.chats.first().rows.first().state, MessageState::Queued);
    QCOMPARE(changes.chats.first().summary->waiting, 1);
    QCOMPARE(changes.chats.first().summary->last->content.text, QStringLiteral("one"));
    p.reopen();
    QCOMPARE(p.read().outbox().size(), 1);
    QCOMPARE(p.read().outbox().first().content.text, QStringLiteral("one"));
    QCOMPARE(p.read().newest(chatA, 10).page.rows.size(), 1);
}

void TestOutbox::acknowledgedTakesItsPlace()
{
    ProfileFolder p;
    p.addChat(chatA);
    p.write([](StoreTransaction &t) { t.enqueue(item(1, EventKind::Msg, QStringLiteral("one"))); });
    const StoreChanges changes = p.write([](StoreTransaction &t) { QVERIFY(t.acknowledged(chatA, idOf<Cid>(1), answer(1, 1))); });
    const ChatDelta delta = changes.chats.first();
    QCOMPARE(delta.gone, QList<Cid> {idOf<Cid>(1)});
    QCOMPARE(delta.rows.size(), 1);
    QCOMPARE(delta.rows.first().seq, Seq(1));
    QCOMPARE(delta.rows.first().cid, idOf<Cid>(1));
    QCOMPARE(delta.rows.first().from, self);
    QCOMPARE(delta.summary->waiting, 0);
    QCOMPARE(delta.summary->unread, 0);
    QCOMPARE(delta.summary->head, Seq(1));
    QCOMPARE(delta.summary->stored, Seq(1));
}

void TestOutbox::L2_secondAnswerChangesNothing()
{
    ProfileFolder p;
    p.addChat(chatA);
    p.write([](StoreTransaction &t) {
        t.enqueue(item(1, EventKind::Msg, QStringLiteral("one")));
        t.enqueue(item(1, EventKind::Msg, QStringLiteral("the same cid again")));
    });
    QCOMPARE(p.read().outbox().size(), 1);
    p.write([](StoreTransaction &t) {
        QVERIFY(t.acknowledged(chatA, idOf<Cid>(1), answer(1, 1)));
        QVERIFY(!t.acknowledged(chatA, idOf<Cid>(1), answer(1, 1)));
    });
    QCOMPARE(p.read().newest(chatA, 10).page.rows.size(), 1);
}

void TestOutbox::L2_ownEventSettlesALostAnswer()
{
    ProfileFolder p;
    p.addChat(chatA);
    p.write([](StoreTransaction &t) { t.enqueue(item(1, EventKind::Msg, QStringLiteral("one"))); });
    Log log(chatA);
    Event own = log.message(self, QStringLiteral("one"));
    own.dev = ownDevice;
    own.cid = idOf<Cid>(1);
    p.apply({own});
    QVERIFY(p.read().outbox().isEmpty());
    QCOMPARE(p.read().newest(chatA, 10).page.rows.size(), 1);
    p.write([](StoreTransaction &t) { QVERIFY(!t.acknowledged(chatA, idOf<Cid>(1), answer(1, 1))); });
    QCOMPARE(p.read().newest(chatA, 10).page.rows.size(), 1);
}

void TestOutbox::answerThatOvertakesOthersKeepsTheGap()
{
    ProfileFolder p;
    p.addChat(chatA);
    Log log(chatA);
    log.message(ada, QStringLiteral("1"));
    p.apply(log.events());
    p.write([](StoreTransaction &t) {
        t.enqueue(item(1, EventKind::Msg, QStringLiteral("mine")));
        t.acknowledged(chatA, idOf<Cid>(1), answer(4, 4));
    });
    QCOMPARE(p.read().ranges(chatA), (QList<SeqRange> {{Seq(1), Seq(1)}}));
    QCOMPARE(p.summary(chatA).stored, Seq(1)); // 2 and 3 are still to be fetched
    QCOMPARE(p.read().newest(chatA, 10).page.rows.last().seq, Seq(4)); // but it is seen
    QVERIFY(p.summary(chatA).unreadIsEstimate);
    const Event two = log.message(ada, QStringLiteral("2"));
    const Event three = log.message(ada, QStringLiteral("3"));
    p.write([&](StoreTransaction &t) { t.applyEvents(chatA, {opened(two), opened(three)}, SeqRange {Seq(2), Seq(4)}); });
    QCOMPARE(p.read().ranges(chatA), (QList<SeqRange> {{Seq(1), Seq(4)}}));
    QCOMPARE(p.summary(chatA).unread, 3);
    QVERIFY(!p.summary(chatA).unreadIsEstimate);
}

void TestOutbox::failedMessageWaitsForTheUser()
{
    ProfileFolder p;
    p.addChat(chatA);
    const StoreChanges changes = p.write([](StoreTransaction &t) {
        t.enqueue(item(1, EventKind::Msg, QStringLiteral("one")));
        t.enqueue(item(2, EventKind::Msg, QStringLiteral("two")));
        t.failed(chatA, idOf<Cid>(1), ErrorCode::Blocked);
    });
    QVERIFY(changes.chats.first().summary->failed);
    QCOMPARE(changes.chats.first().summary->waiting, 2);
    p.reopen();
    const auto rows = p.read().unsent(chatA);
    QCOMPARE(rows.first().state, MessageState::Failed);
    QCOMPARE(rows.first().failure, ErrorCode::Blocked);
    QCOMPARE(rows.last().state, MessageState::Queued);
}

void TestOutbox::actsShowAtOnceAndAreUndone()
{
    ProfileFolder p;
    p.addChat(chatA);
    Log log(chatA);
    log.message(self, QStringLiteral("mine"));
    log.message(ada, QStringLiteral("hers"));
    log.react(self, Seq(2), QStringLiteral("👍"));
    p.apply(log.events());
    const auto before = p.read().newest(chatA, 10).page.rows;

    const StoreChanges changes = p.write([](StoreTransaction &t) {
        t.enqueue(item(1, EventKind::Edit, QStringLiteral("mine, mended"), Seq(1)));
        t.enqueue(item(2, EventKind::React, QStringLiteral("🎉"), Seq(2)));
        t.enqueue(item(4, EventKind::Played, {}, Seq(2)));
    });
    QCOMPARE(changes.chats.first().rows.size(), 2);
    QCOMPARE(p.read().row(chatA, Seq(1))->content.text, QStringLiteral("mine, mended"));
    QCOMPARE(p.read().row(chatA, Seq(2))->reactions, (QList<Reaction> {{QStringLiteral("🎉"), {self}}}));
    QCOMPARE(p.read().row(chatA, Seq(2))->played, QList<UserId> {self});
    p.write([](StoreTransaction &t) { t.enqueue(item(3, EventKind::Redact, {}, Seq(1))); });
    QVERIFY(p.read().row(chatA, Seq(1))->deleted);

    const StoreChanges undone = p.write([](StoreTransaction &t) {
        for (const int n : {1, 2, 3, 4})
            t.failed(chatA, idOf<Cid>(n), ErrorCode::Forbidden);
    });
    QCOMPARE(undone.chats.first().rows, before);
    QVERIFY(p.read().outbox().isEmpty());
    QVERIFY(!undone.chats.first().summary->failed);
}

void TestOutbox::actsSettleIntoTheLog()
{
    ProfileFolder p;
    p.addChat(chatA);
    Log log(chatA);
    log.message(self, QStringLiteral("mine"));
    p.apply(log.events());
    p.write([](StoreTransaction &t) {
        t.enqueue(item(1, EventKind::Edit, QStringLiteral("mended"), Seq(1)));
        t.enqueue(item(2, EventKind::Redact, {}, Seq(1)));
    });
    p.write([](StoreTransaction &t) { t.acknowledged(chatA, idOf<Cid>(1), answer(2, 1)); });
    p.write([](StoreTransaction &t) { t.acknowledged(chatA, idOf<Cid>(2), answer(3, 1)); });
    QVERIFY(p.read().outbox().isEmpty());
    QVERIFY(p.read().row(chatA, Seq(1))->deleted);
    QCOMPARE(p.read().ranges(chatA), (QList<SeqRange> {{Seq(1), Seq(3)}}));
}

void TestOutbox::answerUnderATakenSeqKeepsTheText()
{
    ProfileFolder p;
    p.addChat(chatA);
    Log log(chatA);
    log.message(ada, QStringLiteral("hers"));
    p.apply(log.events());
    p.write([](StoreTransaction &t) {
        t.enqueue(item(1, EventKind::Msg, QStringLiteral("mine")));
        QVERIFY(t.acknowledged(chatA, idOf<Cid>(1), answer(1, 1)));
    });
    QCOMPARE(p.read().row(chatA, Seq(1))->content.text, QStringLiteral("hers"));
    QCOMPARE(p.read().unsent(chatA).size(), 1);
    QCOMPARE(p.read().unsent(chatA).first().failure, ErrorCode::Conflict);
}

void TestOutbox::discardAndRetry()
{
    ProfileFolder p;
    p.addChat(chatA);
    p.write([](StoreTransaction &t) {
        for (const int n : {1, 2, 3})
            t.enqueue(item(n, EventKind::Msg, QString::number(n)));
        t.failed(chatA, idOf<Cid>(1), ErrorCode::Quota);
    });
    p.write([](StoreTransaction &t) { t.discard(chatA, idOf<Cid>(2)); });
    const StoreChanges changes = p.write([](StoreTransaction &t) { t.retry(chatA); });
    QCOMPARE(changes.chats.first().rows.size(), 1);
    const auto outbox = p.read().outbox();
    QCOMPARE(outbox.size(), 2);
    QCOMPARE(outbox.first().cid, idOf<Cid>(1)); // order and cid are kept
    QVERIFY(!outbox.first().failure);
    QVERIFY(!p.summary(chatA).failed);
}

void TestOutbox::draftsSurviveAndLeave()
{
    ProfileFolder p;
    p.addChat(chatA);
    Draft draft {QStringLiteral("unfinished"), 4, Quote {Seq(3), ada, QStringLiteral("quoted"), {}}, 99};
    p.write([&](StoreTransaction &t) { t.setDraft(chatA, draft); });
    p.reopen();
    QCOMPARE(p.summary(chatA).draft, draft);
    p.write([&](StoreTransaction &t) { t.setDraft(chatA, {}); });
    QCOMPARE(p.summary(chatA).draft, Draft());
}

QTEST_GUILESS_MAIN(TestOutbox)
#include "test_outbox.moc"
