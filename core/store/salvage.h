#pragma once

#include "core/protocol/result.h"
#include "core/store/values.h"

#include <QString>

namespace confab {

class SqlConnection;
struct DatabaseFile;

//! Getting back what a damaged database still gives.
namespace salvage {

//! Why the file cannot be trusted, told without opening it: not SQLite's header, or shorter than it says. An empty or
//! missing file is fine, and so is a sealed one: its blocks tell themselves.
bool looksDamaged(const DatabaseFile &file);

//! Version in the file's header; 0 where there is none, or where it is sealed. A write-ahead log may hold a newer one.
int versionInHeader(const DatabaseFile &file);

//! Copies every row that can still be read from the file at `damaged` into the fresh, migrated `target`, from both ends
//! of each table, and of each chat in it, so that one bad page costs only what is on it. What is known to be held is worked out again from the
//! rows; cursors are dropped, so that the next sync tells everything. Only reads the file. Returns the number of messages that came over.
qint64 copyReadable(const DatabaseFile &damaged, SqlConnection &target);

} // namespace salvage
} // namespace confab
