#pragma once

#include "core/profile/staged_files.h"

namespace confab::profile {

//! Whether a version before the sealed form left private things here: keys, a plain database, copies of a damaged one.
[[nodiscard]] bool hasPlainFiles(const QString &folder);

//! From plain files to the sealed form. staged_files.h says how, and what a crash leaves.
struct Move {
    QString folder;
    //! Under which the databases are sealed. Nothing on the disk is under it yet.
    const SymmetricKey &key;
    //! Writes the sealed database of the account's keys at `path`, from the file `plainKeys`, synced, and reads it back to
    //! compare. Called only where there is such a file.
    std::function<GateResult<Done>(const QString &path)> writeIdentity;
    //! Puts the wrapped key in place, durably. False: it could not; what was staged then stays for settle() to judge.
    std::function<bool()> commit;
};

//! Copies, compares, commits, wipes. What is wiped is overwritten first, which is an attempt: file systems that copy on
//! write and disks that spread their writes keep the old bytes until they need the space.
//! Afterwards no file of the folder but those named in profile_files.h as harmless holds a word in the clear.
//! A damaged database is mended first (core/store/mending.h); the next opening tells the user.
//! Takes the lock `databaseLock`. Errors: Busy, DiskFull, Cancelled, Io and those of `writeIdentity`; nothing has changed
//! then, unless the disk failed after the commit: then settle() goes on.
[[nodiscard]] GateResult<Done> movePlainProfile(const Move &move, const WorkWatch &watch);

} // namespace confab::profile
