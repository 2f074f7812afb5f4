#include "core/session/account_session.h"

#include "core/profile/open_profile.h"
#include "core/profile/profile_files.h"
#include "core/session/onboarding.h"
#include "core/session/page_loader.h"

#include <QPointer>

namespace confab {

namespace {

SessionError notOpen()
{
    return {ErrorCode::Internal, AccountSession::tr("The messages on this computer are not open."), false};
}

ChatChange toChange(const ChatDelta &delta)
{
    ChatChange change;
    change.chat = delta.chat;
    change.summary = delta.summary;
    change.rows = delta.rows;
    change.low = delta.low;
    change.high = delta.high;
    change.gone = delta.gone;
    change.what.setFlag(ChatChange::Summary, delta.summary.has_value());
    change.what.setFlag(ChatChange::Messages, !delta.rows.isEmpty() || delta.rowsCut);
    change.what.setFlag(ChatChange::Unsent, !delta.gone.isEmpty());
    change.what.setFlag(ChatChange::Members, delta.members);
    change.what.setFlag(ChatChange::Removed, delta.removed);
    return change;
}

} // namespace

AccountSession::AccountSession(const OpenProfilePtr &profile, const QString &server)
    : m_cache(profile::pathOf(profile->folder(), profile::media))
    , m_files(m_cache)
    , m_engine(new Engine(profile, server, m_reading, m_files, m_cache))
    , m_media(m_engine, m_reading, m_files, m_cache, profile->folder())
{
    m_thread.setObjectName(QStringLiteral("confab engine"));
    m_engine->moveToThread(&m_thread);
    m_thread.start();
    listen();
}

AccountSession::~AccountSession()
{
    m_engine->disconnect(this);
    QMetaObject::invokeMethod(
        m_engine, [engine = m_engine] { delete engine; }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

void AccountSession::listen()
{
    connect(m_engine, &Engine::opened, this, [this](const Snapshot &snapshot) {
        m_self = snapshot.self;
        for (const ChatSummary &chat : snapshot.chats)
            m_chats.insert(chat.chat, chat);
        for (const Contact &contact : snapshot.contacts)
            m_contacts.insert(contact.user, contact);
        m_windowMemory = snapshot.windowMemory;
        m_media.opened(snapshot);
        emit loaded();
    });
    connect(m_engine, &Engine::openFailed, this, &Session::openFailed);
    connect(m_engine, &Engine::selfChanged, this, [this](const SelfView &self) { m_self = self; });
    connect(m_engine, &Engine::changed, this, &AccountSession::apply);
    connect(m_engine, &Engine::connectionChanged, this, [this](const ConnectionView &view) {
        m_connection = view;
        emit connectionChanged(view);
    });
    connect(m_engine, &Engine::presenceChanged, this, [this](const Presence &presence) {
        m_presence.insert(presence.user, presence);
        emit presenceChanged(presence);
    });
    connect(m_engine, &Engine::presenceForgotten, this, [this] {
        m_presence.clear();
        emit presenceForgotten();
    });
    connect(m_engine, &Engine::typingChanged, this, [this](const ChatId &chat, const QList<UserId> &users) {
        if (users.isEmpty())
            m_typing.remove(chat);
        else
            m_typing.insert(chat, users);
        emit typingChanged(chat);
    });
    connect(m_engine, &Engine::notice, this, &Session::notice);
    connect(m_engine, &Engine::undone, this, &Session::undone);
    connect(&m_network, &NetworkWatch::changed, m_engine, [engine = m_engine] {
        if (EngineParts *parts = engine->parts())
            parts->connection.networkChanged();
    });
}

void AccountSession::apply(const StoreChanges &changes)
{
    ChangeSet set;
    set.contacts = changes.contacts;
    set.self = changes.self;
    set.devices = changes.devices;
    for (const Contact &contact : changes.contacts)
        m_contacts.insert(contact.user, contact);
    for (const ChatDelta &delta : changes.chats) {
        ChatChange change = toChange(delta);
        if (delta.removed) {
            m_chats.remove(delta.chat);
        } else if (change.summary) {
            // What was just read here stays read, although this turn of the engine did not know it yet.
            const Seq readHere = m_readHere.value(delta.chat);
            if (change.summary->read >= readHere)
                m_readHere.remove(delta.chat);
            else if (change.summary->head <= readHere)
                change.summary->unread = 0;
            m_chats.insert(delta.chat, *change.summary);
        }
        m_media.arrived(m_chats.value(delta.chat).kind, change.rows);
        set.chats.append(std::move(change));
    }
    emit changed(set);
}

void AccountSession::start()
{
    if (!std::exchange(m_started, true))
        QMetaObject::invokeMethod(m_engine, &Engine::open, Qt::QueuedConnection);
}

QFuture<void> AccountSession::stop()
{
    auto promise = std::make_shared<QPromise<void>>();
    promise->start();
    QMetaObject::invokeMethod(
        m_engine, [engine = m_engine, promise] { engine->stop([promise] { promise->finish(); }); }, Qt::QueuedConnection);
    return promise->future();
}

void AccountSession::reconnectNow()
{
    tell([](EngineParts &parts) { parts.connection.reconnectNow(); });
}

// ---- ways to the other threads ----

void AccountSession::tell(std::function<void(EngineParts &)> work)
{
    QMetaObject::invokeMethod(
        m_engine,
        [engine = m_engine, work = std::move(work)] {
            if (EngineParts *parts = engine->parts())
                work(*parts);
        },
        Qt::QueuedConnection);
}

template <typename T>
QFuture<Outcome<T>> AccountSession::ask(std::function<void(EngineParts &, Reply<T>)> work)
{
    auto promise = std::make_shared<QPromise<Outcome<T>>>();
    promise->start();
    auto future = promise->future();
    const Reply<T> reply = [promise](Outcome<T> outcome) {
        promise->addResult(std::move(outcome));
        promise->finish();
    };
    QMetaObject::invokeMethod(
        m_engine,
        [engine = m_engine, work = std::move(work), reply] {
            if (EngineParts *parts = engine->parts())
                work(*parts, reply);
            else
                reply(Failure {notOpen()});
        },
        Qt::QueuedConnection);
    return future;
}

template <typename T>
QFuture<Outcome<T>> AccountSession::look(std::function<T(const StoreReader &)> work)
{
    auto promise = std::make_shared<QPromise<Outcome<T>>>();
    promise->start();
    auto future = promise->future();
    m_reading.post([promise, work = std::move(work)](const StoreReader *store) {
        if (store)
            promise->addResult(Outcome<T>(work(*store)));
        else
            promise->addResult(Outcome<T>(Failure {notOpen()}));
        promise->finish();
    });
    return future;
}

// ---- snapshots ----

std::optional<ChatSummary> AccountSession::chat(const ChatId &chat) const
{
    const auto it = m_chats.constFind(chat);
    return it == m_chats.constEnd() ? std::nullopt : std::optional(*it);
}

Contact AccountSession::contact(const UserId &user) const
{
    const auto it = m_contacts.constFind(user);
    if (it != m_contacts.constEnd())
        return *it;
    Contact unknown;
    unknown.user = user;
    if (user == m_self.user) {
        unknown.username = m_self.username;
        unknown.name = m_self.name;
    }
    return unknown;
}

Presence AccountSession::presence(const UserId &user) const
{
    Presence unknown;
    unknown.user = user;
    return m_presence.value(user, unknown);
}

// ---- reading ----

QFuture<Outcome<Page>> AccountSession::page(const ChatId &chat, const PageRequest &request)
{
    return std::make_shared<PageLoader>(*m_engine, m_reading, chat, request)->start();
}

QFuture<Outcome<QList<MessageRow>>> AccountSession::range(const ChatId &chat, Seq low, Seq high)
{
    return look<QList<MessageRow>>([chat, low, high](const StoreReader &store) { return store.range(chat, low, high); });
}

QFuture<Outcome<QList<Member>>> AccountSession::members(const ChatId &chat)
{
    return ask<QList<Member>>([chat](EngineParts &parts, const Reply<QList<Member>> &reply) {
        const StoreReader &store = parts.committer.read();
        if (!store.membersStale(chat) || !parts.connection.isLive()) {
            reply(store.members(chat));
            return;
        }
        parts.admin.fetch(chat, [&store, chat, reply](const Outcome<Done> &) { reply(store.members(chat)); });
    });
}

QFuture<Outcome<QList<Receipt>>> AccountSession::receipts(const ChatId &chat, Seq seq)
{
    return ask<QList<Receipt>>([chat, seq](EngineParts &parts, const Reply<QList<Receipt>> &reply) {
        const auto toReceipts = [seq](const QList<Marks> &marks) {
            QList<Receipt> receipts;
            for (const Marks &m : marks) {
                Receipt receipt {m.user, {}, {}};
                if (m.recv >= seq || m.read >= seq)
                    receipt.deliveredAt = m.recvAt.value_or(0);
                if (m.read >= seq)
                    receipt.readAt = m.readAt.value_or(0);
                receipts.append(receipt);
            }
            return receipts;
        };
        const QList<Receipt> known = toReceipts(parts.committer.read().marks(chat));
        if (!parts.connection.isLive()) {
            reply(known);
            return;
        }
        parts.connection.request(MarksGet {chat, seq}, &parts.connection,
            [reply, known, toReceipts](const Connection::Answer<MarksGet> &answer) {
                reply(answer ? toReceipts(answer->marks) : known);
            });
    });
}

QFuture<Outcome<QList<Device>>> AccountSession::devices()
{
    return ask<QList<Device>>(
        [](EngineParts &parts, const Reply<QList<Device>> &reply) { parts.directory.listDevices(reply); });
}

// ---- receipts, presence, typing ----

void AccountSession::markRead(const ChatId &chat, Seq seq)
{
    tell([chat, seq](EngineParts &parts) {
        parts.receipts.markRead(chat, seq);
        parts.prefs.change(chat, [](ChatSettings &settings) { settings.markedUnread = false; });
    });
    const auto it = m_chats.find(chat);
    if (it == m_chats.end() || seq < it->head || (it->unread == 0 && !it->markedUnread))
        return;
    // The badge goes at once, whatever the engine is busy with.
    m_readHere.insert(chat, seq);
    it->unread = 0;
    it->markedUnread = false;
    ChatChange change;
    change.chat = chat;
    change.what = ChatChange::Summary;
    change.summary = *it;
    QMetaObject::invokeMethod(
        this, [this, change] { emit changed({{change}, {}, false, false}); }, Qt::QueuedConnection);
}

void AccountSession::setTyping(const ChatId &chat, bool on)
{
    tell([chat, on](EngineParts &parts) { parts.typing.typed(chat, on); });
}

void AccountSession::setFocus(const QList<ChatId> &chats, bool active)
{
    tell([chats, active](EngineParts &parts) { parts.presence.setFocus(chats, active); });
}

void AccountSession::watchPresence(const QList<UserId> &users)
{
    tell([users](EngineParts &parts) { parts.presence.watch(users); });
}

// ---- chats ----

QFuture<Outcome<Contact>> AccountSession::findUser(const QString &username)
{
    return ask<Contact>([username](EngineParts &parts, const Reply<Contact> &reply) {
        parts.directory.find(username.trimmed().toLower(), reply);
    });
}

QFuture<Outcome<ChatId>> AccountSession::openDirect(const UserId &user)
{
    return ask<ChatId>([user](EngineParts &parts, const Reply<ChatId> &reply) { parts.admin.openDirect(user, reply); });
}

QFuture<Outcome<ChatId>> AccountSession::createGroup(const QString &title, const QList<UserId> &members)
{
    return ask<ChatId>([title, members](EngineParts &parts, const Reply<ChatId> &reply) {
        parts.admin.createGroup(title, members, reply);
    });
}

QFuture<Outcome<Done>> AccountSession::changeMembers(
    const ChatId &chat, const QList<UserId> &add, const QList<UserId> &remove, const QList<RoleChange> &roles)
{
    return ask<Done>([change = ChatMembers {chat, add, remove, roles}](EngineParts &parts, const Reply<Done> &reply) {
        parts.admin.changeMembers(change, reply);
    });
}

QFuture<Outcome<Done>> AccountSession::leave(const ChatId &chat)
{
    return ask<Done>([chat](EngineParts &parts, const Reply<Done> &reply) { parts.admin.leave(chat, reply); });
}

QFuture<Outcome<Done>> AccountSession::accept(const ChatId &chat)
{
    return ask<Done>([chat](EngineParts &parts, const Reply<Done> &reply) { parts.admin.accept(chat, reply); });
}

QFuture<Outcome<Done>> AccountSession::block(const UserId &user, bool on)
{
    return ask<Done>([user, on](EngineParts &parts, const Reply<Done> &reply) { parts.admin.block(user, on, reply); });
}

void AccountSession::changeSettings(const ChatId &chat, std::function<void(ChatSettings &, const EngineParts &)> edit)
{
    tell([chat, edit = std::move(edit)](EngineParts &parts) {
        parts.prefs.change(chat, [&](ChatSettings &settings) { edit(settings, parts); });
    });
}

void AccountSession::setMuted(const ChatId &chat, qint64 until)
{
    changeSettings(chat, [until](ChatSettings &settings, const EngineParts &) { settings.mutedUntil = until; });
}

void AccountSession::setPinned(const ChatId &chat, bool on)
{
    changeSettings(chat, [on](ChatSettings &settings, const EngineParts &parts) {
        if (on != (settings.pinned > 0))
            settings.pinned = on ? parts.prefs.nextPin() : 0;
    });
}

void AccountSession::setArchived(const ChatId &chat, bool on)
{
    changeSettings(chat, [on](ChatSettings &settings, const EngineParts &) { settings.archived = on; });
}

void AccountSession::setMarkedUnread(const ChatId &chat, bool on)
{
    changeSettings(chat, [on](ChatSettings &settings, const EngineParts &) { settings.markedUnread = on; });
}

// ---- account ----

QFuture<Outcome<Done>> AccountSession::setOwn(const UserSet &request, std::function<void(OwnProfile &)> edit)
{
    return ask<Done>([engine = m_engine, request, edit = std::move(edit)](EngineParts &parts, const Reply<Done> &reply) {
        parts.connection.request(request, engine, [engine, &parts, edit, reply](const Connection::Answer<UserSet> &answer) {
            if (!answer) {
                reply(Failure {toSessionError(answer.error())});
                return;
            }
            OwnProfile profile = parts.account.profile();
            edit(profile);
            engine->setOwnProfile(profile);
            reply(Done {});
        });
    });
}

QFuture<Outcome<Done>> AccountSession::setProfile(const QString &name, const QString &about)
{
    UserSet request;
    request.name = name;
    request.about = about;
    return setOwn(request, [name, about](OwnProfile &profile) {
        profile.name = name;
        profile.about = about;
    });
}

QFuture<Outcome<Done>> AccountSession::setPrivacy(const Privacy &privacy)
{
    UserSet request;
    request.privacy = privacy;
    return setOwn(request, [privacy](OwnProfile &profile) { profile.privacy = privacy; });
}

QFuture<Outcome<Done>> AccountSession::revokeDevice(const DeviceId &device)
{
    return ask<Done>([device](EngineParts &parts, const Reply<Done> &reply) {
        parts.connection.request(DevRevoke {device}, &parts.connection,
            [&parts, device, reply](const Connection::Answer<DevRevoke> &answer) {
                if (!answer) {
                    reply(Failure {toSessionError(answer.error())});
                    return;
                }
                (void)parts.committer.commit(
                    StoreWriter::Durability::Normal, [&](StoreTransaction &tx) { tx.removeDevice(device); });
                reply(Done {});
            });
    });
}

namespace {

//! The caller's end of an approval; the work is done on the engine's thread, known there by a number.
class Approval final : public LinkApproval {
public:
    Approval(Engine *engine, const QString &code)
        : m_engine(engine)
    {
        static std::atomic<quint64> last = 0;
        m_id = ++last;
        connect(engine, &Engine::linkDigits, this, [this](quint64 id, const QString &digits, const QString &device) {
            if (id == m_id)
                emit digitsReady(digits, device);
        });
        connect(engine, &Engine::linkDone, this, [this](quint64 id, const QString &device) {
            if (id == m_id)
                emit linked(device);
        });
        connect(engine, &Engine::linkFailed, this, [this](quint64 id, const SessionError &error) {
            if (id == m_id)
                emit failed(error);
        });
        QMetaObject::invokeMethod(
            engine, [engine, id = m_id, code] { engine->startLink(id, code); }, Qt::QueuedConnection);
    }
    ~Approval() override
    {
        if (m_engine)
            reject();
    }
    void confirm() override
    {
        QMetaObject::invokeMethod(
            m_engine, [engine = m_engine.data(), id = m_id] { engine->confirmLink(id); }, Qt::QueuedConnection);
    }
    void reject() override
    {
        QMetaObject::invokeMethod(
            m_engine, [engine = m_engine.data(), id = m_id] { engine->rejectLink(id); }, Qt::QueuedConnection);
    }

private:
    QPointer<Engine> m_engine;
    quint64 m_id = 0;
};

} // namespace

LinkApproval *AccountSession::approveLink(const QString &code)
{
    return new Approval(m_engine, code);
}

std::unique_ptr<Session> makeSession(const OpenProfilePtr &profile, const QString &server)
{
    return std::make_unique<AccountSession>(profile, server);
}

} // namespace confab
