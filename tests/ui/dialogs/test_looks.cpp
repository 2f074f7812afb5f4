#include "tests/ui/dialogs/dialog_rig.h"
#include "tests/ui/support/fake_onboarding.h"
#include "ui/contacts/new_chat_sheet.h"
#include "ui/contacts/person_info.h"
#include "ui/groups/group_info.h"
#include "ui/groups/new_group_sheet.h"
#include "ui/settings/link_device_sheet.h"
#include "ui/settings/settings_page.h"

#include <QTest>

using namespace confab;
using namespace confab::test;

//! Pictures of every page in both schemes for people (CONFAB_SHOTS), and what holds for all of them: every
//! control that Tab reaches has a name, and nothing is wider than its window.
class TestLooks : public QObject {
    Q_OBJECT
private slots:
    void pages_data();
    void pages();

private:
    void check(QWidget *window, const QString &name);
    QString m_scheme;
};

void TestLooks::pages_data()
{
    QTest::addColumn<int>("mode");
    QTest::addColumn<int>("scale");
    QTest::newRow("light") << int(Theme::Mode::Light) << 100;
    QTest::newRow("dark") << int(Theme::Mode::Dark) << 100;
    QTest::newRow("contrast") << int(Theme::Mode::Contrast) << 100;
    QTest::newRow("large") << int(Theme::Mode::Light) << 150;
}

void TestLooks::check(QWidget *window, const QString &name)
{
    QCOMPARE(unnamedFocusables(window), QStringList());
    shoot(window, name + '-' + m_scheme);
}

void TestLooks::pages()
{
    QFETCH(int, mode);
    QFETCH(int, scale);
    m_scheme = QTest::currentDataTag();
    FakeSession session;
    TestUi ui(&session, Theme::Mode(mode));
    ui.settings.setThemeMode(Theme::Mode(mode));
    ui.settings.setTextScale(scale);
    ui.theme.setScalePercent(scale);
    const QList<ShortcutInfo> shortcuts{
        {"Chats", "New chat", {QKeySequence("Ctrl+N")}},
        {"Chats", "Search", {QKeySequence("Ctrl+K"), QKeySequence("Ctrl+F")}},
        {"Message", "Reply", {QKeySequence("Ctrl+R")}},
    };
    {
        SettingsPage page(ui.context(), shortcuts);
        present(&page, {1100, 740});
        using P = SettingsPage::Page;
        for (const auto p :
            {P::Profile, P::Appearance, P::Notifications, P::Privacy, P::Devices, P::Shortcuts, P::About}) {
            page.showPage(p);
            QTest::qWait(20);
            check(&page, QStringLiteral("settings-%1").arg(QMetaEnum::fromType<P>().valueToKey(int(p))));
        }
        page.linkDevice();
        check(&page, "link-enter");
        typeText(&page, "7qf29kdmxw4r");
        press(&page, Qt::Key_Return);
        QVERIFY(session.approval);
        emit session.approval->digitsReady("482915", "laptop, Debian 12");
        check(&page, "link-compare");
    }
    {
        QWidget window;
        present(&window, {900, 700});
        auto *sheet = new NewChatSheet(ui.context(), &window);
        sheet->openSheet();
        QTest::qWait(20);
        check(&window, "new-chat");
        session.addPerson(QString::fromUtf8("Zoë Nováková"), "zoe.n", "Paints boats");
        typeText(&window, "zoe.n");
        QTRY_VERIFY(shows(&window, "Message"));
        check(&window, "new-chat-found");
    }
    {
        QWidget window;
        present(&window, {900, 700});
        auto *sheet = new NewGroupSheet(ui.context(), &window);
        sheet->openSheet();
        QTRY_VERIFY(list(&window, "People to choose")->itemCount() > 9);
        for (const auto *name : {"amina", "kofi", "tomasz", "dmytro"}) {
            typeText(&window, name);
            press(&window, Qt::Key_Return);
        }
        check(&window, "new-group-1");
        press(&window, Qt::Key_Return);
        typeText(&window, "Boat house");
        check(&window, "new-group-2");
    }
    {
        GroupInfo info(ui.context(), session.lantern);
        present(&info, {320, 860});
        QTest::qWait(20);
        check(&info, "group-info");
        click(named(&info, "Edit name and description"));
        QTest::qWait(20);
        check(&info, "group-edit");
    }
    {
        PersonInfo info(ui.context(), session.kofi);
        present(&info, {320, 860});
        QTest::qWait(20);
        check(&info, "person-info");
    }
}

QTEST_MAIN(TestLooks)
#include "test_looks.moc"
