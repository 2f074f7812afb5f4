#include "tests/ui/support/fake_onboarding.h"
#include "tests/ui/support/ui_probe.h"
#include "ui/common/fields.h"
#include "ui/onboarding/onboarding_page.h"
#include "ui/onboarding/qr_view.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>

using namespace confab;
using namespace confab::test;

namespace {

struct OnboardingRig {
    OnboardingRig() { present(&page, {1100, 740}); }
    TestUi ui;
    FakeOnboarding onboarding;
    OnboardingPage page {ui.context(), &onboarding};
};

} // namespace

class TestOnboarding : public QObject {
    Q_OBJECT
private slots:
    void looks_data();
    void looks();
    void theServerIsCheckedWhenTypingStops();
    void anUnreachableServerSaysSoBesideItsField();
    void anOldAnswerDoesNotOverwriteANewAddress();
    void badUserNamesAreRefusedBesideTheField_data();
    void badUserNamesAreRefusedBesideTheField();
    void aTakenNameKeepsAllThatWasTypedAndOffersAnother();
    void anInviteIsAskedForOnlyWhereItIsNeeded();
    void failuresLoseNothing_data();
    void failuresLoseNothing();
    void aSlowServerShowsProgressAndCanBeCancelled();
    void aYesAfterCancelStillOpensTheAccount();
    void enterWaitsForTheCheckAndThenRegisters();
    void everythingWorksByKeyboard();
    void theCodeCountsDownIsCopiedAndRenewed();
    void linkingComparesDigitsAndEnds();
    void aFailedLinkCanBeTriedAgain();
    void aChangedServerDropsTheCode();
    void qrModulesAreWholeAndReadBack();

private:
    static void fill(QWidget *page, const QString &server, const QString &username, const QString &name);
    static QString field(const QWidget *page, const QString &name) { return named<QLineEdit>(page, name)->text(); }
};

void TestOnboarding::fill(QWidget *page, const QString &server, const QString &username, const QString &name)
{
    named<QLineEdit>(page, "Server")->setFocus();
    typeText(page, server);
    named<QLineEdit>(page, "User name")->setFocus();
    typeText(page, username);
    named<QLineEdit>(page, "Display name")->setFocus();
    typeText(page, name);
}

void TestOnboarding::looks_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QSize>("size");
    QTest::newRow("light") << false << QSize(1100, 740);
    QTest::newRow("dark") << true << QSize(1100, 740);
    QTest::newRow("narrow") << false << QSize(420, 900);
}

void TestOnboarding::looks()
{
    QFETCH(bool, dark);
    QFETCH(QSize, size);
    TestUi ui(nullptr, dark ? Theme::Mode::Dark : Theme::Mode::Light);
    FakeOnboarding onboarding;
    OnboardingPage page(ui.context(), &onboarding);
    present(&page, size);
    QCOMPARE(unnamedFocusables(&page), QStringList());
    shoot(&page, QStringLiteral("onboarding-empty-%1").arg(QTest::currentDataTag()));
    fill(&page, "harbourline.example", "ines", QString::fromUtf8("Inês Carvalho"));
    press(&page, Qt::Key_Return);
    QTRY_VERIFY(shows(&page, "This name is taken on this server"));
    QCOMPARE(unnamedFocusables(&page), QStringList());
    QCOMPARE(page.width(), size.width());
    shoot(&page, QStringLiteral("onboarding-%1").arg(QTest::currentDataTag()));
    emit onboarding.link->digitsReady("482915");
    shoot(&page, QStringLiteral("onboarding-digits-%1").arg(QTest::currentDataTag()));
}

void TestOnboarding::theServerIsCheckedWhenTypingStops()
{
    OnboardingRig rig;
    typeText(&rig.page, "harbourline.example");
    QCOMPARE(rig.onboarding.script.callCount("checkServer"), 0);
    QTRY_VERIFY(shows(&rig.page, "Open for registration"));
    QCOMPARE(rig.onboarding.script.callCount("checkServer"), 1);
    QCOMPARE(rig.onboarding.script.callCount("requestLink"), 1);
}

void TestOnboarding::anUnreachableServerSaysSoBesideItsField()
{
    OnboardingRig rig;
    typeText(&rig.page, "nowhere.example");
    press(&rig.page, Qt::Key_Tab);
    QTRY_VERIFY(shows(&rig.page, "No server answers at this address."));
    QCOMPARE(field(&rig.page, "Server"), QString("nowhere.example"));
    QCOMPARE(rig.onboarding.script.callCount("requestLink"), 0);
    rig.onboarding.script.failNext("checkServer", ErrorCode::Internal, "This is not a Confab server.");
    named<QLineEdit>(&rig.page, "Server")->setFocus();
    typeText(&rig.page, "/x");
    QTRY_VERIFY(shows(&rig.page, "This is not a Confab server."));
}

