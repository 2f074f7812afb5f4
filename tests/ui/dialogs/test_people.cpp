#include "tests/ui/support/fake_session.h"
#include "tests/ui/support/ui_probe.h"
#include "ui/contacts/new_chat_sheet.h"
#include "ui/contacts/people_index.h"
#include "ui/contacts/person_info.h"
#include "ui/contacts/person_list.h"
#include "ui/groups/add_members_sheet.h"
#include "ui/groups/group_info.h"
#include "ui/groups/new_group_sheet.h"

#include <QApplication>
#include <QMenu>
#include <QPointer>
#include <QSignalSpy>
#include <QTest>

using namespace confab;
using namespace confab::test;

class TestPeople : public QObject {
    Q_OBJECT
private slots:
    void namesMatchByWordStarts_data();
    void namesMatchByWordStarts();

    void newChatFiltersAsOneTypes();
    void newChatFindsByExactNameOnceTypingStops();
    void newChatSaysWhyThereIsNobody_data();
    void newChatSaysWhyThereIsNobody();
    void newChatSearchesAgainOnceOnline();
    void newChatOpensTheNoteToSelf();
    void newChatStaysOpenWhenTheChatCannotBeMade();
    void newChatOfANewAccountSaysHowToBegin();

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

    void personInfoBlocksAfterConfirmation();
    void personInfoMutesForAWhile();
    void hostileNamesKeepTheLayout();
    void widgetsDyingBeforeTheAnswerIsHarmless();

private:
    static QMenu *menu()
    {
        auto *popup = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        return popup;
    }
    static void choose(const QString &text)
    {
        QTRY_VERIFY(menu());
        for (auto *action : menu()->actions()) {
            if (action->text().startsWith(text)) {
                QVERIFY2(action->isEnabled(), qPrintable(text));
                auto *from = menu();
                action->trigger();
                from->close();
                return;
            }
        }
        QFAIL(qPrintable("no menu entry " + text));
    }
    static PersonList *list(QWidget *root, const QString &name) { return named<PersonList>(root, name); }
    static int rowOf(PersonList *people, const UserId &user)
    {
        for (int i = 0; i < people->items().size(); ++i) {
            if (people->items()[i].user == user)
                return i;
        }
        return -1;
    }
    static QPoint menuPoint(PersonList *people, int row)
    {
        [people] { QTRY_COMPARE(people->height(), people->sizeHint().height()); }(); // the layout follows in a later turn
        const auto rect = people->itemRect(row);
        return {rect.right() - 20, rect.center().y()};
    }
};

void TestPeople::namesMatchByWordStarts_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char *name, const char *typed, bool matches) {
        QTest::addRow("%s/%s", name, typed) << QString::fromUtf8(name) << QString::fromUtf8(typed) << matches;
    };
    row("Tomasz Wójcik", "wojcik", true);
    row("Tomasz Wójcik", "WÓJ tom", true);
    row("Tomasz Wójcik", "masz", false);
    row("Tomasz Wójcik", "@someone", true);
    row("陈雨桐", "雨", true);
    row("ليلى حداد", "حداد", true);
    row("Дмитро Коваленко", "ковал", true);
    row("Anna-Lena", "lena", true);
    row("Tomasz", "tomasz x", false);
}

void TestPeople::namesMatchByWordStarts()
{
    QFETCH(QString, name);
    QFETCH(QString, typed);
    QFETCH(bool, matches);
    Contact person;
    person.name = name;
    person.username = "someone";
    QCOMPARE(personMatches(person, typed), matches);
}

// ---- new chat ----

void TestPeople::newChatFiltersAsOneTypes()
{
    FakeSession session;
    TestUi ui(&session);
    QWidget window;
    present(&window, {900, 700});
    auto *sheet = new NewChatSheet(ui.context(), &window);
    QSignalSpy ready(sheet, &NewChatSheet::chatReady);
    sheet->openSheet();
    auto *people = list(&window, "People you know");
    QTRY_COMPARE(people->itemCount(), 12); // the self, eight direct, three met in groups
    typeText(&window, "woj");
    QCOMPARE(people->itemCount(), 1);
    QCOMPARE(people->items()[0].user, session.tomasz);
    press(&window, Qt::Key_Return);
    QCOMPARE(ready.count(), 1);
    QCOMPARE(ready[0][0].value<ChatId>(), session.withTomasz);
    QCOMPARE(session.script.callCount("openDirect"), 0); // it exists: no server needed
}

