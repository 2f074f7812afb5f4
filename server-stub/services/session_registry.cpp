#include "server-stub/services/session_registry.h"

namespace confab::server {

SessionPtr SessionRegistry::add(const SessionPtr &session, UserFactsPtr facts)
{
    const std::unique_lock lock(m_mutex);
    auto &user = m_users[session->user];
    if (!user.facts)
        user.facts = std::move(facts);
    SessionPtr older;
    std::erase_if(user.sessions, [&](const SessionPtr &s) {
        if (s->dev != session->dev)
            return false;
        older = s;
        return true;
    });
    user.sessions.push_back(session);
    m_metrics.authenticated.fetch_add(older ? 0 : 1, std::memory_order_relaxed);
    return older;
}

void SessionRegistry::remove(const SessionPtr &session)
{
    const std::unique_lock lock(m_mutex);
    const auto it = m_users.find(session->user);
    if (it == m_users.end())
        return;
    if (std::erase(it->second.sessions, session) > 0)
        m_metrics.authenticated.fetch_sub(1, std::memory_order_relaxed);
    if (it->second.sessions.empty())
        m_users.erase(it);
}

std::vector<SessionPtr> SessionRegistry::sessionsOf(const UserId &user) const
{
    const std::shared_lock lock(m_mutex);
    const auto it = m_users.find(user);
    return it == m_users.end() ? std::vector<SessionPtr>() : it->second.sessions;
}

bool SessionRegistry::isLive(const UserId &user) const
{
    const std::shared_lock lock(m_mutex);
    const auto it = m_users.find(user);
    return it != m_users.end()
        && std::any_of(it->second.sessions.begin(), it->second.sessions.end(), [](const auto &s) { return s->live.load(); });
}

UserFactsPtr SessionRegistry::factsOf(const UserId &user) const
{
    const std::shared_lock lock(m_mutex);
    const auto it = m_users.find(user);
    return it == m_users.end() ? nullptr : it->second.facts;
}

void SessionRegistry::setPrivacy(const UserId &user, const Privacy &privacy)
{
    const std::unique_lock lock(m_mutex);
    const auto it = m_users.find(user);
    if (it == m_users.end())
        return;
    auto facts = std::make_shared<UserFacts>(*it->second.facts);
    facts->privacy = privacy;
    it->second.facts = std::move(facts);
}

void SessionRegistry::setBlocked(const UserId &user, const UserId &other, bool on)
{
    const std::unique_lock lock(m_mutex);
    const auto it = m_users.find(user);
    if (it == m_users.end())
        return;
    auto facts = std::make_shared<UserFacts>(*it->second.facts);
    const auto at = std::lower_bound(facts->blocked.begin(), facts->blocked.end(), other);
    const bool there = at != facts->blocked.end() && *at == other;
    if (on && !there)
        facts->blocked.insert(at, other);
    else if (!on && there)
        facts->blocked.erase(at);
    it->second.facts = std::move(facts);
}

void SessionRegistry::send(const User &user, const std::shared_ptr<const OutFrame> &frame, const Session *except) const
{
    for (const auto &session : user.sessions) {
        if (session.get() == except || !session->live.load(std::memory_order_acquire))
            continue;
        session->connection->send(frame);
        if (frame->droppable())
            m_metrics.delivered.fetch_add(1, std::memory_order_relaxed);
    }
}

void SessionRegistry::deliver(
    const std::vector<Member> &members, const std::shared_ptr<const OutFrame> &frame, const Session *except) const
{
    const std::shared_lock lock(m_mutex);
    for (const auto &member : members)
        if (const auto it = m_users.find(member.user); it != m_users.end())
            send(it->second, frame, except);
}

void SessionRegistry::deliver(
    const std::vector<UserId> &users, const std::shared_ptr<const OutFrame> &frame, const Session *except) const
{
    const std::shared_lock lock(m_mutex);
    for (const auto &user : users)
        if (const auto it = m_users.find(user); it != m_users.end())
            send(it->second, frame, except);
}

void SessionRegistry::deliver(const UserId &user, const std::shared_ptr<const OutFrame> &frame, const Session *except) const
{
    deliver(std::vector<UserId> {user}, frame, except);
}

} // namespace confab::server
