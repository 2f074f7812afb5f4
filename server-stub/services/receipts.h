#pragma once

#include "server-stub/services/node_context.h"

#include <map>

namespace confab::server {

//! Tells the others how far a member is (protocol section 7): the first move at once, those that follow within
//! `interval` together. Groups over limits::marksInHead are told the minimum over their members instead, at most every
//! `aggregateInterval`. The user's own devices are told each time. Thread-safe.
class Receipts {
public:
    static constexpr qint64 interval = 400; //!< ms
    static constexpr qint64 aggregateInterval = 2000; //!< ms

    explicit Receipts(NodeContext &node)
        : m_node(node)
    {
    }

    void moved(const MarksMove &move);
    void moved(const MarksOutcome &outcome)
    {
        for (const auto &move : outcome.moves)
            moved(move);
    }
    //! Another node has stored a move: asks the store what the members here may know of it.
    void heard(const MarksHint &hint, const RosterPtr &roster);
    void tick();

private:
    using Key = std::pair<ChatId, UserId>;
    struct Slot {
        std::optional<MarksMove> pending;
        qint64 closesAt = 0; //!< steady
    };

    void tell(const MarksMove &move);
    void tellOwn(const ChatId &chat, const MarkState &state);
    void tellOthers(const MarksMove &move);
    void tellAggregate(const ChatId &chat);

    NodeContext &m_node;
    std::mutex m_mutex; //!< guards what is held back
    std::map<Key, Slot> m_slots;
    std::map<ChatId, qint64> m_aggregates; //!< steady time at which each is due
};

} // namespace confab::server
