#include "tests/ui/dialogs/dialog_rig.h"
#include "ui/common/buttons.h"
#include "ui/settings/accent_dot.h"
#include "ui/settings/device_row.h"
#include "ui/settings/nav_row.h"
#include "ui/settings/link_device_sheet.h"
#include "ui/settings/settings_page.h"
#include "ui/settings/theme_card.h"

#include <QPlainTextEdit>
#include <QPointer>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>

using namespace confab;
using namespace confab::test;
using Pane = SettingsPage::Page;

namespace {

struct SettingsRig : Rig {
    SettingsRig() { present(&page, {1100, 740}); }
    SettingsPage page {ui.context(), {}};
};

//! The sheet that links a device, open.
struct LinkRig : SheetRig {
    LinkRig() { sheet->openSheet(); }
    void typeCode()
    {
        typeText(&window, "7QF29KDMXW4R");
        press(&window, Qt::Key_Return);
    }
    QPointer<LinkDeviceSheet> sheet = new LinkDeviceSheet(ui.context(), &window);
};

} // namespace

class TestSettings : public QObject {
    Q_OBJECT
private slots:
    void theSidebarWorksByKeyboard();
    void narrowShowsOneColumn();
    void theThemeChangesAtOnce();
    void theAccentChangesAtOnce();
    void theTextSizeChangesWithItsPreview();
    void notificationsAreKept();

    void theProfileIsSavedWhenTypingStops();
    void aRefusedProfileStaysInTheFields();
    void aProfileTypedOfflineIsSavedOnceBack();

    void privacyGoesBackWhereTheServerRefuses();

    void devicesAreListedWithTheCurrentOnTop();
    void aDeviceIsLoggedOutAfterConfirmation();
    void aRefusedLogoutSaysSoInItsRow();
    void aFullAccountCannotLinkMore();
    void loggingOutRevokesThisDeviceFirst();
    void theLastDeviceIsWarnedAbout();
    void loggingOutWithoutTheServerAsksAgain();

    void linkingByCode();
    void linkingRefusesWhatIsNoCode_data();
    void linkingRefusesWhatIsNoCode();
    void linkingRejectsWhereDigitsDiffer();
    void closingWhileComparingRejects();
    void enterMeantForTheCodeDoesNotConfirm();
    void aFailedLinkKeepsTheCode();

private:
    //! The answer of the sheet that is open.
    static void answer(QWidget *page, const QString &text)
    {
        for (auto *button : page->findChildren<Button *>())
            if (button->isVisible() && button->text() == text && !button->accessibleName().contains(u'\u2068'))
                return click(button);
        QFAIL(qPrintable("no button " + text));
    }
    static QList<DeviceRow *> deviceRows(const QWidget *page)
    {
        auto rows = page->findChildren<DeviceRow *>();
        rows.removeIf([](const DeviceRow *row) { return !row->isVisible(); });
        std::sort(rows.begin(), rows.end(), [](const DeviceRow *a, const DeviceRow *b) { return a->y() < b->y(); });
        return rows;
    }
};

void TestSettings::theSidebarWorksByKeyboard()
{
    FakeSession session;
    TestUi ui(&session);
    const QList<ShortcutInfo> shortcuts {{"Chats", "New chat", {QKeySequence("Ctrl+N")}}};
    SettingsPage page(ui.context(), shortcuts);
    QSignalSpy close(&page, &SettingsPage::closeRequested);
    present(&page, {1100, 740});
    page.showPage(Pane::Profile);
    press(&page, Qt::Key_Down);
    QTRY_VERIFY(shows(&page, "Text size"));
    press(&page, Qt::Key_Down);
    QTRY_VERIFY(shows(&page, "Show notifications"));
    page.showPage(Pane::Shortcuts);
    QVERIFY(shows(&page, "New chat: Ctrl+N"));
    press(&page, Qt::Key_Escape);
    QCOMPARE(close.count(), 1);
}

void TestSettings::narrowShowsOneColumn()
{
    FakeSession session;
    TestUi ui(&session);
    SettingsPage page(ui.context(), {});
    QSignalSpy close(&page, &SettingsPage::closeRequested);
    present(&page, {420, 760});
    QVERIFY(named(&page, "Appearance"));
    QVERIFY(!shows(&page, "Text size"));
    shoot(&page, "settings-narrow-list");
    click(named<QAbstractButton>(&page, "Appearance"));
    QTRY_VERIFY(shows(&page, "Text size"));
    QVERIFY(!named(&page, "Notifications"));
    QCOMPARE(page.width(), 420);
    shoot(&page, "settings-narrow-page");
    press(&page, Qt::Key_Escape);
    QVERIFY(named(&page, "Notifications"));
    QCOMPARE(close.count(), 0);
    press(&page, Qt::Key_Escape);
    QCOMPARE(close.count(), 1);
}

