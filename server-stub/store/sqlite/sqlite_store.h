#pragma once

#include "server-stub/store/store.h"

namespace confab::server {

struct SqliteOptions {
    QString path; //!< of the database file; its folder exists
    int readers = 2; //!< threads with a read-only connection each
    int writeQueue = 20'000; //!< requests waiting; above: `busy`
    int readQueue = 10'000;
    int batch = 256; //!< requests in one transaction
    int chatsInMemory = 20'000; //!< heads kept by the writer, least recently used go first
    qint64 maxPages = 0; //!< bounds the file (4 KiB each); 0: only the disk does
};

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
