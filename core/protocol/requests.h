#pragma once

#include "core/protocol/events.h"
#include "core/protocol/value.h"

#include <QString>

//! What a client says, and the body of the `ok` that answers it. `verb` is the frame's `t`; `Reply` names the answer;
//! verbs without a Reply are not answered.
namespace confab {

//! An `ok` that says nothing more.
struct Empty {
    template <typename V, typename S>
    static void fields(V &, S &) {}
};

#define CONFAB_FIELDS(...) \
    template <typename V, typename S> \
    static void fields([[maybe_unused]] V &v, [[maybe_unused]] S &s) \
    { \
        __VA_ARGS__ \
    }

// ---- connection and accounts (sections 4 and 9) ----

struct DeviceRecord {
    DeviceId id;
    PublicKey key; //!< Ed25519
    Signature cert; //!< of the account key, over derive.h's certificateMessage
    qint64 created = 0; //!< ms since 1970, as certified
    QString name;

    CONFAB_FIELDS(v("id", s.id); v("key", s.key); v("cert", s.cert); v("created", s.created);
                  v("name", s.name, limits::displayName);)
};

struct Authenticated {
    UserId user;
    DeviceId dev;
    CONFAB_FIELDS(v("user", s.user); v("dev", s.dev);)
};

struct Register {
    static constexpr char verb[] = "register";
    using Reply = Authenticated;
    QString username;
    QString name;
    PublicKey aik;
    DeviceRecord dev;
    std::optional<QString> invite;
    Signature sig; //!< as in `auth`: the key of `dev` is in the sender's hands
    CONFAB_FIELDS(v("username", s.username, limits::usernameMax); v("name", s.name, limits::displayName);
                  v("aik", s.aik); v("dev", s.dev); v("invite", s.invite, 256); v("sig", s.sig);)
};

struct Auth {
    static constexpr char verb[] = "auth";
    using Reply = Authenticated;
    UserId user;
    DeviceId dev;
    Signature sig; //!< of the device key, over derive.h's authMessage
    CONFAB_FIELDS(v("user", s.user); v("dev", s.dev); v("sig", s.sig);)
};

struct Ping {
    static constexpr char verb[] = "ping"; //!< answered by the frame `pong`, not by `ok`
    CONFAB_FIELDS()
};

struct DeviceInfo {
    DeviceRecord dev;
    qint64 seen = 0; //!< ms since 1970, to the minute; 0: unknown or hidden
    bool online = false;
    bool revoked = false; //!< kept so that old signatures can be told from forged ones
    CONFAB_FIELDS(v("dev", s.dev); v("seen", s.seen); v("online", s.online); v("revoked", s.revoked);)
};

struct DevListReply {
    PublicKey aik;
    qint64 version = 0;
    QList<DeviceInfo> devices;
    CONFAB_FIELDS(v("aik", s.aik); v("version", s.version); v("devices", s.devices, 256);)
};
struct DevList {
    static constexpr char verb[] = "dev.list";
    using Reply = DevListReply;
    UserId user;
    CONFAB_FIELDS(v("user", s.user);)
};
//! The old device enters the one that it has certified at the end of linking.
struct DevAdd {
    static constexpr char verb[] = "dev.add";
    using Reply = Empty;
    DeviceRecord dev;
    CONFAB_FIELDS(v("dev", s.dev);)
};
struct DevRevoke {
    static constexpr char verb[] = "dev.revoke";
    using Reply = Empty;
    DeviceId dev;
    CONFAB_FIELDS(v("dev", s.dev);)
};

struct LinkSlot {
    QString slot; //!< 60 random bits as 12 base32 characters, no dashes; lives 2 min, works once
    CONFAB_FIELDS(v("slot", s.slot, 16);)
};
struct LinkWait {
    static constexpr char verb[] = "link.wait"; //!< before authentication
    using Reply = LinkSlot;
    CONFAB_FIELDS()
};
//! Sealed bytes to the other side of a slot. Client verb and server frame have the same shape.
struct LinkRelay {
    static constexpr char verb[] = "link.relay";
    using Reply = Empty;
    QString slot;
    QByteArray bytes;
    CONFAB_FIELDS(v("slot", s.slot, 16); v("bytes", s.bytes, limits::relayBytes);)
};

struct Profile {
    UserId user;
    QString username;
    QString name;
    PublicKey aik;
    std::optional<BlobId> avatar;
    QString about;
    qint64 version = 0; //!< of the device list
    CONFAB_FIELDS(v("user", s.user); v("username", s.username, limits::usernameMax);
                  v("name", s.name, limits::displayName); v("aik", s.aik); v("avatar", s.avatar);
                  v("about", s.about, limits::about); v("version", s.version);)
};
struct UserFind {
    static constexpr char verb[] = "user.find";
    using Reply = Profile;
    QString username;
    CONFAB_FIELDS(v("username", s.username, limits::usernameMax);)
};
struct Profiles {
    QList<Profile> users; //!< those that exist, in no order
    CONFAB_FIELDS(v("users", s.users, limits::usersPerGet);)
};
struct UserGet {
    static constexpr char verb[] = "user.get";
    using Reply = Profiles;
    QList<UserId> users;
    CONFAB_FIELDS(v("users", s.users, limits::usersPerGet);)
};
struct Privacy {
    bool hideSeen = false; //!< nobody sees last seen, and this user sees nobody's
    bool hideReceipts = false; //!< no read receipts, either way; own devices still agree
    bool onlyAccepted = false; //!< no receipts in direct chats before this user has written or accepted
    CONFAB_FIELDS(v("hide_seen", s.hideSeen); v("hide_receipts", s.hideReceipts); v("only_accepted", s.onlyAccepted);)
    friend bool operator==(const Privacy &, const Privacy &) = default;
};
struct UserSet {
    static constexpr char verb[] = "user.set";
    using Reply = Empty;
    std::optional<QString> name;
    std::optional<BlobId> avatar;
    std::optional<QString> about;
    std::optional<Privacy> privacy;
    CONFAB_FIELDS(v("name", s.name, limits::displayName, 1); v("avatar", s.avatar); v("about", s.about, limits::about);
                  v("privacy", s.privacy);)
};
struct UserDelete {
    static constexpr char verb[] = "user.delete";
    using Reply = Empty;
    CONFAB_FIELDS()
};
struct Block {
    static constexpr char verb[] = "block";
    using Reply = Empty;
    UserId user;
    bool on = false;
    CONFAB_FIELDS(v("user", s.user); v("on", s.on);)
};
//! One setting shared by a user's devices, sealed for them: mute, pin, mark of a chat, and the like.
struct Pref {
    QString key;
    QByteArray value; //!< empty: removed
    CONFAB_FIELDS(v("key", s.key, 64, 1); v("value", s.value, limits::prefValue);)
    friend bool operator==(const Pref &, const Pref &) = default;
};
struct Prefs {
    static constexpr char verb[] = "prefs";
    using Reply = Empty;
    QList<Pref> items;
    CONFAB_FIELDS(v("items", s.items, limits::prefsPerFrame);)
};
struct PushSet {
    static constexpr char verb[] = "push.set";
    using Reply = Empty;
    QString kind; //!< "webhook", or "none" to end
    QString url;
    QByteArray secret; //!< key of the HMAC-SHA-256 in the request's signature header
    QList<ChatId> muted; //!< chats that it is not called for: what `prefs` say of them is sealed to the server
    CONFAB_FIELDS(v("kind", s.kind, 16); v("url", s.url, 512); v("secret", s.secret, 64); v("muted", s.muted, 1024);)
};

// ---- chats and their log (section 5) ----

struct Appended {
    Seq seq;
    Vi vi;
    qint64 ts = 0;
    bool dup = false; //!< a repeat of a cid: this is the first answer again
    CONFAB_FIELDS(v("seq", s.seq); v("vi", s.vi); v("ts", s.ts); v("dup", s.dup);)
};
struct Send {
    static constexpr char verb[] = "send";
    using Reply = Appended;
    ChatId chat;
    Cid cid;
    EventKind kind = EventKind::Msg; //!< not mls, not sys
    Enc enc = Enc::None;
    std::optional<qint64> epoch;
    QByteArray body;
    QList<BlobId> media;
    std::optional<Seq> ref;
    CONFAB_FIELDS(v("chat", s.chat); v("cid", s.cid); v("kind", s.kind); v("enc", s.enc); v("epoch", s.epoch);
                  v("body", s.body, limits::body); v("media", s.media, limits::mediaPerMessage); v("ref", s.ref);)
};
struct HistPage {
    QList<Event> items; //!< ascending
    Seq low; //!< first and last seq of `items`; both 0 where it is empty
    Seq high;
    Seq head; //!< newest that the reader may see
    bool more = false; //!< in the direction asked for
    CONFAB_FIELDS(v("items", s.items, limits::histPage); v("low", s.low); v("high", s.high); v("head", s.head);
                  v("more", s.more);)
};
//! Exactly one of `after` and `before`. A page ends early where it would pass limits::frameOut.
struct Hist {
    static constexpr char verb[] = "hist";
    using Reply = HistPage;
    ChatId chat;
    std::optional<Seq> after;
    std::optional<Seq> before;
    qint64 limit = limits::histPage;
    CONFAB_FIELDS(v("chat", s.chat); v("after", s.after); v("before", s.before); v("limit", s.limit, limits::histPage);)
};
struct ChatCreated {
    ChatId chat;
    Seq seq;
    CONFAB_FIELDS(v("chat", s.chat); v("seq", s.seq);)
};
struct ChatCreate {
    static constexpr char verb[] = "chat.create";
    using Reply = ChatCreated;
    ChatKind kind = ChatKind::Direct;
    std::optional<ChatId> chat; //!< always derived (derive.h); where it is given it has to fit
    QList<UserId> members; //!< the others
    Cid cid;
    CONFAB_FIELDS(v("kind", s.kind); v("chat", s.chat); v("members", s.members, limits::membersPerGroup); v("cid", s.cid);)
};
struct RoleChange {
    UserId user;
    Role role = Role::Member;
    auto toTuple() { return std::tie(user, role); }
    auto toTuple() const { return std::tuple(user, role); }
};
struct ChatMembers {
    static constexpr char verb[] = "chat.members";
    using Reply = Appended; //!< the last of the `sys` events that it made
    ChatId chat;
    QList<UserId> add;
    QList<UserId> remove;
    QList<RoleChange> roles;
    CONFAB_FIELDS(v("chat", s.chat); v("add", s.add, limits::membersPerGroup); v("remove", s.remove, limits::membersPerGroup);
                  v("roles", s.roles, limits::membersPerGroup);)
};
struct ChatLeave {
    static constexpr char verb[] = "chat.leave";
    using Reply = Appended;
    ChatId chat;
    CONFAB_FIELDS(v("chat", s.chat);)
};
struct ChatAccept {
    static constexpr char verb[] = "chat.accept";
    using Reply = Empty;
    ChatId chat;
    CONFAB_FIELDS(v("chat", s.chat);)
};
//! One chat's head, with all members: for groups whose heads travel without them.
struct ChatGet {
    static constexpr char verb[] = "chat.get";
    using Reply = ChatHead;
    ChatId chat;
    CONFAB_FIELDS(v("chat", s.chat);)
};

// ---- sync (section 6) ----

//! One entry of the small per-user log.
struct AccountEntry {
    qint64 n = 0; //!< 1, 2, 3 … per user
    QString kind; //!< device, profile, contact, privacy, prefs, block, welcome
    Value data; //!< DeviceInfo, Profile, Profile, Privacy, Prefs, Block in their schema form
    CONFAB_FIELDS(v("n", s.n); v("kind", s.kind, 16); v("data", s.data);)
};
struct SyncReply {
    QList<ChatHead> chats;
    QList<AccountEntry> account;
    QByteArray next;
    bool more = false;
    CONFAB_FIELDS(v("chats", s.chats, limits::syncPage); v("account", s.account, 4096); v("next", s.next, limits::cursor);
                  v("more", s.more);)
};
struct Sync {
    static constexpr char verb[] = "sync";
    using Reply = SyncReply;
    std::optional<QByteArray> since;
    qint64 limit = limits::syncPage;
    qint64 tail = limits::syncTail;
    CONFAB_FIELDS(v("since", s.since, limits::cursor); v("limit", s.limit, limits::syncPage); v("tail", s.tail, limits::syncTail);)
};

// ---- receipts, presence, typing (section 7) ----

struct Recv {
    static constexpr char verb[] = "recv";
    QList<ChatSeq> marks;
    CONFAB_FIELDS(v("marks", s.marks, limits::marksPerFrame);)
};
struct Read {
    static constexpr char verb[] = "read";
    QList<ChatSeq> marks;
    bool isPrivate = false; //!< moves only the own devices' unread
    CONFAB_FIELDS(v("marks", s.marks, limits::marksPerFrame); v("private", s.isPrivate);)
};
struct MarksReply {
    QList<Marks> marks; //!< every other member that may see `seq`
    CONFAB_FIELDS(v("marks", s.marks, limits::membersPerGroup);)
};
struct MarksGet {
    static constexpr char verb[] = "marks.get";
    using Reply = MarksReply;
    ChatId chat;
    Seq seq;
    CONFAB_FIELDS(v("chat", s.chat); v("seq", s.seq);)
};
struct PresenceSet {
    static constexpr char verb[] = "presence.set";
    using Reply = Empty;
    PresenceState state = PresenceState::Active;
    CONFAB_FIELDS(v("state", s.state);)
};
struct PresenceStates {
    QList<Presence> states;
    CONFAB_FIELDS(v("states", s.states, limits::watchUsers);)
};
struct PresenceWatch {
    static constexpr char verb[] = "presence.watch";
    using Reply = PresenceStates;
    QList<UserId> users; //!< replaces the former lease
    qint64 ttl = 300; //!< s
    CONFAB_FIELDS(v("users", s.users, limits::watchUsers); v("ttl", s.ttl, 300);)
};
struct Typing {
    static constexpr char verb[] = "typing";
    ChatId chat;
    bool on = false;
    CONFAB_FIELDS(v("chat", s.chat); v("on", s.on);)
};
struct Focus {
    static constexpr char verb[] = "focus";
    QList<ChatId> chats;
    bool idle = false;
    CONFAB_FIELDS(v("chats", s.chats, limits::focusChats); v("idle", s.idle);)
};

// ---- media and keys (sections 8 and 10): the shapes; servers without the capability answer bad_verb ----

struct MediaGranted {
    BlobId blob;
    QByteArray token;
    qint64 chunk = 0; //!< bytes
    qint64 offset = 0; //!< what the server has already
    CONFAB_FIELDS(v("blob", s.blob); v("token", s.token, 64); v("chunk", s.chunk); v("offset", s.offset);)
};
struct MediaGrant {
    static constexpr char verb[] = "media.grant";
    using Reply = MediaGranted;
    qint64 size = 0;
    PublicKey sha256; //!< 32 bytes
    CONFAB_FIELDS(v("size", s.size, limits::attachment); v("sha256", s.sha256);)
};
struct KeyPut {
    static constexpr char verb[] = "key.put";
    using Reply = Empty;
    QList<QByteArray> packages;
    CONFAB_FIELDS(v("packages", s.packages, 100);)
};
struct KeyPackageOf {
    UserId user;
    DeviceId dev;
    QByteArray package;
    CONFAB_FIELDS(v("user", s.user); v("dev", s.dev); v("package", s.package);)
};
struct KeyPackages {
    QList<KeyPackageOf> packages;
    CONFAB_FIELDS(v("packages", s.packages, 500);)
};
struct KeyGet {
    static constexpr char verb[] = "key.get";
    using Reply = KeyPackages;
    QList<UserId> users;
    CONFAB_FIELDS(v("users", s.users, 50);)
};
struct Committed {
    Seq seq;
    qint64 epoch = 0;
    CONFAB_FIELDS(v("seq", s.seq); v("epoch", s.epoch);)
};
struct Commit {
    static constexpr char verb[] = "commit";
    using Reply = Committed;
    ChatId chat;
    Cid cid;
    qint64 epoch = 0;
    QByteArray commit;
    std::optional<QByteArray> welcome;
    QByteArray groupInfo;
    QList<UserId> add;
    QList<UserId> remove;
    CONFAB_FIELDS(v("chat", s.chat); v("cid", s.cid); v("epoch", s.epoch); v("commit", s.commit, limits::body);
                  v("welcome", s.welcome, limits::body); v("group_info", s.groupInfo, limits::body);
                  v("add", s.add, limits::membersPerGroup); v("remove", s.remove, limits::membersPerGroup);)
};

} // namespace confab
