#include "core/sync/typing_state.h"

#include <QCoreApplication>
#include <algorithm>

namespace confab {

QList<TypingSender::Signal> TypingSender::changed(const ChatId &chat, bool on, Instant now)
{
    QList<Signal> out;
    const bool sameChat = m_current && m_current->chat == chat;
    if (m_current && sameChat != on) { // stopped here, or began elsewhere
        out.append({m_current->chat, false});
        m_current.reset();
    }
    if (!on)
        return out;
    if (!m_current) {
        m_current = Current {chat, now, now};
        out.append({chat, true});
        return out;
    }
    m_current->lastChange = now;
    if (now - m_current->lastSent >= interval) {
        m_current->lastSent = now;
        out.append({chat, true});
    }
    return out;
}

QList<TypingSender::Signal> TypingSender::tick(Instant now)
{
    if (!m_current || now - m_current->lastChange < interval)
        return {};
    const Signal off {m_current->chat, false};
    m_current.reset();
    return {off};
}

std::optional<Instant> TypingSender::deadline() const
{
    return m_current ? std::optional(m_current->lastChange + interval) : std::nullopt;
}

QList<ChatId> TypingPeers::heard(const ChatId &chat, const UserId &user, bool on, Instant now)
{
    if (!on)
        return messageFrom(chat, user);
    auto &entries = m_chats[chat];
    const auto known = std::find_if(entries.begin(), entries.end(), [&](const Entry &e) { return e.user == user; });
    if (known != entries.end()) {
        known->until = now + expiry;
        return {};
    }
    entries.append({user, now + expiry});
    return {chat};
}

QList<ChatId> TypingPeers::messageFrom(const ChatId &chat, const UserId &user)
{
    const auto entries = m_chats.find(chat);
    if (entries == m_chats.end() || !entries->removeIf([&](const Entry &e) { return e.user == user; }))
        return {};
    if (entries->isEmpty())
        m_chats.erase(entries);
    return {chat};
}

QList<ChatId> TypingPeers::tick(Instant now)
{
    QList<ChatId> changed;
    for (auto it = m_chats.begin(); it != m_chats.end();) {
        if (it->removeIf([&](const Entry &e) { return now >= e.until; }))
            changed.append(it.key());
        it = it->isEmpty() ? m_chats.erase(it) : std::next(it);
    }
    return changed;
}

QList<ChatId> TypingPeers::clear()
{
    const QList<ChatId> changed = m_chats.keys();
    m_chats.clear();
    return changed;
}

std::optional<Instant> TypingPeers::deadline() const
{
    std::optional<Instant> soonest;
    for (const auto &entries : m_chats)
        for (const Entry &entry : entries)
            soonest = std::min(soonest.value_or(entry.until), entry.until);
    return soonest;
}

QList<UserId> TypingPeers::users(const ChatId &chat) const
{
    QList<UserId> list;
    for (const Entry &entry : m_chats.value(chat))
        list.append(entry.user);
    return list;
}

QString typingPhrase(const QList<QString> &names, bool direct)
{
    // Names are isolated, so that one in another script cannot turn the sentence around.
    const auto isolated = [&](int i) { return QChar(0x2068) + names.at(i) + QChar(0x2069); };
    if (names.isEmpty())
        return {};
    if (direct)
        return QCoreApplication::translate("Typing", "typing…");
    if (names.size() == 1)
        return QCoreApplication::translate("Typing", "%1 is typing…").arg(isolated(0));
    if (names.size() == 2)
        return QCoreApplication::translate("Typing", "%1 and %2 are typing…").arg(isolated(0), isolated(1));
    return QCoreApplication::translate("Typing", "%n people are typing…", nullptr, int(names.size()));
}

} // namespace confab
