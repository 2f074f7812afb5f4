#pragma once

#include "app/cli/client.h"

//! Commands about files.
namespace confab::cli {

CliResult<Done> sendFile(Client &client);
CliResult<Done> download(Client &client);

} // namespace confab::cli
