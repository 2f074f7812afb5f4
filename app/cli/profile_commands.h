#pragma once

#include "app/cli/client.h"

namespace confab::cli {

//! How the profile's key is kept: show, protect, passphrase, rotate.
CliResult<Done> profile(Client &client);

} // namespace confab::cli
