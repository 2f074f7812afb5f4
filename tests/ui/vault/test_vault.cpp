#include "tests/ui/support/fake_gate.h"
#include "tests/ui/support/ui_probe.h"
#include "ui/common/buttons.h"
#include "ui/common/choice_row.h"
#include "ui/common/sheet.h"
#include "ui/vault/passphrase_field.h"
#include "ui/vault/vault_flow.h"
#include "ui/vault/vault_page.h"

#include <QScrollArea>
#include <QSignalSpy>
#include <QTest>

using namespace confab;
using namespace confab::test;
using Kind = GateError::Kind;
using Step = ProfileWork::Step;

namespace {

const QString secret = QStringLiteral("correct horse battery");

ProfileFacts factsOf(ProfileFacts::State state, bool keyring)
{
    ProfileFacts facts;
    facts.state = state;
    facts.keyringAvailable = keyring;
    facts.keyringName = keyring ? QStringLiteral("GNOME Keyring") : QString();
    return facts;
}

struct VaultRig {
    explicit VaultRig(const ProfileFacts &facts, Theme::Mode mode = Theme::Mode::Light)
        : ui(nullptr, mode)
    {
        gate.facts = facts;
        QObject::connect(&flow, &VaultFlow::opened, &page, [this](const OpenProfilePtr &profile) { opened = profile; });
    }
    void start(const QSize &size = {1100, 740})
    {
        flow.start();
        present(&page, size);
        // What comes of the first question by itself has come.
        QTRY_VERIFY(flow.view().task != VaultFlow::Task::Looking);
    }
    void fail(Kind kind)
    {
        QTRY_VERIFY(gate.isAsked());
        gate.fail(kind);
    }
    PassphraseEdit *field(const QString &name = "Passphrase") { return named<PassphraseEdit>(&page, name); }
    Button *button(const QString &name) { return named<Button>(&page, name); }

    TestUi ui;
    FakeGate gate;
    VaultFlow flow {&gate};
    VaultPage page {ui.context(), &flow};
    OpenProfilePtr opened;
};

} // namespace

class TestVault : public QObject {
    Q_OBJECT
private slots:
    void looks_data();
    void looks();
    void nothingIsClippedInASmallWindowWithLargeText();
    void aNewProfileIsKeptByTheKeyringWithoutAQuestion();
    void withoutAKeyringOneChooses();
    void unprotectedIsOnlyWhatSomebodyChose();
    void aPassphraseIsTypedTwice();
    void aKeyringThatFailsLeadsToTheChoice_data();
    void aKeyringThatFailsLeadsToTheChoice();
    void aPlainProfileIsMovedWithProgress();
    void movingCanBeStoppedUntilItFinishes();
    void whatStopsAMoveIsSaid_data();
    void whatStopsAMoveIsSaid();
    void aSealedProfileOpensByItself_data();
    void aSealedProfileOpensByItself();
    void troubleOffersWhatHelps_data();
    void troubleOffersWhatHelps();
    void anUnlockedKeyringIsAskedAgainByItself();
    void aSilentKeyringIsWaitedFor();
    void aHangingKeyringLeavesTheWindowAlive();
    void thePassphraseCanBeUsedInstead();
    void aWrongPassphraseIsSaidBesideItsField();
    void checkingCanBeStopped();
    void aDamagedKeyIsNeverReplaced();
    void startingOverIsAskedTwice();
    void anInterruptedMoveIsBroughtToItsEnd();
    void rotationShowsItsProgressAndAWayBack();
    void noScreenReaderHearsThePassphrase();
    void capsLockIsTold();
    void everythingWorksByKeyboard();
};

void TestVault::looks_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

