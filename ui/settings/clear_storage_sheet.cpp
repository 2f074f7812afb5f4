#include "ui/settings/clear_storage_sheet.h"

#include "core/session/session.h"
#include "core/session/when_done.h"
#include "ui/common/buttons.h"
#include "ui/common/measure_text.h"
#include "ui/common/display_text.h"
#include "ui/common/labels.h"
#include "ui/common/option_row.h"
#include "ui/settings/usage_view.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace confab {

ClearStorageSheet::ClearStorageSheet(const UiContext &context, QWidget *over, const ChatId &chat, const QString &name,
    const QList<StorageUse::Kind> &kinds)
    : Sheet(context, over, chat.isNull() ? tr("Free up space") : tr("Files of %1").arg(isolated(name)))
    , m_chat(chat)
    , m_kinds(kinds)
    , m_note(new Label(context, TextRole::Small, Token::TextSecondary))
    , m_confirm(new Button(context, Button::Kind::Danger, tr("Remove")))
{
    body()->setSpacing(0);
    for (const auto &kind : kinds) {
        auto *row = new OptionRow(context, {}, mediaKindName(kind.kind));
        row->setDescription(tr("%1 in %n file(s)", "size, number", kind.files).arg(sizeText(kind.bytes)));
        row->setHorizontalPadding(0);
        row->addSwitch()->setChecked(true);
        connect(row->toggle(), &QAbstractButton::toggled, this, &ClearStorageSheet::refresh);
        body()->addWidget(row);
        m_rows += row;
    }
    body()->addSpacing(10);
    body()->addWidget(m_note);
    auto *cancel = new Button(context, Button::Kind::Secondary, tr("Cancel"));
    footer()->addStretch(1);
    footer()->addWidget(cancel);
    footer()->addWidget(m_confirm);
    connect(cancel, &Button::clicked, this, &Sheet::reject);
    connect(m_confirm, &Button::clicked, this, &ClearStorageSheet::clear);
    refresh();
}

void ClearStorageSheet::refresh()
{
    qint64 bytes = 0;
    for (int i = 0; i < m_rows.size(); ++i) {
        m_rows.at(i)->setEnabled(!m_busy);
        bytes += m_rows.at(i)->toggle()->isChecked() ? m_kinds.at(i).bytes : 0;
    }
    m_confirm->setEnabled(bytes > 0 && !m_busy);
    m_confirm->setText(bytes > 0 ? tr("Remove %1").arg(sizeText(bytes)) : tr("Remove"));
    m_confirm->setAccessibleName(m_confirm->text());
    m_confirm->updateGeometry();
    if (m_busy)
        m_note->setText(tr("Removing…"));
    else
        m_note->setText(tr("Messages stay, and files can be downloaded again while the server has them. Files that you sent may be kept."));
}

void ClearStorageSheet::clear()
{
    QList<MediaKind> kinds;
    for (int i = 0; i < m_rows.size(); ++i) {
        if (m_rows.at(i)->toggle()->isChecked())
            kinds += m_kinds.at(i).kind;
    }
    if (kinds.isEmpty())
        return;
    m_busy = true;
    m_note->setColor(Token::TextSecondary);
    refresh();
    const QList<ChatId> chats = m_chat.isNull() ? QList<ChatId>() : QList<ChatId> {m_chat};
    whenDone(m_ui.session->media().clear(chats, kinds), this, [this](const Outcome<Done> &outcome) {
        m_busy = false;
        refresh();
        if (outcome) {
            closeSheet();
            emit cleared();
            return;
        }
        m_note->setColor(Token::Danger);
        m_note->setText(outcome.error().message);
        announce(this, outcome.error().message);
    });
}

} // namespace confab