void TestSettings::theThemeChangesAtOnce()
{
    SettingsRig rig;
    rig.page.showPage(Pane::Appearance);
    click(named<ThemeCard>(&rig.page, "Dark"));
    QCOMPARE(rig.ui.theme.scheme(), Scheme::Dark);
    QCOMPARE(rig.ui.settings.themeMode(), Theme::Mode::Dark);
    click(named<Switch>(&rig.page, "High contrast"));
    QCOMPARE(rig.ui.theme.scheme(), Scheme::Contrast);
    QVERIFY(!named<ThemeCard>(&rig.page, "Dark")->isChecked());
    click(named<ThemeCard>(&rig.page, "Light"));
    QCOMPARE(rig.ui.theme.scheme(), Scheme::Light);
    QVERIFY(!named<Switch>(&rig.page, "High contrast")->isChecked());
}

void TestSettings::theAccentChangesAtOnce()
{
    SettingsRig rig;
    rig.page.showPage(Pane::Appearance);
    QVERIFY(named<AccentDot>(&rig.page, "Blue")->isChecked());
    click(named<AccentDot>(&rig.page, "Violet"));
    QCOMPARE(rig.ui.theme.accent(), Accent::Violet);
    QCOMPARE(rig.ui.settings.accent(), Accent::Violet);
    QCOMPARE(rig.ui.theme.color(Token::Accent), colorOf(Token::Accent, rig.ui.theme.scheme(), Accent::Violet));
    QVERIFY(!named<AccentDot>(&rig.page, "Blue")->isChecked());
    click(named<ThemeCard>(&rig.page, "Dark")); // it stays in another theme
    QCOMPARE(rig.ui.theme.color(Token::RowSelected), colorOf(Token::RowSelected, Scheme::Dark, Accent::Violet));
    shoot(&rig.page, "settings-accent");
    press(&rig.page, Qt::Key_Tab);
    named<AccentDot>(&rig.page, "Violet")->setFocus(Qt::TabFocusReason);
    press(&rig.page, Qt::Key_Right); // and by keyboard
    QCOMPARE(rig.ui.theme.accent(), Accent::Pink);
}

void TestSettings::theTextSizeChangesWithItsPreview()
{
    SettingsRig rig;
    rig.page.showPage(Pane::Appearance);
    auto *slider = named<QSlider>(&rig.page, "Text size in percent");
    slider->setFocus();
    press(&rig.page, Qt::Key_Right);
    QCOMPARE(rig.ui.theme.scalePercent(), 105);
    QCOMPARE(rig.ui.settings.textScale(), 105);
    QVERIFY(shows(&rig.page, "105 %"));
    // While the handle is held nothing but the preview moves.
    slider->setSliderDown(true);
    slider->setValue(slider->maximum());
    QCOMPARE(rig.ui.theme.scalePercent(), 105);
    QVERIFY(shows(&rig.page, "200 %"));
    slider->setSliderDown(false);
    QCOMPARE(rig.ui.theme.scalePercent(), 200);
    QCOMPARE(rig.page.width(), 1100);
}

void TestSettings::notificationsAreKept()
{
    SettingsRig rig;
    rig.page.showPage(Pane::Notifications);
    click(named<QAbstractButton>(&rig.page, "Name only"));
    QCOMPARE(rig.ui.settings.notificationDetail(), UiSettings::NotificationDetail::NameOnly);
    click(named<Switch>(&rig.page, "Show notifications"));
    QVERIFY(!rig.ui.settings.notifications());
    QVERIFY(!named<QAbstractButton>(&rig.page, "Name only")->isEnabled());
    rig.page.showPage(Pane::Shortcuts);
    click(named<Switch>(&rig.page, "Enter sends the message"));
    QVERIFY(!rig.ui.settings.enterSends());
}

// ---- profile ----

