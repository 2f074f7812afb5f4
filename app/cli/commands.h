#pragma once

#include "app/cli/client.h"

namespace confab::cli {

//! Runs the command that `client`'s options name, from opening the profile to the last line printed.
CliResult<Done> runCommand(Client &client);

} // namespace confab::cli
