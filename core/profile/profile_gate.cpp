#include "core/profile/profile_gate.h"

#include "core/profile/open_profile.h"
