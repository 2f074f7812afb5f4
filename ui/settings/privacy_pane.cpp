#include "ui/settings/privacy_pane.h"

#include "core/session/when_done.h"
#include "ui/common/accessible_list.h"
#include "ui/common/display_text.h"
#include "ui/common/labels.h"
#include "ui/common/option_row.h"
#include "ui/vault/encryption_section.h"

#include <QVBoxLayout>

namespace confab {

PrivacyPane::PrivacyPane(const UiContext &context, QWidget *parent)
    : SettingsPane(context, tr("Privacy and security"), parent)
{
    addSection(tr("What others see"));
    addOption(tr("Hide when I was last online"),
        tr("Nobody sees when you are or were online, and you do not see it of others."), &Privacy::hideSeen);
    addOption(tr("Hide read receipts"),
        tr("Others do not learn that you have read a message, and you do not learn it of them. That it "
           "arrived is still shown."),
        &Privacy::hideReceipts);
    addOption(tr("Receipts only to people I answered"),
        tr("Whoever writes to you for the first time sees no ticks until you answer or accept."),
        &Privacy::onlyAccepted);
    addSection(tr("Encryption"));
    addText(tr("Messages are protected on their way to the server, but not end-to-end encrypted in this "
               "version: whoever runs "
               "the server can read them. Every chat says so."));
    if (m_ui.key) {
        addSection(tr("Encryption on this computer"));
        column()->addWidget(new EncryptionSection(m_ui));
    }
    addSection(tr("Blocked people"));
    m_nobodyBlocked = new Label(m_ui, TextRole::Small, Token::TextSecondary, tr("You have blocked nobody."));
    column()->addWidget(m_nobodyBlocked);
    m_blockedColumn = new QVBoxLayout;
    m_blockedColumn->setSpacing(0);
    column()->addLayout(m_blockedColumn);
    refresh();
    refreshBlocked();
    connect(m_ui.session, &Session::changed, this, [this](const ChangeSet &changes) {
        if (changes.self)
            refresh();
        if (!changes.contacts.isEmpty() || !changes.chats.isEmpty())
            refreshBlocked();
    });
}

OptionRow *PrivacyPane::addOption(const QString &title, const QString &effect, bool Privacy::*field)
{
    auto *row = new OptionRow(m_ui, {}, title);
    row->setDescription(effect);
    row->setHorizontalPadding(0);
    connect(row->addSwitch(), &Switch::clicked, this, [this, row, field](bool on) { apply(row, field, on); });
    addRow(row);
    m_options.append({row, field});
    return row;
}

void PrivacyPane::refresh()
{
    const auto privacy = m_ui.session->self().privacy;
    for (const auto &[row, field] : m_options)
        row->toggle()->setChecked(privacy.*field);
}

void PrivacyPane::apply(OptionRow *row, bool Privacy::*field, bool on)
{
    auto privacy = m_ui.session->self().privacy;
    privacy.*field = on;
    row->setError({});
    row->toggle()->setEnabled(false);
    whenDone(m_ui.session->setPrivacy(privacy), this, [this, row](const Outcome<Done> &outcome) {
        row->toggle()->setEnabled(true);
        refresh();
        if (!outcome) {
            row->setError(outcome.error().message);
            announce(row->toggle(), outcome.error().message);
        }
    });
}

void PrivacyPane::refreshBlocked()
{
    QSet<UserId> blocked;
    for (const auto &chat : m_ui.session->chats()) {
        if (chat.kind == ChatKind::Direct && m_ui.session->contact(chat.peer).blocked)
            blocked.insert(chat.peer);
    }
    for (const auto &user : m_blocked.keys()) {
        if (!blocked.contains(user))
            m_blocked.take(user)->deleteLater();
    }
    for (const auto &user : blocked) {
        if (m_blocked.contains(user))
            continue;
        auto *row =
            new OptionRow(m_ui, QStringLiteral("block"), oneLine(contactName(m_ui.session->contact(user))));
        row->setDisc(true);
        row->setHorizontalPadding(0);
        row->setValue(tr("Unblock"), Token::AccentText);
        m_blockedColumn->addWidget(row);
        m_blocked.insert(user, row);
        connect(row, &OptionRow::clicked, this, [this, row, user] {
            row->setEnabled(false);
            row->setError({});
            whenDone(m_ui.session->block(user, false), row, [row](const Outcome<Done> &outcome) {
                row->setEnabled(true);
                if (!outcome)
                    row->setError(outcome.error().message);
            });
        });
    }
    m_nobodyBlocked->setVisible(blocked.isEmpty());
}

} // namespace confab
