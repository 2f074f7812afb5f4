#pragma once

#include <QByteArray>
#include <optional>

namespace confab::server {

//! What hides in the opaque `since` of sync. A round tells all that changed after `since` up to `until`, newest first,
//! so that `below` sinks from page to page; what changes meanwhile is left to the next round, which starts at `until`.
//! That way a reader who got `next` has seen every change committed before it.
//!
//! A client can make up any cursor it likes: it only decides which of its own chats it is told about.
struct SyncCursor {
    QByteArray database; //!< 8 random bytes: a cursor of another database starts from nothing
    qint64 since = 0;
    qint64 until = 0;
    qint64 below = 0; //!< 0: between two rounds
    qint64 log = 0; //!< of the account log: told up to here
    QByteArray state; //!< where the telling of the whole account goes on; empty: not under way

    QByteArray toBytes() const;
    static std::optional<SyncCursor> fromBytes(const QByteArray &bytes);
};

} // namespace confab::server
