#pragma once

#include "core/protocol/requests.h"

#include <array>

namespace confab::load {

//! Somebody with one device, made up for the test.
class Account {
public:
    static Account random();

    UserId user() const { return m_user; }
    DeviceId device() const { return m_device.id; }
    //! `host`: the Host header as sent; `subprotocol`: the one that was chosen.
    Register registration(const QByteArray &nonce, const QByteArray &host, const QByteArray &subprotocol) const;
    Auth authentication(const QByteArray &nonce, const QByteArray &host, const QByteArray &subprotocol) const;

private:
    UserId m_user;
    PublicKey m_aik;
    DeviceRecord m_device;
    std::array<unsigned char, 64> m_deviceSecret {};
};

} // namespace confab::load
