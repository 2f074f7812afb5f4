#include "ui/common/buttons.h"
#include "ui/common/choice_row.h"
#include "ui/common/labels.h"
#include "ui/vault/action_row.h"
#include "ui/vault/choice_card.h"
#include "ui/vault/new_passphrase.h"
#include "ui/vault/notice_strip.h"
#include "ui/vault/vault_panels.h"
#include "ui/vault/vault_texts.h"

#include <QButtonGroup>
#include <QVBoxLayout>

namespace confab {

ProtectPanel::ProtectPanel(const UiContext &context, VaultFlow *flow, QWidget *parent)
    : VaultPanel(context, flow, parent)
    , m_title(new Label(context, TextRole::Page, Token::TextPrimary, tr("Protect your messages on this computer")))
    , m_text(new Label(context, TextRole::Body, Token::TextSecondary))
    , m_notice(new NoticeStrip(context, {}, this))
    , m_ways(new QButtonGroup(this))
    , m_passphrase(new NewPassphrase(context))
{
    const auto &facts = m_flow->view().facts;
    const bool plain = facts.state == ProfileFacts::State::Plain;
    addCentred(m_title);
    column()->addSpacing(6);
    m_text->setText(plain
            ? tr("Messages kept by the earlier version are moved into the encrypted form. You can stop at any time before the end, and nothing is lost if the power fails.")
            : tr("Confab keeps messages and keys encrypted on the disk. What should open them?"));
    addCentred(m_text);
    column()->addSpacing(18);
    column()->addWidget(m_notice);
    column()->addSpacing(8);

    if (facts.keyringAvailable)
        add(Keyring, new ChoiceCard(context,
            facts.keyringName.isEmpty() ? tr("Your keyring") : tr("Your keyring: %1").arg(keyringText(facts)),
            tr("Opens by itself once you are logged in to this computer")));
    auto *byPassphrase = new ChoiceCard(context, tr("A passphrase"), tr("You type it whenever Confab starts"));
    byPassphrase->setContent(m_passphrase);
    add(Passphrase, byPassphrase);
    auto *byNothing = new ChoiceCard(context, tr("Store unprotected on this computer"),
        tr("Opens without anything, for everybody"));
    byNothing->setContent(new NoticeStrip(context,
        tr("Whoever gets at this computer, its disk or a backup of it can read all your messages and write in your name.")));
    add(Unprotected, byNothing);

    column()->addSpacing(12);
    auto *row = new ActionRow;
    m_continue = new Button(context, Button::Kind::Primary, {});
    m_continue->setTall(true);
    row->add(m_continue);
    m_quit = new Button(context, Button::Kind::Text, plain ? tr("Not now") : tr("Quit"));
    m_quit->setTall(true);
    row->add(m_quit);
    column()->addWidget(row);

    // Never "unprotected": that is only ever what somebody chose just now.
    const bool keyring = facts.keyringAvailable && !m_flow->view().asked.passphrase;
    m_ways->button(keyring ? Keyring : Passphrase)->setChecked(true);
    chosen();
    connect(m_ways, &QButtonGroup::idToggled, this, [this](int, bool on) {
        if (on)
            chosen();
    });
    connect(m_passphrase, &NewPassphrase::submitted, this, &ProtectPanel::submit);
    connect(m_continue, &Button::clicked, this, &ProtectPanel::submit);
    connect(m_quit, &Button::clicked, this, &VaultPanel::quitRequested);
    refresh();
}

void ProtectPanel::add(Way way, ChoiceCard *card)
{
    m_ways->addButton(card->row(), way);
    column()->addWidget(card);
    column()->addSpacing(8);
}

void ProtectPanel::chosen()
{
    const bool plain = m_flow->view().facts.state == ProfileFacts::State::Plain;
    const bool unprotected = m_ways->checkedId() == Unprotected;
    m_continue->setKind(unprotected ? Button::Kind::Danger : Button::Kind::Primary);
    m_continue->setText(unprotected ? tr("Store unprotected") : plain ? tr("Encrypt") : tr("Continue"));
    m_continue->setAccessibleName(m_continue->text());
    m_continue->updateGeometry();
    if (m_ways->checkedId() != Passphrase)
        m_passphrase->wipe(); // another way was chosen: what was typed is not kept for later
}

void ProtectPanel::submit()
{
    switch (m_ways->checkedId()) {
    case Keyring:
        return m_flow->choose({.keyring = true}, {});
    case Unprotected:
        return m_flow->choose({.unprotected = true}, {});
    default:
        if (const auto passphrase = m_passphrase->read())
            m_flow->choose({.passphrase = true}, *passphrase);
    }
}

void ProtectPanel::refresh()
{
    const auto &view = m_flow->view();
    if (!view.error)
        return m_notice->setText({});
    m_notice->setText(choiceNotice(view.facts, *view.error));
    announce(this, m_notice->text());
}

void ProtectPanel::takeFocus()
{
    if (m_ways->checkedId() == Passphrase)
        m_passphrase->focusFirst();
    else
        m_ways->checkedButton()->setFocus(Qt::OtherFocusReason);
}

QString ProtectPanel::title() const
{
    return m_title->text();
}

} // namespace confab
