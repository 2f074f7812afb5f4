#include "core/sync/notification_rules.h"
#include "core/sync/read_rule.h"
#include "core/sync/receipt_batcher.h"
#include "core/sync/tick_state.h"
#include "core/sync/typing_state.h"

#include <QtTest>

using namespace confab;
using namespace std::chrono_literals;

namespace {
template <typename IdType>
IdType idOf(int n)
{
    IdType id;
    id.data()[0] = std::uint8_t(n);
    id.data()[15] = 1;
    return id;
}
const ChatId chatA = idOf<ChatId>(1);
const ChatId chatB = idOf<ChatId>(2);
const UserId self = idOf<UserId>(1);
const UserId ada = idOf<UserId>(2);
const UserId bo = idOf<UserId>(3);

//! A window in which a message was just looked at.
ReadRule reading()
{
    ReadRule rule;
    rule.setExposed(true);
    rule.setActive(true, 0ms);
    rule.showChat(chatA);
    rule.setScrollDone(true);
    rule.setVisible(Seq(5));
    return rule;
}

ChatSummary unreadChat(const ChatId &id, int unread, int seq)
{
    ChatSummary chat;
    chat.chat = id;
    chat.unread = unread;
    chat.head = Seq(seq);
    chat.read = Seq(seq - unread);
    chat.last = MessageRow();
    chat.last->seq = Seq(seq);
    return chat;
}
} // namespace

//! Reading, receipts, ticks, typing, notifications: who is told what, and when.
class TestAttention : public QObject {
    Q_OBJECT
private slots:
    void readNeedsEveryCondition_data();
    void readNeedsEveryCondition();
    void readWaitsAfterActivation();
    void clickThatActivatesAndSwitchesDoesNotMarkTheOldChat();
    void readNeedsRecentInput();
    void eachMarkOnce();
    void R1_receiptsGoForwardInBatches();
    void readIsAtOnceWhenItEmptiesTheChat();
    void ticks_data();
    void ticks();
    void typingIsThrottledAndEnds();
    void typingOfOthersExpires();
    void typingPhrases();
    void notificationsAfterCatchUpAreOnePerUnreadChat();
    void notificationsCloseWhenReadElsewhere();
    void notificationsAreSilentForWhatIsSeenOrMuted();
    void dismissedComesBackOnlyWithNews();
    void badgeIsOneNumber();
};

void TestAttention::readNeedsEveryCondition_data()
{
    QTest::addColumn<int>("broken");
    for (int i = 0; i < 8; ++i)
        QTest::addRow("condition %d", i) << i;
}

