#pragma once

#include "core/session/media_library.h"

#include <QImage>
#include <QObject>
#include <functional>
#include <memory>

namespace confab {

class Session;
class UiSettings;

//! What really decodes and sounds. Signals come in the thread of the object; all calls return at once.
class PlayerBackend : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void open(std::shared_ptr<QIODevice> device) = 0; //!< stops what played; answers `opened` or `failed`
    virtual void play() = 0;
    virtual void pause() = 0;
    virtual void close() = 0;
    virtual void seek(qint64 ms) = 0;
    virtual void setSpeed(double speed) = 0;
    virtual void setVolume(double volume) = 0; //!< 0 to 1
    virtual void setFrameSize(QSize pixels) = 0; //!< video frames come scaled into it; empty: none come

    enum class Fault { NoDecoder, NoSound, Unreadable };

signals:
    void opened(qint64 durationMs, bool video);
    void position(qint64 ms); //!< at most ten times a second
    void frame(const QImage &image);
    void ended();
    void failed(confab::PlayerBackend::Fault fault);
};
//! Qt Multimedia on a thread of its own, where it may block in reading.
std::unique_ptr<PlayerBackend> makePlayerBackend();

//! What plays now.
struct PlayView {
    enum class State { Nothing, Loading, Playing, Paused, Failed };
    State state = State::Nothing;
    MediaItem item; //!< with anything but Nothing
    MediaId media;
    qint64 position = 0; //!< ms
    qint64 duration = 0; //!< ms; as the message said until the file itself was read
    QString error; //!< translated, with Failed
    bool savable = false; //!< with Failed: the file is whole, it only cannot be played here
    bool isVideo() const { return kindOf(item.attachment) == MediaKind::Video; }
    bool active() const { return state == State::Loading || state == State::Playing || state == State::Paused; }
};

//! The one player of the program: one sound at a time. A voice note goes on while chats are switched.
class MediaPlayer : public QObject {
    Q_OBJECT
public:
    using Factory = std::function<std::unique_ptr<PlayerBackend>()>;
    MediaPlayer(Session *session, UiSettings *settings, Factory factory = makePlayerBackend, QObject *parent = nullptr);
    ~MediaPlayer() override;

    const PlayView &now() const { return m_now; }
    bool isCurrent(const MediaId &media) const { return m_now.state != PlayView::State::Nothing && m_now.media == media; }
    bool isPlaying(const MediaId &media) const { return isCurrent(media) && m_now.state == PlayView::State::Playing; }

    //! Plays it, or pauses and goes on where it is the current one. `from`: ms.
    void toggle(const MediaItem &item);
    void play(const MediaItem &item, qint64 from = 0);
    void pause();
    void resume();
    void seek(qint64 ms);
    void stop();
    //! 1, 1.5, 2. That of voice and audio is kept over restarts; videos begin at 1 and have their own.
    double speed(bool video = false) const { return video ? m_videoSpeed : m_speed; }
    void setSpeed(double speed); //!< of what plays
    void cycleSpeed();
    double volume() const { return m_volume; }
    void setVolume(double volume); //!< above 0: no longer muted
    bool isMuted() const { return m_muted; } //!< of videos only: a voice note is always heard
    void setMuted(bool muted);
    //! Where video frames go, in device pixels. The newest owner gets them; an empty size (and the owner's end) gives
    //! them back to the one before. No owner: nobody looks, so none are made.
    void setScreen(QObject *owner, QSize pixels);
    QObject *screen() const { return m_screens.isEmpty() ? nullptr : m_screens.last().owner; }
    const QImage &frame() const { return m_frame; } //!< the last one; stays while paused

    //! Voice notes of others that were played here; a bounded list that outlives the program.
    bool wasPlayed(const MediaId &media) const;

signals:
    void changed(); //!< what plays, or its state
    void positionChanged();
    void frameChanged();
    void finished(const confab::MediaItem &item); //!< played to its end

private:
    void ensureBackend();
    void fail(PlayerBackend::Fault fault);
    void setState(PlayView::State state);
    void markPlayed();
    QStringList &played() const;
    void applyScreen();
    void applyVolume();
    struct Screen {
        QObject *owner;
        QSize pixels;
    };

    Session *m_session;
    UiSettings *m_settings;
    Factory m_factory;
    std::unique_ptr<PlayerBackend> m_backend; //!< made with the first sound
    PlayView m_now;
    quint64 m_turn = 0; //!< answers of an earlier file are ignored
    qint64 m_from = 0;
    double m_speed = 1;
    double m_videoSpeed = 1;
    double m_volume = 1;
    bool m_muted = false;
    QList<Screen> m_screens; //!< newest last
    QImage m_frame;
    mutable std::optional<QStringList> m_played; //!< ids as text, oldest first
};

} // namespace confab
