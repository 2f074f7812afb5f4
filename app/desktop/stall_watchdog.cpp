#include "app/desktop/stall_watchdog.h"

#include <QLoggingCategory>
#include <chrono>

namespace confab {

namespace {

Q_LOGGING_CATEGORY(lcStall, "confab.app.stall")

constexpr int beat = 20; // ms

qint64 monotonic()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

} // namespace

StallWatchdog::StallWatchdog(QObject *parent)
    : QObject(parent)
{
    m_last = monotonic();
    m_beat.setTimerType(Qt::PreciseTimer);
    connect(&m_beat, &QTimer::timeout, this, [this] { m_last = monotonic(); });
    m_beat.start(beat);
    m_thread = QThread::create([this] { watch(); });
    m_thread->start();
}

StallWatchdog::~StallWatchdog()
{
    m_stop = true;
    m_thread->wait();
    delete m_thread;
}

void StallWatchdog::watch()
{
    qint64 worst = 0;
    while (!m_stop) {
        QThread::msleep(beat / 2);
        const qint64 late = monotonic() - m_last - beat;
        if (late > limit) {
            worst = std::max(worst, late); // still standing: report once it moves again
        } else if (worst > 0) {
            qCWarning(lcStall, "the window stood still for %lld ms", worst);
            worst = 0;
        }
    }
}

} // namespace confab
