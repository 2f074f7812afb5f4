#pragma once

#include "server-stub/store/metrics.h"
#include "server-stub/store/sqlite/push_rows.h"
#include "server-stub/store/sqlite/options.h"
#include "server-stub/store/store.h"

#include <condition_variable>
#include <deque>
#include <thread>

namespace confab::server {

//! What a write works on. Writer thread only.
struct WriteContext {
    Database &db;
    ChatCache &chats;
    PushIndex &push;
    qint64 &change; //!< counter of changes, counted up for whatever sync tells
};

//! The only writer of the database: takes what has gathered in its queue, runs it in one transaction, and hands the
//! answers to a second thread once that is committed, so that the next transaction's fsync overlaps with them.
//!
//! Where a statement fails, the transaction is rolled back and its requests run again one by one, so that only the
//! culprit is refused. A full or failing disk refuses all of them with `busy`.
class Writer {
public:
    Writer(SqliteOptions options, StoreMetrics &metrics);
    ~Writer();

    Result<Done, QString> start();
    void stop(); //!< what is queued is carried out and answered

    //! `work` may run twice, and then without any effect of the first time. Before its first statement that changes
    //! something it has checked all that may make it refuse.
    //! `lazy`: may wait for company, a few ms.
    template <typename T>
    void submit(std::function<Answer<T>(WriteContext &)> work, Callback<T> done, bool lazy = false)
    {
        push(std::make_unique<JobOf<T>>(std::move(work), std::move(done)), lazy);
    }

private:
    struct Job {
        virtual ~Job() = default;
        virtual void run(WriteContext &context) = 0;
        virtual void refuse(const StoreError &error) = 0;
        virtual void answer() = 0;
    };
    template <typename T>
    struct JobOf : Job {
        JobOf(std::function<Answer<T>(WriteContext &)> w, Callback<T> d)
            : work(std::move(w))
            , done(std::move(d))
        {
        }
        void run(WriteContext &context) override { result.emplace(work(context)); }
        void refuse(const StoreError &error) override { result.emplace(Failure {error}); }
        void answer() override
        {
            if (done)
                done(std::move(*result));
        }
        std::function<Answer<T>(WriteContext &)> work;
        Callback<T> done;
        std::optional<Answer<T>> result;
    };
    using Jobs = std::vector<std::unique_ptr<Job>>;
    using Clock = std::chrono::steady_clock;

    void push(std::unique_ptr<Job> job, bool lazy);
    void writeLoop(std::function<void(Result<Done, QString>)> started);
    void answerLoop();
    Jobs nextBatch();
    void carryOut(Jobs &jobs);
    bool transaction(Jobs &jobs, std::size_t from, std::size_t count);
    void rollBack();
    void refuse(Jobs &jobs, std::size_t from, const char *why);

    const SqliteOptions m_options;
    StoreMetrics &m_metrics;

    std::mutex m_mutex; //!< guards the queue
    std::condition_variable m_wake;
    std::deque<std::unique_ptr<Job>> m_queue;
    std::size_t m_eager = 0; //!< of them
    Clock::time_point m_lazySince;
    bool m_stopping = false;

    std::mutex m_answerMutex; //!< guards what is to be answered
    std::condition_variable m_answerWake;
    std::deque<Jobs> m_answers;
    bool m_written = false; //!< no more will come

    // The writer thread's own.
    std::unique_ptr<Database> m_db;
    std::unique_ptr<ChatCache> m_chats;
    PushIndex m_push;
    qint64 m_change = 0; //!< of the last commit

    std::thread m_writeThread;
    std::thread m_answerThread;
};

} // namespace confab::server
