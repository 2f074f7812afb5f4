#include "ui/vault/encryption_section.h"

#include "core/session/when_done.h"
#include "ui/common/labels.h"
#include "ui/common/option_row.h"
#include "ui/common/profile_key.h"
#include "ui/common/sheet.h"
#include "ui/vault/passphrase_sheet.h"
#include "ui/vault/renew_key_sheet.h"
#include "ui/vault/vault_texts.h"

#include <QVBoxLayout>

namespace confab {

EncryptionSection::EncryptionSection(const UiContext &context, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
    , m_state(new OptionRow(context, QStringLiteral("shield"), tr("Looking…")))
    , m_keyring(new OptionRow(context, {}, tr("Open with the keyring")))
    , m_passphrase(new OptionRow(context, {}, tr("Set a passphrase…")))
    , m_remove(new OptionRow(context, {}, tr("Remove the passphrase")))
    , m_unprotected(new OptionRow(context, {}, tr("Store unprotected on this computer…")))
    , m_renew(new OptionRow(context, {}, tr("Make a new key…")))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_state->setPlain(true);
    m_unprotected->setDanger(true);
    m_keyring->addSwitch();
    for (auto *row : {m_state, m_keyring, m_passphrase, m_remove, m_renew, m_unprotected}) {
        row->setHorizontalPadding(0);
        column->addWidget(row);
    }
    connect(m_keyring->toggle(), &QAbstractButton::clicked, this, &EncryptionSection::setKeyring);
    connect(m_passphrase, &OptionRow::clicked, this, &EncryptionSection::setPassphrase);
    connect(m_remove, &OptionRow::clicked, this, &EncryptionSection::removePassphrase);
    connect(m_unprotected, &OptionRow::clicked, this, &EncryptionSection::setUnprotected);
    connect(m_renew, &OptionRow::clicked, this, &EncryptionSection::makeNewKey);
    setBusy(true);
    look();
}

void EncryptionSection::look()
{
    whenDone(m_ui.key->gate->inspect(), this, [this](const ProfileFacts &facts) { show(facts); });
}

void EncryptionSection::show(const ProfileFacts &facts)
{
    m_facts = facts;
    const auto kept = facts.protection;
    setBusy(false);
    m_state->setTitle(kept.unprotected ? tr("Your messages are not protected on this computer") : tr("Your messages are encrypted on this computer"));
    m_state->setDescription(kept.unprotected ? tr("Whoever gets at this computer or its disk can read them.")
            : kept.keyring && kept.passphrase ? tr("The keyring opens them, or your passphrase.")
            : kept.keyring                    ? tr("The keyring opens them once you are logged in.")
                                              : tr("Your passphrase opens them when Confab starts."));
    m_state->setIconName(kept.unprotected ? QStringLiteral("lockopen") : QStringLiteral("shield"));
    // The last way in cannot be taken away.
    m_keyring->setVisible(facts.keyringAvailable || kept.keyring);
    m_keyring->toggle()->setChecked(kept.keyring);
    const bool needed = kept.keyring && !kept.passphrase;
    m_keyring->toggle()->setEnabled(!needed);
    m_keyring->setDescription(needed ? tr("Set a passphrase first to do without.") : facts.keyringName);
    m_passphrase->setTitle(kept.passphrase ? tr("Change the passphrase…") : tr("Set a passphrase…"));
    m_remove->setVisible(kept.passphrase && kept.keyring);
    m_unprotected->setVisible(!kept.unprotected);
    m_renew->setVisible(!kept.unprotected && m_ui.key->renew); // a key that anybody can read is no better for being new
}

void EncryptionSection::setBusy(bool busy)
{
    for (auto *row : {m_keyring, m_passphrase, m_remove, m_renew, m_unprotected})
        row->setEnabled(!busy);
}

void EncryptionSection::change(OptionRow *row, const Protection &protection)
{
    row->setError({});
    setBusy(true);
    whenDone(m_ui.key->gate->changeProtection(m_ui.key->profile, protection, {}), this,
        [this, row](const GateResult<Done> &answer) {
            if (!answer) {
                const QString sentence = choiceNotice(m_facts, answer.error());
                row->setError(sentence);
                announce(row, sentence);
            }
            look();
        });
}

void EncryptionSection::setKeyring(bool on)
{
    m_keyring->toggle()->setChecked(m_facts.protection.keyring); // as it is until the gate has agreed
    change(m_keyring, {on, m_facts.protection.passphrase, false});
}

void EncryptionSection::setPassphrase()
{
    const Protection wanted {m_facts.protection.keyring, true, false};
    auto *sheet = new PassphraseSheet(m_ui, this, m_facts.protection.passphrase ? tr("Change the passphrase") : tr("Set a passphrase"),
        [key = m_ui.key, wanted](const QString &passphrase) { return key->gate->changeProtection(key->profile, wanted, passphrase); });
    connect(sheet, &PassphraseSheet::changed, this, &EncryptionSection::look);
    sheet->openSheet();
}

void EncryptionSection::removePassphrase()
{
    askSheet(m_ui, this, tr("Remove the passphrase?"), tr("Then the keyring alone opens your messages. If its entry is lost, they cannot be opened any more."),
        tr("Remove"), true, [this] { change(m_remove, {true, false, false}); });
}

void EncryptionSection::setUnprotected()
{
    askSheet(m_ui, this, tr("Store unprotected?"),
        tr("Whoever gets at this computer, its disk or a backup of it can then read all your messages and write in your name."),
        tr("Store unprotected"), true, [this] { change(m_unprotected, {false, false, true}); });
}

void EncryptionSection::makeNewKey()
{
    auto *sheet = new RenewKeySheet(m_ui, this, m_facts.protection.passphrase, m_ui.key->renew);
    sheet->openSheet();
}

} // namespace confab
