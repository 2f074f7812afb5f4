#include "server-stub/load/account.h"

#include "core/protocol/derive.h"

#include <sodium.h>

namespace confab::load {

namespace {

Signature sign(const QByteArray &message, const std::array<unsigned char, 64> &secret)
{
    Signature signature;
    crypto_sign_detached(signature.data(), nullptr, reinterpret_cast<const unsigned char *>(message.constData()),
        static_cast<unsigned long long>(message.size()), secret.data());
    return signature;
}

} // namespace

Account Account::random()
{
    Account account;
    std::array<unsigned char, 64> accountSecret {};
    crypto_sign_keypair(account.m_aik.data(), accountSecret.data());
    account.m_user = userIdOf(account.m_aik);
    DeviceRecord &device = account.m_device;
    crypto_sign_keypair(device.key.data(), account.m_deviceSecret.data());
    randombytes_buf(device.id.data(), DeviceId::size);
    device.created = 1'700'000'000'000;
    device.name = QStringLiteral("load");
    device.cert = sign(certificateMessage(account.m_user, device.id, device.key, device.created), accountSecret);
    return account;
}

Register Account::registration(const QByteArray &nonce, const QByteArray &host, const QByteArray &subprotocol) const
{
    Register form;
    form.username = QStringLiteral("load-") + QString::fromLatin1(m_user.toBytes().toHex().left(24));
    form.name = form.username;
    form.aik = m_aik;
    form.dev = m_device;
    form.sig = sign(authMessage(nonce, host, subprotocol), m_deviceSecret);
    return form;
}

Auth Account::authentication(const QByteArray &nonce, const QByteArray &host, const QByteArray &subprotocol) const
{
    return {m_user, m_device.id, sign(authMessage(nonce, host, subprotocol), m_deviceSecret)};
}

} // namespace confab::load