//! Pictures for people, where CONFAB_SHOTS names a folder; and every control of every screen has a name.
void TestVault::looks()
{
    QFETCH(bool, dark);
    const auto mode = dark ? Theme::Mode::Dark : Theme::Mode::Light;
    const auto take = [dark](VaultRig &rig, const QString &name) {
        QCOMPARE(unnamedFocusables(&rig.page), QStringList());
        shoot(&rig.page, "vault-" + name + (dark ? "-dark" : "-light"));
    };
    {
        VaultRig rig(factsOf(ProfileFacts::State::New, false), mode);
        rig.start();
        typeText(&rig.page, secret);
        take(rig, "choose");
        click(named<ChoiceRow>(&rig.page, "Store unprotected on this computer"));
        take(rig, "unprotected");
    }
    {
        VaultRig rig(factsOf(ProfileFacts::State::Plain, true), mode);
        rig.start();
        take(rig, "plain");
        click(rig.button("Encrypt"));
        QTRY_VERIFY(rig.button("Cancel"));
        rig.gate.work(Step::Copying, 412'000'000, 1'300'000'000);
        take(rig, "moving");
        rig.fail(Kind::KeyringForgets);
        QTRY_VERIFY(rig.button("Encrypt"));
        take(rig, "notice");
    }
    {
        VaultRig rig(FakeGate::sealed(false, true), mode);
        rig.start();
        typeText(&rig.page, "wrong");
        rig.gate.next = {Kind::WrongPassphrase};
        press(&rig.page, Qt::Key_Return);
        QTRY_VERIFY(shows(&rig.page, "That is not the passphrase"));
        take(rig, "unlock");
    }
    for (const auto kind : {Kind::KeyringLocked, Kind::KeyringMissing, Kind::KeyringSilent, Kind::Damaged}) {
        VaultRig rig(FakeGate::sealed(true, kind == Kind::KeyringSilent), mode);
        rig.gate.next = {kind};
        rig.start();
        QTRY_VERIFY(rig.button("Try again"));
        take(rig, QStringLiteral("trouble-%1").arg(int(kind)));
    }
}

void TestVault::nothingIsClippedInASmallWindowWithLargeText()
{
    for (const bool choice : {true, false}) {
        VaultRig rig(choice ? factsOf(ProfileFacts::State::Plain, true) : FakeGate::sealed(true, true));
        rig.ui.theme.setScalePercent(200);
        if (!choice)
            rig.gate.next = {Kind::KeyringSilent};
        rig.start({400, 520});
        if (!choice)
            QTRY_VERIFY(rig.button("Try again"));
        auto *scroll = rig.page.findChild<QScrollArea *>();
        QTRY_COMPARE(scroll->widget()->width(), scroll->viewport()->width());
        for (const auto *button : rig.page.findChildren<Button *>()) {
            if (button->isVisible())
                QVERIFY2(button->width() >= button->sizeHint().width(), qPrintable(button->text()));
        }
        shoot(&rig.page, choice ? "vault-large-choose" : "vault-large-trouble");
    }
}

void TestVault::aNewProfileIsKeptByTheKeyringWithoutAQuestion()
{
    VaultRig rig(factsOf(ProfileFacts::State::New, true));
    rig.gate.next = {std::nullopt};
    rig.start();
    QTRY_VERIFY(rig.opened);
    QCOMPARE(rig.gate.calls, QStringList({"inspect", "protect(keyring)"}));
}

void TestVault::withoutAKeyringOneChooses()
{
    VaultRig rig(factsOf(ProfileFacts::State::New, false));
    rig.start();
    QTRY_VERIFY(shows(&rig.page, "Protect your messages on this computer"));
    QVERIFY(!shows(&rig.page, "Your keyring"));
    QVERIFY(named<ChoiceRow>(&rig.page, "A passphrase")->isChecked());
    QVERIFY(shows(&rig.page, "If you forget it, nobody can open"));
    QCOMPARE(rig.gate.calls, QStringList {"inspect"});
}

void TestVault::unprotectedIsOnlyWhatSomebodyChose()
{
    VaultRig rig(factsOf(ProfileFacts::State::New, false));
    rig.start();
    auto *unprotected = named<ChoiceRow>(&rig.page, "Store unprotected on this computer");
    QVERIFY(!unprotected->isChecked());
    click(rig.button("Continue")); // without a passphrase nothing happens
    QVERIFY(shows(&rig.page, "Choose a passphrase"));
    QCOMPARE(rig.gate.calls, QStringList {"inspect"});
    click(unprotected);
    QVERIFY(shows(&rig.page, "can read all your messages"));
    QVERIFY(!rig.button("Continue"));
    rig.gate.next = {std::nullopt};
    click(rig.button("Store unprotected"));
    QTRY_VERIFY(rig.opened);
    QCOMPARE(rig.gate.asked, (Protection {false, false, true}));
}

void TestVault::aPassphraseIsTypedTwice()
{
    VaultRig rig(factsOf(ProfileFacts::State::New, false));
    rig.start();
    QCOMPARE(rig.page.focusWidget(), rig.field());
    typeText(&rig.page, "password");
    QVERIFY(shows(&rig.page, "Very easy to guess"));
    rig.field()->selectAll();
    typeText(&rig.page, secret);
    QVERIFY(!shows(&rig.page, "Very easy to guess"));
    press(&rig.page, Qt::Key_Return);
    QCOMPARE(rig.page.focusWidget(), rig.field("The same again"));
    typeText(&rig.page, "something else that is long");
    press(&rig.page, Qt::Key_Return);
    QVERIFY(shows(&rig.page, "The two are not the same"));
    QCOMPARE(rig.gate.callCount("protect(passphrase)"), 0);
    rig.field("The same again")->selectAll();
    typeText(&rig.page, secret);
    rig.gate.next = {std::nullopt};
    press(&rig.page, Qt::Key_Return);
    QTRY_VERIFY(rig.opened);
    QCOMPARE(rig.gate.asked, (Protection {false, true, false}));
    QCOMPARE(rig.gate.passphrase, secret);
}

void TestVault::aKeyringThatFailsLeadsToTheChoice_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("none") << int(Kind::NoKeyring) << "no keyring in this session";
    QTest::newRow("locked") << int(Kind::KeyringLocked) << "is locked";
    QTest::newRow("denied") << int(Kind::KeyringDenied) << "refused";
    QTest::newRow("silent") << int(Kind::KeyringSilent) << "does not answer";
    QTest::newRow("forgets") << int(Kind::KeyringForgets) << "did not keep the key";
}

