#include "core/net/clock.h"

#include <QDateTime>
#include <QTimer>

namespace confab {

namespace {

class QtTimer final : public Clock::Timer {
public:
    QtTimer(std::chrono::milliseconds delay, std::function<void()> what)
        : m_timer(new QTimer)
    {
        m_timer->setSingleShot(true);
        // The call is moved out before it is made: it may destroy this object.
        QObject::connect(m_timer, &QTimer::timeout, m_timer, [call = std::move(what)]() mutable { std::exchange(call, {})(); });
        m_timer->start(std::max(delay, std::chrono::milliseconds(0)));
    }
    ~QtTimer() override
    {
        m_timer->stop();
        m_timer->deleteLater();
    }

private:
    QTimer *m_timer;
};

} // namespace

qint64 SystemClock::wallMs() const
{
    return QDateTime::currentMSecsSinceEpoch();
}

qint64 SystemClock::monotonicMs() const
{
    // CLOCK_MONOTONIC on Linux: it does not count the time that the computer slept.
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

Clock::TimerPtr SystemClock::after(std::chrono::milliseconds delay, std::function<void()> what)
{
    return std::make_unique<QtTimer>(delay, std::move(what));
}

} // namespace confab
