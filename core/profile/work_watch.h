#pragma once

#include "core/profile/profile_gate.h"

#include <atomic>
#include <functional>

namespace confab::profile {

//! How a long piece of work on the files of a profile is followed and stopped. It blocks: run it on a thread of its own.
struct WorkWatch {
    //! Called on the working thread, at most ten times a second, and once at the end of each step.
    std::function<void(const ProfileWork &)> progress;
    //! Set from any thread: the work ends as Cancelled, with nothing changed, unless it is Finishing. Null: cannot be set.
    const std::atomic_bool *stop = nullptr;
};

} // namespace confab::profile
