#pragma once

#include "core/profile/profile_gate.h"

#include <functional>

namespace confab {

//! The door of the profile that is open, for those who change how its key is kept. Outlives the window.
struct ProfileKey {
    ProfileGate *gate = nullptr;
    OpenProfilePtr profile;
    //! Ends the session, and with it the window, seals everything again under a new key, and opens anew.
    std::function<void(const QString &passphrase)> renew;
};

} // namespace confab
