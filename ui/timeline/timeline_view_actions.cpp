#include "core/session/session.h"
#include "ui/common/display_text.h"
#include "ui/common/menu.h"
#include "ui/common/sheet.h"
#include "ui/common/toast.h"
#include "ui/theme/theme.h"
#include "ui/timeline/reaction_bar.h"
#include "ui/timeline/timeline_view.h"

#include <QApplication>
#include <QClipboard>
#include <QWidgetAction>

namespace confab {
namespace {

constexpr int undoTime = 5000;

} // namespace

bool TimelineView::canWrite() const
{
    if (m_summary.left || !m_summary.accepted)
        return false;
    return m_summary.kind != ChatKind::Direct || !m_ui.session->contact(m_summary.peer).blocked;
}

void TimelineView::showMenu(int index, QPoint globalPos)
{
    const auto &item = m_model.items()[size_t(index)];
    if (item.service)
        return;
    const auto key = item.key();
    m_highlightTimer.stop();
    m_highlight = key;
    m_highlightOpacity = 1;
    updateItem(index);
    auto *menu = buildMenu(item.row);
    connect(menu, &PopupMenu::aboutToHide, this, [this] {
        updateItem(m_model.indexOf(m_highlight));
        m_highlight = {};
    });
    menu->popupOnce(globalPos);
}

PopupMenu *TimelineView::buildMenu(const MessageRow &row)
{
    auto *menu = new PopupMenu(m_ui, this);
    menu->setAccessibleName(tr("Message actions"));
    const bool own = row.from == m_model.self();
    const bool stored = row.seq.value > 0;
    const bool alive = !row.deleted && !row.undecodable;
    if (row.state == MessageState::Failed) {
        menu->addItem(QStringLiteral("refresh"), tr("Try again"),
            [this, chat = row.chat] { m_ui.session->retry(chat); });
        menu->addDanger(QStringLiteral("trash"), tr("Discard"),
            [this, row] { m_ui.session->discard(row.chat, row.cid); });
        menu->addSeparator();
    }
    if (stored && alive && canWrite()) {
        addReactions(menu, row);
        menu->addItem(
            QStringLiteral("reply"), tr("Reply"), [this, row] { emit replyRequested(row); }, tr("Ctrl ↑"));
        if (own && row.content.text)
            menu->addItem(
                QStringLiteral("edit"), tr("Edit"), [this, row] { emit editRequested(row); }, tr("↑"));
    }
    if (alive)
        addMediaItems(menu, row);
    if (alive && row.content.text && !row.content.text->isEmpty()) {
        const bool part = m_selection.hasText() && m_selection.textKey().names(row);
        const auto text = part ? m_selection.forClipboard(m_model, *m_ui.session) : *row.content.text;
        menu->addItem(
            QStringLiteral("copy"), part ? tr("Copy selected text") : tr("Copy text"),
            [text] { QApplication::clipboard()->setText(text); }, tr("Ctrl C"));
    }
    if (own && stored && alive)
        menu->addItem(QStringLiteral("info"), tr("Message info"), [this, row] { emit infoRequested(row); });
    if (m_selection.messageCount() > 1 && m_selection.contains(row))
        menu->addItem(QStringLiteral("copy"), tr("Copy %n messages", nullptr, m_selection.messageCount()),
            [this] { copySelection(); });
    else if (alive)
        menu->addItem(QStringLiteral("select"), tr("Select"), [this, key = ItemKey::of(row)] {
            m_selection.toggle(key);
            setFocus();
            viewport()->update();
        });
    if (stored)
        addDeletions(menu, row);
    return menu;
}

void TimelineView::addReactions(PopupMenu *menu, const MessageRow &row)
{
    QString mine;
    for (const auto &reaction : row.reactions)
        if (reaction.users.contains(m_model.self()))
            mine = reaction.emoji;
    auto *bar = new ReactionBar(m_ui, mine, menu);
    auto *entry = new QWidgetAction(menu);
    entry->setDefaultWidget(bar);
    entry->setText(tr("React"));
    menu->addAction(entry);
    menu->addSeparator();
    connect(
        bar, &ReactionBar::chosen, this, [this, menu, chat = row.chat, seq = row.seq](const QString &emoji) {
            m_ui.session->react(chat, seq, emoji);
            menu->close();
        });
}

void TimelineView::addDeletions(PopupMenu *menu, const MessageRow &row)
{
    menu->addSeparator();
    menu->addDanger(
        QStringLiteral("trash"), tr("Delete for me"), [this, row] { hideWithUndo(row); }, tr("Del"));
    const bool own = row.from == m_model.self();
    const bool admin = m_summary.kind == ChatKind::Group && m_summary.myRole == Role::Admin;
    if (row.deleted || m_summary.left || !(own || admin) || m_summary.kind == ChatKind::Self)
        return;
    menu->addDanger(QStringLiteral("trash"), tr("Delete for everyone…"), [this, row] {
        askSheet(m_ui, this, tr("Delete for everyone?"),
            tr("The message disappears from this chat on all devices. A note that it was deleted stays."),
            tr("Delete for everyone"), true,
            [session = m_ui.session, chat = row.chat, seq = row.seq] { session->redact(chat, seq); });
    });
}

void TimelineView::hideWithUndo(const MessageRow &row)
{
    if (row.kind != EventKind::Msg || row.seq.value == 0)
        return;
    flushPending();
    m_hidden = Hidden{row.chat, row.seq};
    m_hiddenTimer.start(undoTime);
    mutate([&] { m_model.replaceRange(row.seq, row.seq, {}); });
    accessibleListChanged(this);
    Toast::show(
        m_ui, this, tr("Message deleted for you"), tr("Undo"),
        [self = QPointer(this), seq = row.seq] {
            if (!self || !self->m_hidden || self->m_hidden->seq != seq)
                return;
            const auto hidden = *std::exchange(self->m_hidden, std::nullopt);
            self->m_hiddenTimer.stop();
            if (self->m_chat == hidden.chat)
                self->m_loader.reread(hidden.seq, hidden.seq);
        },
        undoTime);
}

void TimelineView::flushPending()
{
    m_hiddenTimer.stop();
    if (const auto hidden = std::exchange(m_hidden, std::nullopt))
        m_ui.session->hide(hidden->chat, hidden->seq);
}

QString TimelineView::reactionToolTip(int index, int chip) const
{
    const auto &reactions = m_model.items()[size_t(index)].row.reactions;
    if (chip < 0 || chip >= reactions.size())
        return {};
    QStringList names;
    for (const auto &user : reactions[chip].users.mid(0, 20))
        names.append(isolated(userName(*m_ui.session, user)));
    if (reactions[chip].users.size() > names.size())
        names.append(tr("and %n more", nullptr, int(reactions[chip].users.size() - names.size())));
    return names.join(QStringLiteral(", "));
}

} // namespace confab
