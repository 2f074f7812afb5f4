#pragma once

#include "core/protocol/errors.h"
#include "core/protocol/requests.h"
#include "core/protocol/result.h"

#include <functional>
#include <memory>
#include <vector>

//! What goes into the store and what comes out: values, safe to pass between threads. Times are ms since 1970.
namespace confab::server {

//! Why a request was not carried out: a code of protocol section 11. `Busy` means that nothing was stored (a full
//! queue, a full or failing disk) and that the same request may be made again.
struct StoreError {
    ErrorCode code = ErrorCode::Internal;
    QString msg; //!< without content
};
template <typename T>
using Answer = Result<T, StoreError>;
template <typename T>
using Callback = std::function<void(Answer<T>)>;

//! The present members of a chat. Immutable and shared: the writer replaces it as a whole when the membership changes.
struct Roster {
    ChatId chat;
    ChatKind kind = ChatKind::Direct;
    qint64 version = 0; //!< grows with every change of the membership
    std::vector<Member> members; //!< ascending by user

    const Member *find(const UserId &user) const
    {
        const auto it = std::lower_bound(
            members.begin(), members.end(), user, [](const Member &m, const UserId &u) { return m.user < u; });
        return it != members.end() && it->user == user ? &*it : nullptr;
    }
};
using RosterPtr = std::shared_ptr<const Roster>;
using EventPtr = std::shared_ptr<const Event>;

//! An entry of somebody's account log that a write has made.
struct AccountNews {
    UserId user;
    AccountEntry entry;
};
struct Changed {
    std::vector<AccountNews> news;
};

//! How far a member is. `read` is what the others may know; `ownRead` also counts what was read privately.
struct MarkState {
    UserId user;
    Seq recv;
    Seq read;
    Seq ownRead;
    Vi readVi; //!< at `ownRead`
    qint64 recvAt = 0;
    qint64 readAt = 0;
    bool accepted = false;
};
// ---- chats ----

struct AppendRequest {
    UserId from;
    DeviceId dev;
    Send send;
    qint64 now = 0;
};
struct AppendOutcome {
    Appended appended;
    EventPtr event; //!< null where the cid was known
    RosterPtr roster;
    std::optional<MarkState> revealed; //!< by writing in a direct chat for the first time its marks may become visible
};

//! Events that the server made itself, and who gets them.
struct SysOutcome {
    Appended last;
    std::vector<EventPtr> events;
    RosterPtr roster; //!< afterwards
    std::vector<UserId> gone; //!< no longer members, but the events up to their leaving are theirs to see
};

//! What the end of an account leaves to tell.
struct Departure {
    std::vector<SysOutcome> left; //!< groups
    std::vector<AccountNews> news; //!< to those who shared a chat
};

struct CreateRequest {
    UserId by;
    ChatCreate chat; //!< `chat.chat` is set for every kind
    qint64 now = 0;
};
struct CreateOutcome {
    ChatCreated created;
    std::vector<EventPtr> events; //!< empty where it was there already
    RosterPtr roster;
    std::vector<AccountNews> news; //!< of a direct chat: each other's profile
};

struct MembersRequest {
    UserId by;
    ChatMembers change;
    qint64 now = 0;
};

// ---- marks ----

struct MarksRequest {
    UserId user;
    QList<ChatSeq> marks;
    bool read = false; //!< else recv
    bool isPrivate = false;
    qint64 now = 0;
};
struct MarksMove {
    RosterPtr roster;
    MarkState state;
    bool shown = false; //!< what the others may know has moved; else only the user's own unread
};
//! Only what really moved: marks go forward, never past the head, and never for those who are no members.
struct MarksOutcome {
    std::vector<MarksMove> moves;
};
//! A member's marks with what decides who may see them (visibility.h of the services).
struct MemberMarks {
    MarkState state;
    Seq joined;
    Privacy privacy; //!< of that member
    bool blocked = false; //!< between that member and the reader, either way
};
struct MarksView {
    ChatKind kind = ChatKind::Direct;
    Privacy mine; //!< of the reader
    std::vector<MemberMarks> others;
};
//! Minimum over the members, and over those without `holder`, the one who is furthest behind (null where several are).
struct Minimum {
    Seq all;
    Seq others;
    UserId holder;

