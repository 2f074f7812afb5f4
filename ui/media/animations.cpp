#include "ui/media/animations.h"

#include "core/session/session.h"
#include "core/session/when_done.h"
#include "ui/theme/theme.h"

#include <QBuffer>
#include <QImageReader>

namespace confab {
namespace {

constexpr int shortestFrame = 33; //!< ms
constexpr int usualFrame = 100; //!< ms: for those that say "as fast as possible"
constexpr qint64 fileLimit = 32 * 1024 * 1024;
constexpr qint64 frameLimit = 16'000'000; //!< px

} // namespace

//! The reader of one animation, and where it stands.
class Animations::Film {
public:
    explicit Film(const QByteArray &bytes) { m_buffer.setData(bytes); }

    struct Frame {
        QImage image;
        int delay = 0;
    };
    //! The next one, scaled; from the start again after the last. A null image: it cannot be played.
    Frame next(QSize pixels)
    {
        for (int round = 0; round < 2; ++round) {
            if (!m_reader && !open())
                return {};
            QImage image = m_reader->read();
            if (image.isNull()) {
                m_reader.reset();
                continue;
            }
            const int delay = m_reader->nextImageDelay();
            image = image.scaled(pixels, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation);
            if (image.size() != pixels)
                image = image.copy(QRect(QPoint((image.width() - pixels.width()) / 2,
                                             (image.height() - pixels.height()) / 2),
                    pixels));
            return {std::move(image).convertToFormat(QImage::Format_ARGB32_Premultiplied),
                delay <= 10 ? usualFrame : std::max(delay, shortestFrame)};
        }
        return {};
    }

private:
    bool open()
    {
        m_buffer.close();
        if (!m_buffer.open(QIODevice::ReadOnly))
            return false;
        m_reader = std::make_unique<QImageReader>();
        if (openPicture(*m_reader, m_buffer) != PictureFault::None)
            return false;
        const QSize size = m_reader->size();
        return (m_reader->format() == "gif" || m_reader->format() == "webp")
            && qint64(size.width()) * size.height() <= frameLimit;
    }

    QBuffer m_buffer;
    std::unique_ptr<QImageReader> m_reader;
};

Animations::Animations(Session *session, const Theme *theme, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_theme(theme)
{
    m_pool.setMaxThreadCount(1);
    m_pool.setThreadPriority(QThread::LowPriority);
}

Animations::~Animations()
{
    m_pool.clear();
    m_pool.waitForDone();
}

Animations::Running *Animations::find(const MediaId &media) const
{
    const auto at = std::find_if(m_running.begin(), m_running.end(), [&](const auto &r) { return r->want.media == media; });
    return at == m_running.end() ? nullptr : at->get();
}

QImage Animations::frame(const MediaId &media) const
{
    const auto *running = find(media);
    return running ? running->frame : QImage();
}

void Animations::setPlaying(QObject *owner, const QList<MediaWant> &wants)
{
    QList<MediaId> gone;
    for (const auto &running : m_running) {
        const bool stays = std::any_of(wants.cbegin(), wants.cend(), [&](const MediaWant &want) {
            return want.media == running->want.media && want.pixels == running->want.pixels;
        });
        if (running->owner == owner && !stays)
            gone += running->want.media;
    }
    for (const auto &media : std::as_const(gone))
        stop(media);
    if (m_theme->reducedMotion())
        return;
    for (const auto &want : wants) {
        if (int(m_running.size()) >= atOnce)
            break;
        if (find(want.media) || want.pixels.isEmpty() || want.attachment.size > fileLimit)
            continue;
        auto running = std::make_unique<Running>(Running{owner, want, nullptr, {}, new QTimer(this)});
        running->timer->setSingleShot(true);
        connect(running->timer, &QTimer::timeout, this, [this, media = want.media] { readNext(media); });
        connect(owner, &QObject::destroyed, running->timer, [this, media = want.media] { stop(media); });
        begin(*running);
        m_running.push_back(std::move(running));
    }
}

void Animations::begin(Running &running)
{
    const auto bytes = m_session->media().bytes(running.want.chat, running.want.attachment, fileLimit);
    whenDone(bytes, running.timer, [this, media = running.want.media](const Outcome<QByteArray> &content) {
        auto *now = find(media);
        if (!now || !content)
            return;
        now->film = std::make_shared<Film>(*content);
        readNext(media);
    });
}

void Animations::readNext(const MediaId &media)
{
    auto *running = find(media);
    if (!running || !running->film)
        return;
    // The answer is for this run only: a film that was stopped and begun again has another timer.
    m_pool.start([this, media, film = running->film, pixels = running->want.pixels, turn = QPointer(running->timer)] {
        const auto frame = film->next(pixels);
        QMetaObject::invokeMethod(
            this,
            [this, media, frame, turn] {
                auto *now = find(media);
                if (!now || !turn || now->timer != turn || frame.image.isNull())
                    return;
                now->frame = frame.image;
                now->timer->start(frame.delay);
                emit frameChanged(media);
            },
            Qt::QueuedConnection);
    });
}

void Animations::stop(const MediaId &media)
{
    const auto at = std::find_if(m_running.begin(), m_running.end(), [&](const auto &r) { return r->want.media == media; });
    if (at == m_running.end())
        return;
    delete (*at)->timer;
    m_running.erase(at);
}

} // namespace confab