void TestPeople::newChatFindsByExactNameOnceTypingStops()
{
    FakeSession session;
    TestUi ui(&session);
    QWidget window;
    present(&window, {900, 700});
    auto *sheet = new NewChatSheet(ui.context(), &window);
    QSignalSpy ready(sheet, &NewChatSheet::chatReady);
    sheet->openSheet();
    const auto zoe = session.addPerson(QString::fromUtf8("Zoë Nováková"), "zoe.n", "Paints boats");
    typeText(&window, "@Zoe.n");
    QCOMPARE(session.script.callCount("findUser"), 0);
    QTRY_VERIFY(shows(&window, "Paints boats"));
    QCOMPARE(session.script.callCount("findUser"), 1);
    press(&window, Qt::Key_Return);
    QTRY_COMPARE(ready.count(), 1);
    QCOMPARE(session.chat(ready[0][0].value<ChatId>())->peer, zoe);
}

void TestPeople::newChatSaysWhyThereIsNobody_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("offline");
    QTest::addColumn<QString>("says");
    QTest::newRow("not found") << -1 << false << "Nobody is called";
    QTest::newRow("rate") << int(ErrorCode::Rate) << false << "Too many searches";
    QTest::newRow("offline") << int(ErrorCode::Busy) << true << "You are offline";
    QTest::newRow("internal") << int(ErrorCode::Internal) << false << "The server stumbled.";
}

void TestPeople::newChatSaysWhyThereIsNobody()
{
    QFETCH(int, code);
    QFETCH(bool, offline);
    QFETCH(QString, says);
    FakeSession session;
    TestUi ui(&session);
    if (code >= 0)
        session.script.failNext("findUser", {ErrorCode(code), "The server stumbled.", offline});
    QWidget window;
    present(&window, {900, 700});
    (new NewChatSheet(ui.context(), &window))->openSheet();
    typeText(&window, "stranger");
    QTRY_VERIFY2(shows(&window, says), qPrintable(readable(&window)));
    // Typing on and coming back asks nothing twice where the answer is known.
    if (code < 0) {
        press(&window, Qt::Key_Backspace);
        typeText(&window, "r");
        QTRY_VERIFY(shows(&window, says));
        QCOMPARE(session.script.callCount("findUser"), 1);
    }
}

void TestPeople::newChatSearchesAgainOnceOnline()
{
    FakeSession session;
    session.addPerson("Zoe", "zoe.n", "Paints boats");
    TestUi ui(&session);
    session.setPhase(ConnectionPhase::Waiting);
    QWidget window;
    present(&window, {900, 700});
    (new NewChatSheet(ui.context(), &window))->openSheet();
    typeText(&window, "zoe.n");
    QTRY_VERIFY(shows(&window, "You are offline"));
    session.setPhase(ConnectionPhase::Online);
    QTRY_VERIFY(shows(&window, "Paints boats"));
}

void TestPeople::newChatOpensTheNoteToSelf()
{
    FakeSession session;
    TestUi ui(&session);
    QWidget window;
    present(&window, {900, 700});
    auto *sheet = new NewChatSheet(ui.context(), &window);
    QSignalSpy ready(sheet, &NewChatSheet::chatReady);
    sheet->openSheet();
    typeText(&window, "note");
    press(&window, Qt::Key_Return);
    QTRY_COMPARE(ready.count(), 1);
    QCOMPARE(session.chat(ready[0][0].value<ChatId>())->kind, ChatKind::Self);
}

