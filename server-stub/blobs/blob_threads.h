#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

namespace confab::server {

//! A few threads for what blocks on the disk. Work comes in lanes: that of one lane runs in order and never at the same
//! time, and lanes take turns, one piece of work each, so that who brings much waits for himself and not for the others.
class BlobThreads {
public:
    explicit BlobThreads(int threads);
    ~BlobThreads(); //!< stops

    //! Any thread. After stop() the work is dropped.
    void post(std::uint64_t lane, std::function<void()> work);
    //! Ends what is running, drops what waits. Not from a blob thread.
    void stop();

    //! A lane that nobody else has.
    std::uint64_t freshLane();

private:
    void run();

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::unordered_map<std::uint64_t, std::deque<std::function<void()>>> m_lanes; //!< those with work, waiting or running
    std::deque<std::uint64_t> m_turns; //!< lanes with work waiting and none running, who is next first
    std::uint64_t m_lastLane = 0;
    bool m_stopping = false;
    std::vector<std::thread> m_threads;
};

} // namespace confab::server
