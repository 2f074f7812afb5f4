#include "tests/ui/support/fake_gate.h"
#include "tests/ui/support/ui_probe.h"
#include "ui/common/buttons.h"
#include "ui/common/option_row.h"
#include "ui/common/profile_key.h"
#include "ui/common/sheet.h"
#include "ui/vault/encryption_section.h"
#include "ui/vault/passphrase_field.h"

#include <QApplication>
#include <QTest>
#include <QVBoxLayout>

using namespace confab;
using namespace confab::test;
using Kind = GateError::Kind;

namespace {

const QString secret = QStringLiteral("correct horse battery");

struct SectionRig {
    explicit SectionRig(const ProfileFacts &facts)
    {
        gate.facts = facts;
        key = {&gate, gate.profile, [this](const QString &passphrase) { renewedWith = passphrase; }};
        UiContext context = ui.context();
        context.key = &key;
        auto *column = new QVBoxLayout(&window);
        column->addWidget(new EncryptionSection(context));
        column->addStretch(1);
        present(&window, {720, 620});
    }
    OptionRow *row(const QString &name) { return named<OptionRow>(&window, name); }
    //! The button of the sheet that is open.
    Button *answer(const QString &name) { return named<Button>(Sheet::on(&window), name); }

    TestUi ui;
    FakeGate gate;
    ProfileKey key;
    std::optional<QString> renewedWith;
    QWidget window;
};

} // namespace

//! "Encryption on this computer" in the settings, against a gate that a test scripts.
class TestEncryptionSection : public QObject {
    Q_OBJECT
private slots:
    void saysHowTheKeyIsKept_data();
    void saysHowTheKeyIsKept();
    void theLastWayInCannotBeTakenAway();
    void aPassphraseIsAddedToTheKeyring();
    void thePassphraseIsRemovedOnlyWhenAsked();
    void unprotectedIsAskedFirst();
    void aChangeThatFailsChangesNothingAndIsSaid();
    void aNewKeyIsMadeWithThePassphrase();
    void aNewKeyOfTheKeyringNeedsNoPassphrase();
    void aKeyThatAnybodyReadsIsNotRenewed();
    void everyControlHasAName();
};

void TestEncryptionSection::saysHowTheKeyIsKept_data()
{
    QTest::addColumn<bool>("keyring");
    QTest::addColumn<bool>("passphrase");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("keyring") << true << false << "The keyring opens them once you are logged in.";
    QTest::newRow("passphrase") << false << true << "Your passphrase opens them when Confab starts.";
    QTest::newRow("both") << true << true << "The keyring opens them, or your passphrase.";
    QTest::newRow("unprotected") << false << false << "Whoever gets at this computer or its disk can read them.";
}

void TestEncryptionSection::saysHowTheKeyIsKept()
{
    QFETCH(bool, keyring);
    QFETCH(bool, passphrase);
    QFETCH(QString, sentence);
    SectionRig rig(FakeGate::sealed(keyring, passphrase));
    QTRY_VERIFY2(shows(&rig.window, sentence), qPrintable(readable(&rig.window)));
}

void TestEncryptionSection::theLastWayInCannotBeTakenAway()
{
    SectionRig rig(FakeGate::sealed(true, false));
    QTRY_VERIFY(rig.row("Open with the keyring"));
    QTRY_VERIFY(!rig.row("Open with the keyring")->toggle()->isEnabled());
    QVERIFY(!rig.row("Remove the passphrase"));
}

void TestEncryptionSection::aPassphraseIsAddedToTheKeyring()
{
    SectionRig rig(FakeGate::sealed(true, false));
    rig.gate.next = {std::nullopt};
    QTRY_VERIFY(rig.row("Set a passphrase…") && rig.row("Set a passphrase…")->isEnabled());
    click(rig.row("Set a passphrase…"));
    QTRY_VERIFY(Sheet::on(&rig.window));
    typeText(&rig.window, secret);
    press(&rig.window, Qt::Key_Return);
    QTRY_COMPARE(QApplication::focusWidget(), named<PassphraseEdit>(Sheet::on(&rig.window), "The same again"));
    typeText(&rig.window, secret);
    click(rig.answer("Set the passphrase"));
    QTRY_COMPARE(rig.gate.callCount("changeProtection(keyring+passphrase)"), 1);
    QCOMPARE(rig.gate.passphrase, secret);
    QTRY_VERIFY(!Sheet::on(&rig.window));
    QTRY_VERIFY(rig.row("Change the passphrase…"));
    QVERIFY(rig.row("Open with the keyring")->toggle()->isEnabled());
}

