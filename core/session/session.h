#pragma once

#include "core/session/change_set.h"
#include "core/session/media_library.h"
#include "core/store/rows.h"
#include "core/sync/outcome.h"

#include <QFuture>
#include <QObject>
#include <chrono>

namespace confab {

enum class ConnectionPhase : std::uint8_t {
    Offline, //!< stopped, or before the first try
    Connecting,
    Updating, //!< authenticated, catching up
    Online,
    Waiting, //!< broken; the next try is at `retryAt`
    Fatal, //!< will not try again by itself: `reason` says why
};
struct ConnectionView {
    ConnectionPhase phase = ConnectionPhase::Offline;
    qint64 retryAt = 0; //!< ms since 1970, with Waiting
    QString reason; //!< translated, with Waiting and Fatal
    friend bool operator==(const ConnectionView &, const ConnectionView &) = default;
};

struct SelfView {
    UserId user;
    DeviceId device;
    QString username;
    QString name;
    QString deviceName;
    QString server; //!< as the user entered it
    Privacy privacy;
    friend bool operator==(const SelfView &, const SelfView &) = default;
};

struct PageRequest {
    enum class From : std::uint8_t { Newest, Before, After, Around };
    From from = From::Newest;
    Seq seq; //!< not itself part of the page with Before and After
    int limit = 50;
};

struct OutgoingMessage {
    QString text;
    std::optional<Quote> reply;
    QList<OutgoingMedia> media = {}; //!< at most limits::mediaPerMessage; an album where there are several
    std::optional<LinkPreview> link = {};
};

//! Who has received and read one message, for "Message info".
struct Receipt {
    UserId user;
    std::optional<qint64> deliveredAt; //!< ms since 1970; 0: known to be, time unknown; absent: not yet
    std::optional<qint64> readAt;
};

//! The old device's side of linking: the digits are shown on both, the user compares and confirms here.
class LinkApproval : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void confirm() = 0;
    virtual void reject() = 0;
signals:
    void digitsReady(const QString &sixDigits, const QString &deviceName);
    void linked(const QString &deviceName);
    void failed(const confab::SessionError &error);
};

