#pragma once

#include "core/protocol/result.h"
#include "core/store/values.h"

#include <QList>

namespace confab {

class SqlConnection;

//! The schema's history: an append-only list. Entry k takes a database from version k to k + 1; a released entry is
//! never changed. `PRAGMA user_version` counts the entries that a file has seen.
namespace migrations {

using Step = QList<const char *>;

const QList<Step> &all();
inline int newest() { return int(all().size()); }

//! Brings the file up to `target`, each step in a transaction of its own, so that a killed run goes on where it was.
//! A newer file is refused untouched.
Result<Done, StoreError> migrate(SqlConnection &connection, int target = newest());

//! The error for a file of a newer version.
StoreError newerVersion();

} // namespace migrations
} // namespace confab
