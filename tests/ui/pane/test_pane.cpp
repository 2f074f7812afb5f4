#include "tests/ui/support/fake_session.h"
#include "tests/ui/support/ui_probe.h"
#include "ui/common/labels.h"
#include "ui/composer/composer.h"
#include "ui/composer/message_field.h"
#include "ui/timeline/timeline_view.h"
#include "ui/window/caret_rest.h"
#include "ui/window/chat_header.h"
#include "ui/window/chat_pane.h"
#include "ui/window/queue_banner.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace confab;
using namespace confab::test;

namespace {

struct Rig {
    FakeSession session{
        FakeSession::Seed::World, QDateTime(QDate(2026, 11, 24), QTime(14, 40), Qt::UTC).toMSecsSinceEpoch()};
    TestUi ui{&session, Theme::Mode::Light, session.now};
    ChatPane pane{ui.context()};

    explicit Rig(QSize size = {760, 700})
    {
        present(&pane, size);
        for (const auto &chat : session.chats())
            session.setDraft(chat.chat, {});
        session.flush();
    }
    void open(const ChatId &chat)
    {
        pane.openChat(chat);
        QTRY_VERIFY(pane.timeline()->isReady());
    }
    MessageField *field() { return pane.composer()->field(); }
    QString status() { return pane.header()->statusText(); }
};

class Person : public ActivitySource {
public:
    ActivityFacts facts() const override { return {true, true, false, false, false}; }
};

//! Paint events of a widget and all below it.
class PaintCounter : public QObject {
public:
    explicit PaintCounter(QWidget *root)
    {
        root->installEventFilter(this);
        for (auto *child : root->findChildren<QWidget *>())
            child->installEventFilter(this);
    }
    int count = 0;

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        count += event->type() == QEvent::Paint;
        return false;
    }
};

} // namespace

//! The main column: what its parts do together.
class TestPane : public QObject {
    Q_OBJECT
private slots:
    void noChatOffersANewOne();
    void opensReadyToType();
    void saysThatItIsNotEncrypted();
    void statusOfAPerson();
    void statusOfAGroup();
    void troubleIsSaidAfterAWhile();
    void queueBanner();
    void upEditsTheLastOwnMessage();
    void ctrlArrowsPickTheReply();
    void escapeClosesInOrder();
    void typingOnTheListReachesTheField();
    void growingFieldKeepsTheListInPlace();
    void messageInfoIsLive();
    void linkOpensOnce();
    void removedChatClosesThePane();
    void narrowHasBackAndNoTagText();
    void sendingShowsTheBubbleAtOnce();
    void idlePaintsNothing();
    void everythingHasAName();
};

void TestPane::noChatOffersANewOne()
{
    Rig rig;
    QSignalSpy wanted(&rig.pane, &ChatPane::newChatRequested);
    QVERIFY(shows(&rig.pane, "Pick a chat"));
    click(named(&rig.pane, "New chat"));
    QCOMPARE(wanted.count(), 1);
}

void TestPane::opensReadyToType()
{
    Rig rig;
    QSignalSpy changed(&rig.pane, &ChatPane::chatChanged);
    rig.open(rig.session.withTomasz);
    QCOMPARE(changed.count(), 1);
    QVERIFY(rig.field()->hasFocus());
    QVERIFY(shows(&rig.pane, "Tomasz"));
    rig.pane.openChat(rig.session.withTomasz);
    QCOMPARE(changed.count(), 1);
    rig.pane.closeChat();
    QVERIFY(!rig.pane.chat());
    QVERIFY(shows(&rig.pane, "Pick a chat"));
}

void TestPane::saysThatItIsNotEncrypted()
{
    Rig rig;
    rig.open(rig.session.withTomasz);
    QVERIFY(named(&rig.pane, "Not end-to-end encrypted"));
    rig.session.editSummary(rig.session.withTomasz, [](ChatSummary &chat) { chat.enc = Enc::Mls; });
    rig.session.flush();
    QVERIFY(!named(&rig.pane, "Not end-to-end encrypted"));
}

