#pragma once

#include "ui/media/picture_cache.h"

#include <QTimer>

namespace confab {

class Theme;

//! Plays GIF and animated WebP: at most three at a time, at most 30 frames a second, and only what a view says is on
//! screen in an active window. Frames are read and scaled on a thread of the pool, one ahead. What is not playing costs
//! nothing: no timer, no paint.
class Animations : public QObject {
    Q_OBJECT
public:
    static constexpr int atOnce = 3;
    Animations(Session *session, const Theme *theme, QObject *parent = nullptr);
    ~Animations() override;

    //! Replaces what `owner` shows; all else of it stops. `pixels` of a want: the size of the frames.
    void setPlaying(QObject *owner, const QList<MediaWant> &wants);
    //! The frame that is due now; null: show the still picture.
    QImage frame(const MediaId &media) const;
    bool isIdle() const { return m_running.empty(); }

signals:
    void frameChanged(const confab::MediaId &media);

private:
    class Film;
    struct Running {
        QObject *owner;
        MediaWant want;
        std::shared_ptr<Film> film; //!< read by one job at a time
        QImage frame;
        QTimer *timer;
    };

    void begin(Running &running);
    void readNext(const MediaId &media);
    void stop(const MediaId &media);
    Running *find(const MediaId &media) const;

    Session *m_session;
    const Theme *m_theme;
    QThreadPool m_pool;
    std::vector<std::unique_ptr<Running>> m_running;
};

} // namespace confab
