#pragma once

#include "core/profile/profile_gate.h"

namespace confab {

//! The door of the profile that is open, for those who change how its key is kept. Outlives the window.
struct ProfileKey {
    ProfileGate *gate = nullptr;
    OpenProfilePtr profile;
};

} // namespace confab
