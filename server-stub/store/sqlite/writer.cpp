#include "server-stub/store/sqlite/writer.h"

#include "server-stub/store/sqlite/sql.h"

#include <QLoggingCategory>
#include <future>

Q_LOGGING_CATEGORY(lcWriter, "confab.server.store.writer")

namespace confab::server {

namespace {

//! How long requests that nobody waits for may gather before they get a transaction of their own.
constexpr std::chrono::milliseconds lazyDelay {20};

} // namespace

Writer::Writer(SqliteOptions options, StoreMetrics &metrics)
    : m_options(std::move(options))
    , m_metrics(metrics)
{
}

Writer::~Writer()
{
    stop();
}

Result<Done, QString> Writer::start()
{
    // Shared, because set_value may still be on its way out when get() has returned.
    const auto started = std::make_shared<std::promise<Result<Done, QString>>>();
    m_writeThread = std::thread([this, started] { writeLoop([started](auto result) { started->set_value(std::move(result)); }); });
    m_answerThread = std::thread([this] { answerLoop(); });
    return started->get_future().get();
}

void Writer::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_one();
    if (m_writeThread.joinable())
        m_writeThread.join();
    {
        const std::lock_guard lock(m_answerMutex);
        m_written = true;
    }
    m_answerWake.notify_one();
    if (m_answerThread.joinable())
        m_answerThread.join();
}

void Writer::push(std::unique_ptr<Job> job, bool lazy)
{
    {
        std::unique_lock lock(m_mutex);
        if (m_stopping || m_queue.size() >= std::size_t(m_options.writeQueue)) {
            lock.unlock();
            ++m_metrics.refused;
            job->refuse({ErrorCode::Busy, QStringLiteral("the write queue is full")});
            job->answer();
            return;
        }
        if (lazy && m_queue.empty())
            m_lazySince = Clock::now();
        m_eager += lazy ? 0 : 1;
        m_queue.push_back(std::move(job));
        m_metrics.writeQueue.store(qint64(m_queue.size()), std::memory_order_relaxed);
    }
    m_wake.notify_one();
}

Writer::Jobs Writer::nextBatch()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        if (m_eager > 0 || m_stopping)
            break;
        if (m_queue.empty()) {
            m_wake.wait(lock);
        } else if (m_wake.wait_until(lock, m_lazySince + lazyDelay) == std::cv_status::timeout) {
            break;
        }
    }
    Jobs jobs;
    while (!m_queue.empty() && jobs.size() < std::size_t(m_options.batch)) {
        jobs.push_back(std::move(m_queue.front()));
        m_queue.pop_front();
    }
    // Which of them were lazy is not kept: what remains counts as eager, at worst a transaction comes a little early.
    m_eager = m_queue.size();
    m_metrics.writeQueue.store(qint64(m_queue.size()), std::memory_order_relaxed);
    return jobs;
}

void Writer::writeLoop(std::function<void(Result<Done, QString>)> started)
{
    m_db = std::make_unique<Database>();
    auto opened = m_db->open(m_options.path, Database::Access::ReadWrite);
    if (opened && m_options.maxPages > 0)
        m_db->script(QStringLiteral("PRAGMA max_page_count=%1").arg(m_options.maxPages));
    m_chats = std::make_unique<ChatCache>(*m_db, m_options.chatsInMemory);
    if (opened) {
        m_push.load(*m_db);
        auto rows = m_db->run(sql::changeCounter);
        m_change = rows.next() ? rows.integer(0) : 0;
    }
    if (opened && m_db->failed())
        opened = Failure {m_db->error()};
    const bool usable = opened.has_value();
    started(std::move(opened));

    while (usable) {
        auto jobs = nextBatch();
        if (jobs.empty())
            break; // stopping, and all is done
        carryOut(jobs);
        {
            const std::lock_guard lock(m_answerMutex);
            m_answers.push_back(std::move(jobs));
        }
        m_answerWake.notify_one();
        m_chats->evict();
    }
    m_chats.reset();
    m_db.reset();
}

void Writer::carryOut(Jobs &jobs)
{
    if (transaction(jobs, 0, jobs.size()))
        return;
    if (m_db->diskFailed()) {
        rollBack();
        return refuse(jobs, 0, "the disk is full or failing");
    }
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        rollBack();
        if (transaction(jobs, i, 1))
            continue;
        const bool disk = m_db->diskFailed();
        qCWarning(lcWriter, "a request failed: %s", qPrintable(m_db->error()));
        if (disk) {
            rollBack();
            return refuse(jobs, i, "the disk is full or failing");
        }
        jobs[i]->refuse({ErrorCode::Internal, QStringLiteral("the store refused this")});
    }
    rollBack();
}

bool Writer::transaction(Jobs &jobs, std::size_t from, std::size_t count)
{
    qint64 change = m_change;
    WriteContext context {*m_db, *m_chats, m_push, change};
    m_db->script(QStringLiteral("BEGIN IMMEDIATE"));
    for (std::size_t i = from; i < from + count && !m_db->failed(); ++i)
        jobs[i]->run(context);
    m_chats->flush(change);
    if (change != m_change)
        m_db->run(sql::setChangeCounter, change);
    m_db->script(QStringLiteral("COMMIT"));
    if (m_db->failed())
        return false;
    m_change = change;
    m_chats->committed();
    m_push.committed();
    m_metrics.transactions.fetch_add(1, std::memory_order_relaxed);
    m_metrics.operations.fetch_add(qint64(count), std::memory_order_relaxed);
    return true;
}

void Writer::rollBack()
{
    m_db->clearError();
    m_db->script(QStringLiteral("ROLLBACK")); // fails where the engine has done so by itself
    m_db->clearError();
    m_chats->rollBack();
    m_push.rollBack(*m_db);
    m_db->clearError();
}

void Writer::refuse(Jobs &jobs, std::size_t from, const char *why)
{
    qCWarning(lcWriter, "%zu requests refused: %s", jobs.size() - from, why);
    for (std::size_t i = from; i < jobs.size(); ++i) {
        ++m_metrics.refused;
        jobs[i]->refuse({ErrorCode::Busy, QString::fromLatin1(why)});
    }
}

void Writer::answerLoop()
{
    for (;;) {
        std::unique_lock lock(m_answerMutex);
        m_answerWake.wait(lock, [this] { return m_written || !m_answers.empty(); });
        if (m_answers.empty())
            return;
        auto jobs = std::move(m_answers.front());
        m_answers.pop_front();
        lock.unlock();
        for (auto &job : jobs)
            job->answer();
    }
}

} // namespace confab::server
