#include "core/media/avatar.h"

#include "core/crypto/primitives.h"
#include "core/media/picture.h"

#include <QBuffer>
#include <QCoreApplication>

namespace confab::avatar {

namespace {

constexpr char label[] = "confab-avatar-v1";

SymmetricKey keyOf(const PublicKey &aik)
{
    return deriveKey(QByteArrayView(aik.data(), qsizetype(PublicKey::size)), {}, label);
}

} // namespace

bool isFit(const QByteArray &picture)
{
    QBuffer buffer;
    buffer.setData(picture);
    buffer.open(QIODevice::ReadOnly);
    const auto info = lookAtPicture(buffer);
    return info && picture.size() <= largest - sealOverhead && std::max(info->size.width(), info->size.height()) <= side;
}

QByteArray sealed(const PublicKey &aik, const QByteArray &picture)
{
    return seal(keyOf(aik), picture, label);
}

Result<QByteArray, MediaError> opened(const PublicKey &aik, const QByteArray &sealed)
{
    const auto plain = unseal(keyOf(aik), sealed, label);
    if (!plain)
        return Failure {MediaError {ErrorCode::BadArg, QCoreApplication::translate("Media", "The picture is damaged."), true}};
    return plain->view().toByteArray();
}

QString path(const MediaCache &cache, const BlobId &blob)
{
    return cache.path(MediaCache::Place::Avatars, MediaId::fromBytes(blob.toBytes()).value_or(MediaId()));
}

QString path(const MediaCache &cache, const PublicKey &sha256)
{
    return cache.path(MediaCache::Place::Avatars, MediaId::fromBytes(sha256.toBytes()).value_or(MediaId()));
}

} // namespace confab::avatar
