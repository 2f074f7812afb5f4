#include "tests/ui/support/fake_session.h"
#include "tests/ui/support/ui_probe.h"
#include "ui/common/buttons.h"
#include "ui/settings/device_row.h"
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

class TestSettings : public QObject {
    Q_OBJECT
private slots:
    void theSidebarWorksByKeyboard();
    void narrowShowsOneColumn();
    void theThemeChangesAtOnce();
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

    void linkingByCode();
    void linkingRefusesWhatIsNoCode_data();
    void linkingRefusesWhatIsNoCode();
    void linkingRejectsWhereDigitsDiffer();
    void closingWhileComparingRejects();
    void enterMeantForTheCodeDoesNotConfirm();
    void aFailedLinkKeepsTheCode();

private:
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
    FakeSession session;
    TestUi ui(&session);
    SettingsPage page(ui.context(), {});
    present(&page, {1100, 740});
    page.showPage(Pane::Appearance);
    click(named<ThemeCard>(&page, "Dark"));
    QCOMPARE(ui.theme.scheme(), Scheme::Dark);
    QCOMPARE(ui.settings.themeMode(), Theme::Mode::Dark);
    click(named<Switch>(&page, "High contrast"));
    QCOMPARE(ui.theme.scheme(), Scheme::Contrast);
    QVERIFY(!named<ThemeCard>(&page, "Dark")->isChecked());
    click(named<ThemeCard>(&page, "Light"));
    QCOMPARE(ui.theme.scheme(), Scheme::Light);
    QVERIFY(!named<Switch>(&page, "High contrast")->isChecked());
}

void TestSettings::theTextSizeChangesWithItsPreview()
{
    FakeSession session;
    TestUi ui(&session);
    SettingsPage page(ui.context(), {});
    present(&page, {1100, 740});
    page.showPage(Pane::Appearance);
    auto *slider = named<QSlider>(&page, "Text size in percent");
    slider->setFocus();
    press(&page, Qt::Key_Right);
    QCOMPARE(ui.theme.scalePercent(), 105);
    QCOMPARE(ui.settings.textScale(), 105);
    QVERIFY(shows(&page, "105 %"));
    // While the handle is held nothing but the preview moves.
    slider->setSliderDown(true);
    slider->setValue(slider->maximum());
    QCOMPARE(ui.theme.scalePercent(), 105);
    QVERIFY(shows(&page, "200 %"));
    slider->setSliderDown(false);
    QCOMPARE(ui.theme.scalePercent(), 200);
    QCOMPARE(page.width(), 1100);
}

void TestSettings::notificationsAreKept()
{
    FakeSession session;
    TestUi ui(&session);
    SettingsPage page(ui.context(), {});
    present(&page, {1100, 740});
    page.showPage(Pane::Notifications);
    click(named<QAbstractButton>(&page, "Name only"));
    QCOMPARE(ui.settings.notificationDetail(), UiSettings::NotificationDetail::NameOnly);
    click(named<Switch>(&page, "Show notifications"));
    QVERIFY(!ui.settings.notifications());
    QVERIFY(!named<QAbstractButton>(&page, "Name only")->isEnabled());
    page.showPage(Pane::Shortcuts);
    click(named<Switch>(&page, "Enter sends the message"));
    QVERIFY(!ui.settings.enterSends());
}

// ---- profile ----

