#pragma once

#include "server-stub/store/sqlite/writer.h"

//! Blobs and their references, as the writer and the readers run them.
namespace confab::server {

inline constexpr qint64 unfinishedPerUser = 1000;

namespace reads {

Answer<BlobFacts> blob(Database &db, const BlobId &blob);
Answer<BlobTotals> blobTotals(Database &db);

} // namespace reads

namespace writes {

Answer<BlobFacts> grantBlob(WriteContext &context, const GrantRequest &request);
void touchBlob(WriteContext &context, const BlobId &blob, qint64 now);
Answer<Done> finishBlob(WriteContext &context, const BlobId &blob, qint64 now);
Answer<BlobList> condemnBlobs(WriteContext &context, qint64 before, int limit);
void forgetBlobs(WriteContext &context, const BlobList &blobs);
Answer<QByteArray> blobKey(WriteContext &context, const QByteArray &candidate);

// ---- references: each within the transaction of what refers ----

//! Whether all of them may be referred to.
bool areComplete(Database &db, const QList<BlobId> &blobs);
//! An event that was just stored refers to its `media`.
void referTo(Database &db, const QList<BlobId> &media, qint64 chatKey, Seq seq);
//! Before the event's media are erased.
void release(Database &db, qint64 chatKey, Seq seq, qint64 now);
//! Replaces the avatar: nothing takes it away. The new one is complete.
void setAvatar(Database &db, const UserId &user, const std::optional<BlobId> &avatar, qint64 now);
//! The account ends: its avatar is gone already.
void releaseOwned(Database &db, const UserId &user);

} // namespace writes

} // namespace confab::server
