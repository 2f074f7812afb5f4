#include "server-stub/blobs/blob_threads.h"

namespace confab::server {

BlobThreads::BlobThreads(int threads)
{
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([this] { run(); });
}

BlobThreads::~BlobThreads()
{
    stop();
}

std::uint64_t BlobThreads::freshLane()
{
    const std::lock_guard lock(m_mutex);
    return ++m_lastLane;
}

void BlobThreads::post(std::uint64_t lane, std::function<void()> work)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping)
            return;
        auto &waiting = m_lanes[lane];
        waiting.push_back(std::move(work));
        if (waiting.size() > 1)
            return; // it has its turn already, or gets the next one when what runs is done
        m_turns.push_back(lane);
    }
    m_wake.notify_one();
}

void BlobThreads::run()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_stopping || !m_turns.empty(); });
        if (m_stopping)
            return;
        const auto lane = m_turns.front();
        m_turns.pop_front();
        // The front stays in its lane while it runs: that is what says that the lane is busy.
        auto work = std::move(m_lanes[lane].front());
        lock.unlock();
        work();
        work = nullptr; // what it holds may end here, and may post
        lock.lock();
        auto &waiting = m_lanes[lane];
        waiting.pop_front();
        if (waiting.empty())
            m_lanes.erase(lane);
        else
            m_turns.push_back(lane); // this thread goes on and takes the next turn itself
    }
}

void BlobThreads::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    for (auto &thread : m_threads)
        if (thread.joinable())
            thread.join();
    const auto dropped = std::exchange(m_lanes, {}); // outside of the lock: what it holds may post
    m_turns.clear();
}

} // namespace confab::server
