#include "server-stub/store/sqlite/blob_rows.h"

#include "server-stub/store/sqlite/event_row.h"
#include "server-stub/store/sqlite/sql.h"

namespace confab::server {

namespace {

constexpr qint64 stateComplete = 1;

Failure<StoreError> noSuchBlob()
{
    return Failure {StoreError {ErrorCode::NotFound, QStringLiteral("no such blob")}};
}

} // namespace

namespace reads {

Answer<BlobFacts> blob(Database &db, const BlobId &blob)
{
    auto rows = db.run(sql::blobById, blob);
    if (!rows.next())
        return noSuchBlob();
    return BlobFacts {blob, rows.id<UserId>(0), rows.integer(1), rows.id<PublicKey>(2), rows.integer(3) == stateComplete};
}

Answer<BlobTotals> blobTotals(Database &db)
{
    auto rows = db.run(sql::blobTotals);
    return rows.next() ? BlobTotals {rows.integer(0), rows.integer(1)} : BlobTotals {};
}

} // namespace reads

namespace writes {

Answer<BlobFacts> grantBlob(WriteContext &context, const GrantRequest &request)
{
    auto &db = context.db;
    BlobFacts facts {request.fresh, request.user, request.size, request.sha256, false};
    bool known = false;
    {
        auto rows = db.run(sql::blobByContent, request.user, request.sha256, request.size);
        known = rows.next();
        if (known) {
            facts.blob = rows.id<BlobId>(0);
            facts.complete = rows.integer(1) == stateComplete;
        }
    }
    if (known) {
        touchBlob(context, facts.blob, request.now);
        return facts;
    }
    {
        auto rows = db.run(sql::blobUsage, request.user);
        if (rows.next() && rows.integer(0) + std::max<qint64>(request.size, 4096) > request.quota)
            return Failure {StoreError {ErrorCode::Quota, QStringLiteral("no room for more files")}};
        if (rows.integer(1) >= unfinishedPerUser)
            return Failure {StoreError {ErrorCode::Quota, QStringLiteral("too many unfinished uploads")}};
    }
    db.run(sql::insertBlob, facts.blob, request.user, request.sha256, request.size, request.now);
    return facts;
}

void touchBlob(WriteContext &context, const BlobId &blob, qint64 now)
{
    context.db.run(sql::touchIdleBlob, now, blob);
}

Answer<Done> finishBlob(WriteContext &context, const BlobId &blob, qint64 now)
{
    if (context.db.run(sql::completeBlob, now, blob).changed() == 0 && !context.db.run(sql::isComplete, blob).next())
        return noSuchBlob();
    return Done {};
}

Answer<BlobList> condemnBlobs(WriteContext &context, qint64 before, int limit)
{
    context.db.run(sql::condemnIdle, before, limit);
    BlobList out;
    auto rows = context.db.run(sql::condemned, limit);
    while (rows.next())
        out.blobs.push_back(rows.id<BlobId>(0));
    return out;
}

void forgetBlobs(WriteContext &context, const BlobList &blobs)
{
    for (const auto &blob : blobs.blobs)
        context.db.run(sql::deleteBlob, blob);
}

Answer<QByteArray> blobKey(WriteContext &context, const QByteArray &candidate)
{
    context.db.run(sql::putBlobKey, candidate);
    auto rows = context.db.run(sql::blobKey);
    if (!rows.next())
        return Failure {StoreError {ErrorCode::Internal, QStringLiteral("no key for upload tokens")}};
    return rows.bytes(0);
}

bool areComplete(Database &db, const QList<BlobId> &blobs)
{
    return std::all_of(blobs.begin(), blobs.end(), [&](const BlobId &blob) { return db.run(sql::isComplete, blob).next(); });
}

void referTo(Database &db, const QList<BlobId> &media, qint64 chatKey, Seq seq)
{
    for (const auto &blob : media) {
        db.run(sql::insertEventMedia, blob, chatKey, seq);
        db.run(sql::useBlob, blob);
    }
}

void release(Database &db, qint64 chatKey, Seq seq, qint64 now)
{
    QList<BlobId> media;
    {
        auto rows = db.run(sql::eventMedia, chatKey, seq);
        if (rows.next())
            media = unpackMedia(rows.bytes(0));
    }
    for (const auto &blob : media) {
        db.run(sql::deleteEventMedia, blob, chatKey, seq);
        db.run(sql::releaseBlob, now, blob);
    }
}

void setAvatar(Database &db, const UserId &user, const std::optional<BlobId> &avatar, qint64 now)
{
    BlobId former;
    {
        auto rows = db.run(sql::avatarOf, user);
        if (rows.next())
            former = rows.id<BlobId>(0);
    }
    db.run(sql::setAvatar, avatar.value_or(BlobId()), user);
    if (avatar && !avatar->isNull())
        db.run(sql::useBlob, *avatar);
    if (!former.isNull())
        db.run(sql::releaseBlob, now, former);
}

void releaseOwned(Database &db, const UserId &user)
{
    db.run(sql::condemnOwned, user);
    db.run(sql::disownBlobs, user);
}

} // namespace writes

} // namespace confab::server
