#pragma once

#include "core/protocol/content.h"

#include <QList>
#include <QString>
#include <optional>

//! What the local store hands out: plain values, cheap to copy, safe to pass between threads.
namespace confab {

//! Where an own message stands. For others' messages it is always Sent. Only `Queued` and `Failed` are stored; Sent,
//! Delivered and Read follow from the seq and the watermarks (tick_state.h).
enum class MessageState : std::uint8_t { Queued, Sent, Delivered, Read, Failed };

struct Reaction {
    QString emoji;
    QList<UserId> users;
    friend bool operator==(const Reaction &, const Reaction &) = default;
};

//! One row of a timeline: a `msg`, `sys` or `meta` event ("Ada named the group …") with all that later events did to it,
//! or a message not yet stored by the server. Order in a chat: by seq, then the unsent ones (seq 0) by `localId`.
struct MessageRow {
    ChatId chat;
    Seq seq; //!< 0 while not acknowledged
    qint64 localId = 0; //!< order of creation on this device; only for unsent rows
    Cid cid;
    UserId from;
    DeviceId dev;
    EventKind kind = EventKind::Msg;
    Enc enc = Enc::None;
    qint64 ts = 0; //!< server time once stored, else local; ms since 1970
    Content content; //!< text, quote, attachments; for `sys` what happened; for `meta` the new title, description
    MessageState state = MessageState::Sent;
    std::optional<ErrorCode> failure; //!< with Failed
    bool edited = false;
    bool deleted = false; //!< a tombstone: content is empty
    bool undecodable = false; //!< kept raw; shown as one quiet row
    QList<Reaction> reactions;
    QList<UserId> played; //!< who has listened to this voice note, in the order in which they did; also this user
    friend bool operator==(const MessageRow &, const MessageRow &) = default;
};

//! A composer's saved state.
struct Draft {
    QString text;
    int cursor = 0; //!< UTF-16 position
    std::optional<Quote> reply;
    qint64 editedAt = 0; //!< ms since 1970
    bool isEmpty() const { return text.isEmpty() && !reply; }
    friend bool operator==(const Draft &, const Draft &) = default;
};

//! All that the chat list needs of a chat, kept up to date in the transaction that changes it, so that start reads
//! nothing else.
struct ChatSummary {
    ChatId chat;
    ChatKind kind = ChatKind::Direct;
    QString title; //!< of a group; others are named by their peer's contact
    QString about;
    std::optional<Attachment> picture; //!< of a group, from its newest `meta` that names one
    UserId peer; //!< of a direct chat
    Enc enc = Enc::None; //!< None: say "not end-to-end encrypted"
    Seq head; //!< newest seq known to exist
    Seq stored; //!< newest seq held without a gap below, up to the window that was synced
    Seq read; //!< own read watermark
    Seq recvAll; //!< every other member has stored up to here
    Seq readAll; //!< and shown up to here
    int unread = 0; //!< countable, not own, above `read`
    bool unreadIsEstimate = false; //!< parts of the range are not stored here yet
    bool mentioned = false; //!< an unread message that is stored here names this user as @username
    bool markedUnread = false;
    qint64 mutedUntil = 0; //!< ms since 1970; max() = always
    int pinned = 0; //!< order among the pinned ones, 0 = not pinned
    bool archived = false;
    bool left = false; //!< no longer a member: history stays, nothing can be sent
    bool accepted = true; //!< false: a stranger wrote; offer accept and block
    Role myRole = Role::Member;
    int memberCount = 0;
    std::optional<MessageRow> last; //!< newest countable or unsent message, its text cut to a preview (limits of the store)
    qint64 activity = 0; //!< sort key: ts of `last`, or of the chat's creation
    Draft draft;
    static constexpr int waitingAtMost = 1'000;
    int waiting = 0; //!< messages in the outbox; not counted beyond `waitingAtMost`
    bool failed = false; //!< and the first of them failed for good
    friend bool operator==(const ChatSummary &, const ChatSummary &) = default;
};

struct Contact {
    UserId user;
    QString username;
    QString name; //!< as chosen by them; the username where empty
    PublicKey aik;
    std::optional<BlobId> avatar;
    QString about;
    bool blocked = false;
    friend bool operator==(const Contact &, const Contact &) = default;
};

struct Device {
    DeviceId device;
    QString name;
    qint64 created = 0; //!< ms since 1970
    qint64 seen = 0; //!< last active, to the minute; 0 unknown
    bool online = false;
    bool current = false; //!< this one
    bool verified = true; //!< its certificate is signed by the account key
    friend bool operator==(const Device &, const Device &) = default;
};

//! A stretch of a timeline.
struct Page {
    QList<MessageRow> rows; //!< ascending
    bool moreBefore = false;
    bool moreAfter = false;
    bool incomplete = false; //!< history that is not stored here could not be fetched (offline): try again later
};

} // namespace confab
