#include "ui/media/posters.h"

#include "core/session/session.h"
#include "core/session/when_done.h"
#include "core/video/media_backend.h"
#include "ui/media/video_picture.h"

#include <QBuffer>
#include <QMediaPlayer>
#include <QTimer>
#include <QVideoFrame>
#include <QVideoSink>

namespace confab {
namespace {

constexpr int patience = 15'000; //!< ms for one video; a slow network is not waited for
constexpr int quality = 88;
constexpr qsizetype failuresKept = 1000;

} // namespace

//! Plays one video up to its first picture, without sound.
class Posters::Reader : public QObject {
public:
    using Answer = std::function<void(const QByteArray &jpeg)>;

    void read(const std::shared_ptr<QIODevice> &device, Answer answer)
    {
        m_device = device;
        m_answer = std::move(answer);
        m_player = new QMediaPlayer(this);
        m_sink = new QVideoSink(m_player);
        m_player->setVideoSink(m_sink);
        connect(m_sink, &QVideoSink::videoFrameChanged, this, [this](const QVideoFrame &frame) {
            if (frame.isValid())
                finish(encoded(videoPicture(frame, frame.size())));
        });
        connect(m_player, &QMediaPlayer::errorOccurred, this, [this] { finish({}); });
        connect(m_player, &QMediaPlayer::mediaStatusChanged, this, [this](QMediaPlayer::MediaStatus status) {
            if (status == QMediaPlayer::InvalidMedia || status == QMediaPlayer::EndOfMedia)
                finish({});
        });
        QTimer::singleShot(patience, m_player, [this] { finish({}); });
        m_player->setSourceDevice(m_device.get());
        m_player->play();
    }

private:
    static QByteArray encoded(const QImage &frame)
    {
        if (frame.isNull())
            return {};
        QBuffer jpeg;
        jpeg.open(QIODevice::WriteOnly);
        const QSize bounded = frame.size().boundedTo(frame.size().scaled(longestSide, longestSide, Qt::KeepAspectRatio));
        frame.scaled(bounded, Qt::IgnoreAspectRatio, Qt::SmoothTransformation).save(&jpeg, "JPEG", quality);
        return jpeg.data();
    }
    void finish(const QByteArray &jpeg)
    {
        if (const auto answer = std::exchange(m_answer, nullptr)) {
            // The player is the caller: it goes once it is through.
            m_player->disconnect(this);
            m_sink->disconnect(this);
            QMetaObject::invokeMethod(
                this,
                [this, player = m_player, device = std::exchange(m_device, nullptr), answer, jpeg] {
                    player->stop();
                    player->setSourceDevice(nullptr);
                    delete player;
                    answer(jpeg);
                },
                Qt::QueuedConnection);
        }
    }

    QMediaPlayer *m_player = nullptr;
    QVideoSink *m_sink = nullptr;
    std::shared_ptr<QIODevice> m_device;
    Answer m_answer;
};

Posters::Posters(Session *session, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_posters(budget)
{
    m_thread.setObjectName(QStringLiteral("posters"));
}

Posters::~Posters()
{
    m_thread.quit();
    m_thread.wait();
}

QByteArray Posters::poster(const MediaId &media) const
{
    const auto *jpeg = m_posters.object(media);
    return jpeg ? *jpeg : QByteArray();
}

void Posters::ask(const ChatId &chat, const Attachment &attachment, const MediaId &media)
{
    if (isBusy() || m_failed.contains(media) || m_posters.contains(media))
        return;
    m_asked = media;
    if (!m_reader) {
        chooseMediaBackend();
        m_reader = new Reader;
        m_reader->moveToThread(&m_thread);
        connect(&m_thread, &QThread::finished, m_reader, &QObject::deleteLater);
        m_thread.start(QThread::LowPriority);
    }
    whenDone(m_session->media().open(chat, attachment), this,
        [this, media](const Outcome<std::shared_ptr<QIODevice>> &device) {
            if (!device)
                return finished(media, {});
            QMetaObject::invokeMethod(m_reader, [this, reader = m_reader, device = *device, media] {
                // The destructor waits for this thread, so `this` is there.
                reader->read(device, [this, media](const QByteArray &jpeg) {
                    QMetaObject::invokeMethod(this, [this, media, jpeg] { finished(media, jpeg); });
                });
            });
        });
}

void Posters::finished(const MediaId &media, const QByteArray &jpeg)
{
    m_asked = {};
    if (jpeg.isEmpty()) {
        if (m_failed.size() > failuresKept)
            m_failed.clear();
        m_failed.insert(media, true);
    } else {
        m_posters.insert(media, new QByteArray(jpeg), jpeg.size());
    }
    emit ready(media);
}

} // namespace confab
