#pragma once

#include "core/net/network_watch.h"
#include "core/session/account_media.h"
#include "core/session/engine.h"

#include <QPromise>

namespace confab {

//! The session of one account: snapshots here, in the caller's thread; work on the engine's; reading on the reader's.
class AccountSession final : public Session {
    Q_OBJECT
public:
    AccountSession(const OpenProfilePtr &profile, const QString &server);
    ~AccountSession() override;

    void start() override;
    QFuture<void> stop() override;
    void reconnectNow() override;

    ConnectionView connection() const override { return m_connection; }
    SelfView self() const override { return m_self; }
    QList<ChatSummary> chats() const override { return m_chats.values(); }
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
    void setTyping(const ChatId &chat, bool on) override;
    void setFocus(const QList<ChatId> &chats, bool active) override;
    void watchPresence(const QList<UserId> &users) override;

    QFuture<Outcome<Contact>> findUser(const QString &username) override;
    QFuture<Outcome<ChatId>> openDirect(const UserId &user) override;
    QFuture<Outcome<ChatId>> createGroup(const QString &title, const QList<UserId> &members) override;
    QFuture<Outcome<Done>> changeMembers(const ChatId &chat, const QList<UserId> &add, const QList<UserId> &remove,
        const QList<RoleChange> &roles) override;
    QFuture<Outcome<Done>> leave(const ChatId &chat) override;
    Cid setGroupInfo(const ChatId &chat, const QString &title, const QString &about) override;
    QFuture<Outcome<Done>> accept(const ChatId &chat) override;
    QFuture<Outcome<Done>> block(const UserId &user, bool on) override;
    void setMuted(const ChatId &chat, qint64 until) override;
    void setPinned(const ChatId &chat, bool on) override;
    void setArchived(const ChatId &chat, bool on) override;
    void setMarkedUnread(const ChatId &chat, bool on) override;

    MediaLibrary &media() override { return m_media; }
    QByteArray windowMemory() const override { return m_windowMemory; }
    void setWindowMemory(const QByteArray &memory) override;

    QFuture<Outcome<Done>> setProfile(const QString &name, const QString &about) override;
    QFuture<Outcome<Done>> setPrivacy(const Privacy &privacy) override;
    QFuture<Outcome<Done>> revokeDevice(const DeviceId &device) override;
    LinkApproval *approveLink(const QString &code) override;

private:
    void listen();
    void apply(const StoreChanges &changes);
    Cid enqueue(const ChatId &chat, EventKind kind, const Content &content, std::optional<Seq> ref = {});
    void changeSettings(const ChatId &chat, std::function<void(ChatSettings &, const EngineParts &)> edit);
    //! Runs `work` on the engine's thread; nothing where the store is not open.
    void tell(std::function<void(EngineParts &)> work);
    //! The same with an answer; an error where the store is not open.
    template <typename T>
    QFuture<Outcome<T>> ask(std::function<void(EngineParts &, Reply<T>)> work);
    //! On the reader's thread.
    template <typename T>
    QFuture<Outcome<T>> look(std::function<T(const StoreReader &)> work);
    QFuture<Outcome<Done>> setOwn(const UserSet &request, std::function<void(OwnProfile &)> edit);

    StoreReading m_reading;
    MediaCache m_cache;
    MediaThread m_files;
    QThread m_thread;
    Engine *m_engine; //!< lives on m_thread
    AccountMedia m_media;
    NetworkWatch m_network;
    bool m_started = false;

    ConnectionView m_connection;
    SelfView m_self;
    QByteArray m_windowMemory;
    QHash<ChatId, ChatSummary> m_chats;
    QHash<UserId, Contact> m_contacts;
    QHash<UserId, Presence> m_presence;
    QHash<ChatId, QList<UserId>> m_typing;
    QHash<ChatId, Seq> m_readHere; //!< shown as read already, while the engine is still about to store it
};

} // namespace confab
