#pragma once

#include "tests/faults/history_checker/world.h"

namespace confab::tests {

struct Comparison {
    QStringList differences; //!< one sentence each
    qint64 chats = 0; //!< of all devices together
    qint64 rows = 0;
    qint64 promised = 0; //!< own messages that had to arrive
};

//! Compares what each device shows, back to the start of every chat, with what the server has, and a user's devices
//! with each other. Ends the sessions.
Comparison compare(World &world);

} // namespace confab::tests
