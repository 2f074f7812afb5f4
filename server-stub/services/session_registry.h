#pragma once

#include "server-stub/services/session.h"

#include <shared_mutex>
#include <unordered_map>

namespace confab::server {

//! Who is connected to this node, and what the services keep of those who are. Thread-safe.
class SessionRegistry {
public:
    explicit SessionRegistry(ServiceMetrics &metrics)
        : m_metrics(metrics)
    {
    }

    //! `facts` count where the user is not connected yet. Answers the older session of the same device, to be closed.
    SessionPtr add(const SessionPtr &session, UserFactsPtr facts);
    void remove(const SessionPtr &session);

    std::vector<SessionPtr> sessionsOf(const UserId &user) const;
    bool isLive(const UserId &user) const; //!< some device has asked for `sync`
    UserFactsPtr factsOf(const UserId &user) const; //!< null: not connected
    void setPrivacy(const UserId &user, const Privacy &privacy);
    void setBlocked(const UserId &user, const UserId &other, bool on);

    //! Hands the frame to the live sessions of these users, but `except`.
    void deliver(const std::vector<Member> &members, const std::shared_ptr<const OutFrame> &frame, const Session *except) const;
    void deliver(const std::vector<UserId> &users, const std::shared_ptr<const OutFrame> &frame, const Session *except) const;
    void deliver(const UserId &user, const std::shared_ptr<const OutFrame> &frame, const Session *except = nullptr) const;

    //! Calls `fn(session, facts)` for every live session of the members, under the lock: it may only send.
    template <typename Fn>
    void forEachLive(const std::vector<Member> &members, Fn fn) const
    {
        const std::shared_lock lock(m_mutex);
        for (const auto &member : members)
            if (const auto it = m_users.find(member.user); it != m_users.end())
                for (const auto &session : it->second.sessions)
                    if (session->live.load(std::memory_order_acquire))
                        fn(*session, *it->second.facts);
    }

private:
    struct User {
        std::vector<SessionPtr> sessions;
        UserFactsPtr facts;
    };
    void send(const User &user, const std::shared_ptr<const OutFrame> &frame, const Session *except) const;

    ServiceMetrics &m_metrics;
    mutable std::shared_mutex m_mutex;
    std::unordered_map<UserId, User> m_users;
};

} // namespace confab::server