void TestVault::aKeyringThatFailsLeadsToTheChoice()
{
    QFETCH(int, kind);
    QFETCH(QString, sentence);
    VaultRig rig(factsOf(ProfileFacts::State::New, true));
    rig.gate.next = {Kind(kind)};
    rig.start();
    QTRY_VERIFY(shows(&rig.page, sentence));
    QVERIFY(!named<ChoiceRow>(&rig.page, "Store unprotected on this computer")->isChecked());
    rig.gate.next = {std::nullopt};
    click(rig.button("Continue")); // the keyring once more
    QTRY_VERIFY(rig.opened);
    QCOMPARE(rig.gate.callCount("protect(keyring)"), 2);
}

void TestVault::aPlainProfileIsMovedWithProgress()
{
    VaultRig rig(factsOf(ProfileFacts::State::Plain, true));
    rig.start();
    QTRY_VERIFY(shows(&rig.page, "Messages kept by the earlier version are moved"));
    QCOMPARE(rig.gate.calls, QStringList {"inspect"}); // asked first
    click(rig.button("Encrypt"));
    QTRY_VERIFY(rig.button("Cancel"));
    rig.gate.work(Step::Copying, 1'000'000, 4'000'000);
    QVERIFY(shows(&rig.page, "1.0 MB of 4.0 MB"));
    QVERIFY(shows(&rig.page, "25 percent done"));
    rig.gate.work(Step::Checking, 3'000'000, 4'000'000);
    QVERIFY(shows(&rig.page, "Reading back what was written"));
    rig.gate.open();
    QTRY_VERIFY(rig.opened);
}

void TestVault::movingCanBeStoppedUntilItFinishes()
{
    VaultRig rig(factsOf(ProfileFacts::State::Plain, true));
    rig.start();
    click(rig.button("Encrypt"));
    QTRY_VERIFY(rig.button("Cancel"));
    rig.gate.work(Step::Finishing);
    QVERIFY(!rig.button("Cancel")->isEnabled());
    QVERIFY(shows(&rig.page, "cannot be stopped any more"));
    rig.gate.work(Step::Copying, 1, 4);
    click(rig.button("Cancel"));
    QTRY_VERIFY(shows(&rig.page, "Stopped. Nothing was changed."));
    QCOMPARE(rig.gate.callCount("cancel"), 1);
    QVERIFY(!rig.opened);
}

void TestVault::whatStopsAMoveIsSaid_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("disk") << int(Kind::DiskFull) << "room for a second copy";
    QTest::newRow("busy") << int(Kind::Busy) << "Another program uses this profile";
    QTest::newRow("io") << int(Kind::Io) << "The gate says no.";
    QTest::newRow("damaged") << int(Kind::Damaged) << "is damaged";
}

void TestVault::whatStopsAMoveIsSaid()
{
    QFETCH(int, kind);
    QFETCH(QString, sentence);
    VaultRig rig(factsOf(ProfileFacts::State::Plain, true));
    rig.start();
    rig.gate.next = {Kind(kind)};
    click(rig.button("Encrypt"));
    QTRY_VERIFY(shows(&rig.page, sentence));
    if (Kind(kind) == Kind::Damaged)
        return;
    click(rig.button("Back"));
    QTRY_VERIFY(rig.button("Encrypt"));
}

