#include "app/desktop/start_trace.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QFile>
#include <QTimer>
#include <cstdio>
#include <ctime>
#include <unistd.h>

namespace confab {

namespace {

QByteArray readWhole(const char *path)
{
    QFile file(QString::fromLatin1(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// When the kernel made this process, in ms since boot; its clock has a grain of 10 ms.
qint64 processStart()
{
    const QByteArray stat = readWhole("/proc/self/stat");
    // The second field is the program's name in brackets and may hold anything: count from its end.
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    constexpr int startTime = 22 - 3; // proc(5) counts from 1, and two fields are gone
    return fields.value(startTime).toLongLong() * 1000 / sysconf(_SC_CLK_TCK);
}

qint64 sinceBoot()
{
    timespec now {};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return qint64(now.tv_sec) * 1000 + now.tv_nsec / 1'000'000;
}

qint64 residentMegabytes()
{
    return readWhole("/proc/self/statm").split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE) / (1024 * 1024);
}

class PaintCounter : public QObject {
public:
    explicit PaintCounter(QCoreApplication *app)
        : QObject(app)
    {
        app->installEventFilter(this);
        connect(&m_report, &QTimer::timeout, this, &PaintCounter::report);
        connect(app, &QCoreApplication::aboutToQuit, this, &PaintCounter::report);
        m_since.start();
        m_report.start(10'000);
    }

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        m_count += event->type() == QEvent::Paint;
        return false;
    }

private:
    void report()
    {
        std::printf("paint events: %d in %.1f s\n", m_count, double(m_since.restart()) / 1000);
        std::fflush(stdout);
        m_count = 0;
    }

    QTimer m_report;
    QElapsedTimer m_since;
    int m_count = 0;
};

} // namespace

void traceFirstPaint()
{
    if (qEnvironmentVariableIntValue("CONFAB_TRACE_START") != 1)
        return;
    std::printf("first paint: %lld ms after process start, %lld MB resident\n", sinceBoot() - processStart(), residentMegabytes());
    std::fflush(stdout);
}

void tracePaints(QCoreApplication *app)
{
    if (qEnvironmentVariableIntValue("CONFAB_TRACE_PAINT") == 1)
        new PaintCounter(app);
}

} // namespace confab
