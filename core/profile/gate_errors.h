#pragma once

#include "core/profile/keyring.h"
#include "core/profile/profile_gate.h"

namespace confab {

//! An error with its sentence.
[[nodiscard]] GateError gateError(GateError::Kind kind);
[[nodiscard]] GateError gateError(KeyringError error);

} // namespace confab
