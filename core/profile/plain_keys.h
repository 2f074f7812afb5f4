#pragma once

#include "core/crypto/key_vault.h"

namespace confab::profile {

//! The account's keys as earlier versions kept them: `account.keys`, readable by the user alone. Layout:
//! "confab-keys-1\n" ‖ CBOR map ‖ SHA-256 of all before it (key_file.h). Only read, to be moved. Blocks.
[[nodiscard]] VaultResult<AccountKeysPtr> readPlainKeys(const QString &folder);

} // namespace confab::profile
