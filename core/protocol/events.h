#pragma once

#include "core/protocol/ids.h"
#include "core/protocol/kinds.h"
#include "core/protocol/limits.h"

#include <QByteArray>
#include <QList>
#include <optional>
#include <tuple>

//! The log of a chat and the state around it (protocol sections 5 to 7).
namespace confab {

//! One entry of a chat's log.
struct Event {
    ChatId chat;
    Seq seq;
    Vi vi; //!< ordinal among countable events up to and including this one
    qint64 ts = 0; //!< server time of storing, ms since 1970; shown, never used for order
    UserId from; //!< null for `sys`
    DeviceId dev; //!< null for `sys`
    Cid cid; //!< null for `sys`
    EventKind kind = EventKind::Msg;
    Enc enc = Enc::None;
    std::optional<qint64> epoch;
    QByteArray body; //!< sealed or plain content (content.h); empty once redacted
    QList<BlobId> media; //!< blobs that the server keeps alive for this event
    std::optional<Seq> ref; //!< of a `redact`: the event that becomes a tombstone
    bool redacted = false; //!< this event is a tombstone

    template <typename V, typename S>
    static void fields(V &v, S &s)
    {
        v("chat", s.chat);
        v("seq", s.seq);
        v("vi", s.vi);
        v("ts", s.ts);
        v("from", s.from);
        v("dev", s.dev);
        v("cid", s.cid);
        v("kind", s.kind);
        v("enc", s.enc);
        v("epoch", s.epoch);
        v("body", s.body, limits::body);
        v("media", s.media, limits::mediaPerMessage);
        v("ref", s.ref);
        v("redacted", s.redacted);
    }
};

struct Member {
    UserId user;
    Role role = Role::Member;
    Seq joined; //!< the first seq this member may see

    template <typename V, typename S>
    static void fields(V &v, S &s)
    {
        v("user", s.user);
        v("role", s.role);
        v("joined", s.joined);
    }
    friend bool operator==(const Member &, const Member &) = default;
};

//! How far a member's devices have stored and shown a chat, with the times (ms since 1970) at which that moved.
struct Marks {
    UserId user;
    Seq recv;
    Seq read;
    std::optional<qint64> recvAt;
    std::optional<qint64> readAt;

    template <typename V, typename S>
    static void fields(V &v, S &s)
    {
        v("user", s.user);
        v("recv", s.recv);
        v("read", s.read);
        v("recv_at", s.recvAt);
        v("read_at", s.readAt);
    }
    friend bool operator==(const Marks &, const Marks &) = default;
};

//! The minimum over the other members of a large group.
struct Aggregate {
    Seq recvAll;
    Seq readAll;

    template <typename V, typename S>
    static void fields(V &v, S &s)
    {
        v("recv_all", s.recvAll);
        v("read_all", s.readAll);
    }
    friend bool operator==(const Aggregate &, const Aggregate &) = default;
};

//! The reader's own place in a chat.
struct MyState {
    Role role = Role::Member;
    Seq joined;
    std::optional<Seq> left; //!< the last seq this user may see, once no longer a member
    Seq recv;
    Seq read;
    Vi readVi; //!< `vi` at `read`: unread = head.vi - readVi, own messages included
    bool accepted = false; //!< a direct chat that this user has written in or accepted

    template <typename V, typename S>
    static void fields(V &v, S &s)
    {
        v("role", s.role);
        v("joined", s.joined);
        v("left", s.left);
        v("recv", s.recv);
        v("read", s.read);
        v("read_vi", s.readVi);
        v("accepted", s.accepted);
    }
    friend bool operator==(const MyState &, const MyState &) = default;
};

//! A chat as `sync` tells it.
struct ChatHead {
    ChatId chat;
    ChatKind kind = ChatKind::Direct;
    Seq seq; //!< of the newest event that the reader may see
    Vi vi; //!< at `seq`
    qint64 epoch = 0;
    QList<Member> members; //!< empty where there are more than limits::membersInHead: ask chat.get
    qint64 memberCount = 0;
    qint64 memberVersion = 0; //!< grows with every change of the membership
    MyState me;
    QList<Marks> marks; //!< of the other members, groups up to limits::marksInHead
    std::optional<Aggregate> agg; //!< instead, in larger ones
    QList<Event> events; //!< the newest `tail`, ascending

    template <typename V, typename S>
    static void fields(V &v, S &s)
    {
        v("chat", s.chat);
        v("kind", s.kind);
        v("seq", s.seq);
        v("vi", s.vi);
        v("epoch", s.epoch);
        v("members", s.members, limits::membersPerGroup);
        v("member_count", s.memberCount);
        v("member_version", s.memberVersion);
        v("me", s.me);
        v("marks", s.marks, limits::membersInHead);
        v("agg", s.agg);
        v("events", s.events, limits::syncTail);
    }
};

//! A pair [chat, seq] of `recv`, `read` and the heads digest.
struct ChatSeq {
    ChatId chat;
    Seq seq;

    auto toTuple() { return std::tie(chat, seq); }
    auto toTuple() const { return std::tuple(chat, seq); }
    friend bool operator==(const ChatSeq &, const ChatSeq &) = default;
};

struct Presence {
    UserId user;
    PresenceState state = PresenceState::Offline;
    std::optional<qint64> seen; //!< ms since 1970, to the minute; absent where privacy hides it

    template <typename V, typename S>
    static void fields(V &v, S &s)
    {
        v("user", s.user);
        v("state", s.state);
        v("seen", s.seen);
    }
    friend bool operator==(const Presence &, const Presence &) = default;
};

} // namespace confab
