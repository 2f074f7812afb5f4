#include "server-stub/services/typing_service.h"

#include "server-stub/services/visibility.h"

namespace confab::server {

void TypingService::focus(const RequestPtr &request, const Focus &focus)
{
    const auto &session = request->session();
    quint64 generation = 0;
    {
        const std::lock_guard lock(m_mutex);
        forget(session.get());
        if (!focus.chats.isEmpty()) {
            generation = ++m_generation;
            m_lookers[session.get()] = Looker {{}, focus.idle, generation};
        }
    }
    for (const auto &chat : focus.chats)
        m_node.store.roster(chat, [this, session, generation](const Answer<RosterPtr> &roster) {
            if (roster && roster.value()->find(session->user))
                enter(session, *roster, generation);
        });
    request->ok();
}

void TypingService::enter(const SessionPtr &session, const RosterPtr &roster, quint64 generation)
{
    const std::lock_guard lock(m_mutex);
    const auto it = m_lookers.find(session.get());
    if (it == m_lookers.end() || it->second.generation != generation || it->second.chats.contains(roster->chat))
        return;
    it->second.chats.append(roster->chat);
    auto &chat = m_chats[roster->chat];
    if (!chat.roster || chat.roster->version <= roster->version)
        chat.roster = roster;
    if (chat.roster->find(session->user))
        chat.lookers.push_back(session);
}

void TypingService::forget(const Session *session)
{
    const auto it = m_lookers.find(session);
    if (it == m_lookers.end())
        return;
    for (const auto &id : it->second.chats) {
        const auto chat = m_chats.find(id);
        if (chat == m_chats.end())
            continue;
        std::erase_if(chat->second.lookers, [&](const SessionPtr &s) { return s.get() == session; });
        if (chat->second.lookers.empty())
            m_chats.erase(chat);
    }
    m_lookers.erase(it);
}

bool TypingService::mayType(const Session *session, const Typing &typing)
{
    const auto now = m_node.clock.steadyMs();
    const auto key = std::pair(session, typing.chat);
    const auto last = m_last.find(key);
    if (!typing.on) {
        const bool wasOn = last != m_last.end() && last->second.second;
        if (wasOn)
            last->second.second = false;
        return wasOn;
    }
    if (last != m_last.end() && now < last->second.first + interval)
        return false;
    if (m_last.size() > 1024)
        std::erase_if(m_last, [&](const auto &entry) { return now >= entry.second.first + interval; });
    m_last[key] = {now, true};
    return true;
}

void TypingService::typing(const RequestPtr &request, const Typing &typing)
{
    const auto facts = m_node.registry.factsOf(request->user());
    std::vector<SessionPtr> lookers;
    {
        const std::lock_guard lock(m_mutex);
        const auto it = m_chats.find(typing.chat);
        const bool heard = it != m_chats.end() && facts && it->second.roster->find(request->user())
            && it->second.roster->members.size() <= std::size_t(limits::typingMembers) && mayType(request->session().get(), typing);
        if (heard)
            std::copy_if(it->second.lookers.begin(), it->second.lookers.end(), std::back_inserter(lookers), [&](const SessionPtr &s) {
                return s->user != request->user() && !m_lookers.at(s.get()).idle;
            });
    }
    std::shared_ptr<const OutFrame> frame;
    for (const auto &session : lookers) {
        const auto viewer = m_node.registry.factsOf(session->user);
        if (!viewer || blocks(*facts, session->user) || blocks(*viewer, request->user()))
            continue;
        if (!frame)
            frame = OutFrame::push(TypingMoved {typing.chat, request->user(), typing.on});
        session->connection->send(frame);
    }
    request->ok();
}

void TypingService::closed(const SessionPtr &session)
{
    const std::lock_guard lock(m_mutex);
    forget(session.get());
    auto last = m_last.lower_bound({session.get(), ChatId()});
    while (last != m_last.end() && last->first.first == session.get())
        last = m_last.erase(last);
}

void TypingService::rosterChanged(const RosterPtr &roster)
{
    const std::lock_guard lock(m_mutex);
    const auto it = m_chats.find(roster->chat);
    if (it == m_chats.end() || it->second.roster->version >= roster->version)
        return;
    it->second.roster = roster;
    std::erase_if(it->second.lookers, [&](const SessionPtr &s) { return !roster->find(s->user); });
    if (it->second.lookers.empty())
        m_chats.erase(it);
}

} // namespace confab::server
