#include "core/session/engine.h"

#include "core/profile/open_profile.h"
#include "core/profile/sealed_key_vault.h"
#include "core/session/login_signer.h"
#include "core/session/when_done.h"

#include <QLoggingCategory>

Q_LOGGING_CATEGORY(lcEngine, "confab.session.engine")

namespace confab {

Engine::Engine(OpenProfilePtr profile, QString server, StoreReading &reading, MediaThread &files, MediaCache cache)
    : m_profile(std::move(profile))
    , m_server(std::move(server))
    , m_reading(reading)
    , m_files(files)
    , m_cache(std::move(cache))
{
}

Engine::~Engine()
{
    close();
}

void Engine::open()
{
    if (m_parts)
        return;
    if (const auto ready = assemble(); !ready) {
        emit openFailed(ready.error());
        return;
    }
    wire();
    const StoreReader &store = m_parts->committer.read();
    emit opened({selfView(), store.summaries(), store.contacts(), store.value(mediaSettingsKey), store.value(windowMemoryKey)});
    for (const QString &sentence : std::exchange(m_mended, {}))
        if (!sentence.isEmpty())
            emit notice(sentence);
    m_parts->outbox.load();
    m_parts->uploads.load();
    m_parts->connection.start();
    checkDatabase();
}

Result<Done, SessionError> Engine::assemble()
{
    SealedKeyVault vault(m_profile);
    const auto keys = vault.load().result(); // a small file, read on the vault's thread
    if (!keys)
        return Failure {SessionError {ErrorCode::NotFound, keys.error().message, false}};
    if (m_server.isEmpty())
        m_server = (*keys)->server;
    const auto address = parseServerAddress(m_server);
    if (!address)
        return Failure {SessionError {ErrorCode::BadArg, address.error().message, false}};

    const Owner owner {(*keys)->user, (*keys)->device.id};
    // The key has opened the account's: a database that it does not open is damaged, and no other's.
    auto database = Database::open(m_profile->folder(), owner, SealedAccess {m_profile->cipher(), true, vault.wasUsed()});
    if (!database)
        return Failure {toSessionError(database.error())};
    m_mended = {vault.notice(), (*database)->notice()};
    vault.markUsed();
    auto writer = (*database)->writer();
    if (!writer)
        return Failure {toSessionError(writer.error())};
    if (const auto reading = m_reading.open(**database); !reading)
        return Failure {toSessionError(reading.error())};

    Connection::Options options;
    options.server = *address;
    options.login = LoginAuth {owner.user, owner.device, loginSigner((*keys)->deviceSeed)};
    m_parts = std::make_unique<EngineParts>(*keys, std::move(database).value(), std::move(writer).value(), options, m_files, m_cache);
    m_files.post([server = *address](MediaParts &parts) {
        parts.downloads.setServer(server);
        parts.uploads.setServer(server);
    });
    return Done {};
}

void Engine::wire()
{
    EngineParts &p = *m_parts;
    connect(&p.connection, &Connection::received, this, &Engine::received);
    connect(&p.connection, &Connection::statusChanged, this, &Engine::statusChanged);
    connect(&p.committer, &Committer::changed, this, [this](const StoreChanges &changes) {
        if (changes.self)
            emit selfChanged(selfView());
        emit changed(changes);
    });
    connect(&p.committer, &Committer::usersMet, &p.directory, &Directory::learn, Qt::QueuedConnection);
    connect(&p.committer, &Committer::troubled, this, &Engine::notice);
    connect(&p.directory, &Directory::forged, this, &Engine::notice);
    connect(&p.outbox, &Outbox::appended, &p.receiver, &Receiver::appended);
    connect(&p.outbox, &Outbox::contradicted, this, &Engine::tellLoss);
    connect(&p.outbox, &Outbox::undone, this, &Engine::tellUndone);
    connect(&p.receiver, &Receiver::chatUnknown, &p.admin, [&p](const ChatId &chat) { p.admin.fetch(chat, {}); });
    connect(&p.receiver, &Receiver::storeFailed, &p.syncer, &Syncer::startLater);
    connect(&p.receiver, &Receiver::progressed, this, &Engine::showConnection);
    connect(&p.receiver, &Receiver::serverBehind, this, &Engine::tellLoss);
    connect(&p.syncer, &Syncer::synced, this, &Engine::synced);
    connect(&p.presence, &PresenceTracker::changed, this, &Engine::presenceChanged);
    connect(&p.presence, &PresenceTracker::forgotten, this, &Engine::presenceForgotten);
    connect(&p.typing, &TypingTracker::changed, this, &Engine::typingChanged);
}

void Engine::received(const Push &push)
{
    EngineParts &p = *m_parts;
    if (const auto *event = std::get_if<Event>(&push)) {
        p.receiver.event(*event);
        if (event->kind == EventKind::Msg)
            p.typing.messageFrom(event->chat, event->from);
    } else if (const auto *pong = std::get_if<Pong>(&push)) {
        for (const ChatSeq &head : pong->heads)
            p.receiver.head(head.chat, head.seq);
    } else if (const auto *marks = std::get_if<MarksMoved>(&push)) {
        p.receiver.marks(*marks);
    } else if (const auto *aggregate = std::get_if<AggregateMoved>(&push)) {
        p.receiver.aggregate(*aggregate);
    } else if (const auto *presence = std::get_if<PresenceMoved>(&push)) {
        p.presence.heard(*presence);
    } else if (const auto *typing = std::get_if<TypingMoved>(&push)) {
        p.typing.heard(*typing);
    } else if (std::holds_alternative<Lagged>(push)) {
        p.syncer.start();
    } else if (const auto *account = std::get_if<AccountMoved>(&push)) {
        (void)p.committer.commit(StoreWriter::Durability::Normal,
            [&](StoreTransaction &tx) { p.account.apply(account->entries, p.connection.encoding(), tx); });
    } else if (const auto *relay = std::get_if<LinkRelay>(&push)) {
        for (LinkApprover *link : std::as_const(m_links))
            link->heard(*relay);
    }
}

void Engine::statusChanged(const Connection::Status &status)
{
    EngineParts &p = *m_parts;
    const bool live = status.phase == Connection::Phase::Live;
    if (live != m_live) {
        m_live = live;
        m_joined = false;
        m_caughtUp = false;
        if (live) {
            p.syncer.start();
            p.presence.connected();
        } else {
            p.syncer.disconnected();
            p.receiver.disconnected();
            p.history.disconnected();
            p.backfill.disconnected();
            p.outbox.disconnected();
            p.receipts.disconnected();
            p.presence.disconnected();
            p.typing.disconnected();
            setFilesOnline(false);
        }
    }
    showConnection();
}

void Engine::synced()
{
    EngineParts &p = *m_parts;
    if (!std::exchange(m_joined, true)) {
        p.outbox.connected();
        p.admin.connected();
        p.prefs.synced();
        setFilesOnline(true);
        catchUpOnProfiles();
    }
    p.receiver.resumed();
    p.receipts.synced();
    showConnection();
}

void Engine::setFilesOnline(bool online)
{
    m_files.post([online](MediaParts &parts) {
        parts.downloads.setOnline(online);
        parts.uploads.setOnline(online);
    });
}

void Engine::tellUndone(const OutboxItem &item, ErrorCode code)
{
    const QString why = sentenceOf(code);
    switch (item.kind) {
    case EventKind::Edit:
        emit notice(tr("Your change of a message was undone. %1").arg(why));
        break;
    case EventKind::React:
        emit notice(tr("Your reaction was undone. %1").arg(why));
        break;
    case EventKind::Played: // nothing that the user did by hand
        break;
    case EventKind::Redact:
        emit notice(tr("A message could not be deleted for everyone. %1").arg(why));
        break;
    default:
        emit notice(tr("Your change of the group was undone. %1").arg(why));
        break;
    }
    emit undone(item.chat, item.cid, {code, why, false});
}

//! Once a chat and run.
void Engine::tellLoss(const ChatId &chat)
{
    if (m_lossTold.contains(chat))
        return;
    m_lossTold.insert(chat);
    const StoreReader &store = m_parts->committer.read();
    const ChatSummary summary = store.summary(chat).value_or(ChatSummary());
    const QString name = summary.kind == ChatKind::Group ? summary.title : store.contact(summary.peer).value_or(Contact()).name;
    emit notice(tr("The server has lost messages of “%1” that are stored here. Nothing is deleted on this computer, but others "
                   "may not see all that you see, and new messages in the place of lost ones are not shown here.")
                    .arg(QChar(0x2068) + name + QChar(0x2069))); // isolated: a name may run the other way
}

void Engine::catchUpOnProfiles()
{
    QList<UserId> unknown;
    for (const Contact &contact : m_parts->committer.read().contacts())
        if (contact.aik.isNull())
            unknown.append(contact.user);
    m_parts->directory.learn(unknown);
    m_parts->directory.connected();
}

void Engine::showConnection()
{
    const Connection::Status &status = m_parts->connection.status();
    ConnectionView view;
    switch (status.phase) {
    case Connection::Phase::Stopped:
        break;
    case Connection::Phase::Connecting:
    case Connection::Phase::Greeted:
    case Connection::Phase::Authenticating:
        view.phase = ConnectionPhase::Connecting;
        break;
    case Connection::Phase::Live:
        m_caughtUp = m_caughtUp || (m_joined && m_parts->receiver.isCaughtUp());
        view.phase = m_caughtUp ? ConnectionPhase::Online : ConnectionPhase::Updating;
        break;
    case Connection::Phase::Waiting:
        view = {ConnectionPhase::Waiting, status.retryAt, status.reason};
        break;
    case Connection::Phase::Fatal:
        view = {ConnectionPhase::Fatal, 0, status.reason};
        break;
    }
    if (view == m_view)
        return;
    m_view = view;
    m_parts->committer.flush(); // who hears "online" has seen what came before
    emit connectionChanged(view);
}

void Engine::checkDatabase()
{
    if (!m_parts->database->endedUnclean())
        return;
    whenDone(m_parts->database->checkIntegrity(), this, [this](bool sound) {
        if (!sound)
            emit notice(tr("The message store on this computer is damaged. It is mended at the next start."));
    });
}

SelfView Engine::selfView() const
{
    const OwnProfile &profile = m_parts->account.profile();
    SelfView view;
    view.user = m_parts->owner.user;
    view.device = m_parts->owner.device;
    view.username = profile.username;
    view.name = profile.name;
    view.deviceName = m_parts->keys->device.name;
    view.server = m_server;
    view.privacy = profile.privacy;
    return view;
}

void Engine::setOwnProfile(const OwnProfile &profile)
{
    EngineParts &p = *m_parts;
    (void)p.committer.commit(StoreWriter::Durability::Normal, [&](StoreTransaction &tx) {
        p.account.setProfile(profile, tx);
        Contact self = p.committer.read().contact(p.owner.user).value_or(Contact());
        self.user = p.owner.user;
        self.username = profile.username;
        self.name = profile.name;
        self.about = profile.about;
        self.aik = publicKeyOf(p.keys->aikSeed);
        tx.putContact(self);
    });
}

void Engine::startLink(quint64 id, const QString &code)
{
    if (!m_parts) {
        emit linkFailed(id, toSessionError(NetError::of(NetError::Kind::Offline)));
        return;
    }
    auto *link = new LinkApprover(m_parts->connection, m_parts->keys, m_parts->clock, this);
    m_links.insert(id, link);
    connect(link, &LinkApprover::digitsReady, this,
        [this, id](const QString &digits, const QString &device) { emit linkDigits(id, digits, device); });
    connect(link, &LinkApprover::linked, this, [this, id](const QString &device) { emit linkDone(id, device); });
    connect(link, &LinkApprover::failed, this, [this, id](const SessionError &error) { emit linkFailed(id, error); });
    link->start(code);
}

void Engine::confirmLink(quint64 id)
{
    if (auto *link = m_links.value(id))
        link->confirm();
}

void Engine::rejectLink(quint64 id)
{
    if (auto *link = m_links.take(id)) {
        link->reject();
        link->deleteLater();
    }
}

void Engine::stop(std::function<void()> done)
{
    if (!m_parts) {
        done();
        return;
    }
    m_stopping.append(std::move(done));
    if (m_stopping.size() > 1)
        return;
    m_parts->receipts.flush();
    if (m_parts->connection.status().phase == Connection::Phase::Stopped) {
        close();
        return;
    }
    // Queued: the connection must not die within its own signal.
    connect(&m_parts->connection, &Connection::stopped, this, &Engine::close, Qt::QueuedConnection);
    m_parts->connection.stop();
}

void Engine::close()
{
    if (m_parts) {
        setFilesOnline(false);
        qDeleteAll(std::exchange(m_links, {}));
        m_parts->connection.disconnect(this);
        m_parts->committer.flush();
        m_reading.close();
        m_parts.reset();
    }
    for (const auto &done : std::exchange(m_stopping, {}))
        done();
}

} // namespace confab
