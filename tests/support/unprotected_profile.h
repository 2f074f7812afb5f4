#pragma once

#include "core/profile/open_profile.h"
#include "core/profile/profile_folder.h"
#include "core/profile/key_files.h"

namespace confab::test {

//! The profile in `folder`, its key kept unprotected, as a user may choose; made where there is none.
inline OpenProfilePtr openUnprotected(const QString &folder)
{
    const profile::KeyFiles files = profile::readKeyFiles(folder);
    if (files.state == profile::KeyFilesState::Usable) {
        const auto opened = profile::unlock(
            folder, files.usable, [](const WrappedKey &key) { return key.openUnprotected(); }, GateError::Kind::Damaged);
        return opened ? *opened : nullptr;
    }
    const SymmetricKey master = SymmetricKey::random();
    WrappedKey key;
    key.setUnprotected(master);
    const auto made = profile::establish(folder, master, key, {});
    return made ? *made : nullptr;
}

} // namespace confab::test