    Seq without(const UserId &user) const { return user == holder ? others : all; }
};
struct AggregateView {
    RosterPtr roster;
    Minimum recv;
    Minimum read;
};

// ---- reading chats ----

struct HistRequest {
    UserId user;
    Hist hist;
};
//! A chat as one member sees it. The services turn `marks` into what the reader may know.
struct HeadRow {
    ChatHead head; //!< without marks and agg
    MarksView marks; //!< up to limits::marksInHead members
    std::optional<AggregateView> aggregate; //!< above
};
struct SyncRequest {
    UserId user;
    Sync sync;
};
struct SyncPage {
    std::vector<HeadRow> chats;
    QList<AccountEntry> account;
    QByteArray next;
    bool more = false;
    qint64 change = -1; //!< once `more` is false: every change up to here has been told. Where a heads digest starts
};
struct HeadsMoved {
    QList<ChatSeq> heads;
    qint64 change = 0; //!< ask from here next time
};

// ---- accounts ----

struct NewUser {
    UserId user;
    Register form;
    bool inviteNeeded = false;
    qint64 now = 0;
};
//! What the services keep of a user who is connected.
struct UserFacts {
    UserId user;
    Privacy privacy;
    std::vector<UserId> blocked; //!< by this user, ascending
};
using UserFactsPtr = std::shared_ptr<const UserFacts>;

struct DeviceFacts {
    PublicKey key;
    bool revoked = false;
    bool userDeleted = false;
    UserFacts user;
};
struct DeviceList {
    DevListReply list; //!< `online` is not filled in
    bool hideSeen = false; //!< of that user
};
//! How two people stand to each other; what presence and profiles ask.
struct Relation {
    UserId user;
    bool known = false; //!< exists
    bool shared = false; //!< both are members of some chat
    bool blocked = false; //!< either way
    Privacy privacy; //!< of `user`
    qint64 seen = 0; //!< to the minute; 0 never
};
struct Relations {
    std::vector<Relation> items;
};

// ---- push ----

struct PushEndpoint {
    UserId user;
    DeviceId dev;
    PushSet settings;
};
//! One notification that is due: the newest countable event of a chat that the device has not been told of.
struct PushDue {
    UserId user;
    DeviceId dev;
    ChatId chat;
    Seq seq;
    qint64 count = 0; //!< unread in that chat
    int attempts = 0; //!< made before
    QString url;
    QByteArray secret;
};
struct PushBatch {
    std::vector<PushDue> items;
};
struct PushResult {
    UserId user;
    DeviceId dev;
    ChatId chat;
    Seq seq; //!< that the attempt was for
    bool done = false; //!< delivered or given up; else tried again at `at`
    bool attempted = true; //!< counts as an attempt; false where a live device made it wait
    qint64 at = 0; //!< with `done`: now
};

// ---- blobs (protocol section 8). What is known of them; their bytes lie elsewhere ----

struct GrantRequest {
    UserId user;
    qint64 size = 0; //!< at least 1
    PublicKey sha256;
    BlobId fresh; //!< random: the id, where the user has no such blob yet
    qint64 now = 0;
    qint64 quota = 0; //!< bytes that a user may have
};
struct BlobFacts {
    BlobId blob;
    UserId owner; //!< null once the account is gone
    qint64 size = 0;
    PublicKey sha256;
    bool complete = false;
};
struct BlobList {
    std::vector<BlobId> blobs;
};
struct BlobTotals {
    qint64 count = 0;
    qint64 bytes = 0;
};

} // namespace confab::server
