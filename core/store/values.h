#pragma once

#include "core/protocol/requests.h"
#include "core/store/rows.h"

//! What goes into the local store and what its operations answer. Plain values, safe to pass between threads.
namespace confab {

//! Whose profile it is. A database made for one owner is refused for another.
struct Owner {
    UserId user;
    DeviceId device;
    friend bool operator==(const Owner &, const Owner &) = default;
};

//! Why the store could not do something.
struct StoreError {
    enum class Kind : std::uint8_t {
        Locked, //!< another process has this profile open
        Newer, //!< written by a newer version; nothing was touched
        Foreign, //!< belongs to another account
        WrongKey, //!< sealed under another key, or plain where a key is given, or sealed where none is; nothing was touched
        Full, //!< no space left; nothing was committed, trying again later is right
        Corrupt, //!< damaged: open again to salvage
        Busy, //!< another connection held it longer than the busy timeout
        Io, //!< anything else of the file system
    };
    Kind kind = Kind::Io;
    QString message; //!< translated, one sentence, ready to show
};

//! An event whose body went through the decryptor. Without content it is undecodable: kept raw under its seq and shown
//! as one quiet row.
struct OpenedEvent {
    Event event;
    std::optional<Content> content;
    bool naming = false; //!< its text mentions the owner
};

//! A message, edit, reaction, redaction or change of the group's data on its way to the server.
struct OutboxItem {
    ChatId chat;
    Cid cid;
    EventKind kind = EventKind::Msg;
    Content content; //!< with `target` for edit and react
    std::optional<Seq> ref; //!< of a redact
    qint64 ts = 0; //!< local time of writing, ms since 1970
    qint64 localId = 0; //!< order of creation, given by the store
    std::optional<ErrorCode> failure; //!< failed for good: it and those behind it wait for the user
    friend bool operator==(const OutboxItem &, const OutboxItem &) = default;
};

//! What the user's devices share about a chat (a sealed pref on the wire).
struct ChatSettings {
    qint64 mutedUntil = 0; //!< ms since 1970; max() = always
    int pinned = 0; //!< order among the pinned ones, 0 = not pinned
    bool archived = false;
    bool markedUnread = false;
    friend bool operator==(const ChatSettings &, const ChatSettings &) = default;
};

//! Own watermarks that the server is not known to have.
struct PendingMarks {
    ChatId chat;
    std::optional<Seq> recv;
    std::optional<Seq> read;
    friend bool operator==(const PendingMarks &, const PendingMarks &) = default;
};

//! A stretch of the log that is held without a gap, both ends included.
struct SeqRange {
    Seq low;
    Seq high;
    friend bool operator==(const SeqRange &, const SeqRange &) = default;
};

//! A page as far as the store can serve it. Where history is missing here, `fetchBefore` / `fetchAfter` say which
//! `hist` brings it; ask the store again once that is applied.
struct StoredPage {
    Page page;
    std::optional<Seq> fetchBefore; //!< hist{before}: what lies just below is not stored
    std::optional<Seq> fetchAfter; //!< hist{after}: what lies just above is not stored
};

//! What one transaction did to one chat.
struct ChatDelta {
    ChatId chat;
    std::optional<ChatSummary> summary; //!< the new value; absent once removed
    QList<MessageRow> rows; //!< new or changed, ascending, unsent ones last; at most `maxRows`
    Seq low; //!< lowest and highest seq touched, 0 if none; read again where `rows` was cut
    Seq high;
    bool rowsCut = false; //!< more than `maxRows` were touched: `rows` is empty
    QList<Cid> gone; //!< unsent rows that no longer stand at the end: acknowledged, discarded
    bool members = false; //!< membership or roles changed
    bool removed = false; //!< the chat is no longer in the store
    static constexpr int maxRows = 256;
};

//! All that one transaction changed.
struct StoreChanges {
    QList<ChatDelta> chats;
    QList<Contact> contacts; //!< new or changed
    bool self = false; //!< own profile or privacy
    bool devices = false; //!< own devices
    QList<UserId> unknownUsers; //!< met for the first time: their profiles are worth asking for
    bool isEmpty() const
    {
        return chats.isEmpty() && contacts.isEmpty() && !self && !devices && unknownUsers.isEmpty();
    }
};

} // namespace confab