void TestOnboarding::anOldAnswerDoesNotOverwriteANewAddress()
{
    OnboardingRig rig;
    rig.onboarding.script.hold();
    typeText(&rig.page, "harbourline.example");
    press(&rig.page, Qt::Key_Tab);
    QTRY_COMPARE(rig.onboarding.script.pending(), 1);
    named<QLineEdit>(&rig.page, "Server")->setFocus();
    typeText(&rig.page, "x");
    rig.onboarding.script.release();
    QTRY_COMPARE(rig.onboarding.script.callCount("checkServer"), 2);
    QTRY_VERIFY(shows(&rig.page, "No server answers at this address."));
    QVERIFY(!shows(&rig.page, "Open for registration"));
}

void TestOnboarding::badUserNamesAreRefusedBesideTheField_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("says");
    QTest::newRow("empty") << "" << "Choose a user name";
    QTest::newRow("short") << "ab" << "At least 3";
    QTest::newRow("space") << "in es" << "Only a to z";
    QTest::newRow("accent") << QString::fromUtf8("inês") << "Only a to z";
    QTest::newRow("override") << QString(QChar(0x202e)) + "seni" << "Only a to z";
}

void TestOnboarding::badUserNamesAreRefusedBesideTheField()
{
    QFETCH(QString, name);
    QFETCH(QString, says);
    OnboardingRig rig;
    fill(&rig.page, "harbourline.example", name, "Ines");
    press(&rig.page, Qt::Key_Return);
    QTRY_VERIFY2(shows(&rig.page, says), qPrintable(readable(&rig.page)));
    QTRY_VERIFY(shows(&rig.page, "Open for registration"));
    QCOMPARE(rig.onboarding.script.callCount("createAccount"), 0);
}

void TestOnboarding::aTakenNameKeepsAllThatWasTypedAndOffersAnother()
{
    OnboardingRig rig;
    QSignalSpy done(&rig.page, &OnboardingPage::done);
    fill(&rig.page, "harbourline.example", "Ines", QString::fromUtf8("Inês Carvalho"));
    QCOMPARE(field(&rig.page, "User name"), QString("ines"));
    press(&rig.page, Qt::Key_Return);
    QTRY_VERIFY(shows(&rig.page, "This name is taken on this server"));
    QCOMPARE(field(&rig.page, "User name"), QString("ines"));
    QCOMPARE(field(&rig.page, "Display name"), QString::fromUtf8("Inês Carvalho"));
    QCOMPARE(rig.page.focusWidget(), named<QLineEdit>(&rig.page, "User name"));
    click(named(&rig.page, "Use ines.carvalho"));
    QCOMPARE(field(&rig.page, "User name"), QString("ines.carvalho"));
    press(&rig.page, Qt::Key_Return);
    QTRY_COMPARE(done.count(), 1);
    QCOMPARE(rig.onboarding.created->username, QString("ines.carvalho"));
    QCOMPARE(rig.onboarding.created->name, QString::fromUtf8("Inês Carvalho"));
}

void TestOnboarding::anInviteIsAskedForOnlyWhereItIsNeeded()
{
    OnboardingRig rig;
    QSignalSpy done(&rig.page, &OnboardingPage::done);
    QVERIFY(!named(&rig.page, "Invite"));
    fill(&rig.page, "invite.example", "kofi", "Kofi");
    press(&rig.page, Qt::Key_Return);
    QTRY_VERIFY(named(&rig.page, "Invite"));
    QTRY_VERIFY(shows(&rig.page, "by invite only"));
    QCOMPARE(rig.onboarding.script.callCount("createAccount"), 0);
    typeText(&rig.page, "WRONG");
    press(&rig.page, Qt::Key_Return);
    QTRY_VERIFY(shows(&rig.page, "This invite is not valid"));
    QCOMPARE(field(&rig.page, "Invite"), QString("WRONG"));
    named<QLineEdit>(&rig.page, "Invite")->selectAll();
    typeText(&rig.page, "LAMP-POST");
    press(&rig.page, Qt::Key_Return);
    QTRY_COMPARE(done.count(), 1);
    QCOMPARE(rig.onboarding.created->invite, QString("LAMP-POST"));
}

void TestOnboarding::failuresLoseNothing_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("offline");
    QTest::newRow("busy") << int(ErrorCode::Busy) << false;
    QTest::newRow("rate") << int(ErrorCode::Rate) << false;
    QTest::newRow("offline") << int(ErrorCode::Timeout) << true;
    QTest::newRow("internal") << int(ErrorCode::Internal) << false;
}

