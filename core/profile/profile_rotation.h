#pragma once

#include "core/profile/staged_files.h"

namespace confab::profile {

//! A new master key for a sealed profile. staged_files.h says how, and what a crash leaves.
struct Rotation {
    QString folder;
    const SymmetricKey &from; //!< what all databases are under
    const SymmetricKey &to; //!< fresh
    //! Replaces the wrapped key, durably. False: it could not; what was staged then stays for settle() to judge.
    std::function<bool()> commit;
};

//! Seals every database again, commits, removes the old files. Copies of the account's keys are made anew from the one
//! that counts. What was moved aside as damaged is under the old key and goes. Takes the lock `databaseLock`. Errors and
//! damage as with movePlainProfile().
[[nodiscard]] GateResult<Done> rotateProfile(const Rotation &rotation, const WorkWatch &watch);

} // namespace confab::profile
