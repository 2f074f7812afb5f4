#pragma once

#include "core/session/session.h"
#include "tests/ui/support/fake_media.h"
#include "tests/ui/support/fake_script.h"

#include <QMap>
#include <QPointer>

namespace confab::test {

//! The old device's side of linking, moved by the test.
class FakeLinkApproval : public LinkApproval {
public:
    using LinkApproval::LinkApproval;
    void confirm() override { confirmed = true; }
    void reject() override { rejected = true; }
    bool confirmed = false;
    bool rejected = false;
    QString code;
};

//! How a message comes in; `say` makes own ones too.
struct Said {
    UserId from;
    QString text;
    Seq replyTo{}; //!< 0: not a reply
    qint64 ts = 0; //!< 0: `now`
    QList<Attachment> media{};
    std::optional<LinkPreview> link{};
};

//! An in-memory Session that a test scripts. Link with `tests.ui_support`.
//!
//!     FakeSession session;                        // the world of the mockups, online, as Ines
//!     FakeSession empty(FakeSession::Seed::Empty); // a new account: only the self exists
//!     session.receive(session.lantern, {session.kofi, "On my way"});
//!     session.script.failNext("createGroup", ErrorCode::Rate);
//!     session.setPhase(ConnectionPhase::Offline);
//!
//! Everything it says it says as the engine does: changes are coalesced and come in the next turn of the
//! event loop, futures never resolve synchronously. `now` is its clock; it only moves when told.
class FakeSession : public Session {
public:
    enum class Seed { World, Empty };
    //! `now`: ms since 1970, 0 takes the wall clock. The seeded messages lie before it.
    explicit FakeSession(Seed seed = Seed::World, qint64 now = 0, QObject *parent = nullptr);

    Script script;
    qint64 now;
    //! Own messages are stored by the server as soon as they are sent and the phase is Online.
    bool autoAck = true;

    // ---- who and what is in the world (null ids with Seed::Empty, but for `me`) ----
    UserId me, amina, kofi, tomasz, yutong, layla, mae, dmytro, aroha, jon, hyejin, priya;
    ChatId lantern, kitchen, site, withTomasz, withLayla, withMae, withAroha, withYutong, withJon, withDmytro,
        withHyejin;
    //! In `lantern`: a row of each of these.
    struct Landmarks {
        Seq photoText, reply, edited, delivered, sent, deleted, link, code, rtl, firstUnread;
        Cid queued, failed;
    } marks;

    // ---- building the world; nothing is announced when `announce` is off ----
    UserId addPerson(const QString &name, const QString &username, const QString &about = {});
    ChatId addDirect(const UserId &peer);
    ChatId addGroup(const QString &title, const QList<UserId> &others, Role mine = Role::Admin);
    //! Appends a message without making it unread; the way to write history.
    Seq say(const ChatId &chat, const Said &said);
    //! `count` messages by the members in turn, a minute apart, ending at `now`.
    void fill(const ChatId &chat, int count);
    //! Any change to a summary that has no verb here; recomputes nothing.
    void editRow(const ChatId &chat, Seq seq, const std::function<void(MessageRow &)> &change);
    void editSummary(const ChatId &chat, const std::function<void(ChatSummary &)> &change);
    void editContact(const UserId &user, const std::function<void(Contact &)> &change);
    void setDevices(const QList<Device> &devices);

    // ---- what the world does ----
    Seq receive(const ChatId &chat, const Said &said); //!< unread, clears the sender's typing
    void receiveEdit(const ChatId &chat, Seq target, const QString &text);
    void receiveReaction(const ChatId &chat, Seq target, const UserId &from, const QString &emoji);
    void receiveRedact(const ChatId &chat, Seq target);
    void receiveSys(const ChatId &chat, const QString &what, const UserId &by, const QList<UserId> &users,
        std::optional<Role> role = {});
    //! The server stores an own queued message.
    Seq acknowledge(const ChatId &chat, const Cid &cid);
    void fail(const ChatId &chat, const Cid &cid, ErrorCode code);
    void setDelivered(const ChatId &chat, Seq all); //!< recvAll
    void setRead(const ChatId &chat, Seq all); //!< readAll
    void readElsewhere(const ChatId &chat, Seq seq); //!< on another device of the own account
    void removeChat(const ChatId &chat);
    void setPresence(const UserId &user, PresenceState state, std::optional<qint64> seen = {});
    void forgetPresence();
    void setTypingOf(const ChatId &chat, const QList<UserId> &users);
    //! Offline and Waiting make verbs that need the server fail and keep own messages queued.
    void setPhase(ConnectionPhase phase, const QString &reason = {}, qint64 retryAt = 0);
    void say(const QString &sentence) { emit notice(sentence); }
    void failOpen(const SessionError &error) { emit openFailed(error); }
    void flush(); //!< sends the coalesced changes now

