#pragma once

#include "core/crypto/key_vault.h"
#include "core/store/vfs/cipher_vfs.h"

//! `identity.db`: the account's keys as one row of a sealed database, synchronous=FULL, and its last three good states
//! beside it. Functions block for a few disk accesses; one thread at a time.
namespace confab::profile {

//! What is kept, and what had to be done to get at it.
struct IdentityRead {
    AccountKeysPtr keys;
    bool used = false; //!< markUsed() was called: the account had messages on this computer
    QString notice; //!< the database was damaged and a copy took its place: one translated sentence; else empty
};

//! The keys of the profile in `folder`. Where the database is damaged or gone, the newest good copy takes its place and
//! the damaged file is set aside. Errors: Empty, Damaged (no copy can be used either; nothing was touched), Io.
[[nodiscard]] VaultResult<IdentityRead> readIdentity(const QString &folder, const CipherVfs &cipher);
//! The same answer, and all stays as it is: for who only wants to know, so that the notice goes to whoever can show it.
[[nodiscard]] VaultResult<IdentityRead> peekIdentity(const QString &folder, const CipherVfs &cipher);

//! Commits, then copies what was committed: the copy is opened and compared before an older one goes.
[[nodiscard]] VaultResult<Done> writeIdentity(const QString &folder, const CipherVfs &cipher, const AccountKeys &keys);

//! Remembers that there is a database of messages beside this one from now on.
[[nodiscard]] VaultResult<Done> markIdentityUsed(const QString &folder, const CipherVfs &cipher);

//! Makes a database at `path`, where nothing is, and reads it back to compare. Leaves one synced file, no log beside it.
[[nodiscard]] VaultResult<Done> makeIdentity(const QString &path, const CipherVfs &cipher, const AccountKeys &keys);

//! Copies first, so that none of them brings back what is gone.
[[nodiscard]] VaultResult<Done> eraseIdentity(const QString &folder);

} // namespace confab::profile
