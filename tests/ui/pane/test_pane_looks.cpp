#include "core/session/session.h"
#include "tests/ui/support/fake_session.h"
#include "tests/ui/support/ui_probe.h"
#include "ui/composer/composer.h"
#include "ui/composer/message_field.h"
#include "ui/timeline/message_info.h"
#include "ui/timeline/timeline_view.h"
#include "ui/window/chat_pane.h"

#include <QTest>

using namespace confab;
using namespace confab::test;

//! Pictures for people (CONFAB_SHOTS names the folder); what is asserted is that each state really is shown.
class TestPaneLooks : public QObject {
    Q_OBJECT
private slots:
    void states_data();
    void states();
    void narrow_data() { states_data(); }
    void narrow();
};

void TestPaneLooks::states_data()
{
    QTest::addColumn<Theme::Mode>("mode");
    QTest::newRow("light") << Theme::Mode::Light;
    QTest::newRow("dark") << Theme::Mode::Dark;
}

void TestPaneLooks::states()
{
    QFETCH(Theme::Mode, mode);
    const QString tag = QTest::currentDataTag();
    FakeSession session(
        FakeSession::Seed::World, QDateTime(QDate(2026, 11, 24), QTime(14, 40), Qt::UTC).toMSecsSinceEpoch());
    TestUi ui(&session, mode, session.now);
    ChatPane pane(ui.context());
    present(&pane, {760, 740});
    shoot(&pane, "pane-none-" + tag);
    QVERIFY(shows(&pane, "Pick a chat"));

    session.setTypingOf(session.lantern, {session.kofi});
    pane.openChat(session.lantern);
    QTRY_VERIFY(pane.timeline()->isReady());
    QVERIFY(shows(&pane, "typing"));
    typeText(&pane, "Perfect, thank you all! I'll bring tape, twine and the spare batteries.");
    press(&pane, Qt::Key_Return, Qt::ShiftModifier);
    typeText(&pane, "Who still needs a lift from the station?");
    shoot(&pane, "pane-group-" + tag);
    pane.composer()->reply(*session.row(session.lantern, session.marks.photoText));
    shoot(&pane, "pane-reply-" + tag);
    pane.timeline()->focusMessages();
    pane.timeline()->activateItem(pane.timeline()->model().size() - 8);
    auto *menu = QApplication::activePopupWidget();
    QVERIFY(menu);
    shoot(menu, "pane-menu-" + tag);
    menu->close();
    emit pane.timeline()->infoRequested(*session.row(session.lantern, session.marks.delivered));
    QTRY_VERIFY(shows(&pane, "Pending") || shows(&pane, "Delivered") || shows(&pane, "Read"));
    QTest::qWait(20);
    shoot(&pane, "pane-info-" + tag);
    auto *info = pane.findChild<MessageInfo *>();
    QVERIFY(info);
    QTest::keyClick(info, Qt::Key_Escape);
    click(named(&pane, "Emoji"));
    QTest::qWait(50);
    if (auto *picker = QApplication::activePopupWidget()) {
        shoot(picker, "pane-emoji-" + tag);
        picker->close();
    }
}

void TestPaneLooks::narrow()
{
    QFETCH(Theme::Mode, mode);
    const QString tag = QTest::currentDataTag();
    FakeSession session(
        FakeSession::Seed::World, QDateTime(QDate(2026, 11, 24), QTime(14, 40), Qt::UTC).toMSecsSinceEpoch());
    TestUi ui(&session, mode, session.now);
    const auto chat = session.withYutong;
    session.say(chat, {session.yutong, QString::fromUtf8("剪纸做好了，一共三十张 🎉")});
    const auto theirs = session.say(
        chat, {session.yutong, "Yes, my aunt helped. Tide is high at 19:52: https://rivertide.example/sat"});
    session.receiveReaction(chat, theirs, session.me, QString::fromUtf8("😍"));
    session.say(chat, {session.me, "These are beautiful! Did you cut them all by hand? ❤️", theirs});
    session.say(chat, {session.me, QString::fromUtf8("🏮🏮🏮")});
    session.flush();
    ChatPane pane(ui.context());
    present(&pane, {420, 760});
    pane.setBackVisible(true);
    pane.openChat(chat);
    QTRY_VERIFY(pane.timeline()->isReady());
    pane.composer()->reply(*session.row(chat, theirs));
    typeText(&pane, QString::fromUtf8("明天见！See you at the wharf"));
    shoot(&pane, "narrow-" + tag);
    QVERIFY(shows(&pane, "Reply to"));
    session.editSummary(chat, [](ChatSummary &summary) { summary.accepted = false; });
    session.flush();
    shoot(&pane, "narrow-request-" + tag);
    QVERIFY(shows(&pane, "Accept"));
}

QTEST_MAIN(TestPaneLooks)
#include "test_pane_looks.moc"
