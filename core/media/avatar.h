#pragma once

#include "core/media/media_cache.h"
#include "core/media/media_error.h"
#include "core/protocol/result.h"

//! Pictures of people (protocol section 8): one sealed blob each, under a key that follows from the person's public key.
//! It hides the picture from proxies and backups, not from a server, which knows the key as everybody does.
namespace confab::avatar {

inline constexpr qint64 largest = 512 * 1024; //!< bytes, sealed
inline constexpr int side = 640; //!< px

//! Whether it may be somebody's picture as it is.
bool isFit(const QByteArray &picture);
QByteArray sealed(const PublicKey &aik, const QByteArray &picture);
[[nodiscard]] Result<QByteArray, MediaError> opened(const PublicKey &aik, const QByteArray &sealed);

//! Where it lies in the cache once the server has named it, or by its hash before that.
QString path(const MediaCache &cache, const BlobId &blob);
QString path(const MediaCache &cache, const PublicKey &sha256);

} // namespace confab::avatar
