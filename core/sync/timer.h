#pragma once

#include "core/net/clock.h"
#include "core/sync/instant.h"

#include <optional>

namespace confab {

inline Instant instantOf(const Clock &clock)
{
    return Instant(clock.monotonicMs());
}

//! One alarm of a policy: set it to the policy's deadline after every change; an unchanged deadline costs nothing.
class DeadlineTimer {
public:
    DeadlineTimer(Clock &clock, std::function<void()> ring)
        : m_clock(clock)
        , m_ring(std::move(ring))
    {
    }

    void set(std::optional<Instant> deadline)
    {
        if (deadline == m_deadline)
            return;
        m_deadline = deadline;
        m_timer.reset();
        if (!deadline)
            return;
        const auto delay = std::max(*deadline - instantOf(m_clock), Instant(0));
        m_timer = m_clock.after(delay, [this] {
            m_deadline.reset();
            m_ring();
        });
    }

private:
    Clock &m_clock;
    std::function<void()> m_ring;
    std::optional<Instant> m_deadline;
    Clock::TimerPtr m_timer;
};

} // namespace confab
