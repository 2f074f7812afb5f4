#include "ui/vault/renew_key_sheet.h"

#include "ui/common/buttons.h"
#include "ui/common/labels.h"
#include "ui/vault/passphrase_field.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace confab {

RenewKeySheet::RenewKeySheet(const UiContext &context, QWidget *over, bool asksPassphrase, Renew renew)
    : Sheet(context, over, tr("Make a new key?"))
    , m_renew(std::move(renew))
    , m_make(new Button(context, Button::Kind::Primary, tr("Make a new key")))
{
    body()->setSpacing(12);
    auto *text = new Label(context, TextRole::Small, Token::TextSecondary, tr("Confab closes your chats for a moment and encrypts everything on this computer again. "
                                       "Do this if somebody may have seen the old key. Nothing is lost if it is interrupted."));
    body()->addWidget(text);
    if (asksPassphrase) {
        m_passphrase = new PassphraseField(context, tr("Your passphrase"));
        body()->addWidget(m_passphrase);
        connect(m_passphrase->edit(), &QLineEdit::returnPressed, this, &RenewKeySheet::submit);
        connect(m_passphrase->edit(), &QLineEdit::textChanged, this, [this] { m_passphrase->setError({}); });
    }
    auto *cancel = new Button(context, Button::Kind::Secondary, tr("Cancel"));
    footer()->addStretch(1);
    footer()->addWidget(cancel);
    footer()->addWidget(m_make);
    connect(cancel, &Button::clicked, this, &RenewKeySheet::reject);
    connect(m_make, &Button::clicked, this, &RenewKeySheet::submit);
}

void RenewKeySheet::openSheet()
{
    open(m_passphrase ? static_cast<QWidget *>(m_passphrase->edit()) : m_make);
}

void RenewKeySheet::submit()
{
    const QString passphrase = m_passphrase ? m_passphrase->passphrase() : QString();
    if (m_passphrase && passphrase.isEmpty()) {
        m_passphrase->setError(tr("Type your passphrase."));
        m_passphrase->edit()->setFocus();
        return;
    }
    if (m_passphrase)
        m_passphrase->wipe();
    closeSheet();
    m_renew(passphrase);
}

} // namespace confab