    // ---- what the test may look at ----
    QList<MessageRow> rows(const ChatId &chat) const; //!< with states as `page` gives them
    std::optional<MessageRow> row(const ChatId &chat, Seq seq) const;
    QList<Member> memberList(const ChatId &chat) const { return m_chats.value(chat).members; }
    QPointer<FakeLinkApproval> approval; //!< the newest one
    QList<UserId> watched;
    QList<ChatId> focused;
    bool active = false;
    FakeMedia files;
    QList<OutgoingMessage> sent; //!< as send() got them
    int reconnects = 0;
    QMap<ChatId, bool> typingSent;

    // ---- Session ----
    MediaLibrary &media() override { return files; }
    void start() override;
    QFuture<void> stop() override;
    void reconnectNow() override { ++reconnects; }
    ConnectionView connection() const override { return m_connection; }
    SelfView self() const override { return m_self; }
    QList<ChatSummary> chats() const override;
    std::optional<ChatSummary> chat(const ChatId &chat) const override;
    Contact contact(const UserId &user) const override;
    Presence presence(const UserId &user) const override;
    bool presenceKnown(const UserId &user) const override { return m_presence.contains(user); }
    QList<UserId> typing(const ChatId &chat) const override { return m_typing.value(chat); }
    QFuture<Outcome<Page>> page(const ChatId &chat, const PageRequest &request) override;
    QFuture<Outcome<QList<MessageRow>>> range(const ChatId &chat, Seq low, Seq high) override;
    QFuture<Outcome<QList<Member>>> members(const ChatId &chat) override;
    QFuture<Outcome<QList<Receipt>>> receipts(const ChatId &chat, Seq seq) override;
    QFuture<Outcome<QList<Device>>> devices() override;
    Cid send(const ChatId &chat, const OutgoingMessage &message) override;
    Cid edit(const ChatId &chat, Seq target, const QString &text) override;
    Cid react(const ChatId &chat, Seq target, const QString &emoji) override;
    Cid redact(const ChatId &chat, Seq target) override;
    void forward(const ChatId &from, const QList<Seq> &messages, const QList<ChatId> &to) override;
    void hide(const ChatId &chat, Seq target) override;
    void retry(const ChatId &chat) override;
    void discard(const ChatId &chat, const Cid &cid) override;
    void setDraft(const ChatId &chat, const Draft &draft) override;
    void markRead(const ChatId &chat, Seq seq) override;
    void setTyping(const ChatId &chat, bool on) override { typingSent[chat] = on; }
    void setFocus(const QList<ChatId> &chats, bool isActive) override;
    void watchPresence(const QList<UserId> &users) override { watched = users; }
    QFuture<Outcome<Contact>> findUser(const QString &username) override;
    QFuture<Outcome<ChatId>> openDirect(const UserId &user) override;
    QFuture<Outcome<ChatId>> createGroup(const QString &title, const QList<UserId> &members) override;
    QFuture<Outcome<Done>> changeMembers(const ChatId &chat, const QList<UserId> &add,
        const QList<UserId> &remove, const QList<RoleChange> &roles) override;
    QFuture<Outcome<Done>> leave(const ChatId &chat) override;
    Cid setGroupInfo(const ChatId &chat, const QString &title, const QString &about) override;
    QFuture<Outcome<Done>> accept(const ChatId &chat) override;
    QFuture<Outcome<Done>> block(const UserId &user, bool on) override;
    QByteArray windowMemory() const override { return m_windowMemory; }
    void setWindowMemory(const QByteArray &memory) override { m_windowMemory = memory; }
    void setMuted(const ChatId &chat, qint64 until) override;
    void setPinned(const ChatId &chat, bool on) override;
    void setArchived(const ChatId &chat, bool on) override;
    void setMarkedUnread(const ChatId &chat, bool on) override;
    QFuture<Outcome<Done>> setProfile(const QString &name, const QString &about) override;
    QFuture<Outcome<Done>> setPrivacy(const Privacy &privacy) override;
    QFuture<Outcome<Done>> revokeDevice(const DeviceId &device) override;
    LinkApproval *approveLink(const QString &code) override;

private:
    struct Chat {
        ChatSummary summary;
        QList<MessageRow> rows; //!< by seq
        QList<MessageRow> unsent; //!< by localId
        QList<Member> members;
    };

    void seedWorld();
    void seedLantern();
    void seedOthers();
    ChatId addChat(ChatKind kind, const ChatId &id, const QList<UserId> &others, Role mine);
    Seq append(Chat &chat, MessageRow row);
    MessageRow shown(const Chat &chat, MessageRow row) const;
    MessageRow *find(Chat &chat, Seq seq);
    void recount(Chat &chat);
    ChatChange &touch(const ChatId &chat, unsigned what);
    void touchRow(const Chat &chat, const MessageRow &row);
    void touchContact(const UserId &user);
    Cid newCid();
    template <typename IdType>
    IdType newId();

    QMap<ChatId, Chat> m_chats;
    QMap<UserId, Contact> m_contacts;
    QMap<UserId, Presence> m_presence;
    QMap<ChatId, QList<UserId>> m_typing;
    QList<Device> m_devices;
    SelfView m_self;
    ConnectionView m_connection;
    ChangeSet m_pending;
    bool m_scheduled = false;
    bool m_quiet = false; //!< while the world is made
    quint32 m_counter = 0;
    QByteArray m_windowMemory;
};

} // namespace confab::test
