#pragma once

#include "core/crypto/link_handshake.h"
#include "core/net/connection.h"
#include "core/profile/sealed_key_vault.h"
#include "core/session/onboarding.h"

namespace confab {

//! The new device's side of linking: a line of its own to the server, a code that renews itself, and at the end the
//! account's keys in the opened profile.
class LinkRequester final : public LinkRequest {
    Q_OBJECT
public:
    LinkRequester(const OpenProfilePtr &profile, const QString &address);
    ~LinkRequester() override;

private:
    void begin(); //!< a new slot
    void statusChanged(const Connection::Status &status);
    void relayed(const LinkRelay &relay);
    void send(const QByteArray &bytes);
    void keep(const AccountKeysPtr &keys, const std::optional<QByteArray> &last);
    void fail(const SessionError &error);

    QString m_address;
    SystemClock m_clock;
    SealedKeyVault m_vault;
    std::optional<ServerAddress> m_server;
    std::unique_ptr<Connection> m_connection;
    std::optional<LinkNewDevice> m_handshake;
    bool m_begun = false; //!< another device has answered to the code
    bool m_over = false;
    Clock::TimerPtr m_renew;
};

//! What this computer is called in the list of devices.
QString ownDeviceName();

} // namespace confab
