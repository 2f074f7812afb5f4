#pragma once

#include "core/store/sql_connection.h"

namespace confab {

class CipherVfs;

//! A damaged database is moved aside, a fresh one begun, and what can still be read taken over. Beside the database lies a
//! mark (SqlConnection::damageMarkOf): empty once damage was noticed; while this goes on it names the file that was moved
//! aside, so that a mending that was cut short begins again with that one, and not with its own half.
//!
//! It never loops: a file over which the program ended twice is not read a third time.
namespace mending {

//! Damage was noticed, or a mending was cut short: `mend` before anything else.
bool isDue(const QString &path);

//! The fresh database, with what was salvaged; `facts::salvaged` says how many messages that are. `cipher` is that of
//! `file.vfs`, null for a plain file. The two newest files that were moved aside are kept, under NAME.damaged-TIME.
Result<std::unique_ptr<SqlConnection>, StoreError> mend(const DatabaseFile &file, const CipherVfs *cipher);

//! Paths of what was moved aside, each with what SQLite put beside it.
QStringList movedAside(const QString &path);

} // namespace mending
} // namespace confab
