#include "core/session/account_media.h"

#include "core/media/avatar.h"
#include "core/media/link_fetch.h"
#include "core/net/public_address.h"
#include "core/net/small_fetch.h"
#include "core/protocol/blob_http.h"
#include "core/session/own_picture.h"
#include "core/session/promised.h"

#include <QDateTime>
#include <QFile>
#include <QSaveFile>

//! Pictures of people and groups, previews of links.
namespace confab {

namespace {

SessionError sessionError(ErrorCode code, const QString &sentence)
{
    return {code, sentence, false};
}

Outcome<QByteArray> openAvatar(const PublicKey &aik, const QByteArray &sealed)
{
    const auto plain = avatar::opened(aik, sealed);
    if (!plain)
        return Failure {sessionError(plain.error().code, plain.error().message)};
    return *plain;
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
                const QString path = avatar::path(media.cache, blob);
                QFile known(path);
                if (known.open(QIODevice::ReadOnly)) {
                    reply(openAvatar(aik, known.read(avatar::largest)));
                    media.cache.touch(path);
                    return;
                }
                if (!server) {
                    reply(Failure {sessionError(ErrorCode::NotFound, tr("There is no picture."))});
                    return;
                }
                const SmallFetch fetch {server->httpUrl(QString::fromLatin1(blobhttp::pathOf(blob))), avatar::largest, std::chrono::seconds(30)};
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
            own_picture::set(engine, *files, cache, picture, reply);
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
    m_files.post([url, reply = reply](MediaParts &media) {
        fetchLinkPreview(media.network, media.readers, url, isPublicWeb, [reply](const Result<LinkPreview, MediaError> &preview) {
            if (preview)
                reply(*preview);
            else
                reply(Failure {sessionError(preview.error().code, preview.error().message)});
        });
    });
    return future;
}

} // namespace confab
