#pragma once

#include <chrono>
#include <functional>

namespace confab {

//! How long to wait before the next try to connect (protocol section 4): random(0, min(60 s, 0.5 s · 2^k)), where k
//! counts the tries that failed since the last one that stayed live for a minute.
class Backoff {
public:
    static constexpr std::chrono::milliseconds base {500};
    static constexpr std::chrono::milliseconds most {60'000};
    static constexpr std::chrono::milliseconds livedLongEnough {60'000};

    explicit Backoff(std::function<double()> random);

    [[nodiscard]] std::chrono::milliseconds next();
    //! A connection ended that had been live for so long.
    void ended(std::chrono::milliseconds live);
    void reset() { m_failures = 0; }
    int failures() const { return m_failures; }
    //! random(0, most), for all other jitter.
    [[nodiscard]] std::chrono::milliseconds jitter(std::chrono::milliseconds upTo) const;

private:
    std::function<double()> m_random;
    int m_failures = 0;
};

} // namespace confab
