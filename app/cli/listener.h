#pragma once

#include "app/cli/client.h"

namespace confab::cli {

//! Prints messages, marks, presence, typing, chats, devices and the connection as they change, until stopped.
CliResult<Done> listen(Client &client);

} // namespace confab::cli
