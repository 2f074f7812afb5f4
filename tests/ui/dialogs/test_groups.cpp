#include "tests/ui/dialogs/dialog_rig.h"
#include "ui/groups/add_members_sheet.h"
#include "ui/groups/group_info.h"
#include "ui/groups/new_group_sheet.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTest>

using namespace confab;
using namespace confab::test;

//! Making groups and looking after them.
class TestGroups : public QObject {
    Q_OBJECT
private slots:
    void newGroupByKeyboardAlone();
    void newGroupOfflineIsDisabledWithTheReason();
    void newGroupKeepsAllAfterAFailure();
    void newGroupAsksBeforeItIsDiscarded();
    void groupInfoShowsRolesAndFollowsChanges();
    void groupInfoAdminActions();
    void groupInfoErrorsStandInTheList();
    void groupInfoOfAMemberHasNoAdminActions();
    void groupInfoEditsInPlace();
    void groupInfoLeavesAfterConfirmation();
    void groupInfoOfAThousandPaintsAndFiltersFast();
    void addingMembersLeavesOutThoseWhoAreIn();
};

// ---- new group ----

void TestGroups::newGroupByKeyboardAlone()
{
    SheetRig rig;
    auto *sheet = new NewGroupSheet(rig.ui.context(), &rig.window);
    QSignalSpy ready(sheet, &NewGroupSheet::chatReady);
    sheet->openSheet();
    QTRY_VERIFY(list(&rig.window, "People to choose")->itemCount() > 9);
    QVERIFY(!named(&rig.window, "Next")->isEnabled());
    for (const auto *name : {"amina", "kofi", "tomasz"}) {
        typeText(&rig.window, name);
        press(&rig.window, Qt::Key_Return);
    }
    press(&rig.window, Qt::Key_Backspace); // takes the last one out again
    QVERIFY(!shows(&rig.window, "Remove \u2068Tomasz"));
    typeText(&rig.window, "dmytro");
    press(&rig.window, Qt::Key_Return);
    press(&rig.window, Qt::Key_Return);
    QVERIFY(named(&rig.window, "Name of the group"));
    typeText(&rig.window, "Boat house");
    press(&rig.window, Qt::Key_Tab);
    typeText(&rig.window, "Keys");
    press(&rig.window, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(ready.count(), 1);
    const auto chat = rig.session.chat(ready[0][0].value<ChatId>());
    QCOMPARE(chat->title, QString("Boat house"));
    QCOMPARE(chat->about, QString("Keys"));
    QCOMPARE(chat->memberCount, 4);
}

void TestGroups::newGroupOfflineIsDisabledWithTheReason()
{
    SheetRig rig;
    rig.session.setPhase(ConnectionPhase::Offline);
    (new NewGroupSheet(rig.ui.context(), &rig.window))->openSheet();
    QTRY_VERIFY(list(&rig.window, "People to choose")->itemCount() > 7);
    typeText(&rig.window, "tomasz");
    press(&rig.window, Qt::Key_Return);
    press(&rig.window, Qt::Key_Return);
    typeText(&rig.window, "Boats");
    QVERIFY(!named(&rig.window, "Create group")->isEnabled());
    QVERIFY(shows(&rig.window, "You are offline. This needs the server."));
    press(&rig.window, Qt::Key_Return);
    QCOMPARE(rig.session.script.callCount("createGroup"), 0);
    rig.session.setPhase(ConnectionPhase::Online);
    QVERIFY(named(&rig.window, "Create group")->isEnabled());
}

void TestGroups::newGroupKeepsAllAfterAFailure()
{
    SheetRig rig;
    rig.session.script.failNext("createGroup", ErrorCode::Rate, "Too many groups at once.");
    auto *sheet = new NewGroupSheet(rig.ui.context(), &rig.window);
    QSignalSpy ready(sheet, &NewGroupSheet::chatReady);
    sheet->openSheet();
    typeText(&rig.window, "tomasz");
    press(&rig.window, Qt::Key_Return);
    press(&rig.window, Qt::Key_Return);
    typeText(&rig.window, "Boats");
    press(&rig.window, Qt::Key_Return);
    QTRY_VERIFY(shows(&rig.window, "Too many groups at once."));
    QCOMPARE(named<QLineEdit>(&rig.window, "Name of the group")->text(), QString("Boats"));
    click(named(&rig.window, "Create group"));
    QTRY_COMPARE(ready.count(), 1);
    QCOMPARE(rig.session.chat(ready[0][0].value<ChatId>())->memberCount, 2);
}

void TestGroups::newGroupAsksBeforeItIsDiscarded()
{
    SheetRig rig;
    QPointer<NewGroupSheet> sheet = new NewGroupSheet(rig.ui.context(), &rig.window);
    sheet->openSheet();
    typeText(&rig.window, "tomasz");
    press(&rig.window, Qt::Key_Return);
    press(&rig.window, Qt::Key_Escape);
    QVERIFY(sheet && sheet->isVisible());
    QTRY_VERIFY(shows(&rig.window, "Discard this group?"));
    click(named(&rig.window, "Discard"));
    QTRY_VERIFY(!sheet);
}

// ---- group info ----

void TestGroups::groupInfoShowsRolesAndFollowsChanges()
{
    Rig rig;
    GroupInfo info(rig.ui.context(), rig.session.lantern);
    QSignalSpy wanted(&info, &GroupInfo::presenceWanted);
    present(&info, {320, 860});
    auto *people = list(&info, "Members");
    QTRY_COMPARE(people->itemCount(), 7);
    QCOMPARE(people->items()[0].user, rig.session.me);
    QVERIFY(people->itemText(0).contains("you"));
    QVERIFY(people->itemText(0).contains("Admin"));
    QCOMPARE(wanted.last()[0].value<QList<UserId>>().size(), 6);
    QVERIFY(people->itemText(rowOf(people, rig.session.kofi)).contains(QString::fromUtf8("typing…")));
    rig.session.setTypingOf(rig.session.lantern, {});
    rig.session.setPresence(rig.session.kofi, PresenceState::Active);
    QVERIFY(people->itemText(rowOf(people, rig.session.kofi)).contains("online"));
    rig.session.changeMembers(rig.session.lantern, {rig.session.tomasz}, {}, {});
    QTRY_COMPARE(people->itemCount(), 8);
    rig.session.removeChat(rig.session.lantern);
    QSignalSpy close(&info, &GroupInfo::closeRequested);
    QTRY_COMPARE(close.count(), 1);
}

void TestGroups::groupInfoAdminActions()
{
    Rig rig;
    GroupInfo info(rig.ui.context(), rig.session.lantern);
    present(&info, {320, 860});
    auto *people = list(&info, "Members");
    QTRY_COMPARE(people->itemCount(), 7);
    // By the keyboard: down to the second row, its menu, "make admin".
    people->setFocus(Qt::TabFocusReason);
    people->setCurrent(rowOf(people, rig.session.amina));
    QContextMenuEvent keyboard(QContextMenuEvent::Keyboard, {}, {});
    QApplication::sendEvent(people, &keyboard);
    choose("Make admin");
    QTRY_VERIFY(people->itemText(rowOf(people, rig.session.amina)).contains("Admin"));
    QCOMPARE(rowOf(people, rig.session.amina), 1); // admins stand first
    // By the pointer: the button at the end of the row.
    QTest::mouseMove(people, people->itemRect(rowOf(people, rig.session.kofi)).center());
    QTest::mouseClick(people, Qt::LeftButton, {}, menuPoint(people, rowOf(people, rig.session.kofi)));
    choose("Remove from group");
    QTRY_VERIFY(shows(info.window(), "They keep what was written"));
    click(named(info.window(), "Remove"));
    QTRY_COMPARE(people->itemCount(), 6);
    QCOMPARE(rowOf(people, rig.session.kofi), -1);
}

void TestGroups::groupInfoErrorsStandInTheList()
{
    Rig rig;
    rig.session.script.failNext("changeMembers", ErrorCode::Forbidden, "Only admins can do this.");
    GroupInfo info(rig.ui.context(), rig.session.lantern);
    present(&info, {320, 860});
    auto *people = list(&info, "Members");
    QTRY_COMPARE(people->itemCount(), 7);
    QTest::mouseClick(people, Qt::LeftButton, {}, menuPoint(people, rowOf(people, rig.session.amina)));
    choose("Make admin");
    QTRY_VERIFY(shows(&info, "Only admins can do this."));
    QVERIFY(!people->itemText(rowOf(people, rig.session.amina)).contains("Admin"));
}

void TestGroups::groupInfoOfAMemberHasNoAdminActions()
{
    Rig rig;
    GroupInfo info(rig.ui.context(), rig.session.kitchen);
    present(&info, {320, 860});
    auto *people = list(&info, "Members");
    QTRY_COMPARE(people->itemCount(), 5);
    QVERIFY(!named(&info, "Add members"));
    QVERIFY(!named(&info, "Edit name and description"));
    QTest::mouseClick(people, Qt::LeftButton, {}, menuPoint(people, rowOf(people, rig.session.priya)));
    QTRY_VERIFY(menu());
    for (const auto *action : menu()->actions())
        QVERIFY(!action->text().startsWith("Remove"));
    QSignalSpy chat(&info, &GroupInfo::chatRequested);
    choose("Message");
    QTRY_COMPARE(chat.count(), 1);
}

void TestGroups::groupInfoEditsInPlace()
{
    Rig rig;
    rig.session.setPhase(ConnectionPhase::Offline); // durable: works offline
    GroupInfo info(rig.ui.context(), rig.session.lantern);
    present(&info, {320, 860});
    click(named(&info, "Edit name and description"));
    auto *title = named<QLineEdit>(&info, "Name of the group");
    QVERIFY(title && title->hasFocus());
    title->selectAll();
    press(&info, Qt::Key_Backspace);
    press(&info, Qt::Key_Return);
    QVERIFY(shows(&info, "A group needs a name."));
    typeText(&info, "River walk");
    press(&info, Qt::Key_Return);
    QCOMPARE(rig.session.chat(rig.session.lantern)->title, QString("River walk"));
    QTRY_VERIFY(shows(&info, "River walk"));
    QVERIFY(!named(&info, "Save"));
}

void TestGroups::groupInfoLeavesAfterConfirmation()
{
    Rig rig;
    GroupInfo info(rig.ui.context(), rig.session.lantern);
    present(&info, {320, 1000});
    QTRY_COMPARE(list(&info, "Members")->itemCount(), 7);
    click(named(&info, "Leave group"));
    QTRY_VERIFY(shows(info.window(), "You are the only admin"));
    QCOMPARE(rig.session.script.callCount("leave"), 0);
    click(named(info.window(), "Leave"));
    QTRY_VERIFY(shows(&info, "You left this group"));
    QVERIFY(!named(&info, "Leave group"));
}

void TestGroups::groupInfoOfAThousandPaintsAndFiltersFast()
{
    Rig rig(FakeSession::Seed::Empty);
    QList<UserId> others;
    for (int i = 1; i < 1000; ++i)
        others.append(rig.session.addPerson(QString("Person %1").arg(i, 4, 10, QChar('0')), QString("person%1").arg(i)));
    const auto chat = rig.session.addGroup("Everybody", others);
    GroupInfo info(rig.ui.context(), chat);
    present(&info, {320, 860});
    auto *people = list(&info, "Members");
    QTRY_COMPARE(people->itemCount(), 1000);
    QCOMPARE(info.findChildren<QWidget *>().size() < 100, true); // rows are painted, not widgets
    QVERIFY(!named(&info, "Add members")->isEnabled()); // the group is full
    named(&info, "Search members")->setFocus();
    typeText(&info, "0777");
    QCOMPARE(people->itemCount(), 1);
    QSignalSpy person(&info, &GroupInfo::personRequested);
    press(&info, Qt::Key_Return);
    QCOMPARE(person.count(), 1);
    typeText(&info, "x");
    QVERIFY(shows(&info, "No member is called that."));
}

void TestGroups::addingMembersLeavesOutThoseWhoAreIn()
{
    Rig rig;
    GroupInfo info(rig.ui.context(), rig.session.lantern);
    present(&info, {700, 860});
    QTRY_COMPARE(list(&info, "Members")->itemCount(), 7);
    click(named(&info, "Add members"));
    QTRY_VERIFY(list(info.window(), "People to choose"));
    auto *people = list(info.window(), "People to choose");
    QTRY_VERIFY(people->itemCount() > 9);
    QVERIFY(!people->items()[rowOf(people, rig.session.kofi)].enabled);
    typeText(&info, "tomasz");
    press(&info, Qt::Key_Return);
    rig.session.script.failNext("changeMembers", ErrorCode::Busy, "The server is busy.");
    press(&info, Qt::Key_Return);
    QTRY_VERIFY(shows(info.window(), "The server is busy."));
    press(&info, Qt::Key_Return);
    QTRY_COMPARE(list(&info, "Members")->itemCount(), 8);
}

QTEST_MAIN(TestGroups)
#include "test_groups.moc"
