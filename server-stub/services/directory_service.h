#pragma once

#include "server-stub/services/link_slots.h"
#include "server-stub/services/presence_service.h"

#include <unordered_set>

namespace confab::server {

//! People and devices (protocol sections 4 and 9): registration, authentication, devices, profiles, blocks, settings and
//! the relay of linking. Thread-safe.
//!
//! Choices where the protocol leaves them: a forged certificate is `bad_arg`; an unknown user, an unknown device and a
//! wrong signature are the same `unauth` and close 4004; registering a known account key is `conflict`, whatever else the
//! form says, because a certificate alone proves nothing; last seen and online of `dev.list` are told to the user alone.
class DirectoryService {
public:
    //! `left`: tells the members of a group that somebody's account, and so the member, is gone.
    DirectoryService(NodeContext &node, PresenceService &presence, RateLimits &limits, std::function<void(const SysOutcome &)> left)
        : m_node(node)
        , m_presence(presence)
        , m_limits(limits)
        , m_left(std::move(left))
    {
    }

    void registerUser(const RequestPtr &request, Register form);
    void auth(const RequestPtr &request, const Auth &auth);

    void devList(const RequestPtr &request, const DevList &list);
    void devAdd(const RequestPtr &request, const DevAdd &add);
    void devRevoke(const RequestPtr &request, const DevRevoke &revoke);
    void linkWait(const RequestPtr &request);
    void linkRelay(const RequestPtr &request, LinkRelay relay);

    void userFind(const RequestPtr &request, const UserFind &find);
    void userGet(const RequestPtr &request, UserGet get);
    void userSet(const RequestPtr &request, const UserSet &set);
    void userDelete(const RequestPtr &request);
    void block(const RequestPtr &request, const Block &block);
    void prefs(const RequestPtr &request, const Prefs &prefs);

    void closed(const SessionPtr &session) { m_links.closed(session); }
    void heard(const AccountHint &hint);
    void heard(const CloseHint &hint);
    void tick() { m_links.tick(m_node.clock.steadyMs()); }

private:
    bool certified(const UserId &user, const PublicKey &aik, const DeviceRecord &record) const;
    void accept(Request &request, const UserId &user, const DeviceId &dev, UserFacts facts);
    void refuse(Request &request, ErrorCode code, CloseCode close);
    void announce(const Changed &changed);
    void apply(const AccountNews &news);
    void close(const CloseHint &hint);
    bool isGone(const UserId &user, const DeviceId &dev);

    NodeContext &m_node;
    PresenceService &m_presence;
    RateLimits &m_limits;
    const std::function<void(const SysOutcome &)> m_left;
    LinkSlots m_links;

    // Devices and accounts that were ended while this node runs: whoever is being let in at that moment is found here.
    std::mutex m_mutex;
    std::unordered_set<DeviceId> m_goneDevices;
    std::unordered_set<UserId> m_goneUsers;
};

} // namespace confab::server
