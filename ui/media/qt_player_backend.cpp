#include "core/video/media_backend.h"
#include "ui/media/media_player.h"
#include "ui/media/video_picture.h"

#include <QAudioDevice>
#include <QAudioOutput>
#include <QMediaDevices>
#include <QMediaPlayer>
#include <QThread>
#include <QVideoFrame>
#include <QVideoSink>

namespace confab {
namespace {

constexpr int positionEvery = 100; //!< ms
constexpr int frameEvery = 33; //!< ms

//! Lives on the player's thread with all of Qt Multimedia: opening and reading a file may wait for the network there.
class Worker : public QObject {
    Q_OBJECT
public slots:
    void open(const std::shared_ptr<QIODevice> &device)
    {
        make();
        m_player->stop();
        m_player->setSourceDevice(nullptr);
        m_device = device; // it is read until the next one comes
        m_opening = true;
        m_failed = false;
        // Asked anew each time: headphones come and go.
        const bool sound = !QMediaDevices::audioOutputs().isEmpty();
        if (sound && !m_output) {
            m_output = new QAudioOutput(this);
            m_output->setVolume(m_volume);
        }
        m_player->setAudioOutput(sound ? m_output : nullptr);
        m_sound = sound;
        m_player->setSourceDevice(device.get());
    }
    void play()
    {
        if (m_player)
            m_player->play();
    }
    void pause()
    {
        if (m_player)
            m_player->pause();
    }
    void close()
    {
        if (!m_player)
            return;
        m_player->stop();
        m_player->setSourceDevice(nullptr);
        m_device.reset();
    }
    void seek(qint64 ms)
    {
        if (m_player)
            m_player->setPosition(ms);
    }
    void setSpeed(double speed)
    {
        if (m_player)
            m_player->setPlaybackRate(speed);
    }
    void setVolume(double volume)
    {
        m_volume = volume;
        if (m_output)
            m_output->setVolume(float(volume));
    }
    void setFrameSize(QSize pixels) { m_pixels = pixels; }

signals:
    void opened(qint64 durationMs, bool video);
    void position(qint64 ms);
    void frame(const QImage &image);
    void ended();
    void failed(confab::PlayerBackend::Fault fault);

private:
    void make()
    {
        if (m_player)
            return;
        m_player = new QMediaPlayer(this);
        m_sink = new QVideoSink(this);
        m_player->setVideoSink(m_sink);
        connect(m_player, &QMediaPlayer::mediaStatusChanged, this, &Worker::statusChanged);
        connect(m_player, &QMediaPlayer::errorOccurred, this, [this](QMediaPlayer::Error error) {
            fail(error == QMediaPlayer::ResourceError && m_device && m_device->bytesAvailable() <= 0
                    ? PlayerBackend::Fault::Unreadable
                    : PlayerBackend::Fault::NoDecoder);
        });
        connect(m_player, &QMediaPlayer::positionChanged, this, [this](qint64 ms) {
            if (m_opening || std::abs(ms - m_lastPosition) < positionEvery)
                return;
            m_lastPosition = ms;
            emit position(ms);
        });
        connect(m_sink, &QVideoSink::videoFrameChanged, this, [this](const QVideoFrame &frame) {
            const bool soon = m_sinceFrame.isValid() && m_sinceFrame.elapsed() < frameEvery - 4;
            if (soon || m_pixels.isEmpty() || !frame.isValid())
                return;
            m_sinceFrame.start();
            if (const QImage image = videoPicture(frame, m_pixels); !image.isNull())
                emit this->frame(image);
        });
    }
    void statusChanged(QMediaPlayer::MediaStatus status)
    {
        if (status == QMediaPlayer::InvalidMedia)
            return fail(PlayerBackend::Fault::NoDecoder);
        if (status == QMediaPlayer::EndOfMedia && !m_opening)
            emit ended();
        const bool ready = status == QMediaPlayer::LoadedMedia || status == QMediaPlayer::BufferedMedia;
        if (!ready || !m_opening || m_failed)
            return;
        m_opening = false;
        const bool video = m_player->hasVideo();
        if (!video && !m_player->hasAudio())
            return fail(PlayerBackend::Fault::NoDecoder);
        if (!video && !m_sound)
            return fail(PlayerBackend::Fault::NoSound);
        m_lastPosition = -positionEvery;
        emit opened(m_player->duration(), video);
    }
    void fail(PlayerBackend::Fault fault)
    {
        if (std::exchange(m_failed, true))
            return;
        m_opening = false;
        emit failed(fault);
    }

    QMediaPlayer *m_player = nullptr;
    QAudioOutput *m_output = nullptr;
    QVideoSink *m_sink = nullptr;
    std::shared_ptr<QIODevice> m_device;
    QSize m_pixels;
    double m_volume = 1;
    qint64 m_lastPosition = 0;
    QElapsedTimer m_sinceFrame;
    bool m_opening = false;
    bool m_failed = false;
    bool m_sound = false;
};

class QtPlayerBackend : public PlayerBackend {
public:
    QtPlayerBackend()
    {
        chooseMediaBackend();
        qRegisterMetaType<PlayerBackend::Fault>();
        m_worker = new Worker;
        m_worker->moveToThread(&m_thread);
        connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
        connect(m_worker, &Worker::opened, this, &PlayerBackend::opened);
        connect(m_worker, &Worker::position, this, &PlayerBackend::position);
        connect(m_worker, &Worker::frame, this, &PlayerBackend::frame);
        connect(m_worker, &Worker::ended, this, &PlayerBackend::ended);
        connect(m_worker, &Worker::failed, this, &PlayerBackend::failed);
        m_thread.setObjectName(QStringLiteral("player"));
        m_thread.start();
    }
    ~QtPlayerBackend() override
    {
        call([](Worker *w) { w->close(); });
        m_thread.quit();
        m_thread.wait();
    }

    void open(std::shared_ptr<QIODevice> device) override
    {
        call([device = std::move(device)](Worker *w) { w->open(device); });
    }
    void play() override { call([](Worker *w) { w->play(); }); }
    void pause() override { call([](Worker *w) { w->pause(); }); }
    void close() override { call([](Worker *w) { w->close(); }); }
    void seek(qint64 ms) override { call([ms](Worker *w) { w->seek(ms); }); }
    void setSpeed(double speed) override { call([speed](Worker *w) { w->setSpeed(speed); }); }
    void setVolume(double volume) override { call([volume](Worker *w) { w->setVolume(volume); }); }
    void setFrameSize(QSize pixels) override { call([pixels](Worker *w) { w->setFrameSize(pixels); }); }

private:
    template <typename Run>
    void call(Run run)
    {
        QMetaObject::invokeMethod(m_worker, [worker = m_worker, run = std::move(run)] { run(worker); });
    }

    QThread m_thread;
    Worker *m_worker;
};

} // namespace

std::unique_ptr<PlayerBackend> makePlayerBackend() { return std::make_unique<QtPlayerBackend>(); }

} // namespace confab

#include "qt_player_backend.moc"
