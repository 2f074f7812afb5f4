#pragma once

#include "core/net/connection.h"
#include "core/profile/sealed_key_vault.h"
#include "core/session/onboarding.h"

namespace confab {

//! Onboarding over the real network, keys in the opened profile.
class AccountOnboarding final : public Onboarding {
    Q_OBJECT
public:
    explicit AccountOnboarding(const OpenProfilePtr &profile);

    QFuture<Outcome<ServerInfo>> checkServer(const QString &address) override;
    QFuture<Outcome<Done>> createAccount(
        const QString &address, const QString &username, const QString &name, const QString &invite) override;
    LinkRequest *requestLink(const QString &address) override;

private:
    void registerKeys(const AccountKeysPtr &keys, const ServerAddress &server, const QString &invite, const Reply<Done> &reply);
    AccountKeysPtr newKeys(const QString &address, const QString &username, const QString &name) const;

    OpenProfilePtr m_profile;
    SystemClock m_clock;
    SealedKeyVault m_vault;
};

} // namespace confab
