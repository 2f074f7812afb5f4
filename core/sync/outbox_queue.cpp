#include "core/sync/outbox_queue.h"

#include <algorithm>

namespace confab {

OutboxQueue::OutboxQueue(std::function<double()> random)
    : m_random(std::move(random))
{
}

void OutboxQueue::add(const Entry &entry, bool failed)
{
    if (m_chats.contains(entry.cid))
        return;
    m_chats.insert(entry.cid, entry.chat);
    Lane &lane = m_lanes[entry.chat];
    if (lane.items.empty())
        m_order.append(entry.chat);
    lane.items.push_back({entry, failed});
}

QList<OutboxQueue::Entry> OutboxQueue::due(Instant now)
{
    QList<Entry> list;
    if (m_pausedUntil && now >= *m_pausedUntil)
        m_pausedUntil.reset();
    if (!m_online || m_pausedUntil)
        return list;
    for (const ChatId &chat : std::as_const(m_order)) {
        Lane &lane = m_lanes[chat];
        const bool waits = lane.inFlight || lane.needsFix || lane.items.front().failed || (lane.notBefore && now < *lane.notBefore);
        if (waits)
            continue;
        lane.inFlight = true;
        lane.notBefore.reset();
        list.append(lane.items.front().entry);
    }
    return list;
}

std::optional<Instant> OutboxQueue::deadline() const
{
    if (!m_online)
        return std::nullopt;
    std::optional<Instant> soonest;
    for (const Lane &lane : m_lanes) {
        if (lane.inFlight || lane.needsFix || lane.items.front().failed)
            continue;
        const Instant at = std::max(lane.notBefore.value_or(Instant::min()), m_pausedUntil.value_or(Instant::min()));
        if (at != Instant::min() && (!soonest || at < *soonest))
            soonest = at;
    }
    return soonest;
}

bool OutboxQueue::acknowledged(const Cid &cid)
{
    return discard(cid);
}

OutboxQueue::Verdict OutboxQueue::refused(const Cid &cid, const ErrorBody &error, Instant now)
{
    const ChatId chat = m_chats.value(cid);
    const auto lane = m_lanes.find(chat);
    if (lane == m_lanes.end() || !lane->inFlight || lane->items.front().entry.cid != cid)
        return Verdict::Unknown;
    lane->inFlight = false;
    switch (error.retry) {
    case Retry::Same: {
        if (error.code == ErrorCode::Rate) { // the bucket is the device's: every chat waits
            m_pausedUntil = now + std::max(backoffFirst, std::chrono::milliseconds(error.ms.value_or(0)));
            return Verdict::Again;
        }
        const std::chrono::milliseconds most = std::min<std::chrono::milliseconds>(backoffMost, backoffFirst * (1 << std::min(lane->attempts++, 6)));
        const auto jittered = std::chrono::milliseconds(qint64(double(most.count()) * (0.5 + 0.5 * m_random())));
        lane->notBefore = now + std::max(jittered, std::chrono::milliseconds(std::max<qint64>(0, error.ms.value_or(0))));
        return Verdict::Again;
    }
    case Retry::Auth: // this connection will not take it; the next one may
        lane->notBefore = now + backoffMost;
        return Verdict::Again;
    case Retry::Fix:
        lane->needsFix = true;
        return Verdict::Fix;
    case Retry::Never:
        break;
    }
    if (lane->items.front().entry.kind == EventKind::Msg) {
        lane->items.front().failed = true;
        return Verdict::Failed;
    }
    dropHead(chat, *lane);
    return Verdict::Dropped;
}

void OutboxQueue::fixed(const ChatId &chat)
{
    const auto lane = m_lanes.find(chat);
    if (lane != m_lanes.end())
        lane->needsFix = false;
}

void OutboxQueue::connected()
{
    m_online = true;
    m_pausedUntil.reset();
    for (Lane &lane : m_lanes) {
        lane.inFlight = false;
        lane.attempts = 0;
        lane.notBefore.reset();
    }
}

void OutboxQueue::disconnected()
{
    m_online = false;
    for (Lane &lane : m_lanes)
        lane.inFlight = false;
}

void OutboxQueue::retry(const ChatId &chat)
{
    const auto lane = m_lanes.find(chat);
    if (lane == m_lanes.end())
        return;
    lane->attempts = 0;
    lane->notBefore.reset();
    for (Item &item : lane->items)
        item.failed = false;
}

bool OutboxQueue::discard(const Cid &cid)
{
    const auto known = m_chats.constFind(cid);
    if (known == m_chats.constEnd())
        return false;
    const ChatId chat = *known;
    Lane &lane = m_lanes[chat];
    if (lane.items.front().entry.cid == cid) {
        dropHead(chat, lane);
        return true;
    }
    m_chats.erase(known);
    lane.items.erase(std::find_if(lane.items.begin(), lane.items.end(), [&](const Item &i) { return i.entry.cid == cid; }));
    return true;
}

void OutboxQueue::forget(const ChatId &chat)
{
    for (const Item &item : m_lanes.take(chat).items)
        m_chats.remove(item.entry.cid);
    m_order.removeAll(chat);
}

int OutboxQueue::waiting(const ChatId &chat) const
{
    const auto lane = m_lanes.constFind(chat);
    return lane == m_lanes.constEnd() ? 0 : int(lane->items.size());
}

bool OutboxQueue::blocked(const ChatId &chat) const
{
    const auto lane = m_lanes.constFind(chat);
    return lane != m_lanes.constEnd() && lane->items.front().failed;
}

void OutboxQueue::dropHead(const ChatId &chat, Lane &lane)
{
    m_chats.remove(lane.items.front().entry.cid);
    lane.items.pop_front();
    lane.inFlight = false;
    lane.needsFix = false;
    lane.attempts = 0;
    lane.notBefore.reset();
    if (lane.items.empty())
        forget(ChatId(chat));
}

} // namespace confab
