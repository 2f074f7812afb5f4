#pragma once

#include <chrono>

namespace confab {

//! Monotonic time since any fixed start. Policies never look at a clock: the caller says what time it is.
using Instant = std::chrono::milliseconds;

} // namespace confab
