#pragma once

#include "server-stub/store/metrics.h"
#include "server-stub/store/sqlite/database.h"
#include "server-stub/store/sqlite/options.h"
#include "server-stub/store/store.h"

#include <condition_variable>
#include <deque>
#include <thread>

namespace confab::server {

//! Threads with a read-only connection each. A request sees one snapshot, taken after it was made.
class ReaderPool {
public:
    ReaderPool(SqliteOptions options, StoreMetrics &metrics);
    ~ReaderPool();

    Result<Done, QString> start();
    void stop(); //!< what is queued is answered

    template <typename T>
    void submit(std::function<Answer<T>(Database &)> work, Callback<T> done)
    {
        const bool taken = push([work = std::move(work), done](Database &db) {
            db.script(QStringLiteral("BEGIN"));
            auto answer = work(db);
            db.script(QStringLiteral("COMMIT"));
            if (db.failed()) {
                recover(db);
                answer = Failure {StoreError {ErrorCode::Busy, QStringLiteral("the store could not be read")}};
            }
            done(std::move(answer));
        });
        if (!taken)
            done(Failure {StoreError {ErrorCode::Busy, QStringLiteral("the read queue is full")}});
    }

private:
    using Job = std::function<void(Database &)>;
    [[nodiscard]] bool push(Job job);
    static void recover(Database &db);
    void loop(std::function<void(Result<Done, QString>)> started);

    const SqliteOptions m_options;
    StoreMetrics &m_metrics;
    std::mutex m_mutex; //!< guards the queue
    std::condition_variable m_wake;
    std::deque<Job> m_queue;
    bool m_stopping = false;
    std::vector<std::thread> m_threads;
};

} // namespace confab::server