void TestPeople::newChatStaysOpenWhenTheChatCannotBeMade()
{
    FakeSession session;
    TestUi ui(&session);
    session.script.failNext("openDirect", ErrorCode::Busy, "The server is busy.");
    QWidget window;
    present(&window, {900, 700});
    auto *sheet = new NewChatSheet(ui.context(), &window);
    QSignalSpy ready(sheet, &NewChatSheet::chatReady);
    sheet->openSheet();
    QTRY_VERIFY(list(&window, "People you know")->itemCount() > 9);
    typeText(&window, "amina");
    press(&window, Qt::Key_Return);
    QTRY_VERIFY(shows(&window, "The server is busy."));
    QVERIFY(shows(&window, "amina")); // what was typed
    press(&window, Qt::Key_Return);
    QTRY_COMPARE(ready.count(), 1);
}

void TestPeople::newChatOfANewAccountSaysHowToBegin()
{
    FakeSession session(FakeSession::Seed::Empty);
    TestUi ui(&session);
    QWidget window;
    present(&window, {900, 700});
    auto *sheet = new NewChatSheet(ui.context(), &window);
    QSignalSpy group(sheet, &NewChatSheet::groupRequested);
    sheet->openSheet();
    QTRY_VERIFY(shows(&window, "No contacts yet"));
    QCOMPARE(unnamedFocusables(&window), QStringList());
    click(named(&window, "New group"));
    QCOMPARE(group.count(), 1);
}

// ---- new group ----

