#include "server-stub/services/presence_service.h"

#include <QRandomGenerator>

namespace confab::server {

namespace {

constexpr qint64 minute = 60'000;
constexpr qint64 repeatInterval = minute;
constexpr qint64 remoteLife = 150'000; //!< of what another node has said
constexpr qint64 sweepInterval = 1000;

} // namespace

PresenceService::PresenceService(NodeContext &node)
    : m_node(node)
    , m_nodeId(QRandomGenerator::system()->generate64())
{
}

void PresenceService::set(const RequestPtr &request, const PresenceSet &set)
{
    if (set.state == PresenceState::Offline)
        return request->err(ErrorCode::BadArg, QStringLiteral("state"));
    const auto facts = m_node.registry.factsOf(request->user());
    {
        std::unique_lock lock(m_mutex);
        auto &target = m_targets[request->user()];
        const auto *session = request->session().get();
        const auto it = std::find_if(
            target.devices.begin(), target.devices.end(), [&](const auto &device) { return device.first == session; });
        if (request->session()->state.load() == Session::State::Closed) {
            // `closed` has been here already and will not come again
        } else if (it == target.devices.end()) {
            target.devices.emplace_back(session, set.state);
        } else {
            it->second = set.state;
        }
        target.hideSeen = facts && facts->privacy.hideSeen;
        update(request->user(), target);
        sweep(request->user());
        flush(std::move(lock));
    }
    request->ok();
}

void PresenceService::watch(const RequestPtr &request, PresenceWatch watch)
{
    const auto facts = m_node.registry.factsOf(request->user());
    const bool hideSeen = facts && facts->privacy.hideSeen;
    auto users = watch.users;
    m_node.store.relations(request->user(), std::move(users),
        answering<Relations>(request, [this, watch = std::move(watch), hideSeen](Request &r, const Relations &relations) {
            const auto states = [&] {
                const std::lock_guard lock(m_mutex);
                return grant(r.session(), watch, relations, hideSeen);
            }();
            r.ok(states);
        }));
}

PresenceStates PresenceService::grant(
    const SessionPtr &session, const PresenceWatch &watch, const Relations &relations, bool hideSeen)
{
    endLease(session);
    const bool keeps = watch.ttl > 0 && session->state.load() == Session::State::Ready;
    Lease lease {{}, m_node.clock.steadyMs() + watch.ttl * 1000, hideSeen};
    PresenceStates reply;
    for (const auto &relation : relations.items) {
        if (!relation.known || !relation.shared || relation.blocked || lease.users.contains(relation.user))
            continue;
        auto &target = m_targets[relation.user];
        target.hideSeen = relation.privacy.hideSeen;
        target.seen = std::max(target.seen, relation.seen);
        reply.states.append(stateOf(relation.user, target, hideSeen));
        if (keeps) {
            lease.users.append(relation.user);
            target.watchers.push_back(session);
        } else {
            sweep(relation.user);
        }
    }
    if (keeps && !lease.users.isEmpty())
        m_leases[session] = std::move(lease);
    return reply;
}

void PresenceService::endLease(const SessionPtr &session)
{
    const auto node = m_leases.extract(session);
    if (!node)
        return;
    for (const auto &user : node.mapped().users) {
        if (const auto it = m_targets.find(user); it != m_targets.end())
            std::erase(it->second.watchers, session);
        sweep(user);
    }
}

void PresenceService::sweep(const UserId &user)
{
    const auto it = m_targets.find(user);
    if (it == m_targets.end())
        return;
    const auto &t = it->second;
    if (t.devices.empty() && t.remotes.empty() && t.watchers.empty() && t.now == PresenceState::Offline && !t.offlineAt)
        m_targets.erase(it);
}

void PresenceService::closed(const SessionPtr &session)
{
    std::unique_lock lock(m_mutex);
    endLease(session);
    const auto it = m_targets.find(session->user);
    if (it == m_targets.end())
        return;
    if (std::erase_if(it->second.devices, [&](const auto &device) { return device.first == session.get(); }) == 0)
        return;
    it->second.seen = m_node.clock.wallMs();
    update(session->user, it->second);
    sweep(session->user);
    flush(std::move(lock));
}

void PresenceService::update(const UserId &user, Target &target)
{
    const auto steady = m_node.clock.steadyMs();
    auto state = PresenceState::Offline;
    for (const auto &device : target.devices)
        state = std::max(state, device.second);
    say(user, target, false);
    for (const auto &remote : target.remotes)
        if (steady < remote.expires)
            state = std::max(state, remote.state);

    if (state == PresenceState::Offline && target.now != PresenceState::Offline) {
        if (!target.offlineAt)
            target.offlineAt = steady + grace;
        if (steady < *target.offlineAt) {
            m_held.insert(user);
            return;
        }
    }
    target.offlineAt.reset();
    if (state == PresenceState::Active)
        target.seen = m_node.clock.wallMs();
    target.now = state;
    tell(user, target);
}

void PresenceService::tell(const UserId &user, Target &target)
{
    if (target.now == target.told)
        return;
    const auto steady = m_node.clock.steadyMs();
    const bool cameOnline = target.told == PresenceState::Offline;
    if (!cameOnline && target.toldAt && steady < *target.toldAt + floor) {
        m_held.insert(user);
        return;
    }
    target.told = target.now;
    target.toldAt = steady;
    std::array<std::shared_ptr<const OutFrame>, 2> frames; // with last seen and without
    for (const auto &session : target.watchers) {
        const auto lease = m_leases.find(session);
        if (lease == m_leases.end() || steady >= lease->second.expires)
            continue;
        auto &frame = frames[lease->second.hideSeen ? 1 : 0];
        if (!frame)
            frame = OutFrame::push(PresenceMoved {stateOf(user, target, lease->second.hideSeen)});
        session->connection->send(frame);
        m_node.metrics.presenceUpdates.fetch_add(1, std::memory_order_relaxed);
    }
}

Presence PresenceService::stateOf(const UserId &user, const Target &target, bool hideSeen) const
{
    Presence presence {user, target.now, {}};
    if (!hideSeen && !target.hideSeen && target.seen > 0)
        presence.seen = target.seen / minute * minute;
    return presence;
}

void PresenceService::say(const UserId &user, Target &target, bool again)
{
    auto local = PresenceState::Offline;
    for (const auto &device : target.devices)
        local = std::max(local, device.second);
    if (local == target.said && !again)
        return;
    target.said = local;
    m_hints.push_back({m_nodeId, user, local});
}

void PresenceService::flush(std::unique_lock<std::mutex> lock)
{
    const auto hints = std::exchange(m_hints, {});
    lock.unlock();
    for (const auto &hint : hints)
        m_node.publish(hint);
}

void PresenceService::heard(const PresenceHint &hint)
{
    const std::lock_guard lock(m_mutex);
    auto &target = m_targets[hint.user];
    std::erase_if(target.remotes, [&](const Remote &r) { return r.node == hint.node; });
    if (hint.state != PresenceState::Offline)
        target.remotes.push_back({hint.node, hint.state, m_node.clock.steadyMs() + remoteLife});
    update(hint.user, target);
    sweep(hint.user);
}

void PresenceService::blocked(const UserId &a, const UserId &b)
{
    const std::lock_guard lock(m_mutex);
    for (const auto &[target, holder] : {std::pair(a, b), std::pair(b, a)}) {
        const auto it = m_targets.find(target);
        if (it == m_targets.end())
            continue;
        std::erase_if(it->second.watchers, [&, &t = target, &h = holder](const SessionPtr &session) {
            if (session->user != h)
                return false;
            if (const auto lease = m_leases.find(session); lease != m_leases.end())
                lease->second.users.removeAll(t);
            return true;
        });
        sweep(target);
    }
}

void PresenceService::privacyChanged(const UserId &user, const Privacy &privacy)
{
    const std::lock_guard lock(m_mutex);
    if (const auto it = m_targets.find(user); it != m_targets.end())
        it->second.hideSeen = privacy.hideSeen;
    for (auto &[session, lease] : m_leases)
        if (session->user == user)
            lease.hideSeen = privacy.hideSeen;
}

void PresenceService::tick()
{
    const auto steady = m_node.clock.steadyMs();
    std::unique_lock lock(m_mutex);
    for (const auto &user : std::exchange(m_held, {})) {
        const auto it = m_targets.find(user);
        if (it == m_targets.end())
            continue;
        update(user, it->second); // holds it again where it is not yet time
        sweep(user);
    }
    if (steady >= m_nextSweep) {
        m_nextSweep = steady + sweepInterval;
        std::vector<SessionPtr> ended;
        for (const auto &[session, lease] : m_leases)
            if (steady >= lease.expires)
                ended.push_back(session);
        for (const auto &session : ended)
            endLease(session);
    }
    if (steady >= m_nextRepeat) {
        m_nextRepeat = steady + repeatInterval;
        for (auto &[user, target] : m_targets) {
            if (!target.devices.empty())
                say(user, target, true);
            if (std::erase_if(target.remotes, [&](const Remote &r) { return steady >= r.expires; }) > 0)
                m_held.insert(user);
        }
    }
    flush(std::move(lock));
}

} // namespace confab::server
