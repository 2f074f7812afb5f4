#pragma once

#include "core/crypto/key_vault.h"
#include "core/profile/profile_gate.h"

#include <QCoreApplication>
#include <QMutex>
#include <QThreadPool>

namespace confab {

class CipherVfs;

//! The account's keys in the sealed `identity.db` of an opened profile (identity_file.h).
class SealedKeyVault final : public KeyVault {
    Q_DECLARE_TR_FUNCTIONS(confab::SealedKeyVault)
public:
    explicit SealedKeyVault(OpenProfilePtr profile);
    ~SealedKeyVault() override;

    QFuture<State> state() override;
    QFuture<VaultResult<AccountKeysPtr>> load() override;
    QFuture<VaultResult<Done>> create(AccountKeysPtr keys) override;
    QFuture<VaultResult<Done>> update(AccountKeysPtr keys) override;
    QFuture<VaultResult<Done>> erase() override;

    //! As `load`, without mending anything: for who cannot tell the user of it.
    QFuture<VaultResult<AccountKeysPtr>> peek();
    //! What `load` had to mend, in one translated sentence for the user; else empty. After its future is there.
    QString notice() const;
    //! The account has had messages on this computer (Database's `expected`). After the future of `load` is there.
    bool wasUsed() const;
    void markUsed(); //!< from now on it has

private:
    template <typename T, typename F>
    QFuture<T> run(F work);
    VaultResult<AccountKeysPtr> read();
    VaultResult<Done> write(const AccountKeys &keys);

    const OpenProfilePtr m_profile;
    const std::unique_ptr<CipherVfs> m_cipher;
    mutable QMutex m_mutex;
    QString m_notice;
    bool m_used = false;
    QThreadPool m_worker; //!< one thread: keeps the order, and waits for the last write when the vault goes
};

} // namespace confab
