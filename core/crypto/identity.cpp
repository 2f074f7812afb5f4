#include "core/crypto/identity.h"

#include "core/protocol/derive.h"

namespace confab {

namespace {

template <typename IdType>
IdType randomId()
{
    IdType id;
    fillRandom(id.data(), IdType::size);
    return id;
}

} // namespace

AccountKey::AccountKey(Seed seed)
    : m_seed(std::move(seed))
    , m_public(publicKeyOf(m_seed))
{
}

UserId AccountKey::user() const
{
    return userIdOf(m_public);
}

DeviceRecord AccountKey::certify(const DeviceId &id, const PublicKey &deviceKey, qint64 created, QString name) const
{
    return {id, deviceKey, signWith(m_seed, certificateMessage(user(), id, deviceKey, created)), created, std::move(name)};
}

DeviceKey::DeviceKey(Seed seed)
    : m_seed(std::move(seed))
    , m_public(publicKeyOf(m_seed))
{
}

Signature DeviceKey::signAuth(const QByteArray &nonce, const QByteArray &host, const QByteArray &subprotocol) const
{
    return signWith(m_seed, authMessage(nonce, host, subprotocol));
}

DeviceId newDeviceId()
{
    return randomId<DeviceId>();
}

Cid newCid()
{
    return randomId<Cid>();
}

bool verifyDevice(const PublicKey &aik, const UserId &user, const DeviceRecord &device)
{
    return userIdOf(aik) == user
        && verifySignature(aik, certificateMessage(user, device.id, device.key, device.created), device.cert);
}

bool verifyAuth(const PublicKey &deviceKey, const QByteArray &nonce, const QByteArray &host, const QByteArray &subprotocol,
    const Signature &signature)
{
    return verifySignature(deviceKey, authMessage(nonce, host, subprotocol), signature);
}

} // namespace confab
