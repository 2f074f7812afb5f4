#pragma once

#include "core/crypto/primitives.h"
#include "core/protocol/requests.h"

//! Who an account and a device are (protocol sections 3 and 4).
namespace confab {

//! The account identity key (AIK), made from its seed. Certifies devices.
class AccountKey {
public:
    [[nodiscard]] static AccountKey generate() { return AccountKey(Seed::random()); }
    explicit AccountKey(Seed seed);

    const Seed &seed() const { return m_seed; }
    const PublicKey &publicKey() const { return m_public; }
    UserId user() const;
    //! A device's record with its certificate. `created`: ms since 1970.
    [[nodiscard]] DeviceRecord certify(const DeviceId &id, const PublicKey &deviceKey, qint64 created, QString name) const;

private:
    Seed m_seed;
    PublicKey m_public;
};

//! A device's own Ed25519 key.
class DeviceKey {
public:
    [[nodiscard]] static DeviceKey generate() { return DeviceKey(Seed::random()); }
    explicit DeviceKey(Seed seed);

    const Seed &seed() const { return m_seed; }
    const PublicKey &publicKey() const { return m_public; }
    //! The signature of `auth`. `host`: the Host header exactly as sent; `subprotocol`: the one the server chose.
    [[nodiscard]] Signature signAuth(const QByteArray &nonce, const QByteArray &host, const QByteArray &subprotocol) const;

private:
    Seed m_seed;
    PublicKey m_public;
};

//! A random device id.
[[nodiscard]] DeviceId newDeviceId();
//! A random cid for a new logical message.
[[nodiscard]] Cid newCid();

//! Whether `aik` belongs to `user` and has signed this record. The name is not certified.
[[nodiscard]] bool verifyDevice(const PublicKey &aik, const UserId &user, const DeviceRecord &device);
//! What a server checks of `auth`.
[[nodiscard]] bool verifyAuth(const PublicKey &deviceKey, const QByteArray &nonce, const QByteArray &host,
    const QByteArray &subprotocol, const Signature &signature);

} // namespace confab