void TestSettings::theProfileIsSavedWhenTypingStops()
{
    FakeSession session;
    TestUi ui(&session);
    SettingsPage page(ui.context(), {});
    present(&page, {1100, 740});
    page.showPage(Pane::Profile);
    auto *name = named<QLineEdit>(&page, "Display name");
    name->setFocus();
    name->end(false);
    typeText(&page, " II");
    QCOMPARE(session.script.callCount("setProfile"), 0);
    QTRY_VERIFY(shows(&page, "Saved"));
    QCOMPARE(session.script.callCount("setProfile"), 1);
    QVERIFY(session.self().name.endsWith("Ferreira II"));
    auto *about = named<QPlainTextEdit>(&page, "About");
    about->setFocus();
    about->selectAll();
    typeText(&page, "Boats");
    press(&page, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(session.contact(session.me).about, QString("Boats"));
    // 256 characters and not one more, wherever they come in.
    about->setPlainText(QString(300, 'x'));
    QCOMPARE(about->toPlainText().size(), 256);
}

void TestSettings::aRefusedProfileStaysInTheFields()
{
    FakeSession session;
    TestUi ui(&session);
    SettingsPage page(ui.context(), {});
    present(&page, {1100, 740});
    page.showPage(Pane::Profile);
    session.script.failNext("setProfile", ErrorCode::Rate, "Too many changes.");
    auto *name = named<QLineEdit>(&page, "Display name");
    name->setFocus();
    name->selectAll();
    typeText(&page, "Captain");
    press(&page, Qt::Key_Return);
    QTRY_VERIFY(shows(&page, "Too many changes."));
    QCOMPARE(name->text(), QString("Captain"));
    session.editContact(session.kofi, [](Contact &c) { c.about = "x"; }); // news do not overwrite it
    QTest::qWait(5);
    QCOMPARE(name->text(), QString("Captain"));
    press(&page, Qt::Key_Return);
    QTRY_COMPARE(session.self().name, QString("Captain"));
    name->selectAll();
    press(&page, Qt::Key_Backspace);
    press(&page, Qt::Key_Return);
    QVERIFY(shows(&page, "Others need something to call you."));
    QCOMPARE(session.self().name, QString("Captain"));
}

void TestSettings::aProfileTypedOfflineIsSavedOnceBack()
{
    FakeSession session;
    TestUi ui(&session);
    SettingsPage page(ui.context(), {});
    present(&page, {1100, 740});
    page.showPage(Pane::Profile);
    session.setPhase(ConnectionPhase::Waiting);
    auto *name = named<QLineEdit>(&page, "Display name");
    name->setFocus();
    name->selectAll();
    typeText(&page, "Captain");
    press(&page, Qt::Key_Return);
    QTRY_VERIFY(shows(&page, "You are offline."));
    session.setPhase(ConnectionPhase::Online);
    QTRY_COMPARE(session.self().name, QString("Captain"));
}

// ---- privacy ----

void TestSettings::privacyGoesBackWhereTheServerRefuses()
{
    FakeSession session;
    TestUi ui(&session);
    SettingsPage page(ui.context(), {});
    present(&page, {1100, 740});
    page.showPage(Pane::Privacy);
    auto *receipts = named<Switch>(&page, "Hide read receipts");
    click(receipts);
    QTRY_VERIFY(session.self().privacy.hideReceipts);
    QTRY_VERIFY(receipts->isEnabled());
    session.script.failNext("setPrivacy", ErrorCode::Busy, "The server is busy.");
    click(receipts);
    QTRY_VERIFY(shows(&page, "The server is busy."));
    QVERIFY(receipts->isChecked());
    QVERIFY(session.self().privacy.hideReceipts);
    QVERIFY(shows(&page, "You have blocked nobody."));
    session.block(session.tomasz, true);
    QTRY_VERIFY(shows(&page, "Unblock"));
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
    FakeSession session;
    TestUi ui(&session);
    SettingsPage page(ui.context(), {});
    present(&page, {1100, 740});
    page.showPage(Pane::Devices);
    QTRY_COMPARE(deviceRows(&page).size(), 3);
    click(named(&page, QString::fromUtf8("Log out \u2068workshop, Ubuntu 24.04\u2069")));
    QTRY_VERIFY(shows(&page, "It loses access to your account at once."));
    QCOMPARE(session.script.callCount("revokeDevice"), 0);
    for (auto *button : page.findChildren<QAbstractButton *>()) {
        if (button->isVisible() && button->text() == "Log out" && !button->accessibleName().contains("\u2068"))
            click(button);
    }
    QTRY_COMPARE(deviceRows(&page).size(), 2);
    QTRY_VERIFY(named(&page, "Devices, 2"));
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
    for (auto *button : page.findChildren<QAbstractButton *>()) {
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

void TestSettings::linkingByCode()
{
    FakeSession session;
    TestUi ui(&session);
    QWidget window;
    present(&window, {900, 700});
    QPointer<LinkDeviceSheet> sheet = new LinkDeviceSheet(ui.context(), &window);
    sheet->openSheet();
    typeText(&window, "7qf2 9kdm xw4r");
    QCOMPARE(named<QLineEdit>(&window, "Code")->text(), QString("7QF2-9KDM-XW4R"));
    press(&window, Qt::Key_Return);
    QVERIFY(session.approval);
    QCOMPARE(session.approval->code, QString("7QF29KDMXW4R"));
    QVERIFY(shows(&window, "Reaching the other device"));
    emit session.approval->digitsReady("482915", "laptop");
    QVERIFY(shows(&window, "4 8 2, 9 1 5"));
    QVERIFY(shows(&window, "laptop"));
    click(named(&window, "They match"));
    QVERIFY(session.approval->confirmed);
    emit session.approval->linked("laptop");
    QVERIFY(shows(&window, "is linked"));
    click(named(&window, "Done"));
    QTRY_VERIFY(!sheet);
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
    FakeSession session;
    TestUi ui(&session);
    QWidget window;
    present(&window, {900, 700});
    (new LinkDeviceSheet(ui.context(), &window))->openSheet();
    typeText(&window, typed);
    click(named(&window, "Continue"));
    QVERIFY(!session.approval);
    QVERIFY(shows(&window, typed.isEmpty() ? "Type the code" : "A code has 12 letters"));
    QCOMPARE(named<QLineEdit>(&window, "Code")->text(), typed);
}

void TestSettings::linkingRejectsWhereDigitsDiffer()
{
    FakeSession session;
    TestUi ui(&session);
    QWidget window;
    present(&window, {900, 700});
    (new LinkDeviceSheet(ui.context(), &window))->openSheet();
    typeText(&window, "7QF29KDMXW4R");
    press(&window, Qt::Key_Return);
    emit session.approval->digitsReady("482915", "laptop");
    const auto approval = session.approval;
    click(named(&window, "They differ"));
    QVERIFY(approval && approval->rejected);
    QVERIFY(!approval->confirmed);
    QVERIFY(shows(&window, "You rejected it."));
    QTRY_VERIFY(!approval); // and its end cancels the rest
}

void TestSettings::closingWhileComparingRejects()
{
    FakeSession session;
    TestUi ui(&session);
    QWidget window;
    present(&window, {900, 700});
    (new LinkDeviceSheet(ui.context(), &window))->openSheet();
    typeText(&window, "7QF29KDMXW4R");
    press(&window, Qt::Key_Return);
    emit session.approval->digitsReady("482915", "laptop");
    const auto approval = session.approval;
    press(&window, Qt::Key_Escape);
    QVERIFY(approval && approval->rejected && !approval->confirmed);
}

void TestSettings::enterMeantForTheCodeDoesNotConfirm()
{
    FakeSession session;
    TestUi ui(&session);
    QWidget window;
    present(&window, {900, 700});
    (new LinkDeviceSheet(ui.context(), &window))->openSheet();
    typeText(&window, "7QF29KDMXW4R");
    press(&window, Qt::Key_Return);
    emit session.approval->digitsReady("482915", "laptop");
    press(&window, Qt::Key_Return);
    press(&window, Qt::Key_Space);
    QVERIFY(!session.approval->confirmed);
}

void TestSettings::aFailedLinkKeepsTheCode()
{
    FakeSession session;
    TestUi ui(&session);
    QWidget window;
    present(&window, {900, 700});
    (new LinkDeviceSheet(ui.context(), &window))->openSheet();
    typeText(&window, "7QF29KDMXW4R");
    press(&window, Qt::Key_Return);
    emit session.approval->failed({ErrorCode::NotFound, "This code is no longer good.", false});
    QVERIFY(shows(&window, "This code is no longer good."));
    click(named(&window, "Try again"));
    QCOMPARE(named<QLineEdit>(&window, "Code")->text(), QString("7QF2-9KDM-XW4R"));
}

QTEST_MAIN(TestSettings)
#include "test_settings.moc"
