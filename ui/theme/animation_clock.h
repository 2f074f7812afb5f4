#pragma once

#include <QEasingCurve>
#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <functional>
#include <vector>

namespace confab {

class Theme;

//! The one timer behind everything that moves. It stands still whenever nothing does, so an idle window costs nothing.
//! With reduced motion a run jumps to its end at once and loops never tick.
class AnimationClock : public QObject {
    Q_OBJECT
public:
    using Handle = quint64; //!< 0: none
    explicit AnimationClock(const Theme *theme, QObject *parent = nullptr);

    //! Calls `step` with the eased progress up to and including 1, as long as `context` lives.
    Handle run(QObject *context, int ms, std::function<void(qreal)> step,
        QEasingCurve::Type easing = QEasingCurve::OutCubic);
    //! Calls `step` with the phase (0 to 1) of a loop of `period` ms until stopped. The caller stops it while its item
    //! is not visible or its window is not active.
    Handle loop(QObject *context, int period, std::function<void(qreal)> step);
    void stop(Handle handle);
    bool isIdle() const { return m_tracks.empty(); }

private:
    struct Track {
        Handle handle;
        QPointer<QObject> context;
        qint64 start;
        int duration;
        bool looping;
        QEasingCurve easing;
        std::function<void(qreal)> step;
    };
    Handle add(Track track);
    void tick();

    const Theme *m_theme;
    QTimer m_timer;
    QElapsedTimer m_clock;
    std::vector<Track> m_tracks;
    Handle m_next = 1;
};

} // namespace confab
