#pragma once

#include <QString>

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

} // namespace confab::server