void TestVault::aSealedProfileOpensByItself_data()
{
    QTest::addColumn<bool>("keyring");
    QTest::newRow("keyring") << true;
    QTest::newRow("unprotected") << false;
}

void TestVault::aSealedProfileOpensByItself()
{
    QFETCH(bool, keyring);
    VaultRig rig(FakeGate::sealed(keyring, false));
    QSignalSpy changes(&rig.flow, &VaultFlow::changed);
    rig.gate.next = {std::nullopt};
    rig.flow.start();
    QTRY_VERIFY(rig.opened);
    QCOMPARE(rig.flow.view().screen, VaultFlow::Screen::Working); // nothing that had to be shown
    QCOMPARE(rig.gate.calls.last(), QString(keyring ? "unlockWithKeyring" : "unlockUnprotected"));
}

void TestVault::troubleOffersWhatHelps_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<bool>("mayStartOver");
    QTest::newRow("none") << int(Kind::NoKeyring) << "There is no keyring here" << true;
    QTest::newRow("locked") << int(Kind::KeyringLocked) << "Unlock your keyring" << false;
    QTest::newRow("missing") << int(Kind::KeyringMissing) << "The key is not in your keyring" << true;
    QTest::newRow("wrong") << int(Kind::KeyringWrong) << "does not fit" << true;
    QTest::newRow("denied") << int(Kind::KeyringDenied) << "Your keyring refused" << false;
    QTest::newRow("silent") << int(Kind::KeyringSilent) << "does not answer" << false;
    QTest::newRow("memory") << int(Kind::NoMemory) << "Not enough memory" << false;
    QTest::newRow("damaged") << int(Kind::Damaged) << "is damaged" << true;
    QTest::newRow("busy") << int(Kind::Busy) << "Another program uses this profile" << false;
    QTest::newRow("disk") << int(Kind::DiskFull) << "The disk is full" << false;
    QTest::newRow("io") << int(Kind::Io) << "The gate says no." << false;
    QTest::newRow("cancelled") << int(Kind::Cancelled) << "Stopped" << false;
}

//! With the keyring alone: retrying leads on, and no screen makes a new key over an encrypted profile.
void TestVault::troubleOffersWhatHelps()
{
    QFETCH(int, kind);
    QFETCH(QString, sentence);
    QFETCH(bool, mayStartOver);
    VaultRig rig(FakeGate::sealed(true, false));
    QSignalSpy quit(&rig.page, &VaultPage::quitRequested);
    rig.gate.next = {Kind(kind)};
    rig.start();
    QTRY_VERIFY(shows(&rig.page, sentence));
    QVERIFY(!rig.button("Use passphrase"));
    QCOMPARE(rig.button(QString::fromUtf8("Start over…")) != nullptr, mayStartOver);
    QVERIFY(!named<ChoiceRow>(&rig.page, "A passphrase"));
    click(rig.button("Quit"));
    QCOMPARE(quit.count(), 1);
    rig.gate.next = {std::nullopt};
    click(rig.button("Try again"));
    QTRY_VERIFY(rig.opened);
    QVERIFY(rig.gate.calls.filter("protect").isEmpty());
}

void TestVault::anUnlockedKeyringIsAskedAgainByItself()
{
    VaultRig rig(FakeGate::sealed(true, false));
    rig.gate.next = {Kind::KeyringLocked};
    rig.start();
    QTRY_VERIFY(shows(&rig.page, "Unlock your keyring"));
    rig.gate.next = {std::nullopt};
    emit rig.gate.keyringUnlocked();
    QTRY_VERIFY(rig.opened);
    QCOMPARE(rig.gate.callCount("unlockWithKeyring"), 2);
}

void TestVault::aSilentKeyringIsWaitedFor()
{
    VaultRig rig(FakeGate::sealed(true, false));
    rig.gate.next = {Kind::KeyringSilent};
    rig.start();
    QTRY_VERIFY(rig.button("Keep waiting"));
    rig.gate.next = {Kind::KeyringSilent, Kind::KeyringSilent, std::nullopt};
    click(rig.button("Keep waiting"));
    QTRY_VERIFY(rig.opened);
    QCOMPARE(rig.gate.callCount("unlockWithKeyring"), 4);
}

