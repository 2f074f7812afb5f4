#pragma once

#include "core/protocol/requests.h"
#include "core/sync/instant.h"

#include <QHash>
#include <QList>
#include <optional>

namespace confab {

//! Collects watermarks for the wire (protocol section 7): forward only, at most limits::marksPerFrame a frame. `recv`
//! goes at the next turn; `read` at once where it leaves nothing unread, else within 3 s (the local count has dropped
//! already). Call `stored` after the commit only. Pure.
class ReceiptBatcher {
public:
    static constexpr std::chrono::milliseconds coalesceRecv {50};
    static constexpr std::chrono::milliseconds coalesceRead {3'000};

    struct Batches {
        QList<QList<ChatSeq>> recv; //!< one frame each
        QList<QList<ChatSeq>> read;
        bool isEmpty() const { return recv.isEmpty() && read.isEmpty(); }
    };

    void stored(const ChatId &chat, Seq seq, Instant now);
    void read(const ChatId &chat, Seq seq, bool nothingUnread, Instant now);
    void forget(const ChatId &chat);
    void clear(); //!< disconnected: the store knows what is to be said again after the next sync

    [[nodiscard]] Batches due(Instant now);
    std::optional<Instant> deadline() const;

private:
    struct Lane {
        QHash<ChatId, Seq> waiting;
        QHash<ChatId, Seq> said; //!< on this connection
        std::optional<Instant> due;
        bool raise(const ChatId &chat, Seq seq);
        void schedule(Instant at);
        QList<QList<ChatSeq>> take(Instant now);
    };
    Lane m_recv;
    Lane m_read;
};

} // namespace confab
