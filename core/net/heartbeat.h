#pragma once

#include "core/net/clock.h"

namespace confab {

//! Says when to ping, and when the other side has been silent for too long: 2.5 beats (protocol section 4).
class Heartbeat {
public:
    Heartbeat(Clock &clock, std::function<double()> random, std::function<void()> ping, std::function<void()> silent);

    void start(std::chrono::milliseconds beat);
    void stop();
    void heard(); //!< anything at all arrived

private:
    void schedulePing(std::chrono::milliseconds delay);
    void watch(std::chrono::milliseconds delay);

    Clock &m_clock;
    std::function<double()> m_random;
    std::function<void()> m_ping;
    std::function<void()> m_silent;
    std::chrono::milliseconds m_beat {0};
    qint64 m_heard = 0;
    Clock::TimerPtr m_nextPing;
    Clock::TimerPtr m_deadline;
};

//! Notices that the computer slept: the wall clock went on while the monotonic one stood still.
class SleepWatch {
public:
    static constexpr std::chrono::milliseconds interval {5'000};
    static constexpr std::chrono::milliseconds slept {10'000};

    SleepWatch(Clock &clock, std::function<void()> resumed);
    void start();
    void stop() { m_timer.reset(); }

private:
    void tick();

    Clock &m_clock;
    std::function<void()> m_resumed;
    qint64 m_difference = 0; //!< wall minus monotonic, at the last look
    Clock::TimerPtr m_timer;
};

} // namespace confab
