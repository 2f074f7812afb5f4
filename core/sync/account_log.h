#pragma once

#include "core/sync/directory.h"
#include "core/sync/own_account.h"
#include "core/sync/prefs_sync.h"

namespace confab {

//! Applies the entries of the per-user log: devices, profiles, privacy, prefs, blocks. Each may come twice.
class AccountLog {
public:
    AccountLog(Directory &directory, PrefsSync &prefs, Owner owner, PublicKey aik,
        OwnProfile profile);

    const OwnProfile &profile() const { return m_profile; }
    void setProfile(const OwnProfile &profile, StoreTransaction &tx);

    //! Within the transaction that stores the cursor. `encoding`: that the entries were read from.
    void apply(const QList<AccountEntry> &entries, Encoding encoding, StoreTransaction &tx);

private:
    void applyDevice(const DeviceInfo &info, StoreTransaction &tx);
    void applyOwnProfile(const Profile &profile, StoreTransaction &tx);

    Directory &m_directory;
    PrefsSync &m_prefs;
    Owner m_owner;
    PublicKey m_aik;
    OwnProfile m_profile;
};

} // namespace confab
