#include "ui/window/forward_sheet.h"

#include "core/session/session.h"
#include "core/sync/chat_order.h"
#include "ui/common/buttons.h"
#include "ui/common/display_text.h"
#include "ui/common/fields.h"
#include "ui/common/labels.h"
#include "ui/common/option_row.h"
#include "ui/common/toast.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>

namespace confab {
namespace {

constexpr int shown = 40; //!< rows; the rest is found by name

bool canReceive(const ChatSummary &chat, const Session &session)
{
    if (chat.left || !chat.accepted)
        return false;
    return chat.kind != ChatKind::Direct || !session.contact(chat.peer).blocked;
}

} // namespace

ForwardSheet::ForwardSheet(const UiContext &context, QWidget *over, const ChatId &from, const QList<Seq> &messages)
    : Sheet(context, over, tr("Forward to"))
    , m_from(from)
    , m_messages(messages)
    , m_search(new SearchField(context, tr("Search")))
    , m_rows(new QWidget)
    , m_send(new Button(context, Button::Kind::Primary, tr("Forward")))
{
    setBodyPadding(0);
    body()->setSpacing(4);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(20, 4, 20, 4);
    m_search->setAccessibleName(tr("Search chats"));
    head->addWidget(m_search);
    body()->addLayout(head);
    body()->addWidget(m_rows);
    auto *rows = new QVBoxLayout(m_rows);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    footer()->addStretch();
    footer()->addWidget(m_send);
    m_send->setEnabled(false);
    connect(m_search, &QLineEdit::textChanged, this, &ForwardSheet::fill);
    connect(m_search, &SearchField::escaped, this, [this] { closeSheet(); });
    connect(m_send, &QAbstractButton::clicked, this, &ForwardSheet::send);
    fill({});
}

void ForwardSheet::openSheet() { open(m_search); }

void ForwardSheet::fill(const QString &search)
{
    qDeleteAll(m_rows->findChildren<QWidget *>(Qt::FindDirectChildrenOnly));
    auto chats = m_ui.session->chats();
    std::sort(chats.begin(), chats.end(), standsBefore);
    int count = 0;
    for (const auto &chat : chats) {
        const auto title = chatTitle(chat, *m_ui.session);
        if (count >= shown || !canReceive(chat, *m_ui.session) || !title.contains(search.trimmed(), Qt::CaseInsensitive))
            continue;
        ++count;
        const auto icon = chat.kind == ChatKind::Group ? QStringLiteral("users")
            : chat.kind == ChatKind::Self              ? QStringLiteral("bookmark")
                                                       : QStringLiteral("user");
        auto *row = new OptionRow(m_ui, icon, oneLine(title, 80));
        row->setDisc(true);
        auto *toggle = row->addSwitch();
        toggle->setChecked(m_chosen.contains(chat.chat));
        connect(toggle, &QAbstractButton::toggled, this, [this, id = chat.chat](bool on) { choose(id, on); });
        m_rows->layout()->addWidget(row);
    }
    if (count > 0)
        return;
    auto *none = new Label(m_ui, TextRole::Small, Token::TextSecondary, tr("No chat has this name"));
    none->setContentsMargins(20, 12, 20, 12);
    none->setAlignment(Qt::AlignCenter);
    m_rows->layout()->addWidget(none);
}

void ForwardSheet::choose(const ChatId &chat, bool on)
{
    m_chosen.removeAll(chat);
    if (on)
        m_chosen += chat;
    m_send->setEnabled(!m_chosen.isEmpty() && m_chosen.size() <= most);
    m_send->setText(m_chosen.size() > most ? tr("At most %n chats", nullptr, most)
            : m_chosen.size() > 1          ? tr("Forward to %n chats", nullptr, int(m_chosen.size()))
                                           : tr("Forward"));
}

void ForwardSheet::send()
{
    m_ui.session->forward(m_from, m_messages, m_chosen);
    Toast::show(m_ui, window(), m_chosen.size() == 1 ? tr("Forwarded") : tr("Forwarded to %n chats", nullptr, int(m_chosen.size())));
    emit forwarded(m_chosen);
    closeSheet();
}

} // namespace confab
