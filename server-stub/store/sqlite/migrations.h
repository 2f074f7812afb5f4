#pragma once

#include "core/protocol/result.h"
#include "server-stub/store/sqlite/database.h"

namespace confab::server {

//! One step of the schema. The list is append-only: a step that has been released is never edited.
struct Migration {
    std::vector<const char *> statements;
};
const std::vector<Migration> &migrations();

//! Brings the database to version `target` (PRAGMA user_version = steps taken), each step in a transaction of its own.
//! The error is one sentence for the person who starts the server.
Result<Done, QString> migrate(Database &db, const QString &path, std::size_t target = migrations().size());

} // namespace confab::server