void TestPeople::newGroupByKeyboardAlone()
{
    FakeSession session;
    TestUi ui(&session);
    QWidget window;
    present(&window, {900, 700});
    auto *sheet = new NewGroupSheet(ui.context(), &window);
    QSignalSpy ready(sheet, &NewGroupSheet::chatReady);
    sheet->openSheet();
    QTRY_VERIFY(list(&window, "People to choose")->itemCount() > 9);
    QVERIFY(!named(&window, "Next")->isEnabled());
    for (const auto *name : {"amina", "kofi", "tomasz"}) {
        typeText(&window, name);
        press(&window, Qt::Key_Return);
    }
    press(&window, Qt::Key_Backspace); // takes the last one out again
    QVERIFY(!shows(&window, "Remove \u2068Tomasz"));
    typeText(&window, "dmytro");
    press(&window, Qt::Key_Return);
    press(&window, Qt::Key_Return);
    QVERIFY(named(&window, "Name of the group"));
    typeText(&window, "Boat house");
    press(&window, Qt::Key_Tab);
    typeText(&window, "Keys");
    press(&window, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(ready.count(), 1);
    const auto chat = session.chat(ready[0][0].value<ChatId>());
    QCOMPARE(chat->title, QString("Boat house"));
    QCOMPARE(chat->about, QString("Keys"));
    QCOMPARE(chat->memberCount, 4);
}

void TestPeople::newGroupOfflineIsDisabledWithTheReason()
{
    FakeSession session;
    TestUi ui(&session);
    session.setPhase(ConnectionPhase::Offline);
    QWidget window;
    present(&window, {900, 700});
    (new NewGroupSheet(ui.context(), &window))->openSheet();
    QTRY_VERIFY(list(&window, "People to choose")->itemCount() > 7);
    typeText(&window, "tomasz");
    press(&window, Qt::Key_Return);
    press(&window, Qt::Key_Return);
    typeText(&window, "Boats");
    QVERIFY(!named(&window, "Create group")->isEnabled());
    QVERIFY(shows(&window, "You are offline. This needs the server."));
    press(&window, Qt::Key_Return);
    QCOMPARE(session.script.callCount("createGroup"), 0);
    session.setPhase(ConnectionPhase::Online);
    QVERIFY(named(&window, "Create group")->isEnabled());
}

void TestPeople::newGroupKeepsAllAfterAFailure()
{
    FakeSession session;
    TestUi ui(&session);
    session.script.failNext("createGroup", ErrorCode::Rate, "Too many groups at once.");
    QWidget window;
    present(&window, {900, 700});
    auto *sheet = new NewGroupSheet(ui.context(), &window);
    QSignalSpy ready(sheet, &NewGroupSheet::chatReady);
    sheet->openSheet();
    typeText(&window, "tomasz");
    press(&window, Qt::Key_Return);
    press(&window, Qt::Key_Return);
    typeText(&window, "Boats");
    press(&window, Qt::Key_Return);
    QTRY_VERIFY(shows(&window, "Too many groups at once."));
    QCOMPARE(named<QLineEdit>(&window, "Name of the group")->text(), QString("Boats"));
    click(named(&window, "Create group"));
    QTRY_COMPARE(ready.count(), 1);
    QCOMPARE(session.chat(ready[0][0].value<ChatId>())->memberCount, 2);
}

void TestPeople::newGroupAsksBeforeItIsDiscarded()
{
    FakeSession session;
    TestUi ui(&session);
    QWidget window;
    present(&window, {900, 700});
    QPointer<NewGroupSheet> sheet = new NewGroupSheet(ui.context(), &window);
    sheet->openSheet();
    typeText(&window, "tomasz");
    press(&window, Qt::Key_Return);
    press(&window, Qt::Key_Escape);
    QVERIFY(sheet && sheet->isVisible());
    QTRY_VERIFY(shows(&window, "Discard this group?"));
    click(named(&window, "Discard"));
    QTRY_VERIFY(!sheet);
}

// ---- group info ----

void TestPeople::groupInfoShowsRolesAndFollowsChanges()
{
    FakeSession session;
    TestUi ui(&session);
    GroupInfo info(ui.context(), session.lantern);
    QSignalSpy wanted(&info, &GroupInfo::presenceWanted);
    present(&info, {320, 860});
    auto *people = list(&info, "Members");
    QTRY_COMPARE(people->itemCount(), 7);
    QCOMPARE(people->items()[0].user, session.me);
    QVERIFY(people->itemText(0).contains("you"));
    QVERIFY(people->itemText(0).contains("Admin"));
    QCOMPARE(wanted.last()[0].value<QList<UserId>>().size(), 6);
    QVERIFY(people->itemText(rowOf(people, session.kofi)).contains(QString::fromUtf8("typing…")));
    session.setTypingOf(session.lantern, {});
    session.setPresence(session.kofi, PresenceState::Active);
    QVERIFY(people->itemText(rowOf(people, session.kofi)).contains("online"));
    session.changeMembers(session.lantern, {session.tomasz}, {}, {});
    QTRY_COMPARE(people->itemCount(), 8);
    session.removeChat(session.lantern);
    QSignalSpy close(&info, &GroupInfo::closeRequested);
    QTRY_COMPARE(close.count(), 1);
}

void TestPeople::groupInfoAdminActions()
{
    FakeSession session;
    TestUi ui(&session);
    GroupInfo info(ui.context(), session.lantern);
    present(&info, {320, 860});
    auto *people = list(&info, "Members");
    QTRY_COMPARE(people->itemCount(), 7);
    // By the keyboard: down to the second row, its menu, "make admin".
    people->setFocus(Qt::TabFocusReason);
    people->setCurrent(rowOf(people, session.amina));
    QContextMenuEvent keyboard(QContextMenuEvent::Keyboard, {}, {});
    QApplication::sendEvent(people, &keyboard);
    choose("Make admin");
    QTRY_VERIFY(people->itemText(rowOf(people, session.amina)).contains("Admin"));
    QCOMPARE(rowOf(people, session.amina), 1); // admins stand first
    // By the pointer: the button at the end of the row.
    QTest::mouseMove(people, people->itemRect(rowOf(people, session.kofi)).center());
    QTest::mouseClick(people, Qt::LeftButton, {}, menuPoint(people, rowOf(people, session.kofi)));
    choose("Remove from group");
    QTRY_VERIFY(shows(info.window(), "They keep what was written"));
    click(named(info.window(), "Remove"));
    QTRY_COMPARE(people->itemCount(), 6);
    QCOMPARE(rowOf(people, session.kofi), -1);
}

void TestPeople::groupInfoErrorsStandInTheList()
{
    FakeSession session;
    TestUi ui(&session);
    session.script.failNext("changeMembers", ErrorCode::Forbidden, "Only admins can do this.");
    GroupInfo info(ui.context(), session.lantern);
    present(&info, {320, 860});
    auto *people = list(&info, "Members");
    QTRY_COMPARE(people->itemCount(), 7);
    QTest::mouseClick(people, Qt::LeftButton, {}, menuPoint(people, rowOf(people, session.amina)));
    choose("Make admin");
    QTRY_VERIFY(shows(&info, "Only admins can do this."));
    QVERIFY(!people->itemText(rowOf(people, session.amina)).contains("Admin"));
}

void TestPeople::groupInfoOfAMemberHasNoAdminActions()
{
    FakeSession session;
    TestUi ui(&session);
    GroupInfo info(ui.context(), session.kitchen);
    present(&info, {320, 860});
    auto *people = list(&info, "Members");
    QTRY_COMPARE(people->itemCount(), 5);
    QVERIFY(!named(&info, "Add members"));
    QVERIFY(!named(&info, "Edit name and description"));
    QTest::mouseClick(people, Qt::LeftButton, {}, menuPoint(people, rowOf(people, session.priya)));
    QTRY_VERIFY(menu());
    for (const auto *action : menu()->actions())
        QVERIFY(!action->text().startsWith("Remove"));
    QSignalSpy chat(&info, &GroupInfo::chatRequested);
    choose("Message");
    QTRY_COMPARE(chat.count(), 1);
}

void TestPeople::groupInfoEditsInPlace()
{
    FakeSession session;
    TestUi ui(&session);
    session.setPhase(ConnectionPhase::Offline); // durable: works offline
    GroupInfo info(ui.context(), session.lantern);
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
    QCOMPARE(session.chat(session.lantern)->title, QString("River walk"));
    QTRY_VERIFY(shows(&info, "River walk"));
    QVERIFY(!named(&info, "Save"));
}

void TestPeople::groupInfoLeavesAfterConfirmation()
{
    FakeSession session;
    TestUi ui(&session);
    GroupInfo info(ui.context(), session.lantern);
    present(&info, {320, 1000});
    QTRY_COMPARE(list(&info, "Members")->itemCount(), 7);
    click(named(&info, "Leave group"));
    QTRY_VERIFY(shows(info.window(), "You are the only admin"));
    QCOMPARE(session.script.callCount("leave"), 0);
    click(named(info.window(), "Leave"));
    QTRY_VERIFY(shows(&info, "You are no longer in this group"));
    QVERIFY(!named(&info, "Leave group"));
}

void TestPeople::groupInfoOfAThousandPaintsAndFiltersFast()
{
    FakeSession session(FakeSession::Seed::Empty);
    TestUi ui(&session);
    QList<UserId> others;
    for (int i = 1; i < 1000; ++i)
        others.append(session.addPerson(QString("Person %1").arg(i, 4, 10, QChar('0')), QString("person%1").arg(i)));
    const auto chat = session.addGroup("Everybody", others);
    GroupInfo info(ui.context(), chat);
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

void TestPeople::addingMembersLeavesOutThoseWhoAreIn()
{
    FakeSession session;
    TestUi ui(&session);
    GroupInfo info(ui.context(), session.lantern);
    present(&info, {700, 860});
    QTRY_COMPARE(list(&info, "Members")->itemCount(), 7);
    click(named(&info, "Add members"));
    QTRY_VERIFY(list(info.window(), "People to choose"));
    auto *people = list(info.window(), "People to choose");
    QTRY_VERIFY(people->itemCount() > 9);
    QVERIFY(!people->items()[rowOf(people, session.kofi)].enabled);
    typeText(&info, "tomasz");
    press(&info, Qt::Key_Return);
    session.script.failNext("changeMembers", ErrorCode::Busy, "The server is busy.");
    press(&info, Qt::Key_Return);
    QTRY_VERIFY(shows(info.window(), "The server is busy."));
    press(&info, Qt::Key_Return);
    QTRY_COMPARE(list(&info, "Members")->itemCount(), 8);
}

// ---- person info ----

void TestPeople::personInfoBlocksAfterConfirmation()
{
    FakeSession session;
    TestUi ui(&session);
    PersonInfo info(ui.context(), session.tomasz);
    present(&info, {320, 860});
    QVERIFY(shows(&info, "online"));
    QTRY_VERIFY(shows(&info, "Kitchen Collective"));
    click(named(&info, "Block"));
    QTRY_VERIFY(shows(info.window(), "They are not told."));
    QCOMPARE(session.script.callCount("block"), 0);
    QWidget *confirm = nullptr;
    for (auto *button : info.window()->findChildren<QAbstractButton *>()) {
        if (button->isVisible() && button->text() == "Block" && button != named(&info, "Block"))
            confirm = button;
    }
    click(confirm);
    QTRY_VERIFY(shows(&info, "Blocked"));
    session.script.failNext("block", ErrorCode::Busy, "The server is busy.");
    click(named(&info, "Unblock"));
    QTRY_VERIFY(shows(&info, "The server is busy."));
    QVERIFY(session.contact(session.tomasz).blocked);
    click(named(&info, "Unblock"));
    QTRY_VERIFY(!session.contact(session.tomasz).blocked);
}

void TestPeople::personInfoMutesForAWhile()
{
    FakeSession session;
    TestUi ui(&session, Theme::Mode::Light, session.now);
    PersonInfo info(ui.context(), session.tomasz);
    present(&info, {320, 860});
    auto *toggle = named<QAbstractButton>(&info, "Notifications");
    QVERIFY(toggle);
    click(toggle);
    choose("Mute for 8 hours");
    QCOMPARE(session.chat(session.withTomasz)->mutedUntil, ui.now + 8 * 3'600'000);
    QTRY_VERIFY(shows(&info, "Muted until"));
}

void TestPeople::hostileNamesKeepTheLayout()
{
    FakeSession session(FakeSession::Seed::Empty);
    TestUi ui(&session);
    QString emoji;
    for (int i = 0; i < 32; ++i)
        emoji += QString::fromUtf8("🏮");
    const QStringList names {QString(QChar(0x202e)) + "gnp.exe", emoji, QString(64, 'W'), "a\nb\tc", "<b>bold</b> &amp;",
        QString(30, QChar(0x0301))};
    QList<UserId> others;
    for (const auto &name : names)
        others.append(session.addPerson(name, QString("hostile%1").arg(others.size()), QString(256, 'W')));
    const auto chat = session.addGroup(QString(128, 'W') + QChar(0x202e), others);
    session.editSummary(chat, [](ChatSummary &s) { s.about = QString(512, 'M'); });
    GroupInfo info(ui.context(), chat);
    present(&info, {320, 860});
    auto *people = list(&info, "Members");
    QTRY_COMPARE(people->itemCount(), names.size() + 1);
    QCOMPARE(info.width(), 320);
    for (int i = 0; i < people->itemCount(); ++i) {
        QVERIFY(!people->itemText(i).contains(QChar(0x202e)));
        QVERIFY(!people->itemText(i).contains('\n'));
    }
    QVERIFY(shows(&info, "<b>bold</b>")); // as text
    shoot(&info, "hostile-group");
    for (const auto &user : others) {
        PersonInfo person(ui.context(), user);
        present(&person, {320, 860});
        QCOMPARE(person.width(), 320);
        QVERIFY(!readable(&person).contains(QChar(0x202e)));
    }
}

void TestPeople::widgetsDyingBeforeTheAnswerIsHarmless()
{
    FakeSession session;
    session.script.hold();
    {
        TestUi ui(&session);
        QWidget window;
        present(&window, {900, 700});
        (new NewChatSheet(ui.context(), &window))->openSheet();
        typeText(&window, "stranger");
        press(&window, Qt::Key_Return);
        GroupInfo group(ui.context(), session.lantern);
        PersonInfo person(ui.context(), session.amina);
        QVERIFY(session.script.pending() > 3);
    }
    session.script.release();
    QTest::qWait(10);
}

QTEST_MAIN(TestPeople)
#include "test_people.moc"
