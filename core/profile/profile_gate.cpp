#include "core/profile/profile_gate.h"
