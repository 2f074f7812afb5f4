#include "ui/theme/animation_clock.h"

#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>

namespace confab {

namespace {
constexpr int frame = 16; // ms
}

AnimationClock::AnimationClock(const Theme *theme, QObject *parent)
    : QObject(parent)
    , m_theme(theme)
{
    m_timer.setInterval(frame);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &AnimationClock::tick);
    m_clock.start();
}

AnimationClock::Handle AnimationClock::run(
    QObject *context, int ms, std::function<void(qreal)> step, QEasingCurve::Type easing)
{
    if (ms <= 0 || m_theme->reducedMotion()) {
        step(1);
        return 0;
    }
    return add({0, context, m_clock.elapsed(), ms, false, QEasingCurve(easing), std::move(step)});
}

AnimationClock::Handle AnimationClock::loop(QObject *context, int period, std::function<void(qreal)> step)
{
    if (period <= 0 || m_theme->reducedMotion())
        return 0;
    return add({0, context, m_clock.elapsed(), period, true, QEasingCurve(), std::move(step)});
}

AnimationClock::Handle AnimationClock::add(Track track)
{
    track.handle = m_next++;
    m_tracks.push_back(std::move(track));
    if (!m_timer.isActive())
        m_timer.start();
    return m_tracks.back().handle;
}

void AnimationClock::stop(Handle handle)
{
    std::erase_if(m_tracks, [handle](const Track &t) { return t.handle == handle; });
    if (m_tracks.empty())
        m_timer.stop();
}

void AnimationClock::tick()
{
    // A step may start or stop runs: walk the handles that exist now, looking each up again.
    std::vector<Handle> handles;
    handles.reserve(m_tracks.size());
    for (const Track &t : m_tracks)
        handles.push_back(t.handle);

    const qint64 now = m_clock.elapsed();
    for (Handle handle : handles) {
        const auto at = std::find_if(m_tracks.begin(), m_tracks.end(), [&](const Track &t) { return t.handle == handle; });
        if (at == m_tracks.end())
            continue;
        if (!at->context) {
            stop(handle);
            continue;
        }
        const qreal passed = qreal(now - at->start) / at->duration;
        const bool over = !at->looping && passed >= 1;
        const qreal value = at->looping ? passed - std::floor(passed) : at->easing.valueForProgress(std::min(passed, 1.0));
        const auto step = at->step; // the step may grow the vector
        if (over)
            stop(handle);
        step(over ? 1 : value);
    }
}

} // namespace confab
