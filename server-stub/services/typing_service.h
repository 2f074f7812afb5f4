#pragma once

#include "server-stub/services/node_context.h"

#include <map>

namespace confab::server {

//! `typing` goes to the members who look at the chat (protocol section 7). Only who has said `focus` costs memory, and
//! typing into a chat that nobody looks at costs a look-up. Thread-safe.
class TypingService {
public:
    static constexpr qint64 interval = 3000; //!< ms between two `typing{on}` of one device in one chat

    explicit TypingService(NodeContext &node)
        : m_node(node)
    {
    }

    void focus(const RequestPtr &request, const Focus &focus);
    void typing(const RequestPtr &request, const Typing &typing);
    void closed(const SessionPtr &session);
    //! Former members no longer see who types.
    void rosterChanged(const RosterPtr &roster);

private:
    struct Chat {
        RosterPtr roster;
        std::vector<SessionPtr> lookers;
    };
    struct Looker {
        QList<ChatId> chats;
        bool idle = false;
        quint64 generation = 0; //!< of the `focus`, so that a late answer of the store does not bring an old one back
    };
    void enter(const SessionPtr &session, const RosterPtr &roster, quint64 generation);
    void forget(const Session *session); //!< with the mutex held
    bool mayType(const Session *session, const Typing &typing); //!< with the mutex held

    NodeContext &m_node;
    std::mutex m_mutex;
    std::unordered_map<ChatId, Chat> m_chats;
    std::unordered_map<const Session *, Looker> m_lookers;
    std::map<std::pair<const Session *, ChatId>, std::pair<qint64, bool>> m_last; //!< steady time and state of the last one
    quint64 m_generation = 0;
};

} // namespace confab::server
