#include "core/sync/notification_rules.h"

namespace confab {

namespace {

bool isMuted(const ChatSummary &chat, qint64 now)
{
    return chat.mutedUntil > now;
}

Seq newestOf(const ChatSummary &chat)
{
    return chat.last ? std::max(chat.last->seq, chat.read) : chat.head;
}

} // namespace

bool NotificationRules::wanted(const ChatSummary &chat, const Situation &situation)
{
    const bool looking = situation.userActive && situation.open == chat.chat;
    return chat.unread > 0 && !isMuted(chat, situation.now) && !looking && !chat.left;
}

NotificationRules::Actions NotificationRules::reconcile(const QList<ChatSummary> &chats, const Situation &situation)
{
    Actions actions;
    for (const ChatSummary &chat : chats) {
        const auto shown = m_shown.constFind(chat.chat);
        if (!wanted(chat, situation)) {
            // Seen, read elsewhere or muted: what is unread now is not news later.
            m_told[chat.chat] = std::max(m_told.value(chat.chat), newestOf(chat));
            if (shown != m_shown.constEnd()) {
                m_shown.erase(shown);
                actions.close.append(chat.chat);
            }
            continue;
        }
        const Shown next {chat.chat, newestOf(chat), chat.unread};
        const bool news = next.last > m_told.value(chat.chat);
        if (!situation.syncDone)
            continue; // the summary after it will tell, once
        if (shown == m_shown.constEnd() ? !news : *shown == next)
            continue;
        m_shown.insert(chat.chat, next);
        m_told[chat.chat] = std::max(m_told.value(chat.chat), next.last);
        actions.show.append(next);
        if (news)
            actions.alert.insert(chat.chat);
    }
    return actions;
}

void NotificationRules::dismissed(const ChatId &chat)
{
    m_shown.remove(chat); // told up to what it showed
}

NotificationRules::Actions NotificationRules::removed(const ChatId &chat)
{
    Actions actions;
    m_told.remove(chat);
    if (m_shown.remove(chat))
        actions.close.append(chat);
    return actions;
}

int badgeTotal(const QList<ChatSummary> &chats, bool includeMuted, qint64 now)
{
    int total = 0;
    for (const ChatSummary &chat : chats) {
        if (chat.left || (!includeMuted && (isMuted(chat, now) || chat.archived)))
            continue;
        total += chat.unread > 0 ? chat.unread : (chat.markedUnread ? 1 : 0);
    }
    return total;
}

} // namespace confab