void TestVault::aHangingKeyringLeavesTheWindowAlive()
{
    VaultRig rig(FakeGate::sealed(true, false));
    rig.start();
    QTRY_VERIFY(shows(&rig.page, QString::fromUtf8("Waiting for your keyring…")));
    QVERIFY(!rig.button("Use passphrase"));
    click(rig.button("Cancel"));
    QTRY_VERIFY(shows(&rig.page, "Stopped"));
    QVERIFY(!rig.opened);
}

void TestVault::thePassphraseCanBeUsedInstead()
{
    VaultRig rig(FakeGate::sealed(true, true));
    rig.start();
    QTRY_VERIFY(rig.button("Use passphrase"));
    click(rig.button("Use passphrase"));
    QTRY_VERIFY(rig.field());
    typeText(&rig.page, secret);
    rig.gate.next = {std::nullopt};
    press(&rig.page, Qt::Key_Return);
    QTRY_VERIFY(rig.opened);
    QCOMPARE(rig.gate.passphrase, secret);
}

void TestVault::aWrongPassphraseIsSaidBesideItsField()
{
    VaultRig rig(FakeGate::sealed(false, true));
    rig.start();
    QCOMPARE(rig.page.focusWidget(), rig.field());
    press(&rig.page, Qt::Key_Return);
    QVERIFY(shows(&rig.page, "Type your passphrase"));
    typeText(&rig.page, "nearly right");
    press(&rig.page, Qt::Key_Return);
    QTRY_VERIFY(rig.gate.isAsked());
    QVERIFY(shows(&rig.page, QString::fromUtf8("Checking the passphrase…")));
    QVERIFY(rig.field()->isReadOnly());
    press(&rig.page, Qt::Key_Return); // once is enough
    rig.gate.fail(Kind::WrongPassphrase);
    QTRY_VERIFY(shows(&rig.page, "That is not the passphrase of this profile"));
    QCOMPARE(rig.gate.callCount("unlockWithPassphrase"), 1);
    QCOMPARE(rig.field()->text(), QString("nearly right"));
    QCOMPARE(rig.page.focusWidget(), rig.field());
    rig.gate.next = {Kind::NoMemory};
    press(&rig.page, Qt::Key_Return);
    QTRY_VERIFY(shows(&rig.page, "256 MB"));
    typeText(&rig.page, secret);
    rig.gate.next = {std::nullopt};
    click(rig.button("Unlock"));
    QTRY_VERIFY(rig.opened);
    QCOMPARE(rig.gate.passphrase, secret);
}

void TestVault::checkingCanBeStopped()
{
    VaultRig rig(FakeGate::sealed(false, true));
    rig.start();
    typeText(&rig.page, secret);
    press(&rig.page, Qt::Key_Return);
    QTRY_VERIFY(rig.button("Cancel"));
    click(rig.button("Cancel"));
    QTRY_VERIFY(rig.button("Unlock") && rig.button("Unlock")->isEnabled());
    QVERIFY(!rig.field()->isReadOnly());
    QVERIFY(!shows(&rig.page, "not the passphrase"));
}

void TestVault::aDamagedKeyIsNeverReplaced()
{
    VaultRig rig(factsOf(ProfileFacts::State::Damaged, true));
    rig.start();
    QTRY_VERIFY(shows(&rig.page, "The file with the key is damaged"));
    click(rig.button("Try again"));
    QTRY_COMPARE(rig.gate.callCount("inspect"), 2);
    QCOMPARE(rig.gate.calls, QStringList({"inspect", "inspect"}));
}

void TestVault::startingOverIsAskedTwice()
{
    VaultRig rig(FakeGate::sealed(true, false));
    rig.gate.next = {Kind::KeyringMissing};
    rig.start();
    QTRY_VERIFY(rig.button(QString::fromUtf8("Start over…")));
    click(rig.button(QString::fromUtf8("Start over…")));
    QTRY_VERIFY(shows(&rig.page, "not deleted"));
    press(&rig.page, Qt::Key_Escape);
    QTRY_VERIFY(!Sheet::on(&rig.page));
    QVERIFY(!rig.gate.calls.contains("setAside"));
    click(rig.button(QString::fromUtf8("Start over…")));
    QTRY_VERIFY(rig.button("Start over"));
    click(rig.button("Start over"));
    QTRY_VERIFY(rig.button("Move it aside"));
    QVERIFY(!rig.gate.calls.contains("setAside"));
    rig.gate.next = {std::nullopt, std::nullopt};
    click(rig.button("Move it aside"));
    QTRY_VERIFY(shows(&rig.page, "The old profile was moved aside"));
    QVERIFY(shows(&rig.page, "default.aside-1"));
    click(rig.button("Continue"));
    QTRY_VERIFY(named<ChoiceRow>(&rig.page, "A passphrase")); // as new, here without a keyring
}