void TestAttention::readNeedsEveryCondition()
{
    QFETCH(int, broken);
    ReadRule rule = reading();
    QCOMPARE(rule.due(1'000ms), (ReadRule::Mark {chatA, Seq(5)}));
    rule.setVisible(Seq(6));
    switch (broken) {
    case 0: rule.setExposed(false); break;
    case 1: rule.setActive(false, 1'000ms); break;
    case 2: rule.setMinimised(true); break;
    case 3: rule.setModal(true); break;
    case 4: rule.setLocked(true); break;
    case 5: rule.setScrollDone(false); break;
    case 6: rule.setVisible(Seq(5)); break; // its bottom edge is not in view
    case 7: rule.showChat(std::nullopt); break;
    }
    QVERIFY(!rule.due(1'000ms));
    QVERIFY(!rule.deadline(1'000ms));
}

void TestAttention::readWaitsAfterActivation()
{
    ReadRule rule = reading();
    QVERIFY(!rule.due(399ms));
    QCOMPARE(rule.deadline(100ms), 400ms);
    QVERIFY(rule.due(400ms));
    QVERIFY(!rule.deadline(400ms));
}

void TestAttention::clickThatActivatesAndSwitchesDoesNotMarkTheOldChat()
{
    ReadRule rule = reading();
    rule.setActive(false, 0ms);
    rule.setActive(true, 10'000ms);
    rule.input(10'000ms);
    QVERIFY(!rule.due(10'050ms));
    rule.showChat(chatB);
    rule.setScrollDone(true);
    rule.setVisible(Seq(9));
    QCOMPARE(rule.due(10'400ms), (ReadRule::Mark {chatB, Seq(9)}));
}

void TestAttention::readNeedsRecentInput()
{
    ReadRule rule = reading();
    QVERIFY(!rule.due(30'000ms)); // nobody has touched it for 30 s
    rule.input(31'000ms);
    QVERIFY(rule.due(31'000ms));
}

void TestAttention::eachMarkOnce()
{
    ReadRule rule = reading();
    QVERIFY(rule.due(500ms));
    QVERIFY(!rule.due(500ms));
    rule.setVisible(Seq(3)); // scrolled up
    QVERIFY(!rule.due(500ms));
}

void TestAttention::R1_receiptsGoForwardInBatches()
{
    ReceiptBatcher batcher;
    for (int n = 1; n <= 150; ++n)
        batcher.stored(idOf<ChatId>(n), Seq(n), 0ms);
    batcher.stored(idOf<ChatId>(1), Seq(9), 1ms); // only the newest counts
    QVERIFY(batcher.due(49ms).isEmpty());
    const auto batches = batcher.due(*batcher.deadline());
    QCOMPARE(batches.recv.size(), 3);
    qsizetype count = 0;
    for (const auto &frame : batches.recv) {
        QVERIFY(frame.size() <= limits::marksPerFrame);
        count += frame.size();
    }
    QCOMPARE(count, 150);
    QVERIFY(batches.recv.first().contains(ChatSeq {idOf<ChatId>(1), Seq(9)}));
    batcher.stored(idOf<ChatId>(1), Seq(4), 100ms);
    QVERIFY(!batcher.deadline()); // never backward
    batcher.clear();
    batcher.stored(idOf<ChatId>(1), Seq(9), 200ms); // a new connection: said again
    QVERIFY(batcher.deadline());
}

void TestAttention::readIsAtOnceWhenItEmptiesTheChat()
{
    ReceiptBatcher batcher;
    batcher.read(chatA, Seq(5), false, 0ms);
    QCOMPARE(batcher.deadline(), ReceiptBatcher::coalesceRead);
    batcher.read(chatA, Seq(7), false, 1'000ms);
    QCOMPARE(batcher.deadline(), ReceiptBatcher::coalesceRead); // not put off by more reading
    batcher.stored(chatA, Seq(7), 1'000ms);
    batcher.read(chatA, Seq(8), true, 1'010ms);
    const auto batches = batcher.due(1'010ms);
    QCOMPARE(batches.read, (QList<QList<ChatSeq>> {{{chatA, Seq(8)}}}));
    QVERIFY(batches.recv.isEmpty()); // read implies received
    QVERIFY(!batcher.deadline());
}

void TestAttention::ticks_data()
{
    QTest::addColumn<int>("seq");
    QTest::addColumn<MessageState>("stored");
    QTest::addColumn<bool>("own");
    QTest::addColumn<MessageState>("shown");
    QTest::newRow("queued") << 0 << MessageState::Queued << true << MessageState::Queued;
    QTest::newRow("failed") << 0 << MessageState::Failed << true << MessageState::Failed;
    QTest::newRow("read") << 3 << MessageState::Sent << true << MessageState::Read;
    QTest::newRow("delivered") << 4 << MessageState::Sent << true << MessageState::Delivered;
    QTest::newRow("sent") << 6 << MessageState::Sent << true << MessageState::Sent;
    QTest::newRow("of others") << 3 << MessageState::Sent << false << MessageState::Sent;
}

void TestAttention::ticks()
{
    QFETCH(int, seq);
    QFETCH(MessageState, stored);
    QFETCH(bool, own);
    QFETCH(MessageState, shown);
    MessageRow row;
    row.seq = Seq(seq);
    row.state = stored;
    row.from = own ? self : ada;
    ChatSummary chat;
    chat.recvAll = Seq(5);
    chat.readAll = Seq(3);
    QCOMPARE(tickState(row, chat, self), shown);
    QVERIFY(!tickText(shown).isEmpty());
}

void TestAttention::typingIsThrottledAndEnds()
{
    using Signal = TypingSender::Signal;
    TypingSender sender;
    QCOMPARE(sender.changed(chatA, true, 0ms), (QList<Signal> {{chatA, true}}));
    QVERIFY(sender.changed(chatA, true, 4'999ms).isEmpty());
    QCOMPARE(sender.changed(chatA, true, 5'000ms), (QList<Signal> {{chatA, true}}));
    QCOMPARE(sender.changed(chatB, true, 5'100ms), (QList<Signal> {{chatA, false}, {chatB, true}}));
    QVERIFY(sender.changed(chatA, false, 5'200ms).isEmpty()); // it was told already
    QCOMPARE(sender.deadline(), 10'100ms);
    QVERIFY(sender.tick(10'099ms).isEmpty());
    QCOMPARE(sender.tick(10'100ms), (QList<Signal> {{chatB, false}}));
    QVERIFY(!sender.deadline());
    QVERIFY(!sender.changed(chatA, true, 11'000ms).isEmpty());
    QCOMPARE(sender.changed(chatA, false, 11'100ms), (QList<Signal> {{chatA, false}})); // sent
    QVERIFY(sender.changed(chatA, false, 11'200ms).isEmpty());
}

void TestAttention::typingOfOthersExpires()
{
    TypingPeers peers;
    QCOMPARE(peers.heard(chatA, ada, true, 0ms), QList<ChatId> {chatA});
    QVERIFY(peers.heard(chatA, ada, true, 2'000ms).isEmpty());
    QCOMPARE(peers.heard(chatA, bo, true, 3'000ms), QList<ChatId> {chatA});
    QCOMPARE(peers.users(chatA), (QList<UserId> {ada, bo}));
    QCOMPARE(peers.deadline(), 8'000ms);
    QVERIFY(peers.tick(7'999ms).isEmpty());
    QCOMPARE(peers.tick(8'000ms), QList<ChatId> {chatA});
    QCOMPARE(peers.messageFrom(chatA, bo), QList<ChatId> {chatA});
    QVERIFY(peers.users(chatA).isEmpty());
    QVERIFY(!peers.deadline());
    QVERIFY(!peers.heard(chatB, ada, true, 0ms).isEmpty());
    QCOMPARE(peers.clear(), QList<ChatId> {chatB});
}

void TestAttention::typingPhrases()
{
    QVERIFY(typingPhrase({}, false).isEmpty());
    QVERIFY(!typingPhrase({QStringLiteral("Ada")}, true).contains(QLatin1String("Ada")));
    QVERIFY(typingPhrase({QStringLiteral("Ada")}, false).contains(QStringLiteral("\u2068Ada\u2069")));
    const QString two = typingPhrase({QStringLiteral("Ada"), QStringLiteral("Bo")}, false);
    QVERIFY(two.contains(QLatin1String("Ada")) && two.contains(QLatin1String("Bo")));
    QVERIFY(typingPhrase({{}, {}, {}}, false).contains(QLatin1Char('3')));
}

void TestAttention::notificationsAfterCatchUpAreOnePerUnreadChat()
{
    NotificationRules rules;
    NotificationRules::Situation catchingUp;
    for (int i = 1; i <= 500; ++i)
        QVERIFY(rules.reconcile({unreadChat(chatA, i, i)}, catchingUp).isEmpty());
    QVERIFY(rules.reconcile({unreadChat(chatB, 0, 40)}, catchingUp).isEmpty()); // read elsewhere
    NotificationRules::Situation done;
    done.syncDone = true;
    const auto actions = rules.reconcile({unreadChat(chatA, 10, 500), unreadChat(chatB, 0, 40)}, done);
    QCOMPARE(actions.show, (QList<NotificationRules::Shown> {{chatA, Seq(500), 10}}));
    QVERIFY(actions.alert.contains(chatA));
    QVERIFY(rules.reconcile({unreadChat(chatA, 10, 500)}, done).isEmpty());
}

void TestAttention::notificationsCloseWhenReadElsewhere()
{
    NotificationRules rules;
    NotificationRules::Situation s;
    s.syncDone = true;
    QCOMPARE(rules.reconcile({unreadChat(chatA, 2, 10)}, s).show.size(), 1);
    const auto fewer = rules.reconcile({unreadChat(chatA, 1, 10)}, s);
    QCOMPARE(fewer.show.size(), 1); // updated in place
    QVERIFY(fewer.alert.isEmpty()); // without a sound
    QCOMPARE(rules.reconcile({unreadChat(chatA, 0, 10)}, s).close, QList<ChatId> {chatA});
    QVERIFY(rules.reconcile({unreadChat(chatA, 1, 10)}, s).isEmpty()); // old news
    QCOMPARE(rules.reconcile({unreadChat(chatA, 1, 11)}, s).show.size(), 1);
    QCOMPARE(rules.removed(chatA).close, QList<ChatId> {chatA});
}

void TestAttention::notificationsAreSilentForWhatIsSeenOrMuted()
{
    NotificationRules rules;
    NotificationRules::Situation s;
    s.syncDone = true;
    s.now = 1'000;
    s.userActive = true;
    s.open = chatA;
    QVERIFY(rules.reconcile({unreadChat(chatA, 1, 1)}, s).isEmpty());
    s.userActive = false;
    QCOMPARE(rules.reconcile({unreadChat(chatA, 2, 2)}, s).show.size(), 1); // nobody looks
    ChatSummary muted = unreadChat(chatB, 3, 3);
    muted.mutedUntil = 2'000;
    QVERIFY(rules.reconcile({muted}, s).isEmpty());
    s.now = 2'000;
    QVERIFY(rules.reconcile({muted}, s).isEmpty()); // what came while muted is not news
    muted = unreadChat(chatB, 4, 4);
    QCOMPARE(rules.reconcile({muted}, s).show.size(), 1);
}

void TestAttention::dismissedComesBackOnlyWithNews()
{
    NotificationRules rules;
    NotificationRules::Situation s;
    s.syncDone = true;
    QCOMPARE(rules.reconcile({unreadChat(chatA, 1, 1)}, s).show.size(), 1);
    rules.dismissed(chatA);
    QVERIFY(rules.reconcile({unreadChat(chatA, 1, 1)}, s).isEmpty());
    QCOMPARE(rules.reconcile({unreadChat(chatA, 2, 2)}, s).show.size(), 1);
}

void TestAttention::badgeIsOneNumber()
{
    ChatSummary muted = unreadChat(chatB, 5, 5);
    muted.mutedUntil = std::numeric_limits<qint64>::max();
    ChatSummary marked = unreadChat(idOf<ChatId>(3), 0, 5);
    marked.markedUnread = true;
    const QList<ChatSummary> chats {unreadChat(chatA, 2, 9), muted, marked};
    QCOMPARE(badgeTotal(chats, false, 0), 3);
    QCOMPARE(badgeTotal(chats, true, 0), 8);
}

QTEST_APPLESS_MAIN(TestAttention)
#include "test_attention.moc"
