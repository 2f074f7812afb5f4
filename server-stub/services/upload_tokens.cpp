#include "server-stub/services/upload_tokens.h"

#include <QtEndian>
#include <sodium.h>

namespace confab::server {

namespace {

constexpr char label[] = "confab-blob-v1";
constexpr qsizetype claimSize = qsizetype(sizeof(qint64) + UserId::size + DeviceId::size);
constexpr qsizetype macSize = 24; // of 32: 192 bits are out of anybody's reach, and the token fits its 64 bytes
constexpr qsizetype tokenSize = claimSize + macSize;
static_assert(tokenSize <= 64); // MediaGranted

const unsigned char *raw(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

} // namespace

QByteArray UploadTokens::newKey()
{
    QByteArray key(keySize, Qt::Uninitialized);
    randombytes_buf(key.data(), std::size_t(key.size()));
    return key;
}

QByteArray UploadTokens::sign(const BlobId &blob, const QByteArray &claim) const
{
    QByteArray mac(crypto_auth_hmacsha256_BYTES, Qt::Uninitialized);
    const QByteArray message = label + blob.toBytes() + claim;
    crypto_auth_hmacsha256(reinterpret_cast<unsigned char *>(mac.data()), raw(message),
        static_cast<unsigned long long>(message.size()), raw(m_key));
    return mac.first(macSize);
}

QByteArray UploadTokens::make(const BlobId &blob, const Holder &holder, qint64 now) const
{
    QByteArray claim(sizeof(qint64), Qt::Uninitialized);
    qToBigEndian(now + life, claim.data());
    claim += holder.user.toBytes() + holder.dev.toBytes();
    return claim + sign(blob, claim);
}

std::optional<UploadTokens::Holder> UploadTokens::verify(const BlobId &blob, const QByteArray &token, qint64 now) const
{
    if (token.size() != tokenSize)
        return std::nullopt;
    const QByteArray claim = token.first(claimSize), mac = sign(blob, claim);
    if (sodium_memcmp(mac.constData(), token.constData() + claimSize, std::size_t(mac.size())) != 0)
        return std::nullopt;
    if (qFromBigEndian<qint64>(claim.constData()) < now)
        return std::nullopt;
    const auto user = UserId::fromBytes(claim.mid(sizeof(qint64), UserId::size));
    const auto dev = DeviceId::fromBytes(claim.last(DeviceId::size));
    return user && dev ? std::optional(Holder {*user, *dev}) : std::nullopt;
}

} // namespace confab::server