void TestVault::anInterruptedMoveIsBroughtToItsEnd()
{
    VaultRig rig(FakeGate::sealed(true, false));
    rig.start();
    QTRY_VERIFY(rig.gate.isAsked());
    rig.gate.work(Step::Copying, 1'000'000, 2'000'000);
    QTRY_VERIFY(shows(&rig.page, QString::fromUtf8("Finishing what was interrupted…")));
    QVERIFY(shows(&rig.page, "1.0 MB of 2.0 MB"));
    rig.gate.open();
    QTRY_VERIFY(rig.opened);
}

void TestVault::rotationShowsItsProgressAndAWayBack()
{
    VaultRig rig(FakeGate::sealed(true, false));
    present(&rig.page, {1100, 740});
    rig.flow.rotate(rig.gate.profile, {});
    QTRY_VERIFY(shows(&rig.page, QString::fromUtf8("Making a new key…")));
    rig.gate.work(Step::Copying, 1, 4);
    QVERIFY(shows(&rig.page, "25 percent done"));
    rig.gate.fail(Kind::DiskFull);
    QTRY_VERIFY(shows(&rig.page, "The disk is full"));
    click(rig.button("Go on with the present key"));
    QCOMPARE(rig.opened, rig.gate.profile);
    rig.opened = nullptr;
    rig.flow.rotate(rig.gate.profile, {});
    QTRY_VERIFY(rig.gate.isAsked());
    rig.gate.open();
    QTRY_VERIFY(rig.opened);
}

void TestVault::noScreenReaderHearsThePassphrase()
{
    VaultRig rig(FakeGate::sealed(false, true));
    rig.start();
    typeText(&rig.page, secret);
    QCOMPARE(rig.field()->text(), secret);
    QVERIFY(!shows(&rig.page, secret));
    click(named(rig.field(), "Show what is typed"));
    QCOMPARE(rig.field()->echoMode(), QLineEdit::Normal);
    QVERIFY(!shows(&rig.page, secret));
    QVERIFY(QAccessible::queryAccessibleInterface(rig.field())->state().passwordEdit);
    // Nothing typed outlives its screen.
    const QPointer<PassphraseEdit> before = rig.field();
    rig.gate.next = {Kind::Io};
    press(&rig.page, Qt::Key_Return);
    rig.field()->setFocus();
    QTRY_VERIFY(shows(&rig.page, "The gate says no."));
    QTRY_VERIFY(!before);
    click(rig.button("Try again"));
    QTRY_VERIFY(rig.field());
    QVERIFY(rig.field()->text().isEmpty());
}

void TestVault::capsLockIsTold()
{
    VaultRig rig(FakeGate::sealed(false, true));
    rig.start();
    QTest::keyClick(rig.field(), 'A'); // without Shift
    QVERIFY(shows(&rig.page, "Caps Lock is on"));
    QTest::keyClick(rig.field(), 'a');
    QVERIFY(!shows(&rig.page, "Caps Lock is on"));
    QTest::keyClick(rig.field(), 'B', Qt::ShiftModifier);
    QVERIFY(!shows(&rig.page, "Caps Lock is on"));
}

void TestVault::everythingWorksByKeyboard()
{
    VaultRig rig(factsOf(ProfileFacts::State::Plain, true));
    rig.start();
    QCOMPARE(rig.page.focusWidget()->accessibleName().left(12), QString("Your keyring"));
    press(&rig.page, Qt::Key_Down);
    QVERIFY(named<ChoiceRow>(&rig.page, "A passphrase")->isChecked());
    const auto order = tabOrder(&rig.page);
    for (const auto *name : {"Passphrase", "The same again", "Encrypt", "Not now"})
        QVERIFY2(order.contains(name), qPrintable(QString(name) + " not in " + order.join(" | ")));
    rig.button("Encrypt")->setFocus();
    rig.gate.next = {std::nullopt};
    press(&rig.page, Qt::Key_Return);
    QVERIFY(shows(&rig.page, "Choose a passphrase"));
    press(&rig.page, Qt::Key_Backtab);
    QVERIFY(rig.page.focusWidget());
}

QTEST_MAIN(TestVault)
#include "test_vault.moc"
