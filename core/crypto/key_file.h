#pragma once

#include "core/crypto/key_vault.h"

class QFile;

//! Keys as bytes, and writing a private file so that a crash harms nothing.
namespace confab {

inline constexpr qint64 keyFileMax = 16 * 1024;

//! "confab-keys-1\n" ‖ CBOR map ‖ SHA-256 of all before it. Wipe the result after use.
[[nodiscard]] QByteArray keyFileOf(const AccountKeys &keys);
//! Total. Checks the hash, that the account key makes the user id and has certified the device, and that the device key
//! is the certified one. The error is for people who debug.
[[nodiscard]] Result<AccountKeysPtr, const char *> parseKeyFile(QByteArrayView bytes);

enum class WriteOutcome : std::uint8_t { Written, Exists, Failed };
//! Temporary file in the same folder, mode 0600, synced, then put under its name and the folder synced. Without
//! `replace` an existing file stays, even one that appears while this runs.
[[nodiscard]] WriteOutcome writePrivateFile(const QString &path, QByteArrayView bytes, bool replace);
[[nodiscard]] bool makePrivateFolder(const QString &folder); //!< mode 0700 if it has to be made, and only then
void restrictToOwner(QFile &file);
void syncFolder(const QString &folder);

} // namespace confab
