#pragma once

#include "core/crypto/key_vault.h"
#include "core/net/connection.h"
#include "core/session/onboarding.h"

namespace confab {

//! Onboarding over the real network, keys in the profile folder.
class AccountOnboarding final : public Onboarding {
    Q_OBJECT
public:
    explicit AccountOnboarding(const QString &folder);

    QFuture<Outcome<ServerInfo>> checkServer(const QString &address) override;
    QFuture<Outcome<Done>> createAccount(
        const QString &address, const QString &username, const QString &name, const QString &invite) override;
    LinkRequest *requestLink(const QString &address) override;

private:
    void registerKeys(const AccountKeysPtr &keys, const ServerAddress &server, const QString &invite, const Reply<Done> &reply);
    AccountKeysPtr newKeys(const QString &address, const QString &username, const QString &name) const;

    QString m_folder;
    SystemClock m_clock;
    FileKeyVault m_vault;
};

} // namespace confab
