#include "core/session/own_picture.h"

#include "core/media/avatar.h"

#include <QFile>
#include <QSaveFile>

namespace confab::own_picture {

namespace {

//! The SHA-256 of the sealed picture that the server is to have; all zero: none.
const QString pendingKey = QStringLiteral("avatar.pending");

struct Job {
    Engine *engine; //!< outlives the media thread
    MediaThread *files;
    MediaCache cache;
    PublicKey hash;
    Reply<Done> reply;
};

SessionError failure(ErrorCode code, const QString &sentence)
{
    return {code, sentence, false};
}

std::optional<PublicKey> pendingOf(const EngineParts &parts)
{
    return PublicKey::fromBytes(parts.committer.read().value(pendingKey));
}

//! The user may have chosen another one meanwhile.
bool isWanted(const EngineParts &parts, const Job &job)
{
    return pendingOf(parts) == job.hash;
}

void keep(StoreTransaction &tx, const EngineParts &parts, const std::optional<BlobId> &blob)
{
    Contact self = parts.committer.read().contact(parts.owner.user).value_or(Contact());
    self.user = parts.owner.user;
    self.username = parts.account.profile().username;
    self.name = parts.account.profile().name;
    self.about = parts.account.profile().about;
    self.aik = publicKeyOf(parts.keys->aikSeed);
    self.avatar = blob;
    tx.putContact(self);
}

void giveUp(EngineParts &parts, const Job &job, const SessionError &error)
{
    if (isWanted(parts, job))
        (void)parts.committer.commit(StoreWriter::Durability::Normal, [](StoreTransaction &tx) { tx.setValue(pendingKey, {}); });
    QFile::remove(avatar::path(job.cache, job.hash));
    job.reply(Failure {error});
}

//! Refused for good: forgotten, and said. Otherwise it stays for the next time, and that is no failure.
void refused(EngineParts &parts, const Job &job, const NetError &error)
{
    if (error.kind == NetError::Kind::Refused && error.refusal.retry != Retry::Same && error.refusal.code != ErrorCode::NotFound)
        giveUp(parts, job, toSessionError(error));
    else
        job.reply(Done {});
}

void name(const Job &job, const BlobId &blob)
{
    EngineParts *parts = job.engine->parts();
    if (!parts || !isWanted(*parts, job)) {
        job.reply(Done {});
        return;
    }
    UserSet request;
    request.avatar = blob;
    parts->connection.request(request, job.engine, [job, blob](const Connection::Answer<UserSet> &answer) {
        EngineParts *now = job.engine->parts();
        if (!now) {
            job.reply(Done {});
        } else if (!answer) {
            refused(*now, job, answer.error());
        } else {
            (void)now->committer.commit(StoreWriter::Durability::Normal, [&](StoreTransaction &tx) {
                keep(tx, *now, blob.isNull() ? std::nullopt : std::optional(blob));
                if (isWanted(*now, job))
                    tx.setValue(pendingKey, {});
            });
            job.reply(Done {});
        }
    });
}

//! On the media thread.
void upload(MediaParts &files, const Job &job, const ServerAddress &server, const MediaGranted &grant)
{
    const QString path = avatar::path(job.cache, job.hash);
    auto *transfer = new BlobUpload({server, grant.blob, grant.token, grant.chunk, grant.offset}, path, &files.network);
    QObject::connect(transfer, &BlobUpload::done, transfer, [transfer, job, path, blob = grant.blob] {
        transfer->deleteLater();
        const QString kept = avatar::path(job.cache, blob);
        if (job.cache.prepare(kept))
            QFile::copy(path, kept); // the first one goes with the next sweep: until it is named it may be needed again
        QMetaObject::invokeMethod(job.engine, [job, blob] { name(job, blob); }, Qt::QueuedConnection);
    });
    QObject::connect(transfer, &BlobUpload::failed, transfer, [transfer, job](const BlobError &) {
        transfer->deleteLater();
        job.reply(Done {}); // kept, and tried again when online again
    });
    transfer->start();
}

void send(const Job &job)
{
    EngineParts *parts = job.engine->parts();
    if (!parts || !parts->connection.isLive()) {
        job.reply(Done {});
        return;
    }
    if (job.hash.isNull()) {
        name(job, BlobId());
        return;
    }
    const qint64 size = QFile(avatar::path(job.cache, job.hash)).size();
    const auto server = parseServerAddress(parts->keys->server);
    if (size == 0 || !server) {
        giveUp(*parts, job, failure(ErrorCode::NotFound, Engine::tr("The picture is no longer on this computer.")));
        return;
    }
    parts->connection.request(MediaGrant {size, job.hash}, job.engine, [job, server = *server](const Connection::Answer<MediaGrant> &answer) {
        EngineParts *now = job.engine->parts();
        if (answer)
            job.files->post([job, server, grant = *answer](MediaParts &files) { upload(files, job, server, grant); });
        else if (now)
            refused(*now, job, answer.error());
    });
}

bool write(const MediaCache &cache, const PublicKey &hash, const QByteArray &sealed)
{
    const QString path = avatar::path(cache, hash);
    QSaveFile file(path);
    return cache.prepare(path) && file.open(QIODevice::WriteOnly) && file.write(sealed) == sealed.size() && file.commit();
}

} // namespace

void set(Engine *engine, MediaThread &files, const MediaCache &cache, const QByteArray &picture, const Reply<Done> &reply)
{
    EngineParts *parts = engine->parts();
    if (!parts || (!picture.isEmpty() && !avatar::isFit(picture))) {
        reply(Failure {failure(ErrorCode::BadArg, Engine::tr("This picture cannot be used."))});
        return;
    }
    Job job {engine, &files, cache, {}, reply};
    bool kept = true;
    if (!picture.isEmpty()) {
        const QByteArray sealed = avatar::sealed(publicKeyOf(parts->keys->aikSeed), picture);
        job.hash = sha256(sealed);
        kept = write(cache, job.hash, sealed);
    }
    kept = kept && parts->committer.commit(
        StoreWriter::Durability::Full, [&](StoreTransaction &tx) { tx.setValue(pendingKey, job.hash.toBytes()); });
    if (kept)
        send(job);
    else
        reply(Failure {failure(ErrorCode::Internal, Engine::tr("There is no space left on this computer."))});
}

void resume(Engine *engine, MediaThread &files, const MediaCache &cache)
{
    const EngineParts *parts = engine->parts();
    if (const auto hash = parts ? pendingOf(*parts) : std::nullopt)
        send({engine, &files, cache, *hash, [](const Outcome<Done> &) {}});
}

} // namespace confab::own_picture
