#include "core/net/backoff.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace confab {

Backoff::Backoff(std::function<double()> random)
    : m_random(std::move(random))
{
}

std::chrono::milliseconds Backoff::next()
{
    constexpr int enoughDoublings = 7; // 0.5 s · 2^7 = 64 s
    const auto upTo = std::min(most, base * (1 << std::min(m_failures, enoughDoublings)));
    ++m_failures;
    return jitter(upTo);
}

void Backoff::ended(std::chrono::milliseconds live)
{
    if (live >= livedLongEnough)
        reset();
}

std::chrono::milliseconds Backoff::jitter(std::chrono::milliseconds upTo) const
{
    return std::chrono::milliseconds(std::int64_t(double(upTo.count()) * m_random()));
}

} // namespace confab
