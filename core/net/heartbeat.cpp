#include "core/net/heartbeat.h"

#include <utility>

namespace confab {

using namespace std::chrono_literals;

Heartbeat::Heartbeat(
    Clock &clock, std::function<double()> random, std::function<void()> ping, std::function<void()> silent)
    : m_clock(clock)
    , m_random(std::move(random))
    , m_ping(std::move(ping))
    , m_silent(std::move(silent))
{
}

void Heartbeat::start(std::chrono::milliseconds beat)
{
    m_beat = beat;
    m_heard = m_clock.monotonicMs();
    // Clients that all connected at once, after a restart of the server, must not all ping at once for ever.
    schedulePing(std::chrono::milliseconds(qint64(double(beat.count()) * m_random())));
    watch(beat * 5 / 2);
}

void Heartbeat::stop()
{
    m_nextPing.reset();
    m_deadline.reset();
}

void Heartbeat::heard()
{
    m_heard = m_clock.monotonicMs();
}

void Heartbeat::schedulePing(std::chrono::milliseconds delay)
{
    m_nextPing = m_clock.after(delay, [this] {
        schedulePing(m_beat);
        m_ping();
    });
}

void Heartbeat::watch(std::chrono::milliseconds delay)
{
    // One timer that looks again where there is still time, rather than one restarted by every frame.
    m_deadline = m_clock.after(delay, [this] {
        const auto quiet = std::chrono::milliseconds(m_clock.monotonicMs() - m_heard);
        const auto limit = m_beat * 5 / 2;
        if (quiet < limit)
            watch(limit - quiet);
        else
            m_silent();
    });
}

SleepWatch::SleepWatch(Clock &clock, std::function<void()> resumed)
    : m_clock(clock)
    , m_resumed(std::move(resumed))
{
}

void SleepWatch::start()
{
    m_difference = m_clock.wallMs() - m_clock.monotonicMs();
    m_timer = m_clock.after(interval, [this] { tick(); });
}

void SleepWatch::tick()
{
    const auto before = m_difference;
    start();
    if (m_difference - before > slept.count())
        m_resumed();
}

} // namespace confab
