#include "core/session/onboarding.h"
