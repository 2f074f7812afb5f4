#include "server-stub/services/receipts.h"

#include "server-stub/services/visibility.h"

namespace confab::server {

void Receipts::moved(const MarksMove &move)
{
    m_node.publish(MarksHint {move.roster->chat, move.state.user, move.state.recv, move.shown});
    const auto now = m_node.clock.steadyMs();
    {
        const std::lock_guard lock(m_mutex);
        auto &slot = m_slots[{move.roster->chat, move.state.user}];
        if (now < slot.closesAt) {
            const bool shown = move.shown || (slot.pending && slot.pending->shown);
            slot.pending = move;
            slot.pending->shown = shown;
            return;
        }
        slot.closesAt = now + interval;
    }
    tell(move);
}

void Receipts::tick()
{
    const auto now = m_node.clock.steadyMs();
    std::vector<MarksMove> due;
    std::vector<ChatId> dueAggregates;
    {
        const std::lock_guard lock(m_mutex);
        for (auto it = m_slots.begin(); it != m_slots.end();) {
            auto &slot = it->second;
            if (now < slot.closesAt) {
                ++it;
            } else if (slot.pending) {
                due.push_back(std::move(*slot.pending));
                slot.pending.reset();
                slot.closesAt = now + interval;
                ++it;
            } else {
                it = m_slots.erase(it);
            }
        }
        for (auto it = m_aggregates.begin(); it != m_aggregates.end();) {
            if (now < it->second) {
                ++it;
                continue;
            }
            dueAggregates.push_back(it->first);
            it = m_aggregates.erase(it);
        }
    }
    for (const auto &move : due)
        tell(move);
    for (const auto &chat : dueAggregates)
        tellAggregate(chat);
}

void Receipts::tell(const MarksMove &move)
{
    tellOwn(move.roster->chat, move.state);
    if (move.shown)
        tellOthers(move);
}

void Receipts::tellOwn(const ChatId &chat, const MarkState &state)
{
    MarksMoved own {chat, state.user, state.recv, state.ownRead, std::max(state.recvAt, state.readAt), state.readVi};
    m_node.registry.deliver(state.user, OutFrame::push(own));
}

void Receipts::tellOthers(const MarksMove &move)
{
    const auto &roster = *move.roster;
    if (roster.members.size() > std::size_t(limits::marksInHead)) {
        const std::lock_guard lock(m_mutex);
        m_aggregates.try_emplace(roster.chat, m_node.clock.steadyMs() + aggregateInterval);
        return;
    }
    const auto owner = m_node.registry.factsOf(move.state.user);
    if (!owner)
        return; // left meanwhile; the next sync of the others has it
    // Two frames serve everybody: with the read mark and without.
    std::array<std::shared_ptr<const OutFrame>, 2> frames;
    m_node.registry.forEachLive(roster.members, [&](const Session &session, const UserFacts &viewer) {
        if (viewer.user == owner->user)
            return;
        const bool blocked = blocks(*owner, viewer.user) || blocks(viewer, owner->user);
        const auto marks = visibleMarks(move.state, {roster.kind, owner->privacy, viewer.privacy, blocked});
        if (!marks)
            return;
        auto &frame = frames[marks->read == Seq(0) ? 0 : 1];
        if (!frame)
            frame = OutFrame::push(MarksMoved {
                roster.chat, marks->user, marks->recv, marks->read, std::max(marks->recvAt.value_or(0), marks->readAt.value_or(0)), {}});
        session.connection->send(frame);
    });
}

void Receipts::tellAggregate(const ChatId &chat)
{
    m_node.store.aggregate(chat, [this, chat](const Answer<AggregateView> &answer) {
        if (!answer)
            return;
        const auto &view = *answer;
        std::map<std::pair<Seq, Seq>, std::shared_ptr<const OutFrame>> frames; // few: all but the last one see the same
        m_node.registry.forEachLive(view.roster->members, [&](const Session &session, const UserFacts &viewer) {
            const auto agg = visibleAggregate(view, viewer.user, viewer.privacy.hideReceipts);
            auto &frame = frames[{agg.recvAll, agg.readAll}];
            if (!frame)
                frame = OutFrame::push(AggregateMoved {chat, agg.recvAll, agg.readAll});
            session.connection->send(frame);
        });
    });
}

void Receipts::heard(const MarksHint &hint, const RosterPtr &roster)
{
    if (roster->members.size() > std::size_t(limits::marksInHead)) {
        const std::lock_guard lock(m_mutex);
        m_aggregates.try_emplace(hint.chat, m_node.clock.steadyMs() + aggregateInterval);
        return;
    }
    for (const auto &member : roster->members) {
        if (!m_node.registry.isLive(member.user))
            continue;
        const auto viewer = member.user;
        if (viewer == hint.user) {
            m_node.store.head(viewer, hint.chat, [this, hint](const Answer<HeadRow> &answer) {
                if (!answer)
                    return;
                const auto &me = answer.value().head.me;
                const MarksMoved own {hint.chat, hint.user, me.recv, me.read, m_node.clock.wallMs(), me.readVi};
                m_node.registry.deliver(hint.user, OutFrame::push(own));
            });
        } else if (hint.shown) {
            m_node.store.marksOf(viewer, hint.chat, hint.recv, [this, hint, viewer](const Answer<MarksView> &answer) {
                if (!answer)
                    return;
                for (const auto &marks : visibleMarks(*answer)) {
                    if (marks.user != hint.user)
                        continue;
                    const MarksMoved frame {hint.chat, marks.user, marks.recv, marks.read,
                        std::max(marks.recvAt.value_or(0), marks.readAt.value_or(0)), {}};
                    m_node.registry.deliver(viewer, OutFrame::push(frame));
                }
            });
        }
    }
}

} // namespace confab::server