//! One account on this computer: everything that a window or the command line may ask of it. All members are called
//! from the thread that made the object; nothing blocks. Answers come as futures (which resolve on a thread of the
//! engine: use whenDone() of when_done.h), and news as signals in the caller's thread. Lists and rows are snapshots.
//!
//! Commands marked (durable) survive a crash once their future or change arrives; they work offline.
class Session : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    //! Opens the store, says `loaded`, then connects and stays connected.
    virtual void start() = 0;
    //! Says goodbye to the server (at most 1.5 s), flushes and closes. Resolves when the store is closed.
    virtual QFuture<void> stop() = 0;
    //! Try now instead of at `retryAt`; also after sleep or a change of network.
    virtual void reconnectNow() = 0;

    // ---- snapshots, kept in memory ----
    virtual ConnectionView connection() const = 0;
    virtual SelfView self() const = 0;
    virtual QList<ChatSummary> chats() const = 0; //!< in no order; sort with chat_order.h
    virtual std::optional<ChatSummary> chat(const ChatId &chat) const = 0;
    virtual Contact contact(const UserId &user) const = 0; //!< of an unknown user: only the id
    virtual Presence presence(const UserId &user) const = 0; //!< nobody's is known while offline
    virtual bool presenceKnown(const UserId &user) const = 0;
    virtual QList<UserId> typing(const ChatId &chat) const = 0;

    // ---- reading ----
    virtual QFuture<Outcome<Page>> page(const ChatId &chat, const PageRequest &request) = 0;
    //! The rows of [low, high] that are stored here; for re-reading what a change set named.
    virtual QFuture<Outcome<QList<MessageRow>>> range(const ChatId &chat, Seq low, Seq high) = 0;
    virtual QFuture<Outcome<QList<Member>>> members(const ChatId &chat) = 0;
    virtual QFuture<Outcome<QList<Receipt>>> receipts(const ChatId &chat, Seq seq) = 0;
    virtual QFuture<Outcome<QList<Device>>> devices() = 0;

    // ---- messages ----
    //! (durable) The bubble arrives as a change with state Queued; the outbox does the rest.
    virtual Cid send(const ChatId &chat, const OutgoingMessage &message) = 0;
    virtual Cid edit(const ChatId &chat, Seq target, const QString &text) = 0; //!< (durable)
    virtual Cid react(const ChatId &chat, Seq target, const QString &emoji) = 0; //!< (durable) empty takes it back
    virtual Cid redact(const ChatId &chat, Seq target) = 0; //!< (durable) delete for everyone
    //! (durable) The same content into other chats: files are referred to, not sent again.
    virtual void forward(const ChatId &from, const QList<Seq> &messages, const QList<ChatId> &to) = 0;
    virtual void hide(const ChatId &chat, Seq target) = 0; //!< (durable) delete on this device only
    virtual void retry(const ChatId &chat) = 0; //!< failed messages go again, in their order, with their cids
    virtual void discard(const ChatId &chat, const Cid &cid) = 0; //!< gives up an unsent message
    virtual void setDraft(const ChatId &chat, const Draft &draft) = 0; //!< (durable)

    // ---- receipts, presence, typing ----
    //! Shown up to `seq` by the read rule (read_rule.h decides when to call).
    virtual void markRead(const ChatId &chat, Seq seq) = 0;
    virtual void setTyping(const ChatId &chat, bool on) = 0; //!< call at every change of text; throttled here
    //! The chats on screen, at most 4; `active`: the window is active and was used in the last 30 s.
    virtual void setFocus(const QList<ChatId> &chats, bool active) = 0;
    virtual void watchPresence(const QList<UserId> &users) = 0; //!< replaces the former list, at most 200

    // ---- chats ----
    virtual QFuture<Outcome<Contact>> findUser(const QString &username) = 0;
    virtual QFuture<Outcome<ChatId>> openDirect(const UserId &user) = 0; //!< the self chat with the own id
    virtual QFuture<Outcome<ChatId>> createGroup(const QString &title, const QList<UserId> &members) = 0;
    virtual QFuture<Outcome<Done>> changeMembers(
        const ChatId &chat, const QList<UserId> &add, const QList<UserId> &remove, const QList<RoleChange> &roles)
        = 0;
    virtual QFuture<Outcome<Done>> leave(const ChatId &chat) = 0;
    virtual Cid setGroupInfo(const ChatId &chat, const QString &title, const QString &about) = 0; //!< (durable)
    virtual QFuture<Outcome<Done>> accept(const ChatId &chat) = 0;
    virtual QFuture<Outcome<Done>> block(const UserId &user, bool on) = 0;
    virtual void setMuted(const ChatId &chat, qint64 until) = 0; //!< (durable) 0: not muted; synced to own devices
    virtual void setPinned(const ChatId &chat, bool on) = 0; //!< (durable) synced to own devices
    virtual void setArchived(const ChatId &chat, bool on) = 0; //!< (durable) synced to own devices
    virtual void setMarkedUnread(const ChatId &chat, bool on) = 0; //!< (durable) synced to own devices

    // ---- files ----
    virtual MediaLibrary &media() = 0;

    // ---- the window's memory ----
    //! What a window keeps for itself and that says something of its user (emoji used last …): it lies sealed with the
    //! messages, on this device only. A snapshot, once `loaded`; opaque here.
    virtual QByteArray windowMemory() const = 0;
    virtual void setWindowMemory(const QByteArray &memory) = 0; //!< at most 64 KiB; survives a crash soon after

    // ---- account ----
    virtual QFuture<Outcome<Done>> setProfile(const QString &name, const QString &about) = 0;
    virtual QFuture<Outcome<Done>> setPrivacy(const Privacy &privacy) = 0;
    virtual QFuture<Outcome<Done>> revokeDevice(const DeviceId &device) = 0;
    //! `code`: the 12 characters that the new device shows, or the content of its QR picture. Owned by the caller.
    virtual LinkApproval *approveLink(const QString &code) = 0;

signals:
    void loaded(); //!< snapshots are filled; nothing was asked of the network yet
    void openFailed(const confab::SessionError &error); //!< the store could not be opened
    void changed(const confab::ChangeSet &changes); //!< at most once a turn of the engine's event loop
    void connectionChanged(const confab::ConnectionView &connection);
    void presenceChanged(const confab::Presence &presence);
    void presenceForgotten(); //!< the connection broke: nobody's state is known
    void typingChanged(const confab::ChatId &chat);
    //! An edit, reaction, deletion or change of a group's data was refused and is undone; a `notice` has told the user.
    void undone(const confab::ChatId &chat, const confab::Cid &cid, const confab::SessionError &error);
    void notice(const QString &sentence); //!< something the user should know, e.g. a server that lost its data
};

} // namespace confab

Q_DECLARE_METATYPE(confab::ConnectionView)
