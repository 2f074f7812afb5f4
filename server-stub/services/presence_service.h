#pragma once

#include "server-stub/services/node_context.h"

#include <set>

namespace confab::server {

//! The seed's Presence Service (protocol section 7). A user is as present as the most present of the devices that have
//! said `presence.set`; one that never says it stays offline, as bots do. Nobody is told but the holders of a lease,
//! who share a chat with the user and are not blocked. Thread-safe.
//!
//! Offline comes after `grace`, so that a reconnect is not seen. A target's holders hear of it at most once in `floor`,
//! except that it has come online; what changed meanwhile is told once, as it then is.
class PresenceService {
public:
    static constexpr qint64 grace = 30'000; //!< ms
    static constexpr qint64 floor = 30'000;

    explicit PresenceService(NodeContext &node);

    void set(const RequestPtr &request, const PresenceSet &set);
    void watch(const RequestPtr &request, PresenceWatch watch);
    void closed(const SessionPtr &session);

    void blocked(const UserId &a, const UserId &b); //!< ends leases between the two
    void privacyChanged(const UserId &user, const Privacy &privacy);
    void heard(const PresenceHint &hint);
    void tick();

private:
    struct Remote {
        quint64 node = 0;
        PresenceState state = PresenceState::Offline;
        qint64 expires = 0; //!< steady: a node that died says nothing more
    };
    struct Target {
        std::vector<std::pair<const Session *, PresenceState>> devices; //!< on this node
        std::vector<Remote> remotes;
        std::vector<SessionPtr> watchers;
        PresenceState now = PresenceState::Offline;
        PresenceState told = PresenceState::Offline;
        PresenceState said = PresenceState::Offline; //!< to other nodes, of the devices here
        std::optional<qint64> toldAt; //!< steady
        std::optional<qint64> offlineAt; //!< steady: the end of the grace
        qint64 seen = 0; //!< wall, ms
        bool hideSeen = false;
    };
    struct Lease {
        QList<UserId> users;
        qint64 expires = 0; //!< steady
        bool hideSeen = false; //!< of its holder
    };

    // All with the mutex held.
    void update(const UserId &user, Target &target);
    void tell(const UserId &user, Target &target);
    void say(const UserId &user, Target &target, bool again);
    void endLease(const SessionPtr &session);
    void sweep(const UserId &user);
    Presence stateOf(const UserId &user, const Target &target, bool hideSeen) const;
    PresenceStates grant(const SessionPtr &session, const PresenceWatch &watch, const Relations &relations, bool hideSeen);

    //! Ends the hold of the mutex, then tells the other nodes: they may answer at once.
    void flush(std::unique_lock<std::mutex> lock);

    NodeContext &m_node;
    const quint64 m_nodeId;
    std::mutex m_mutex;
    std::unordered_map<UserId, Target> m_targets; //!< who is present or watched
    std::unordered_map<SessionPtr, Lease> m_leases;
    std::set<UserId> m_held; //!< in grace, or told too recently
    std::vector<PresenceHint> m_hints; //!< to be published
    qint64 m_nextSweep = 0; //!< steady: of leases
    qint64 m_nextRepeat = 0; //!< steady: of hints to other nodes
};

} // namespace confab::server
