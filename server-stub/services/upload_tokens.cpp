#include "server-stub/services/upload_tokens.h"

#include <QtEndian>
#include <sodium.h>

namespace confab::server {

namespace {

constexpr char label[] = "confab-blob-v1";
constexpr qsizetype claimSize = qsizetype(sizeof(qint64) + UserId::size);
constexpr qsizetype tokenSize = claimSize + crypto_auth_hmacsha256_BYTES;

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
    return mac;
}

QByteArray UploadTokens::make(const BlobId &blob, const UserId &user, qint64 now) const
{
    QByteArray claim(sizeof(qint64), Qt::Uninitialized);
    qToBigEndian(now + life, claim.data());
    claim += user.toBytes();
    return claim + sign(blob, claim);
}

std::optional<UserId> UploadTokens::verify(const BlobId &blob, const QByteArray &token, qint64 now) const
{
    if (token.size() != tokenSize)
        return std::nullopt;
    const QByteArray claim = token.first(claimSize), mac = sign(blob, claim);
    if (sodium_memcmp(mac.constData(), token.constData() + claimSize, std::size_t(mac.size())) != 0)
        return std::nullopt;
    if (qFromBigEndian<qint64>(claim.constData()) < now)
        return std::nullopt;
    return UserId::fromBytes(claim.last(UserId::size));
}

} // namespace confab::server