void TestEncryptionSection::thePassphraseIsRemovedOnlyWhenAsked()
{
    SectionRig rig(FakeGate::sealed(true, true));
    rig.gate.next = {std::nullopt};
    QTRY_VERIFY(rig.row("Remove the passphrase") && rig.row("Remove the passphrase")->isEnabled());
    click(rig.row("Remove the passphrase"));
    QTRY_VERIFY(Sheet::on(&rig.window));
    QVERIFY(!rig.gate.calls.contains("changeProtection(keyring)"));
    click(rig.answer("Remove"));
    QTRY_COMPARE(rig.gate.callCount("changeProtection(keyring)"), 1);
    QTRY_VERIFY(!rig.row("Remove the passphrase"));
}

void TestEncryptionSection::unprotectedIsAskedFirst()
{
    SectionRig rig(FakeGate::sealed(true, false));
    rig.gate.next = {std::nullopt};
    QTRY_VERIFY(rig.row("Store unprotected on this computer…") && rig.row("Store unprotected on this computer…")->isEnabled());
    click(rig.row("Store unprotected on this computer…"));
    QTRY_VERIFY(Sheet::on(&rig.window));
    QVERIFY(!rig.gate.calls.contains("changeProtection(unprotected)"));
    click(rig.answer("Store unprotected"));
    QTRY_COMPARE(rig.gate.callCount("changeProtection(unprotected)"), 1);
    QTRY_VERIFY(shows(&rig.window, "Your messages are not protected on this computer"));
}

void TestEncryptionSection::aChangeThatFailsChangesNothingAndIsSaid()
{
    SectionRig rig(FakeGate::sealed(true, true));
    rig.gate.next = {Kind::KeyringDenied};
    QTRY_VERIFY(rig.row("Open with the keyring"));
    Switch *keyring = rig.row("Open with the keyring")->toggle();
    QTRY_VERIFY(keyring->isChecked() && keyring->isEnabled());
    const QString before = readable(&rig.window);
    click(keyring);
    QTRY_COMPARE(rig.gate.callCount("changeProtection(passphrase)"), 1);
    QTRY_VERIFY(readable(&rig.window) != before);
    QVERIFY(keyring->isChecked());
    QVERIFY(rig.gate.facts.protection.keyring);
}

void TestEncryptionSection::aNewKeyIsMadeWithThePassphrase()
{
    SectionRig rig(FakeGate::sealed(true, true));
    QTRY_VERIFY(rig.row("Make a new key…") && rig.row("Make a new key…")->isEnabled());
    click(rig.row("Make a new key…"));
    QTRY_VERIFY(Sheet::on(&rig.window));
    click(rig.answer("Make a new key"));
    QTRY_VERIFY(shows(&rig.window, "Type your passphrase."));
    QVERIFY(!rig.renewedWith);
    typeText(&rig.window, secret);
    press(&rig.window, Qt::Key_Return);
    QTRY_VERIFY(rig.renewedWith);
    QCOMPARE(*rig.renewedWith, secret);
    QTRY_VERIFY(!Sheet::on(&rig.window));
}

void TestEncryptionSection::aNewKeyOfTheKeyringNeedsNoPassphrase()
{
    SectionRig rig(FakeGate::sealed(true, false));
    QTRY_VERIFY(rig.row("Make a new key…") && rig.row("Make a new key…")->isEnabled());
    click(rig.row("Make a new key…"));
    QTRY_VERIFY(Sheet::on(&rig.window));
    QVERIFY(!rig.renewedWith); // asked first
    click(rig.answer("Make a new key"));
    QTRY_COMPARE(rig.renewedWith, QString());
}

void TestEncryptionSection::aKeyThatAnybodyReadsIsNotRenewed()
{
    SectionRig rig(FakeGate::sealed(false, false));
    QTRY_VERIFY(shows(&rig.window, "Your messages are not protected on this computer"));
    QVERIFY(!rig.row("Make a new key…"));
}

void TestEncryptionSection::everyControlHasAName()
{
    SectionRig rig(FakeGate::sealed(true, true));
    QTRY_VERIFY(rig.row("Remove the passphrase"));
    QCOMPARE(unnamedFocusables(&rig.window), QStringList());
    shoot(&rig.window, "vault-settings-section");
}

QTEST_MAIN(TestEncryptionSection)
#include "test_encryption_section.moc"
