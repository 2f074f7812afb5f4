#pragma once

#include <QThread>
#include <QTimer>
#include <atomic>

namespace confab {

//! Says in the log when the GUI thread did not come round for more than 50 ms. Debug builds only: it wakes the program
//! some times a second.
class StallWatchdog : public QObject {
    Q_OBJECT
public:
    static constexpr int limit = 50; // ms
    explicit StallWatchdog(QObject *parent = nullptr);
    ~StallWatchdog() override;

private:
    void watch();

    QTimer m_beat;
    std::atomic<qint64> m_last = 0; // ms, monotonic
    std::atomic<bool> m_stop = false;
    QThread *m_thread;
};

} // namespace confab
