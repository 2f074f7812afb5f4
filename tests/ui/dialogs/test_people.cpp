#include "tests/ui/dialogs/dialog_rig.h"
#include "ui/contacts/new_chat_sheet.h"
#include "ui/contacts/people_index.h"
#include "ui/contacts/person_info.h"
#include "ui/groups/group_info.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTest>

using namespace confab;
using namespace confab::test;

//! Finding people, beginning chats with them, what is known of one.
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
    void personInfoBlocksAfterConfirmation();
    void personInfoMutesForAWhile();
    void hostileNamesKeepTheLayout();
    void widgetsDyingBeforeTheAnswerIsHarmless();
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
    SheetRig rig;
    auto *sheet = new NewChatSheet(rig.ui.context(), &rig.window);
    QSignalSpy ready(sheet, &NewChatSheet::chatReady);
    sheet->openSheet();
    auto *people = list(&rig.window, "People you know");
    QTRY_COMPARE(people->itemCount(), 12); // the self, eight direct, three met in groups
    typeText(&rig.window, "woj");
    QCOMPARE(people->itemCount(), 1);
    QCOMPARE(people->items()[0].user, rig.session.tomasz);
    press(&rig.window, Qt::Key_Return);
    QCOMPARE(ready.count(), 1);
    QCOMPARE(ready[0][0].value<ChatId>(), rig.session.withTomasz);
    QCOMPARE(rig.session.script.callCount("openDirect"), 0); // it exists: no server needed
}

void TestPeople::newChatFindsByExactNameOnceTypingStops()
{
    SheetRig rig;
    auto *sheet = new NewChatSheet(rig.ui.context(), &rig.window);
    QSignalSpy ready(sheet, &NewChatSheet::chatReady);
    sheet->openSheet();
    const auto zoe = rig.session.addPerson(QString::fromUtf8("Zoë Nováková"), "zoe.n", "Paints boats");
    typeText(&rig.window, "@Zoe.n");
    QCOMPARE(rig.session.script.callCount("findUser"), 0);
    QTRY_VERIFY(shows(&rig.window, "Paints boats"));
    QCOMPARE(rig.session.script.callCount("findUser"), 1);
    press(&rig.window, Qt::Key_Return);
    QTRY_COMPARE(ready.count(), 1);
    QCOMPARE(rig.session.chat(ready[0][0].value<ChatId>())->peer, zoe);
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
    SheetRig rig;
    if (code >= 0)
        rig.session.script.failNext("findUser", {ErrorCode(code), "The server stumbled.", offline});
    (new NewChatSheet(rig.ui.context(), &rig.window))->openSheet();
    typeText(&rig.window, "stranger");
    QTRY_VERIFY2(shows(&rig.window, says), qPrintable(readable(&rig.window)));
    // Typing on and coming back asks nothing twice where the answer is known.
    if (code < 0) {
        press(&rig.window, Qt::Key_Backspace);
        typeText(&rig.window, "r");
        QTRY_VERIFY(shows(&rig.window, says));
        QCOMPARE(rig.session.script.callCount("findUser"), 1);
    }
}

void TestPeople::newChatSearchesAgainOnceOnline()
{
    SheetRig rig;
    rig.session.addPerson("Zoe", "zoe.n", "Paints boats");
    rig.session.setPhase(ConnectionPhase::Waiting);
    (new NewChatSheet(rig.ui.context(), &rig.window))->openSheet();
    typeText(&rig.window, "zoe.n");
    QTRY_VERIFY(shows(&rig.window, "You are offline"));
    rig.session.setPhase(ConnectionPhase::Online);
    QTRY_VERIFY(shows(&rig.window, "Paints boats"));
}

void TestPeople::newChatOpensTheNoteToSelf()
{
    SheetRig rig;
    auto *sheet = new NewChatSheet(rig.ui.context(), &rig.window);
    QSignalSpy ready(sheet, &NewChatSheet::chatReady);
    sheet->openSheet();
    typeText(&rig.window, "note");
    press(&rig.window, Qt::Key_Return);
    QTRY_COMPARE(ready.count(), 1);
    QCOMPARE(rig.session.chat(ready[0][0].value<ChatId>())->kind, ChatKind::Self);
}

void TestPeople::newChatStaysOpenWhenTheChatCannotBeMade()
{
    SheetRig rig;
    rig.session.script.failNext("openDirect", ErrorCode::Busy, "The server is busy.");
    auto *sheet = new NewChatSheet(rig.ui.context(), &rig.window);
    QSignalSpy ready(sheet, &NewChatSheet::chatReady);
    sheet->openSheet();
    QTRY_VERIFY(list(&rig.window, "People you know")->itemCount() > 9);
    typeText(&rig.window, "amina");
    press(&rig.window, Qt::Key_Return);
    QTRY_VERIFY(shows(&rig.window, "The server is busy."));
    QVERIFY(shows(&rig.window, "amina")); // what was typed
    press(&rig.window, Qt::Key_Return);
    QTRY_COMPARE(ready.count(), 1);
}

void TestPeople::newChatOfANewAccountSaysHowToBegin()
{
    SheetRig rig(FakeSession::Seed::Empty);
    auto *sheet = new NewChatSheet(rig.ui.context(), &rig.window);
    QSignalSpy group(sheet, &NewChatSheet::groupRequested);
    sheet->openSheet();
    QTRY_VERIFY(shows(&rig.window, "No contacts yet"));
    QCOMPARE(unnamedFocusables(&rig.window), QStringList());
    click(named(&rig.window, "New group"));
    QCOMPARE(group.count(), 1);
}

// ---- person info ----

void TestPeople::personInfoBlocksAfterConfirmation()
{
    Rig rig;
    PersonInfo info(rig.ui.context(), rig.session.tomasz);
    present(&info, {320, 860});
    QVERIFY(shows(&info, "online"));
    QTRY_VERIFY(shows(&info, "Kitchen Collective"));
    click(named(&info, "Block"));
    QTRY_VERIFY(shows(info.window(), "They are not told."));
    QCOMPARE(rig.session.script.callCount("block"), 0);
    QWidget *confirm = nullptr;
    for (auto *button : info.window()->findChildren<QAbstractButton *>()) {
        if (button->isVisible() && button->text() == "Block" && button != named(&info, "Block"))
            confirm = button;
    }
    click(confirm);
    QTRY_VERIFY(shows(&info, "Blocked"));
    rig.session.script.failNext("block", ErrorCode::Busy, "The server is busy.");
    click(named(&info, "Unblock"));
    QTRY_VERIFY(shows(&info, "The server is busy."));
    QVERIFY(rig.session.contact(rig.session.tomasz).blocked);
    click(named(&info, "Unblock"));
    QTRY_VERIFY(!rig.session.contact(rig.session.tomasz).blocked);
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
    Rig rig(FakeSession::Seed::Empty);
    QString emoji;
    for (int i = 0; i < 32; ++i)
        emoji += QString::fromUtf8("🏮");
    const QStringList names {QString(QChar(0x202e)) + "gnp.exe", emoji, QString(64, 'W'), "a\nb\tc", "<b>bold</b> &amp;",
        QString(30, QChar(0x0301))};
    QList<UserId> others;
    for (const auto &name : names)
        others.append(rig.session.addPerson(name, QString("hostile%1").arg(others.size()), QString(256, 'W')));
    const auto chat = rig.session.addGroup(QString(128, 'W') + QChar(0x202e), others);
    rig.session.editSummary(chat, [](ChatSummary &s) { s.about = QString(512, 'M'); });
    GroupInfo info(rig.ui.context(), chat);
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
        PersonInfo person(rig.ui.context(), user);
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
