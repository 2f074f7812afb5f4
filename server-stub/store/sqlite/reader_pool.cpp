#include "server-stub/store/sqlite/reader_pool.h"

#include <QLoggingCategory>
#include <future>

Q_LOGGING_CATEGORY(lcReader, "confab.server.store.reader")

namespace confab::server {

ReaderPool::ReaderPool(SqliteOptions options, StoreMetrics &metrics)
    : m_options(std::move(options))
    , m_metrics(metrics)
{
}

ReaderPool::~ReaderPool()
{
    stop();
}

Result<Done, QString> ReaderPool::start()
{
    for (int i = 0; i < m_options.readers; ++i) {
        // Shared, because set_value may still be on its way out when get() has returned.
        const auto started = std::make_shared<std::promise<Result<Done, QString>>>();
        m_threads.emplace_back([this, started] { loop([started](auto result) { started->set_value(std::move(result)); }); });
        if (auto result = started->get_future().get(); !result)
            return result;
    }
    return Done {};
}

void ReaderPool::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    for (auto &thread : m_threads)
        if (thread.joinable())
            thread.join();
}

bool ReaderPool::push(Job job)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping || m_queue.size() >= std::size_t(m_options.readQueue)) {
            ++m_metrics.refused;
            return false;
        }
        m_queue.push_back(std::move(job));
        m_metrics.readQueue.store(qint64(m_queue.size()), std::memory_order_relaxed);
    }
    m_wake.notify_one();
    return true;
}

void ReaderPool::recover(Database &db)
{
    qCWarning(lcReader, "a read failed: %s", qPrintable(db.error()));
    db.clearError();
    db.script(QStringLiteral("ROLLBACK"));
    db.clearError();
}

void ReaderPool::loop(std::function<void(Result<Done, QString>)> started)
{
    Database db;
    auto opened = db.open(m_options.path, Database::Access::ReadOnly);
    const bool usable = opened.has_value();
    started(std::move(opened));
    while (usable) {
        std::unique_lock lock(m_mutex);
        m_wake.wait(lock, [this] { return m_stopping || !m_queue.empty(); });
        if (m_queue.empty())
            return;
        auto job = std::move(m_queue.front());
        m_queue.pop_front();
        m_metrics.readQueue.store(qint64(m_queue.size()), std::memory_order_relaxed);
        lock.unlock();
        job(db);
    }
}

} // namespace confab::server
