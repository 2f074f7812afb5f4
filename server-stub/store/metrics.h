#pragma once

#include <array>
#include <atomic>
#include <cstdint>

namespace confab::server {

//! Counts of durations in buckets, as Prometheus wants them. Lock-free; any thread.
class Histogram {
public:
    //! Upper bounds in microseconds; what is longer counts in the last bucket.
    static constexpr std::array<std::int64_t, 14> bounds {
        250, 500, 1'000, 2'000, 4'000, 8'000, 16'000, 32'000, 64'000, 125'000, 250'000, 500'000, 1'000'000, 4'000'000};

    void add(std::int64_t us)
    {
        std::size_t i = 0;
        while (i < bounds.size() && us > bounds[i])
            ++i;
        m_counts[i].fetch_add(1, std::memory_order_relaxed);
        m_sum.fetch_add(us, std::memory_order_relaxed);
    }
    //! Of bucket `i` alone, not cumulative; `i == bounds.size()` is "+Inf".
    std::int64_t count(std::size_t i) const { return m_counts[i].load(std::memory_order_relaxed); }
    std::int64_t total() const
    {
        std::int64_t n = 0;
        for (const auto &c : m_counts)
            n += c.load(std::memory_order_relaxed);
        return n;
    }
    std::int64_t sumUs() const { return m_sum.load(std::memory_order_relaxed); }

private:
    std::array<std::atomic<std::int64_t>, bounds.size() + 1> m_counts {};
    std::atomic<std::int64_t> m_sum {0};
};

using Counter = std::atomic<std::int64_t>;

//! What a store counts about itself.
struct StoreMetrics {
    Histogram append; //!< from the request's arrival until its commit
    Counter appended {0}; //!< events stored
    Counter duplicates {0}; //!< repeats of a cid
    Counter transactions {0}; //!< committed
    Counter operations {0}; //!< in those transactions
    Counter refused {0}; //!< answered `busy`: a full queue or a failing disk
    Counter writeQueue {0}; //!< waiting now
    Counter readQueue {0}; //!< waiting now
};

} // namespace confab::server
