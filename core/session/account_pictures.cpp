#include "core/session/account_media.h"

#include "core/media/link_page.h"
#include "core/media/picture.h"
#include "core/net/small_fetch.h"
#include "core/protocol/blob_http.h"
#include "core/protocol/derive.h"
#include "core/session/promised.h"

#include <QBuffer>
#include <QDateTime>
#include <QFile>
#include <QSaveFile>

//! Pictures of people and groups, previews of links.
namespace confab {

namespace {

constexpr qint64 largestAvatar = 512 * 1024; // bytes, sealed
constexpr int avatarSide = 640;
constexpr char avatarLabel[] = "confab-avatar-v1";
constexpr qint64 largestPage = 1024 * 1024; // bytes

//! From the owner's public key: one format for all blobs. It hides the picture from proxies and backups, not from a
//! server, which knows the key as everybody does.
SymmetricKey avatarKey(const PublicKey &aik)
{
    return deriveKey(QByteArrayView(aik.data(), qsizetype(PublicKey::size)), {}, avatarLabel);
}

QString avatarPath(const MediaCache &cache, const BlobId &blob)
{
    return cache.path(MediaCache::Place::Avatars, MediaId::fromBytes(blob.toBytes()).value_or(MediaId()));
}

SessionError sessionError(ErrorCode code, const QString &sentence)
{
    return {code, sentence, false};
}

Outcome<QByteArray> openAvatar(const PublicKey &aik, const QByteArray &sealed)
{
    const auto plain = unseal(avatarKey(aik), sealed, avatarLabel);
    if (!plain)
        return Failure {sessionError(ErrorCode::BadArg, AccountMedia::tr("The picture is damaged."))};
    return plain->view().toByteArray();
}

bool isAvatar(const QByteArray &picture)
{
    QBuffer buffer;
    buffer.setData(picture);
    buffer.open(QIODevice::ReadOnly);
    const auto info = lookAtPicture(buffer);
    return info && picture.size() <= largestAvatar - sealOverhead && std::max(info->size.width(), info->size.height()) <= avatarSide;
}

void keepAvatar(EngineParts &parts, const std::optional<BlobId> &blob)
{
    (void)parts.committer.commit(StoreWriter::Durability::Normal, [&](StoreTransaction &tx) {
        Contact self = parts.committer.read().contact(parts.owner.user).value_or(Contact());
        self.user = parts.owner.user;
        self.username = parts.account.profile().username;
        self.name = parts.account.profile().name;
        self.about = parts.account.profile().about;
        self.aik = publicKeyOf(parts.keys->aikSeed);
        self.avatar = blob;
        tx.putContact(self);
    });
}

//! Tells the server which blob is the own picture.
void nameAvatar(Engine *engine, const BlobId &blob, const Reply<Done> &reply)
{
    EngineParts *parts = engine->parts();
    if (!parts) {
        reply(Failure {toSessionError(NetError::of(NetError::Kind::Offline))});
        return;
    }
    UserSet request;
    request.avatar = blob;
    parts->connection.request(request, engine, [engine, blob, reply](const Connection::Answer<UserSet> &answer) {
        if (!answer) {
            reply(Failure {toSessionError(answer.error())});
            return;
        }
        if (EngineParts *now = engine->parts())
            keepAvatar(*now, blob.isNull() ? std::nullopt : std::optional(blob));
        reply(Done {});
    });
}

//! On the media thread: brings the sealed picture to the server, then names it.
void uploadAvatar(MediaParts &files, const MediaGranted &grant, const ServerAddress &server, const QString &path,
    Engine *engine, const Reply<Done> &reply)
{
    auto *transfer = new BlobUpload(files.network, {server, grant.blob, grant.token, grant.chunk, grant.offset}, path, &files.network);
    QObject::connect(transfer, &BlobUpload::done, transfer, [=, cache = files.cache, blob = grant.blob] {
        transfer->deleteLater();
        const QString kept = avatarPath(cache, blob);
        if (cache.prepare(kept))
            QFile::rename(path, kept);
        QMetaObject::invokeMethod(engine, [engine, blob, reply] { nameAvatar(engine, blob, reply); }, Qt::QueuedConnection);
    });
    QObject::connect(transfer, &BlobUpload::failed, transfer, [=](const BlobError &) {
        transfer->deleteLater();
        QFile::remove(path);
        reply(Failure {sessionError(ErrorCode::Timeout, AccountMedia::tr("The picture could not be sent."))});
    });
    transfer->start();
}

} // namespace

QFuture<Outcome<QByteArray>> AccountMedia::avatar(const UserId &owner, const BlobId &blob)
{
    auto [reply, future] = promised<QByteArray>();
    QMetaObject::invokeMethod(
        m_engine,
        [engine = m_engine, files = &m_files, owner, blob, reply = reply] {
            EngineParts *parts = engine->parts();
            if (!parts || blob.isNull()) {
                reply(Failure {sessionError(ErrorCode::NotFound, tr("There is no picture."))});
                return;
            }
            const PublicKey aik = owner == parts->owner.user ? publicKeyOf(parts->keys->aikSeed)
                                                             : parts->committer.read().contact(owner).value_or(Contact()).aik;
            const auto server = parseServerAddress(parts->keys->server);
            files->post([aik, blob, server, reply](MediaParts &media) {
                const QString path = avatarPath(media.cache, blob);
                QFile known(path);
                if (known.open(QIODevice::ReadOnly)) {
                    reply(openAvatar(aik, known.read(largestAvatar)));
                    media.cache.touch(path);
                    return;
                }
                if (!server) {
                    reply(Failure {sessionError(ErrorCode::NotFound, tr("There is no picture."))});
                    return;
                }
                const SmallFetch fetch {server->httpUrl(QString::fromLatin1(blobhttp::pathOf(blob))), largestAvatar, std::chrono::seconds(30), false};
                fetchSmall(media.network, fetch, [aik, path, reply, cache = media.cache](const SmallAnswer &answer) {
                    if (answer.status != 200) {
                        reply(Failure {sessionError(ErrorCode::NotFound, tr("The picture could not be fetched."))});
                        return;
                    }
                    const auto opened = openAvatar(aik, answer.bytes);
                    QSaveFile file(path);
                    if (opened && cache.prepare(path) && file.open(QIODevice::WriteOnly)) {
                        file.write(answer.bytes);
                        file.commit();
                    }
                    reply(opened);
                });
            });
        },
        Qt::QueuedConnection);
    return future;
}

QFuture<Outcome<Done>> AccountMedia::setAvatar(const QByteArray &picture)
{
    auto [reply, future] = promised<Done>();
    QMetaObject::invokeMethod(
        m_engine,
        [engine = m_engine, files = &m_files, cache = m_cache, picture, reply = reply] {
            EngineParts *parts = engine->parts();
            if (picture.isEmpty()) {
                nameAvatar(engine, BlobId(), reply);
                return;
            }
            if (!parts || !isAvatar(picture)) {
                reply(Failure {sessionError(ErrorCode::BadArg, tr("This picture cannot be used."))});
                return;
            }
            const QByteArray sealed = seal(avatarKey(publicKeyOf(parts->keys->aikSeed)), picture, avatarLabel);
            const PublicKey hash = sha256(sealed);
            const QString path = cache.path(MediaCache::Place::Avatars, MediaId::fromBytes(hash.toBytes()).value_or(MediaId()));
            QSaveFile file(path);
            const auto server = parseServerAddress(parts->keys->server);
            if (!server || !cache.prepare(path) || !file.open(QIODevice::WriteOnly) || file.write(sealed) != sealed.size() || !file.commit()) {
                reply(Failure {sessionError(ErrorCode::Internal, tr("There is no space left on this computer."))});
                return;
            }
            parts->connection.request(MediaGrant {sealed.size(), hash}, engine,
                [engine, files, path, server = *server, reply](const Connection::Answer<MediaGrant> &answer) {
                    if (!answer) {
                        QFile::remove(path);
                        reply(Failure {toSessionError(answer.error())});
                        return;
                    }
                    files->post([=, grant = *answer](MediaParts &media) { uploadAvatar(media, grant, server, path, engine, reply); });
                });
        },
        Qt::QueuedConnection);
    return future;
}

Cid AccountMedia::setGroupPicture(const ChatId &chat, const QByteArray &picture)
{
    OutboxItem item;
    item.chat = chat;
    item.cid = newCid();
    item.kind = EventKind::Meta;
    item.content.what = QLatin1String(metaPicture);
    item.ts = QDateTime::currentMSecsSinceEpoch();
    QMetaObject::invokeMethod(
        m_engine,
        [engine = m_engine, item, picture] {
            EngineParts *parts = engine->parts();
            if (!parts)
                return;
            if (picture.isEmpty()) {
                parts->outbox.enqueue(item);
                return;
            }
            OutgoingMedia media;
            media.bytes = picture;
            media.name = QStringLiteral("picture");
            media.kind = MediaKind::Photo;
            parts->uploads.send(item, {media});
        },
        Qt::QueuedConnection);
    return item.cid;
}

QFuture<Outcome<LinkPreview>> AccountMedia::linkPreview(const QString &url)
{
    auto [reply, future] = promised<LinkPreview>();
    if (!m_settings.linkPreviews) {
        reply(Failure {sessionError(ErrorCode::Forbidden, tr("Previews of links are turned off."))});
        return future;
    }
    m_files.post([page = QUrl(url, QUrl::StrictMode), url, reply = reply](MediaParts &media) {
        const SmallFetch fetch {page, largestPage, std::chrono::seconds(5), true};
        fetchSmall(media.network, fetch, [&media, url, reply](const SmallAnswer &answer) {
            LinkPage read;
            if (answer.status == 200 && (answer.type == QLatin1String("text/html") || answer.type == QLatin1String("application/xhtml+xml")))
                read = readLinkPage(answer.bytes, answer.url);
            read.preview.url = url.left(2048); // what the user wrote, not where it leads
            if (read.preview.title.isEmpty()) {
                reply(Failure {sessionError(ErrorCode::NotFound, tr("The page says nothing of itself."))});
                return;
            }
            if (read.picture.isEmpty()) {
                reply(read.preview);
                return;
            }
            const SmallFetch picture {read.picture, largestPage, std::chrono::seconds(5), true};
            fetchSmall(media.network, picture, [&media, reply, preview = read.preview](const SmallAnswer &fetched) {
                media.readers.start([reply, preview, bytes = fetched.bytes] {
                    LinkPreview whole = preview;
                    whole.picture = linkPicture(bytes);
                    reply(whole);
                });
            });
        });
    });
    return future;
}

} // namespace confab
