#include "core/session/account_media.h"

#include "core/media/open_file.h"
#include "core/session/own_picture.h"
#include "core/session/promised.h"

#include <QDateTime>
#include <QFileInfo>
#include <QSet>

namespace confab {

namespace {

constexpr int viewsAtMost = 20'000;
constexpr std::chrono::seconds shrinkAfter {5};
constexpr std::chrono::minutes sweepFirst {2};
constexpr std::chrono::hours sweepEvery {6};

SessionError toSessionError(const MediaError &error)
{
    return {error.code, error.message, false};
}

//! Files that an unsent message needs: no other copy of them may exist.
QSet<MediaId> unsentFiles(const StoreReader &store)
{
    QSet<MediaId> needed;
    for (const OutboxItem &item : store.outbox())
        for (const Attachment &attachment : item.content.media)
            needed.insert(mediaIdOf(attachment));
    for (const UploadSource &source : store.uploads())
        if (source.stash)
            needed.insert(mediaIdOf(*source.stash));
    return needed;
}

} // namespace

AccountMedia::AccountMedia(Engine *engine, StoreReading &reading, MediaThread &files, MediaCache cache, QString folder)
    : m_engine(engine)
    , m_reading(reading)
    , m_files(files)
    , m_cache(std::move(cache))
    , m_folder(std::move(folder))
{
    connect(&files, &MediaThread::changed, this, &AccountMedia::note);
    connect(&files, &MediaThread::received, this, [this] {
        if (!m_shrinkSoon.isActive())
            m_shrinkSoon.start(shrinkAfter);
    });
    connect(engine, &Engine::connectionChanged, engine, [engine, &files, cache = m_cache](const ConnectionView &view) {
        if (view.phase == ConnectionPhase::Online)
            own_picture::resume(engine, files, cache);
    });
    m_shrinkSoon.setSingleShot(true);
    connect(&m_shrinkSoon, &QTimer::timeout, this, &AccountMedia::shrink);
    connect(&m_sweepSoon, &QTimer::timeout, this, [this] {
        m_sweepSoon.start(sweepEvery);
        sweep();
    });
}

void AccountMedia::opened(const Snapshot &snapshot)
{
    m_self = snapshot.self.user;
    for (const ChatSummary &chat : snapshot.chats)
        m_kinds.insert(chat.chat, chat.kind);
    if (const auto value = decodeValue(snapshot.mediaSettings, Encoding::Cbor, limits::body))
        if (const auto settings = bodyAs<MediaSettings>(*value, Encoding::Cbor))
            m_settings = *settings;
    m_sweepSoon.start(sweepFirst);
}

const AutoDownload &AccountMedia::rulesOf(ChatKind kind) const
{
    return kind == ChatKind::Group ? m_settings.groups : m_settings.direct;
}

void AccountMedia::arrived(ChatKind kind, const QList<MessageRow> &rows)
{
    for (const MessageRow &row : rows) {
        m_kinds.insert(row.chat, kind);
        if (row.seq == Seq() || row.from == m_self || row.kind != EventKind::Msg)
            continue;
        for (const Attachment &attachment : row.content.media)
            if (isFetchedByRule(rulesOf(kind), attachment))
                m_files.post([attachment](MediaParts &parts) { parts.downloads.request(attachment, Downloads::Wish::Rule); });
    }
}

// ---- transfers ----

void AccountMedia::note(const TransferView &view)
{
    TransferView &known = m_views[view.media];
    if (known == view)
        return;
    known = view;
    emit transferChanged(view);
}

TransferView AccountMedia::transfer(const Attachment &attachment) const
{
    const MediaId media = mediaIdOf(attachment);
    const auto known = m_views.constFind(media);
    if (known != m_views.constEnd())
        return *known;
    if (m_views.size() >= viewsAtMost)
        m_views.clear(); // they are looked up again where they still matter
    const TransferView unknown {media, TransferPhase::Remote, false, 0, attachment.size, {}};
    m_views.insert(media, unknown);
    m_files.post([attachment, media](MediaParts &parts) {
        if (!parts.uploads.lookUp(media))
            parts.downloads.lookUp(attachment);
    });
    return unknown;
}

void AccountMedia::download(const ChatId &, const Attachment &attachment)
{
    m_files.post([attachment](MediaParts &parts) { parts.downloads.request(attachment, Downloads::Wish::Asked); });
}

void AccountMedia::setVisible(const ChatId &chat, const QList<Attachment> &attachments)
{
    const AutoDownload &rules = rulesOf(m_kinds.value(chat, ChatKind::Group));
    QList<Attachment> wanted;
    for (const Attachment &attachment : attachments)
        if (isFetchedByRule(rules, attachment) && transfer(attachment).phase != TransferPhase::Local)
            wanted.append(attachment);
    m_files.post([wanted](MediaParts &parts) { parts.downloads.setVisible(wanted); });
}

void AccountMedia::cancel(const MediaId &media)
{
    m_files.post([media](MediaParts &parts) {
        parts.downloads.cancel(media);
        parts.uploads.cancel(media);
    });
}

// ---- bytes ----

//! Fetches the file where it is not here, then runs `work` with its path on a pool thread.
template <typename T, typename Work>
QFuture<Outcome<T>> AccountMedia::whenHere(const Attachment &attachment, Work work)
{
    auto [reply, future] = promised<T>();
    m_files.post([attachment, work, reply = reply](MediaParts &parts) {
        parts.downloads.request(attachment, Downloads::Wish::Asked, [&parts, attachment, work, reply](const Result<QString, MediaError> &path) {
            if (!path) {
                reply(Failure {toSessionError(path.error())});
                return;
            }
            parts.readers.start([work, reply, path = *path] {
                auto outcome = work(path);
                if (outcome)
                    reply(std::move(outcome).value());
                else
                    reply(Failure {toSessionError(outcome.error())});
            });
        });
    });
    return future;
}

QFuture<Outcome<QByteArray>> AccountMedia::bytes(const ChatId &, const Attachment &attachment, qint64 limit)
{
    if (attachment.size > limit) {
        auto [reply, future] = promised<QByteArray>();
        reply(Failure {SessionError {ErrorCode::TooBig, tr("The file is too large to be shown."), false}});
        return future;
    }
    return whenHere<QByteArray>(attachment, [attachment](const QString &path) { return readSealed(attachment, path); });
}

QFuture<Outcome<std::shared_ptr<QIODevice>>> AccountMedia::open(const ChatId &, const Attachment &attachment)
{
    auto [reply, future] = promised<std::shared_ptr<QIODevice>>();
    m_files.post([attachment, reply = reply, post = m_files.poster(), home = thread()](MediaParts &parts) {
        parts.downloads.request(attachment, Downloads::Wish::Asked);
        std::shared_ptr<QIODevice> device = streamSealed(attachment, parts.cache, post);
        if (!device) {
            reply(Failure {SessionError {ErrorCode::BadArg, tr("This is not what was sent."), false}});
            return;
        }
        device->moveToThread(home);
        reply(device);
    });
    return future;
}

QFuture<Outcome<Done>> AccountMedia::save(const ChatId &, const Attachment &attachment, const QString &path)
{
    return whenHere<Done>(
        attachment, [attachment, path](const QString &sealed) { return saveSealed(attachment, sealed, path); });
}

// ---- voice notes ----

void AccountMedia::markPlayed(const ChatId &chat, Seq seq)
{
    QMetaObject::invokeMethod(
        m_engine,
        [engine = m_engine, chat, seq] {
            EngineParts *parts = engine->parts();
            if (!parts)
                return;
            const Privacy &privacy = parts->account.profile().privacy;
            const UserId &self = parts->owner.user;
            const auto summary = parts->committer.read().summary(chat);
            const auto row = parts->committer.read().row(chat, seq);
            if (!summary || summary->left || summary->memberCount > limits::marksInHead || privacy.hideReceipts
                || (privacy.onlyAccepted && !summary->accepted))
                return;
            if (!row || row->from == self || row->played.contains(self) || row->content.media.isEmpty()
                || kindOf(row->content.media.first()) != MediaKind::Voice)
                return;
            OutboxItem item;
            item.chat = chat;
            item.cid = newCid();
            item.kind = EventKind::Played;
            item.content.target = seq;
            item.ts = QDateTime::currentMSecsSinceEpoch();
            parts->outbox.enqueue(item);
        },
        Qt::QueuedConnection);
}

// ---- the chat's media ----

QFuture<Outcome<MediaPage>> AccountMedia::list(
    const ChatId &chat, MediaTab tab, const std::optional<MediaItem> &before, int limit)
{
    auto [reply, future] = promised<MediaPage>();
    m_reading.post([chat, tab, before, limit, reply = reply](const StoreReader *store) {
        if (store)
            reply(store->media(chat, tab, before, limit));
        else
            reply(Failure {SessionError {ErrorCode::Internal, tr("The messages on this computer are not open."), false}});
    });
    return future;
}

// ---- settings and disk ----

void AccountMedia::setSettings(const MediaSettings &settings)
{
    m_settings = settings;
    const QByteArray bytes = encodeValue(ValueWriter::write(settings), Encoding::Cbor);
    QMetaObject::invokeMethod(
        m_engine,
        [engine = m_engine, bytes] {
            if (EngineParts *parts = engine->parts())
                (void)parts->committer.commit(
                    StoreWriter::Durability::Full, [&](StoreTransaction &tx) { tx.setValue(mediaSettingsKey, bytes); });
        },
        Qt::QueuedConnection);
    shrink();
}

void AccountMedia::shrink()
{
    m_files.post([budget = m_settings.cacheBytes](MediaParts &parts) {
        parts.readers.start([cache = parts.cache, budget] { cache.shrink(budget); });
    });
}

//! Files that no message carries any more: deleted ones, those of chats that are gone, what a killed run left.
void AccountMedia::sweep()
{
    m_reading.post([cache = m_cache](const StoreReader *store) {
        if (!store)
            return;
        const QSet<MediaId> unsent = unsentFiles(*store);
        cache.sweep(QDateTime::currentMSecsSinceEpoch(), [&](const MediaId &media) {
            return unsent.contains(media) || store->isMediaKnown(media) || store->failed();
        });
    });
}

QFuture<Outcome<StorageUse>> AccountMedia::storageUse()
{
    auto [reply, future] = promised<StorageUse>();
    m_reading.post([cache = m_cache, folder = m_folder, reply = reply](const StoreReader *store) {
        if (!store) {
            reply(Failure {SessionError {ErrorCode::Internal, tr("The messages on this computer are not open."), false}});
            return;
        }
        StorageUse use;
        const auto entries = cache.entries();
        for (const auto &entry : entries)
            use.media += entry.bytes;
        for (const char *ending : {"", "-wal", "-shm"})
            use.database += QFileInfo(folder + '/' + QLatin1String(Database::fileName) + QLatin1String(ending)).size();
        for (const ChatSummary &summary : store->summaries()) {
            StorageUse::Chat chat {summary.chat, {}, 0};
            QSet<MediaId> seen;
            QMap<MediaKind, StorageUse::Kind> kinds;
            for (const MediaUse &file : store->mediaOf(summary.chat)) {
                const auto entry = entries.constFind(file.media);
                if (entry == entries.cend() || seen.contains(file.media))
                    continue;
                seen.insert(file.media);
                StorageUse::Kind &kind = kinds[file.kind];
                kind.kind = file.kind;
                kind.bytes += entry->bytes;
                ++kind.files;
                chat.bytes += entry->bytes;
            }
            if (seen.isEmpty())
                continue;
            chat.kinds = kinds.values();
            std::sort(chat.kinds.begin(), chat.kinds.end(), [](const auto &a, const auto &b) { return a.bytes > b.bytes; });
            use.chats.append(chat);
        }
        std::sort(use.chats.begin(), use.chats.end(), [](const auto &a, const auto &b) { return a.bytes > b.bytes; });
        reply(use);
    });
    return future;
}

QFuture<Outcome<Done>> AccountMedia::clear(const QList<ChatId> &chats, const QList<MediaKind> &kinds)
{
    auto [reply, future] = promised<Done>();
    m_reading.post([files = &m_files, cache = m_cache, chats, kinds, reply = reply](const StoreReader *store) {
        if (!store) {
            reply(Failure {SessionError {ErrorCode::Internal, tr("The messages on this computer are not open."), false}});
            return;
        }
        const QSet<MediaId> unsent = unsentFiles(*store);
        const auto entries = cache.entries();
        QSet<MediaId> doomed;
        if (chats.isEmpty() && kinds.isEmpty()) { // also what no message carries
            for (auto it = entries.cbegin(); it != entries.cend(); ++it)
                doomed.insert(it.key());
        } else {
            for (const ChatSummary &summary : store->summaries())
                if (chats.isEmpty() || chats.contains(summary.chat))
                    for (const MediaUse &file : store->mediaOf(summary.chat))
                        if (kinds.isEmpty() || kinds.contains(file.kind))
                            doomed.insert(file.media);
        }
        doomed.subtract(unsent);
        for (const MediaId &media : std::as_const(doomed)) {
            if (!entries.contains(media))
                continue;
            cache.remove(media);
            emit files->changed({media, TransferPhase::Remote, false, 0, 0, {}});
        }
        reply(Done {});
    });
    return future;
}

} // namespace confab
