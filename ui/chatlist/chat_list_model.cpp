#include "ui/chatlist/chat_list_model.h"

#include "core/sync/chat_order.h"
#include "ui/common/display_text.h"

#include <algorithm>

namespace confab {

ChatListModel::ChatListModel(Session *session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    connect(session, &Session::loaded, this, &ChatListModel::reload);
    connect(session, &Session::changed, this, [this](const ChangeSet &changes) {
        if (m_holds > 0)
            m_waiting.append(changes);
        else
            apply(changes);
    });
    reload();
}

void ChatListModel::reload()
{
    m_all.clear();
    for (const ChatSummary &chat : m_session->chats())
        m_all.insert(chat.chat, chat);
    rebuild();
    recount();
}

int ChatListModel::indexOf(const ChatId &chat) const
{
    const auto at = std::find(m_rows.begin(), m_rows.end(), chat);
    return at == m_rows.end() ? -1 : int(at - m_rows.begin());
}

bool ChatListModel::isShown(const ChatSummary &chat) const
{
    if (!m_words.isEmpty()) {
        QStringList texts {chatTitle(chat, *m_session)};
        if (chat.kind == ChatKind::Direct)
            texts.append(m_session->contact(chat.peer).username);
        return m_words.matches(texts);
    }
    switch (m_filter) {
    case ChatListFilter::All:
        return !chat.archived;
    case ChatListFilter::Unread:
        return !chat.archived && (hasUnread(chat) || m_open == chat.chat);
    case ChatListFilter::Groups:
        return !chat.archived && chat.kind == ChatKind::Group;
    case ChatListFilter::Archived:
        break;
    }
    return chat.archived;
}

int ChatListModel::placeFor(const ChatSummary &chat) const
{
    const auto at = std::lower_bound(m_rows.begin(), m_rows.end(), chat,
        [this](const ChatId &row, const ChatSummary &value) { return standsBefore(*m_all.constFind(row), value); });
    return int(at - m_rows.begin());
}

void ChatListModel::rebuild()
{
    m_rows.clear();
    for (const ChatSummary &chat : std::as_const(m_all)) {
        if (isShown(chat))
            m_rows.push_back(chat.chat);
    }
    std::sort(m_rows.begin(), m_rows.end(),
        [this](const ChatId &a, const ChatId &b) { return standsBefore(*m_all.constFind(a), *m_all.constFind(b)); });
    emit reset();
}

void ChatListModel::recount()
{
    Counts counts;
    for (const ChatSummary &chat : std::as_const(m_all)) {
        if (!hasUnread(chat))
            continue;
        if (chat.archived) {
            ++counts.archived;
            continue;
        }
        ++counts.unread;
        counts.groups += chat.kind == ChatKind::Group;
    }
    if (counts == m_counts)
        return;
    m_counts = counts;
    emit countsChanged();
}

void ChatListModel::apply(const ChangeSet &changes)
{
    for (const ChatChange &change : changes.chats)
        applyChat(change);
    if (!changes.contacts.isEmpty() || changes.self) {
        if (m_words.isEmpty())
            emit contactsChanged();
        else
            rebuild(); // a name that changed may match now
    }
    recount();
}

void ChatListModel::applyChat(const ChatChange &change)
{
    const bool gone = change.what.testFlag(ChatChange::Removed);
    if (!gone && !change.summary)
        return;
    const int from = indexOf(change.chat);
    if (from >= 0)
        m_rows.erase(m_rows.begin() + from); // before its key changes: the rows are searched by their keys
    if (gone)
        m_all.remove(change.chat);
    else
        m_all.insert(change.chat, *change.summary);

    if (gone || !isShown(*change.summary)) {
        if (from >= 0)
            emit removed(from);
        return;
    }
    const int to = placeFor(*change.summary);
    m_rows.insert(m_rows.begin() + to, change.chat);
    if (from < 0)
        emit inserted(to);
    else if (from == to)
        emit changed(to);
    else
        emit moved(from, to);
}

void ChatListModel::setFilter(ChatListFilter filter)
{
    if (m_filter == filter)
        return;
    m_filter = filter;
    rebuild();
}

void ChatListModel::setQuery(const QString &query)
{
    if (m_query == query)
        return;
    m_query = query;
    m_words = ChatFilter(query);
    rebuild();
}

void ChatListModel::setOpen(const std::optional<ChatId> &chat)
{
    if (m_open == chat)
        return;
    m_open = chat;
    if (m_filter == ChatListFilter::Unread)
        rebuild();
}

void ChatListModel::hold()
{
    ++m_holds;
}

void ChatListModel::release()
{
    if (m_holds == 0 || --m_holds > 0)
        return;
    const QList<ChangeSet> waiting = std::exchange(m_waiting, {});
    for (const ChangeSet &changes : waiting)
        apply(changes);
}

std::optional<ChatId> ChatListModel::neighbour(
    const std::optional<ChatId> &from, int direction, bool unreadOnly) const
{
    int row = from ? indexOf(*from) : -1;
    if (row < 0)
        row = direction > 0 ? -1 : count();
    for (row += direction; row >= 0 && row < count(); row += direction) {
        if (!unreadOnly || hasUnread(at(row)))
            return idAt(row);
    }
    return std::nullopt;
}

} // namespace confab
