#pragma once

#include "server-stub/store/sqlite/options.h"
#include "server-stub/store/store.h"

namespace confab::server {

//! The default store: SQLite in WAL mode, synchronous=FULL, one writer thread with group commit.
//!
//! The heads of chats live in the writer's memory, so a file has one server at a time: whoever starts one keeps a second
//! out. Needs a QCoreApplication, for Qt's database drivers.
class SqliteStore {
public:
    //! Opens or creates, and brings an older schema up to date. The error is one sentence for the person who starts the
    //! server: the file cannot be used, or comes from a newer version.
    static Result<std::unique_ptr<Store>, QString> open(SqliteOptions options);
};

} // namespace confab::server
