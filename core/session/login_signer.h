#pragma once

#include "core/crypto/identity.h"
#include "core/net/connection.h"

namespace confab {

//! Signs for the device whose seed this is; holds a copy of the seed for as long as it lives.
inline LoginSigner loginSigner(const Seed &deviceSeed)
{
    const auto key = std::make_shared<DeviceKey>(deviceSeed.clone());
    return [key](const QByteArray &nonce, const QByteArray &host, const QByteArray &subprotocol) {
        return key->signAuth(nonce, host, subprotocol);
    };
}

} // namespace confab
