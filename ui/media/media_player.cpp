#include "ui/media/media_player.h"

#include "core/session/session.h"
#include "core/session/when_done.h"
#include "ui/common/settings.h"

#include <array>

namespace confab {
namespace {

constexpr int playedKept = 500;
constexpr std::array speeds{1.0, 1.5, 2.0};
const auto speedKey = QStringLiteral("playbackSpeed");
const auto volumeKey = QStringLiteral("playbackVolume");
const auto playedKey = QStringLiteral("playedVoice");

} // namespace

MediaPlayer::MediaPlayer(Session *session, UiSettings *settings, Factory factory, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_settings(settings)
    , m_factory(std::move(factory))
    , m_speed(std::clamp(settings->window(speedKey).toDouble(), 1.0, 2.0))
    , m_volume(settings->window(volumeKey).isValid() ? std::clamp(settings->window(volumeKey).toDouble(), 0.0, 1.0) : 1.0)
{
}

MediaPlayer::~MediaPlayer() = default;

void MediaPlayer::ensureBackend()
{
    if (m_backend)
        return;
    m_backend = m_factory();
    auto *backend = m_backend.get();
    connect(backend, &PlayerBackend::opened, this, [this](qint64 duration, bool) {
        if (m_now.state != PlayView::State::Loading)
            return;
        if (duration > 0)
            m_now.duration = duration;
        m_backend->setSpeed(speed(m_now.isVideo()));
        if (m_from > 0)
            m_backend->seek(m_from);
        m_backend->play();
        markPlayed();
        setState(PlayView::State::Playing);
    });
    connect(backend, &PlayerBackend::position, this, [this](qint64 ms) {
        if (!m_now.active() || m_now.state == PlayView::State::Loading)
            return;
        m_now.position = std::clamp<qint64>(ms, 0, std::max<qint64>(m_now.duration, ms));
        emit positionChanged();
    });
    connect(backend, &PlayerBackend::frame, this, [this](const QImage &image) {
        if (!m_now.active())
            return;
        m_frame = image;
        emit frameChanged();
    });
    connect(backend, &PlayerBackend::ended, this, [this] {
        if (!m_now.active())
            return;
        const auto item = m_now.item;
        if (m_now.isVideo()) {
            // The last picture stays, ready to be seen again.
            m_backend->pause();
            m_backend->seek(0);
            m_now.position = 0;
            setState(PlayView::State::Paused);
        } else {
            stop();
        }
        emit finished(item);
    });
    connect(backend, &PlayerBackend::failed, this, &MediaPlayer::fail);
    applyVolume();
    applyScreen();
}

void MediaPlayer::fail(PlayerBackend::Fault fault)
{
    if (m_now.state == PlayView::State::Nothing)
        return;
    m_now.savable = fault != PlayerBackend::Fault::Unreadable;
    switch (fault) {
    case PlayerBackend::Fault::NoDecoder:
        m_now.error = tr("This computer cannot play this kind of file. The package libavcodec-extra brings more "
                         "formats; you can also save the file and open it elsewhere.");
        break;
    case PlayerBackend::Fault::NoSound:
        m_now.error = tr("There is no sound output on this computer.");
        break;
    case PlayerBackend::Fault::Unreadable:
        m_now.error = tr("This file could not be read.");
        break;
    }
    setState(PlayView::State::Failed);
}

void MediaPlayer::setState(PlayView::State state)
{
    m_now.state = state;
    emit changed();
}

void MediaPlayer::toggle(const MediaItem &item)
{
    if (!isCurrent(mediaIdOf(item.attachment)) || m_now.state == PlayView::State::Failed)
        return play(item);
    if (m_now.state == PlayView::State::Playing)
        pause();
    else
        resume();
}

void MediaPlayer::play(const MediaItem &item, qint64 from)
{
    ensureBackend();
    m_backend->close();
    m_frame = {};
    m_now = {};
    m_now.item = item;
    m_now.media = mediaIdOf(item.attachment);
    m_now.duration = item.attachment.durationMs;
    m_now.position = m_from = from;
    m_videoSpeed = 1;
    applyVolume();
    setState(PlayView::State::Loading);
    const auto turn = ++m_turn;
    whenDone(m_session->media().open(item.chat, item.attachment), this,
        [this, turn](const Outcome<std::shared_ptr<QIODevice>> &device) {
            if (turn != m_turn)
                return;
            if (device)
                return m_backend->open(*device);
            m_now.error = device.error().message;
            setState(PlayView::State::Failed);
        });
}

void MediaPlayer::pause()
{
    if (m_now.state == PlayView::State::Playing) {
        m_backend->pause();
        setState(PlayView::State::Paused);
    } else if (m_now.state == PlayView::State::Loading) {
        stop();
    }
}

void MediaPlayer::resume()
{
    if (m_now.state != PlayView::State::Paused)
        return;
    m_backend->play();
    setState(PlayView::State::Playing);
}

void MediaPlayer::seek(qint64 ms)
{
    if (m_now.state != PlayView::State::Playing && m_now.state != PlayView::State::Paused)
        return;
    m_now.position = std::clamp<qint64>(ms, 0, m_now.duration);
    m_backend->seek(m_now.position);
    emit positionChanged();
}

void MediaPlayer::stop()
{
    if (m_now.state == PlayView::State::Nothing)
        return;
    ++m_turn;
    m_backend->close();
    m_frame = {};
    m_now = {};
    emit changed();
}

void MediaPlayer::setSpeed(double speed)
{
    if (m_now.isVideo()) {
        m_videoSpeed = speed;
    } else {
        m_speed = speed;
        m_settings->setWindow(speedKey, speed);
    }
    if (m_backend && m_now.active())
        m_backend->setSpeed(speed);
    emit changed();
}

void MediaPlayer::cycleSpeed()
{
    const auto next = std::find_if(speeds.begin(), speeds.end(), [now = speed(m_now.isVideo())](double s) { return s > now + 0.01; });
    setSpeed(next == speeds.end() ? speeds.front() : *next);
}

void MediaPlayer::setVolume(double volume)
{
    m_volume = std::clamp(volume, 0.0, 1.0);
    m_muted = m_muted && m_volume < 0.01;
    m_settings->setWindow(volumeKey, m_volume);
    applyVolume();
    emit changed();
}

void MediaPlayer::setMuted(bool muted)
{
    if (m_muted == muted)
        return;
    m_muted = muted;
    applyVolume();
    emit changed();
}

void MediaPlayer::applyVolume()
{
    if (m_backend)
        m_backend->setVolume(m_muted && m_now.isVideo() ? 0 : m_volume);
}

void MediaPlayer::setScreen(QObject *owner, QSize pixels)
{
    const auto known = std::find_if(m_screens.begin(), m_screens.end(), [&](const Screen &s) { return s.owner == owner; });
    if (pixels.isEmpty()) {
        if (known == m_screens.end())
            return;
        m_screens.erase(known);
        disconnect(owner, &QObject::destroyed, this, nullptr);
    } else if (known != m_screens.end()) {
        if (known->pixels == pixels)
            return;
        known->pixels = pixels;
    } else {
        m_screens.append({owner, pixels});
        connect(owner, &QObject::destroyed, this, [this](QObject *gone) {
            m_screens.removeIf([gone](const Screen &s) { return s.owner == gone; });
            applyScreen();
        });
    }
    applyScreen();
}

void MediaPlayer::applyScreen()
{
    if (m_backend)
        m_backend->setFrameSize(m_screens.isEmpty() ? QSize() : m_screens.last().pixels);
}

//! Read when the first one asks: before the session has loaded it is not known.
QStringList &MediaPlayer::played() const
{
    if (!m_played)
        m_played = m_settings->personal(playedKey).toStringList();
    return *m_played;
}

bool MediaPlayer::wasPlayed(const MediaId &media) const { return played().contains(media.toText()); }

void MediaPlayer::markPlayed()
{
    const auto id = m_now.media.toText();
    if (kindOf(m_now.item.attachment) != MediaKind::Voice)
        return;
    if (m_now.item.seq.value > 0 && m_now.item.from != m_session->self().user)
        m_session->media().markPlayed(m_now.item.chat, m_now.item.seq);
    if (played().contains(id))
        return;
    played() += id;
    while (m_played->size() > playedKept)
        m_played->removeFirst();
    m_settings->setPersonal(playedKey, *m_played);
}

} // namespace confab