void TestSettings::theProfileIsSavedWhenTypingStops()
{
    SettingsRig rig;
    rig.page.showPage(Pane::Profile);
    auto *name = named<QLineEdit>(&rig.page, "Display name");
    name->setFocus();
    name->end(false);
    typeText(&rig.page, " II");
    QCOMPARE(rig.session.script.callCount("setProfile"), 0);
    QTRY_VERIFY(shows(&rig.page, "Saved"));
    QCOMPARE(rig.session.script.callCount("setProfile"), 1);
    QVERIFY(rig.session.self().name.endsWith("Ferreira II"));
    auto *about = named<QPlainTextEdit>(&rig.page, "About");
    about->setFocus();
    about->selectAll();
    typeText(&rig.page, "Boats");
    press(&rig.page, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(rig.session.contact(rig.session.me).about, QString("Boats"));
    // 256 characters and not one more, wherever they come in.
    about->setPlainText(QString(300, 'x'));
    QCOMPARE(about->toPlainText().size(), 256);
}

void TestSettings::aRefusedProfileStaysInTheFields()
{
    SettingsRig rig;
    rig.page.showPage(Pane::Profile);
    rig.session.script.failNext("setProfile", ErrorCode::Rate, "Too many changes.");
    auto *name = named<QLineEdit>(&rig.page, "Display name");
    name->setFocus();
    name->selectAll();
    typeText(&rig.page, "Captain");
    press(&rig.page, Qt::Key_Return);
    QTRY_VERIFY(shows(&rig.page, "Too many changes."));
    QCOMPARE(name->text(), QString("Captain"));
    rig.session.editContact(rig.session.kofi, [](Contact &c) { c.about = "x"; }); // news do not overwrite it
    QTest::qWait(5);
    QCOMPARE(name->text(), QString("Captain"));
    press(&rig.page, Qt::Key_Return);
    QTRY_COMPARE(rig.session.self().name, QString("Captain"));
    name->selectAll();
    press(&rig.page, Qt::Key_Backspace);
    press(&rig.page, Qt::Key_Return);
    QVERIFY(shows(&rig.page, "Others need something to call you."));
    QCOMPARE(rig.session.self().name, QString("Captain"));
}

void TestSettings::aProfileTypedOfflineIsSavedOnceBack()
{
    SettingsRig rig;
    rig.page.showPage(Pane::Profile);
    rig.session.setPhase(ConnectionPhase::Waiting);
    auto *name = named<QLineEdit>(&rig.page, "Display name");
    name->setFocus();
    name->selectAll();
    typeText(&rig.page, "Captain");
    press(&rig.page, Qt::Key_Return);
    QTRY_VERIFY(shows(&rig.page, "You are offline."));
    rig.session.setPhase(ConnectionPhase::Online);
    QTRY_COMPARE(rig.session.self().name, QString("Captain"));
}

// ---- privacy ----

void TestSettings::privacyGoesBackWhereTheServerRefuses()
{
    SettingsRig rig;
    rig.page.showPage(Pane::Privacy);
    auto *receipts = named<Switch>(&rig.page, "Hide read receipts");
    click(receipts);
    QTRY_VERIFY(rig.session.self().privacy.hideReceipts);
    QTRY_VERIFY(receipts->isEnabled());
    rig.session.script.failNext("setPrivacy", ErrorCode::Busy, "The server is busy.");
    click(receipts);
    QTRY_VERIFY(shows(&rig.page, "The server is busy."));
    QVERIFY(receipts->isChecked());
    QVERIFY(rig.session.self().privacy.hideReceipts);
    QVERIFY(shows(&rig.page, "You have blocked nobody."));
    rig.session.block(rig.session.tomasz, true);
    QTRY_VERIFY(shows(&rig.page, "Unblock"));
}

// ---- devices ----

void TestSettings::devicesAreListedWithTheCurrentOnTop()
{
    FakeSession session;
    TestUi ui(&session, Theme::Mode::Light, session.now);
    SettingsPage page(ui.context(), {});
    present(&page, {1100, 740});
    page.showPage(Pane::Devices);
    QTRY_COMPARE(deviceRows(&page).size(), 3);
    QCOMPARE(deviceRows(&page)[0]->name(), QString("studio, Debian 12"));
    QCOMPARE(deviceRows(&page)[1]->name(), QString("laptop, Debian 12"));
    QVERIFY(shows(&page, "This device"));
    QVERIFY(shows(&page, "last active 26 minute"));
    QVERIFY(!named(&page, QString::fromUtf8("Log out \u2068studio, Debian 12\u2069")));
}

void TestSettings::aDeviceIsLoggedOutAfterConfirmation()
{
    SettingsRig rig;
    rig.page.showPage(Pane::Devices);
    QTRY_COMPARE(deviceRows(&rig.page).size(), 3);
    click(named(&rig.page, QString::fromUtf8("Log out \u2068workshop, Ubuntu 24.04\u2069")));
    QTRY_VERIFY(shows(&rig.page, "It loses access to your account at once."));
    QCOMPARE(rig.session.script.callCount("revokeDevice"), 0);
    for (auto *button : rig.page.findChildren<Button *>()) {
        if (button->isVisible() && button->text() == "Log out" && !button->accessibleName().contains("\u2068"))
            click(button);
    }
    QTRY_COMPARE(deviceRows(&rig.page).size(), 2);
    QTRY_VERIFY(named(&rig.page, "Devices, 2"));
}

void TestSettings::aRefusedLogoutSaysSoInItsRow()
{
    FakeSession session;
    TestUi ui(&session);
    session.script.failNext("revokeDevice", ErrorCode::Busy, "The server is busy.");
    SettingsPage page(ui.context(), {});
    present(&page, {1100, 740});
    page.showPage(Pane::Devices);
    QTRY_COMPARE(deviceRows(&page).size(), 3);
    click(named(&page, QString::fromUtf8("Log out \u2068laptop, Debian 12\u2069")));
    QTRY_VERIFY(shows(&page, "It loses access"));
    for (auto *button : page.findChildren<Button *>()) {
        if (button->isVisible() && button->text() == "Log out" && !button->accessibleName().contains("\u2068"))
            click(button);
    }
    QTRY_VERIFY(shows(&page, "The server is busy."));
    QCOMPARE(deviceRows(&page).size(), 3);
    QVERIFY(named(&page, QString::fromUtf8("Log out \u2068laptop, Debian 12\u2069"))->isEnabled());
}

void TestSettings::aFullAccountCannotLinkMore()
{
    FakeSession session;
    TestUi ui(&session);
    QList<Device> devices;
    for (int i = 0; i < 10; ++i) {
        Device device;
        device.device.data()[0] = std::uint8_t(i + 1);
        device.name = i ? QString("old %1").arg(i) : QString();
        device.current = i == 0;
        device.verified = i != 3;
        devices.append(device);
    }
    session.setDevices(devices);
    SettingsPage page(ui.context(), {});
    present(&page, {1100, 740});
    page.showPage(Pane::Devices);
    QTRY_COMPARE(deviceRows(&page).size(), 10);
    QVERIFY(!named(&page, "Link a device")->isEnabled());
    QVERIFY(shows(&page, "Log one out first."));
    QVERIFY(shows(&page, "Unnamed device"));
    QVERIFY(shows(&page, "Not certified by your account key."));
}

// ---- linking ----

void TestSettings::loggingOutRevokesThisDeviceFirst()
{
    SettingsRig rig;
    QSignalSpy gone(&rig.page, &SettingsPage::loggedOut);
    click(named<NavRow>(&rig.page, "Log out"));
    QTRY_VERIFY(shows(&rig.page, "are removed from this computer"));
    QVERIFY(shows(&rig.page, "goes on on its other devices"));
    QCOMPARE(rig.session.script.callCount("revokeDevice"), 0); // a slip of the pointer does nothing
    press(&rig.page, Qt::Key_Escape);
    QCOMPARE(rig.session.script.callCount("revokeDevice"), 0);
    click(named<NavRow>(&rig.page, "Log out"));
    QTRY_VERIFY(shows(&rig.page, "are removed from this computer"));
    answer(&rig.page, "Log out");
    QTRY_COMPARE(gone.size(), 1);
    QVERIFY(rig.session.script.calls.contains("revokeDevice(" + rig.session.self().device.toText() + ')'));
}

void TestSettings::theLastDeviceIsWarnedAbout()
{
    FakeSession session(FakeSession::Seed::Empty);
    TestUi ui(&session);
    SettingsPage page(ui.context(), {});
    present(&page, {1100, 740});
    click(named<NavRow>(&page, "Log out"));
    QTRY_VERIFY(shows(&page, "nobody can get into the account again"));
}

void TestSettings::loggingOutWithoutTheServerAsksAgain()
{
    SettingsRig rig;
    QSignalSpy gone(&rig.page, &SettingsPage::loggedOut);
    rig.session.script.failNext("revokeDevice", ErrorCode::Busy, "The server is busy.");
    click(named<NavRow>(&rig.page, "Log out"));
    QTRY_VERIFY(shows(&rig.page, "are removed from this computer"));
    answer(&rig.page, "Log out");
    QTRY_VERIFY(shows(&rig.page, "Remove the account from this computer anyway?"));
    QVERIFY(shows(&rig.page, "The server is busy."));
    QVERIFY(gone.isEmpty());
    answer(&rig.page, "Remove anyway");
    QTRY_COMPARE(gone.size(), 1);
    // Whom another device has logged out already has nothing to ask.
    rig.session.script.failNext("revokeDevice", ErrorCode::DevRevoked, "revoked");
    click(named<NavRow>(&rig.page, "Log out"));
    QTRY_VERIFY(shows(&rig.page, "are removed from this computer"));
    answer(&rig.page, "Log out");
    QTRY_COMPARE(gone.size(), 2);
}

void TestSettings::linkingByCode()
{
    LinkRig rig;
    typeText(&rig.window, "7qf2 9kdm xw4r");
    QCOMPARE(named<QLineEdit>(&rig.window, "Code")->text(), QString("7QF2-9KDM-XW4R"));
    press(&rig.window, Qt::Key_Return);
    QVERIFY(rig.session.approval);
    QCOMPARE(rig.session.approval->code, QString("7QF29KDMXW4R"));
    QVERIFY(shows(&rig.window, "Reaching the other device"));
    emit rig.session.approval->digitsReady("482915", "laptop");
    QVERIFY(shows(&rig.window, "4 8 2, 9 1 5"));
    QVERIFY(shows(&rig.window, "laptop"));
    click(named(&rig.window, "They match"));
    QVERIFY(rig.session.approval->confirmed);
    emit rig.session.approval->linked("laptop");
    QVERIFY(shows(&rig.window, "is linked"));
    click(named(&rig.window, "Done"));
    QTRY_VERIFY(!rig.sheet);
}

void TestSettings::linkingRefusesWhatIsNoCode_data()
{
    QTest::addColumn<QString>("typed");
    QTest::newRow("empty") << "";
    QTest::newRow("short") << "7QF2-9KDM";
    QTest::newRow("foreign") << QString::fromUtf8("7QF2-9KDM-XW4É");
    QTest::newRow("link") << "https://evil.example/x";
}

void TestSettings::linkingRefusesWhatIsNoCode()
{
    QFETCH(QString, typed);
    LinkRig rig;
    typeText(&rig.window, typed);
    click(named(&rig.window, "Continue"));
    QVERIFY(!rig.session.approval);
    QVERIFY(shows(&rig.window, typed.isEmpty() ? "Type the code" : "A code has 12 letters"));
    QCOMPARE(named<QLineEdit>(&rig.window, "Code")->text(), typed);
}

void TestSettings::linkingRejectsWhereDigitsDiffer()
{
    LinkRig rig;
    rig.typeCode();
    emit rig.session.approval->digitsReady("482915", "laptop");
    const auto approval = rig.session.approval;
    click(named(&rig.window, "They differ"));
    QVERIFY(approval && approval->rejected);
    QVERIFY(!approval->confirmed);
    QVERIFY(shows(&rig.window, "You rejected it."));
    QTRY_VERIFY(!approval); // and its end cancels the rest
}

void TestSettings::closingWhileComparingRejects()
{
    LinkRig rig;
    rig.typeCode();
    emit rig.session.approval->digitsReady("482915", "laptop");
    const auto approval = rig.session.approval;
    press(&rig.window, Qt::Key_Escape);
    QVERIFY(approval && approval->rejected && !approval->confirmed);
}

void TestSettings::enterMeantForTheCodeDoesNotConfirm()
{
    LinkRig rig;
    rig.typeCode();
    emit rig.session.approval->digitsReady("482915", "laptop");
    press(&rig.window, Qt::Key_Return);
    press(&rig.window, Qt::Key_Space);
    QVERIFY(!rig.session.approval->confirmed);
}

void TestSettings::aFailedLinkKeepsTheCode()
{
    LinkRig rig;
    rig.typeCode();
    emit rig.session.approval->failed({ErrorCode::NotFound, "This code is no longer good.", false});
    QVERIFY(shows(&rig.window, "This code is no longer good."));
    click(named(&rig.window, "Try again"));
    QCOMPARE(named<QLineEdit>(&rig.window, "Code")->text(), QString("7QF2-9KDM-XW4R"));
}

QTEST_MAIN(TestSettings)
#include "test_settings.moc"
