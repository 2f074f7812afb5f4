#pragma once

#include "core/store/media_rows.h"
#include "core/store/values.h"

#include <memory>

namespace confab {

class SqlConnection;
class TimelineQuery;

//! Read access through a connection of its own. Every call sees one consistent state. What is on its way to the server
//! is already folded in: unsent messages stand at the end, unsent edits, reactions and redactions show on their targets.
//! After an SQL failure answers are empty and `failed()` is true.
class StoreReader {
public:
    explicit StoreReader(std::unique_ptr<SqlConnection> connection, const Owner &owner);
    ~StoreReader();

    // ---- start ----
    QList<ChatSummary> summaries() const; //!< all chats in one SELECT, in no order
    QList<Contact> contacts() const;

    // ---- timeline ----
    //! The newest `limit` rows, and the unsent ones.
    StoredPage newest(const ChatId &chat, int limit) const;
    StoredPage before(const ChatId &chat, Seq seq, int limit) const; //!< rows below `seq`
    StoredPage after(const ChatId &chat, Seq seq, int limit) const; //!< rows above `seq`
    //! About half of `limit` on either side of `seq`. If `seq` is not stored the page is empty and `fetchBefore` and
    //! `fetchAfter` ask for both sides.
    StoredPage around(const ChatId &chat, Seq seq, int limit) const;
    //! The stored rows of [low, high], at most 1,000.
    QList<MessageRow> range(const ChatId &chat, Seq low, Seq high) const;
    QList<MessageRow> unsent(const ChatId &chat) const;
    std::optional<MessageRow> row(const ChatId &chat, Seq seq) const;

    // ---- around it ----
    std::optional<ChatSummary> summary(const ChatId &chat) const;
    QList<Member> members(const ChatId &chat) const;
    bool membersStale(const ChatId &chat) const; //!< the list is known to be outdated: ask chat.get
    QList<Marks> marks(const ChatId &chat) const; //!< of the other members
    QList<SeqRange> ranges(const ChatId &chat) const; //!< stored stretches, ascending, never touching one another
    std::optional<Contact> contact(const UserId &user) const;
    QList<UserId> blocked() const;
    QList<Device> devices() const; //!< own; `online` is not stored
    QList<OutboxItem> outbox() const; //!< in order of creation, failed ones included

    // ---- files ----
    //! Below (seq, index) of `before`, or the newest.
    MediaPage media(const ChatId &chat, MediaTab tab, const std::optional<MediaItem> &before, int limit) const;
    QList<MediaUse> mediaOf(const ChatId &chat) const; //!< a file once for each message that carries it
    bool isMediaKnown(const MediaId &media) const; //!< some message here carries it
    QList<UploadSource> uploads() const;

    // ---- what the engine keeps ----
    QByteArray syncCursor() const; //!< empty: never synced
    qint64 accountCursor() const; //!< n of the last account entry applied
    QByteArray value(const QString &key) const; //!< small things of the session, by its own keys
    QList<PendingMarks> pendingMarks() const;
    QList<std::pair<ChatId, ChatSettings>> unsentSettings() const;
    ChatSettings settings(const ChatId &chat) const;

    bool failed() const { return m_failed; } //!< the last call

private:
    class Snapshot;
    StoredPage pageBelow(qint64 key, const ChatId &chat, Seq seq, Seq floor, int limit) const;
    StoredPage pageAbove(qint64 key, const ChatId &chat, Seq seq, int limit) const;
    Seq firstVisible(qint64 key) const;
    Seq headOf(qint64 key) const;
    QByteArray fact(const QString &key) const;

    std::unique_ptr<SqlConnection> m_connection;
    Owner m_owner;
    std::unique_ptr<TimelineQuery> m_timeline;
    mutable bool m_failed = false;
};

} // namespace confab