void TestOnboarding::failuresLoseNothing()
{
    QFETCH(int, code);
    QFETCH(bool, offline);
    OnboardingRig rig;
    QSignalSpy done(&rig.page, &OnboardingPage::done);
    rig.onboarding.script.failNext("createAccount", {ErrorCode(code), "It went wrong.", offline});
    fill(&rig.page, "harbourline.example", "kofi", "Kofi Mensah");
    press(&rig.page, Qt::Key_Return);
    QTRY_VERIFY(shows(&rig.page, "It went wrong."));
    QCOMPARE(field(&rig.page, "Server"), QString("harbourline.example"));
    QCOMPARE(field(&rig.page, "User name"), QString("kofi"));
    QCOMPARE(field(&rig.page, "Display name"), QString("Kofi Mensah"));
    click(named(&rig.page, "Create account"));
    QTRY_COMPARE(done.count(), 1);
}

void TestOnboarding::aSlowServerShowsProgressAndCanBeCancelled()
{
    OnboardingRig rig;
    fill(&rig.page, "harbourline.example", "kofi", "Kofi");
    QTRY_VERIFY(shows(&rig.page, "Open for registration"));
    rig.onboarding.script.hold();
    press(&rig.page, Qt::Key_Return);
    QTRY_COMPARE(rig.onboarding.script.pending(), 1);
    QVERIFY(!named(&rig.page, "Create account")->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(shows(&rig.page, QString::fromUtf8("Creating your account…")), 4000);
    QVERIFY(!named(&rig.page, "Cancel"));
    QTRY_VERIFY_WITH_TIMEOUT(named(&rig.page, "Cancel"), 9000);
    click(named(&rig.page, "Cancel"));
    QVERIFY(named(&rig.page, "Create account")->isEnabled());
    QCOMPARE(field(&rig.page, "User name"), QString("kofi"));
    QVERIFY(!named<QLineEdit>(&rig.page, "User name")->isReadOnly());
}

void TestOnboarding::aYesAfterCancelStillOpensTheAccount()
{
    OnboardingRig rig;
    QSignalSpy done(&rig.page, &OnboardingPage::done);
    fill(&rig.page, "harbourline.example", "kofi", "Kofi");
    QTRY_VERIFY(shows(&rig.page, "Open for registration"));
    rig.onboarding.script.hold();
    press(&rig.page, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(named(&rig.page, "Cancel"), 9000);
    click(named(&rig.page, "Cancel"));
    rig.onboarding.script.release();
    QTRY_COMPARE(done.count(), 1);
}

void TestOnboarding::enterWaitsForTheCheckAndThenRegisters()
{
    TestUi ui;
    FakeOnboarding onboarding;
    onboarding.script.setDelay(80);
    OnboardingPage page(ui.context(), &onboarding, "localhost:7345");
    present(&page, {1100, 740});
    QSignalSpy done(&page, &OnboardingPage::done);
    QCOMPARE(field(&page, "Server"), QString("localhost:7345"));
    named<QLineEdit>(&page, "User name")->setFocus();
    typeText(&page, "kofi");
    press(&page, Qt::Key_Return);
    QTRY_COMPARE(done.count(), 1);
    QCOMPARE(onboarding.created->name, QString("kofi"));
    QCOMPARE(onboarding.script.callCount("createAccount"), 1);
}

void TestOnboarding::everythingWorksByKeyboard()
{
    OnboardingRig rig;
    typeText(&rig.page, "harbourline.example");
    QTRY_VERIFY(named(&rig.page, "Copy the code"));
    QTRY_VERIFY(named(&rig.page, "Copy the code")->isEnabled());
    const auto order = tabOrder(&rig.page);
    for (const auto *name : {"Server", "User name", "Display name", "Create account", "I have an account", "Copy the code"})
        QVERIFY2(order.contains(name), qPrintable(QString(name) + " not in " + order.join(" | ")));
    QVERIFY(order.indexOf("User name") < order.indexOf("Display name"));
    QVERIFY(order.indexOf("Display name") < order.indexOf("Create account"));
    // A screen reader spells the code.
    QVERIFY2(order.join('\n').contains("7 Q F 2, 9 K D M, X W 4 R"), qPrintable(order.join(" | ")));
    named(&rig.page, "I have an account")->setFocus();
    press(&rig.page, Qt::Key_Return);
    QVERIFY(rig.page.focusWidget()->accessibleName().startsWith("Link code"));
}

void TestOnboarding::theCodeCountsDownIsCopiedAndRenewed()
{
    TestUi ui;
    FakeOnboarding onboarding;
    onboarding.autoOffer = false;
    OnboardingPage page(ui.context(), &onboarding, "harbourline.example");
    present(&page, {1100, 740});
    QTRY_VERIFY(onboarding.link);
    QVERIFY(!named(&page, "Copy the code")->isEnabled());
    emit onboarding.link->codeReady("7QF2-9KDM-XW4R", QByteArray(100, 'q'), ui.now + 108'000);
    QVERIFY(shows(&page, "New code in 1:48"));
    ui.now += 60'000;
    QTRY_VERIFY(shows(&page, "New code in 0:48"));
    click(named(&page, "Copy the code"));
    QCOMPARE(QGuiApplication::clipboard()->text(), QString("7QF2-9KDM-XW4R"));
    QVERIFY(named(&page, "Copied"));
    emit onboarding.link->codeReady("AAAA-BBBB-CCCC", QByteArray(100, 'r'), ui.now + 120'000);
    QVERIFY(shows(&page, "New code in 2:00"));
    QVERIFY(shows(&page, "A A A A, B B B B, C C C C"));
    ui.now += 130'000;
    QTRY_VERIFY(shows(&page, QString::fromUtf8("Waiting for a new code…")));
}

void TestOnboarding::linkingComparesDigitsAndEnds()
{
    TestUi ui;
    FakeOnboarding onboarding;
    OnboardingPage page(ui.context(), &onboarding, "harbourline.example");
    present(&page, {1100, 740});
    QSignalSpy done(&page, &OnboardingPage::done);
    QTRY_VERIFY(onboarding.link);
    emit onboarding.link->digitsReady("482915");
    QVERIFY(shows(&page, "4 8 2, 9 1 5"));
    QVERIFY(shows(&page, "Compare these digits"));
    QVERIFY(!named(&page, "Create account")->isEnabled()); // one thing at a time
    emit onboarding.link->linked();
    QVERIFY(shows(&page, "This computer is linked"));
    QCOMPARE(done.count(), 1);
}

void TestOnboarding::aFailedLinkCanBeTriedAgain()
{
    TestUi ui;
    FakeOnboarding onboarding;
    OnboardingPage page(ui.context(), &onboarding, "harbourline.example");
    present(&page, {1100, 740});
    QTRY_VERIFY(onboarding.link);
    emit onboarding.link->digitsReady("482915");
    emit onboarding.link->failed({ErrorCode::Forbidden, "The other device rejected it.", false});
    QTRY_VERIFY(shows(&page, "The other device rejected it."));
    QVERIFY(named(&page, "Create account")->isEnabled());
    click(named(&page, "Try again"));
    QCOMPARE(onboarding.script.callCount("requestLink"), 2);
    QTRY_VERIFY(shows(&page, "7 Q F 2"));
}

void TestOnboarding::aChangedServerDropsTheCode()
{
    TestUi ui;
    FakeOnboarding onboarding;
    OnboardingPage page(ui.context(), &onboarding, "harbourline.example");
    present(&page, {1100, 740});
    QTRY_VERIFY(shows(&page, "7 Q F 2"));
    const QPointer<FakeLinkRequest> before = onboarding.link;
    named<QLineEdit>(&page, "Server")->setFocus();
    typeText(&page, "x");
    QVERIFY(shows(&page, "Enter the server first"));
    QTRY_VERIFY(!before); // deleting the request cancels it
}

void TestOnboarding::qrModulesAreWholeAndReadBack()
{
    TestUi ui;
    const QByteArray payload(96, 'k');
    const auto modules = QrView::encode(payload);
    QVERIFY(!modules.isNull());
    for (const qreal dpr : {1.0, 1.25, 1.5, 2.0}) {
        QrView view(ui.context(), 198);
        view.setPayload(payload);
        QImage shot(view.sizeHint() * dpr, QImage::Format_RGB32);
        shot.setDevicePixelRatio(dpr);
        view.resize(view.sizeHint());
        view.render(&shot);
        // The view takes the screen's ratio; at any scale of the picture every module's middle must have its colour.
        const qreal side = int(198 * view.devicePixelRatioF()) / modules.width() * modules.width() / view.devicePixelRatioF();
        const qreal left = (view.width() - side) / 2;
        for (int y = 0; y < modules.height(); ++y) {
            for (int x = 0; x < modules.width(); ++x) {
                const QPointF middle(left + (x + 0.5) * side / modules.width(), left + (y + 0.5) * side / modules.width());
                const auto seen = qGray(shot.pixel((middle * dpr).toPoint())) < 128;
                QCOMPARE(seen, qGray(modules.pixel(x, y)) < 128);
            }
        }
    }
    QVERIFY(QrView::encode(QByteArray(5000, 'x')).isNull());
}

QTEST_MAIN(TestOnboarding)
#include "test_onboarding.moc"
