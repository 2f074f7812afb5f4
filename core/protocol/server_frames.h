#pragma once

#include "core/protocol/errors.h"
#include "core/protocol/requests.h"

//! What the server says without being asked. `type` is the frame's `t`. Events travel as `event`, in the shape of Event.
namespace confab {

inline constexpr char frameOk[] = "ok";
inline constexpr char frameErr[] = "err";
inline constexpr char frameEvent[] = "event"; //!< body: Event

struct AnnouncedLimits {
    qint64 frameIn = limits::frameIn;
    qint64 frameOut = limits::frameOut;
    qint64 body = limits::body;
    qint64 outstanding = limits::outstanding;
    qint64 devices = limits::devicesPerUser;
    qint64 members = limits::membersPerGroup;
    qint64 attachment = limits::attachment;
    qint64 media = limits::mediaPerMessage;
    CONFAB_FIELDS(v("frame_in", s.frameIn); v("frame_out", s.frameOut); v("body", s.body);
                  v("outstanding", s.outstanding); v("devices", s.devices); v("members", s.members);
                  v("attachment", s.attachment); v("media", s.media);)
};

struct Welcome {
    static constexpr char type[] = "welcome";
    QByteArray nonce; //!< 32 bytes
    qint64 ver = 1;
    qint64 hbMs = limits::heartbeat.count();
    qint64 now = 0; //!< ms since 1970
    AnnouncedLimits limits;
    QList<QString> caps; //!< open: registration without invite; invite; plaintext: takes enc "none"; media; mls
    CONFAB_FIELDS(v("nonce", s.nonce, 32, 32); v("ver", s.ver); v("hb_ms", s.hbMs); v("now", s.now);
                  v("limits", s.limits); v("caps", s.caps, 32);)
};

struct Pong {
    static constexpr char type[] = "pong";
    qint64 now = 0;
    QList<ChatSeq> heads; //!< chats whose head moved since the last digest on this connection
    CONFAB_FIELDS(v("now", s.now); v("heads", s.heads, 1024);)
};

struct MarksMoved {
    static constexpr char type[] = "marks";
    ChatId chat;
    UserId user;
    Seq recv;
    Seq read;
    qint64 at = 0;
    std::optional<Vi> readVi; //!< only to the user's own devices
    CONFAB_FIELDS(v("chat", s.chat); v("user", s.user); v("recv", s.recv); v("read", s.read); v("at", s.at);
                  v("read_vi", s.readVi);)
};

struct AggregateMoved {
    static constexpr char type[] = "agg";
    ChatId chat;
    Seq recvAll;
    Seq readAll;
    CONFAB_FIELDS(v("chat", s.chat); v("recv_all", s.recvAll); v("read_all", s.readAll);)
};

struct PresenceMoved : Presence {
    static constexpr char type[] = "presence";
};

struct TypingMoved {
    static constexpr char type[] = "typing";
    ChatId chat;
    UserId user;
    bool on = false;
    CONFAB_FIELDS(v("chat", s.chat); v("user", s.user); v("on", s.on);)
};

//! Events were dropped from this connection's queue: answer with `sync`.
struct Lagged {
    static constexpr char type[] = "lagged";
    CONFAB_FIELDS()
};

//! Reconnect elsewhere after random(0..ms).
struct Drain {
    static constexpr char type[] = "drain";
    qint64 ms = 0;
    CONFAB_FIELDS(v("ms", s.ms);)
};

//! New entries of the account log, as a hint; `sync` is what brings them for certain.
struct AccountMoved {
    static constexpr char type[] = "account";
    QList<AccountEntry> entries;
    CONFAB_FIELDS(v("entries", s.entries, 64);)
};

struct ErrorBody {
    ErrorCode code = ErrorCode::Internal;
    QString msg; //!< for people who debug; never shown as it is, never with content
    Retry retry = Retry::Never;
    std::optional<qint64> ms;
    std::optional<Value> info;
};

} // namespace confab