void TestPane::statusOfAPerson()
{
    Rig rig;
    rig.session.setPresence(rig.session.tomasz, PresenceState::Active);
    rig.open(rig.session.withTomasz);
    QCOMPARE(rig.status(), QStringLiteral("online"));
    rig.session.setTypingOf(rig.session.withTomasz, {rig.session.tomasz});
    QVERIFY(rig.status().contains("typing"));
    QVERIFY(!rig.status().contains("Tomasz")); // in a direct chat one knows who
    rig.session.setTypingOf(rig.session.withTomasz, {});
    QCOMPARE(rig.status(), QStringLiteral("online"));
    rig.session.setPresence(rig.session.tomasz, PresenceState::Offline, rig.session.now - 5 * 60'000);
    QVERIFY(rig.status().contains("last seen"));
    // The connection breaks: nobody is "online" for ever.
    rig.session.forgetPresence();
    QVERIFY(rig.status().isEmpty());
    const auto widest = [&rig] {
        int width = 0;
        for (const auto *label : rig.pane.header()->findChildren<Label *>())
            width = std::max(width, label->isVisible() ? label->width() : 0);
        return width;
    };
    QTRY_VERIFY(widest() > rig.pane.header()->width() / 3); // the name alone takes the room
}

void TestPane::statusOfAGroup()
{
    Rig rig;
    for (const auto &member : rig.session.memberList(rig.session.lantern))
        rig.session.setPresence(member.user, PresenceState::Offline);
    rig.session.setPresence(rig.session.kofi, PresenceState::Active);
    rig.session.setPresence(rig.session.amina, PresenceState::Active);
    rig.session.setTypingOf(rig.session.lantern, {});
    rig.open(rig.session.lantern);
    QTRY_VERIFY(rig.status().contains("member"));
    QTRY_VERIFY(rig.status().contains("3 online"));
    rig.session.setTypingOf(rig.session.lantern, {rig.session.kofi, rig.session.amina});
    QVERIFY(rig.status().contains("Kofi") && rig.status().contains("Amina"));
    rig.session.editSummary(rig.session.lantern, [](ChatSummary &chat) { chat.left = true; });
    rig.session.setTypingOf(rig.session.lantern, {});
    rig.session.flush();
    QVERIFY(rig.status().contains("left"));
}

void TestPane::troubleIsSaidAfterAWhile()
{
    Rig rig;
    rig.session.setPresence(rig.session.tomasz, PresenceState::Active);
    rig.open(rig.session.withTomasz);
    rig.session.setPhase(ConnectionPhase::Connecting);
    QCOMPARE(rig.status(), QStringLiteral("online")); // short drops do not flash
    rig.ui.now += 2'000;
    QTRY_VERIFY_WITH_TIMEOUT(rig.status() != QStringLiteral("online"), 3'000);
    QVERIFY(!rig.status().isEmpty());
    rig.session.setPhase(ConnectionPhase::Online);
    QCOMPARE(rig.status(), QStringLiteral("online"));
}

void TestPane::queueBanner()
{
    Rig rig;
    rig.open(rig.session.withTomasz);
    auto *banner = rig.pane.findChild<QueueBanner *>();
    QVERIFY(!banner->isVisible());
    rig.session.autoAck = false;
    const auto first = rig.session.send(rig.session.withTomasz, {"one", {}});
    rig.session.send(rig.session.withTomasz, {"two", {}});
    rig.session.send(rig.session.withTomasz, {"three", {}});
    rig.session.flush();
    QVERIFY(!banner->isVisible()); // under way, not stuck
    rig.session.fail(rig.session.withTomasz, first, ErrorCode::Forbidden);
    rig.session.flush();
    QVERIFY(banner->isVisible());
    QVERIFY(shows(&rig.pane, "3 messages are waiting"));
    click(named(&rig.pane, "Try all again"));
    QCOMPARE(rig.session.script.callCount("retry"), 1);
}

void TestPane::upEditsTheLastOwnMessage()
{
    Rig rig;
    const auto mine = rig.session.say(rig.session.withTomasz, {rig.session.me, "my last words"});
    rig.session.say(rig.session.withTomasz, {rig.session.tomasz, "theirs"});
    rig.session.flush();
    rig.open(rig.session.withTomasz);
    QTest::keyClick(rig.field(), Qt::Key_Up);
    QVERIFY(rig.pane.composer()->isEditing());
    QCOMPARE(rig.field()->text(), QStringLiteral("my last words"));
    QTest::keyClicks(rig.field(), ", really");
    QTest::keyClick(rig.field(), Qt::Key_Return);
    QTRY_COMPARE(
        rig.session.row(rig.session.withTomasz, mine)->content.text, QStringLiteral("my last words, really"));
}

void TestPane::ctrlArrowsPickTheReply()
{
    Rig rig;
    const auto a = rig.session.say(rig.session.withTomasz, {rig.session.tomasz, "one"});
    const auto b = rig.session.say(rig.session.withTomasz, {rig.session.tomasz, "two"});
    rig.session.flush();
    rig.open(rig.session.withTomasz);
    QTest::keyClick(rig.field(), Qt::Key_Up, Qt::ControlModifier);
    QCOMPARE(rig.pane.composer()->replySeq(), b);
    QTest::keyClick(rig.field(), Qt::Key_Up, Qt::ControlModifier);
    QCOMPARE(rig.pane.composer()->replySeq(), a);
    QTest::keyClick(rig.field(), Qt::Key_Down, Qt::ControlModifier);
    QTest::keyClick(rig.field(), Qt::Key_Down, Qt::ControlModifier);
    QVERIFY(!rig.pane.composer()->replySeq());
}

void TestPane::escapeClosesInOrder()
{
    Rig rig;
    QSignalSpy back(&rig.pane, &ChatPane::backRequested);
    rig.open(rig.session.withTomasz);
    rig.pane.focusMessages();
    QTest::keyClick(rig.pane.timeline(), Qt::Key_Up, Qt::ShiftModifier);
    rig.pane.composer()->reply(rig.session.rows(rig.session.withTomasz).last());
    rig.field()->setFocus();
    QTest::keyClick(rig.field(), Qt::Key_Escape);
    QVERIFY(!rig.pane.composer()->replySeq());
    QCOMPARE(back.count(), 0);
    if (!rig.pane.timeline()->selection().isEmpty()) {
        QTest::keyClick(rig.field(), Qt::Key_Escape);
        QVERIFY(rig.pane.timeline()->selection().isEmpty());
        QCOMPARE(back.count(), 0);
    }
    QTest::keyClick(rig.field(), Qt::Key_Escape);
    QCOMPARE(back.count(), 1);
}

void TestPane::typingOnTheListReachesTheField()
{
    Rig rig;
    rig.open(rig.session.withTomasz);
    rig.pane.focusMessages();
    QVERIFY(rig.pane.timeline()->hasFocus());
    QTest::keyClick(rig.pane.timeline(), Qt::Key_H);
    QTest::keyClick(rig.field(), Qt::Key_I);
    QCOMPARE(rig.field()->text(), QStringLiteral("hi"));
    QVERIFY(rig.field()->hasFocus());
}

void TestPane::growingFieldKeepsTheListInPlace()
{
    Rig rig;
    rig.session.fill(rig.session.withTomasz, 100);
    rig.session.editSummary(rig.session.withTomasz, [](ChatSummary &chat) {
        chat.unread = 0;
        chat.read = chat.head;
    });
    rig.session.flush();
    rig.open(rig.session.withTomasz);
    QVERIFY(rig.pane.timeline()->isAtBottom());
    for (int i = 0; i < 5; ++i)
        QTest::keyClick(rig.field(), Qt::Key_Return, Qt::ShiftModifier);
    QCoreApplication::processEvents();
    QVERIFY(rig.pane.timeline()->isAtBottom());
}

void TestPane::messageInfoIsLive()
{
    Rig rig;
    const auto chat = rig.session.withTomasz;
    const auto seq = rig.session.say(chat, {rig.session.me, "who has read this?"});
    rig.session.flush();
    rig.open(chat);
    emit rig.pane.timeline()->infoRequested(*rig.session.row(chat, seq));
    QTRY_VERIFY(shows(&rig.pane, "Pending"));
    QVERIFY(!shows(&rig.pane, "Delivered"));
    rig.session.setDelivered(chat, seq);
    QTRY_VERIFY(shows(&rig.pane, "Delivered"));
    rig.session.setRead(chat, seq);
    QTRY_VERIFY(!shows(&rig.pane, "Delivered"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QTRY_VERIFY(!shows(&rig.pane, "Message info"));
}

void TestPane::linkOpensOnce()
{
    Rig rig;
    QList<QUrl> opened;
    rig.pane.openUrl = [&](const QUrl &url) { opened.append(url); };
    rig.open(rig.session.withTomasz);
    emit rig.pane.timeline()->openUrlRequested(QUrl("https://harbourline.example"));
    QCOMPARE(opened, QList<QUrl>{QUrl("https://harbourline.example")});
}

void TestPane::removedChatClosesThePane()
{
    Rig rig;
    rig.open(rig.session.withTomasz);
    rig.session.removeChat(rig.session.withTomasz);
    rig.session.flush();
    QVERIFY(!rig.pane.chat());
    QVERIFY(shows(&rig.pane, "Pick a chat"));
}

void TestPane::narrowHasBackAndNoTagText()
{
    Rig rig({420, 700});
    rig.pane.setBackVisible(true);
    rig.open(rig.session.lantern);
    QSignalSpy back(&rig.pane, &ChatPane::backRequested);
    click(named(&rig.pane, "Back to the chats"));
    QCOMPARE(back.count(), 1);
    auto *tag = named(&rig.pane, "Not end-to-end encrypted");
    QVERIFY(tag);
    QVERIFY(tag->width() < 40);
}

void TestPane::sendingShowsTheBubbleAtOnce()
{
    Rig rig;
    rig.session.setPhase(ConnectionPhase::Offline);
    rig.open(rig.session.withTomasz);
    QTest::keyClicks(rig.field(), "offline hello");
    QTest::keyClick(rig.field(), Qt::Key_Return);
    QCoreApplication::processEvents();
    const int last = rig.pane.timeline()->itemCount() - 1;
    QVERIFY(rig.pane.timeline()->itemText(last).contains("offline hello"));
    QVERIFY(rig.pane.timeline()->itemText(last).endsWith("Sending."));
    QTRY_VERIFY(rig.pane.timeline()->isAtBottom());
}

//! 4.4: an open, unchanged chat with the caret in the field.
void TestPane::idlePaintsNothing()
{
    Rig rig;
    rig.open(rig.session.withTomasz);
    Person person;
    CaretRest rest(&person); // as the window has it
    QTest::keyClicks(rig.field(), "x");
    QTest::qWait(CaretRest::after + 500);
    PaintCounter counter(&rig.pane);
    QTest::qWait(3'000);
    QCOMPARE(counter.count, 0);
}

void TestPane::everythingHasAName()
{
    Rig rig;
    rig.open(rig.session.lantern);
    QCOMPARE(unnamedFocusables(&rig.pane), QStringList());
    const auto order = tabOrder(&rig.pane);
    QVERIFY2(order.contains("Message") && order.contains("Messages") && order.contains("More"),
        qPrintable(order.join(", ")));
}

QTEST_MAIN(TestPane)
#include "test_pane.moc"
