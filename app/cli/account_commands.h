#pragma once

#include "app/cli/client.h"

//! Commands about the account and its devices.
namespace confab::cli {

CliResult<Done> registerAccount(Client &client);
CliResult<Done> showSelf(Client &client);
CliResult<Done> devices(Client &client);
CliResult<Done> link(Client &client);
CliResult<Done> synchronise(Client &client);

} // namespace confab::cli
