#pragma once

#include "core/protocol/server_frames.h"
#include "core/sync/instant.h"

#include <QHash>
#include <QList>
#include <deque>
#include <functional>
#include <optional>

namespace confab {

//! The order in which own messages go out (protocol sections 5 and 11). FIFO per chat, one in flight per chat, so that
//! arrival order is typing order; a message that failed for good holds back those behind it until the user decides.
//! Pure: the store keeps the items, the owner sends what `due` returns with the same cid every time.
class OutboxQueue {
public:
    static constexpr std::chrono::milliseconds backoffFirst {1'000};
    static constexpr std::chrono::milliseconds backoffMost {60'000};

    struct Entry {
        ChatId chat;
        Cid cid;
        EventKind kind = EventKind::Msg;
        friend bool operator==(const Entry &, const Entry &) = default;
    };
    enum class Verdict : std::uint8_t {
        Again, //!< the same cid goes again by itself
        Failed, //!< for good; it stays and blocks its chat: mark it failed in the store
        Dropped, //!< for good; an edit, reaction, redaction or meta: undo it in the store
        Fix, //!< stale_epoch or conflict: mend the cause, then call `fixed`
        Unknown, //!< no such item in flight
    };

    //! `random` gives [0, 1).
    explicit OutboxQueue(std::function<double()> random);

    //! In order of creation; at start all of the store's items, `failed` as stored.
    void add(const Entry &entry, bool failed = false);
    //! What is to be sent now; each becomes in flight.
    [[nodiscard]] QList<Entry> due(Instant now);
    //! When `due` will have something by the passing of time alone.
    std::optional<Instant> deadline() const;

    bool acknowledged(const Cid &cid); //!< false: not here
    Verdict refused(const Cid &cid, const ErrorBody &error, Instant now);
    void fixed(const ChatId &chat);

    void connected(); //!< nothing is in flight, waiting times are forgotten
    void disconnected(); //!< what was in flight has an unknown outcome: it goes again with the same cid

    void retry(const ChatId &chat); //!< failed items go again, in their order, with their cids
    bool discard(const Cid &cid); //!< false: not here
    void forget(const ChatId &chat);

    int waiting(const ChatId &chat) const;
    bool blocked(const ChatId &chat) const; //!< its head failed for good
    bool isEmpty() const { return m_lanes.isEmpty(); }

private:
    struct Item {
        Entry entry;
        bool failed = false;
    };
    struct Lane {
        std::deque<Item> items;
        bool inFlight = false; //!< the head is
        bool needsFix = false;
        int attempts = 0; //!< of the head, since the last success
        std::optional<Instant> notBefore;
    };
    void dropHead(const ChatId &chat, Lane &lane);

    std::function<double()> m_random;
    QHash<ChatId, Lane> m_lanes;
    QHash<Cid, ChatId> m_chats; //!< of every item
    QList<ChatId> m_order; //!< lanes by their first item, so that the oldest message goes first
    bool m_online = false;
    std::optional<Instant> m_pausedUntil; //!< the device's send bucket is empty
};

} // namespace confab
