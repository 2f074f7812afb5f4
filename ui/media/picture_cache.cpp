#include "ui/media/picture_cache.h"

#include "core/session/session.h"
#include "core/session/when_done.h"

#include <QThread>

namespace confab {
namespace {

constexpr int jobsAtOnce = 3; //!< bytes of so many files are in memory at most
constexpr qsizetype previewBudget = 8 * 1024 * 1024;
constexpr qsizetype factsKept = 20'000;

} // namespace

PictureCache::PictureCache(Session *session, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_posters(session)
    , m_previews(previewBudget)
{
    m_pool.setMaxThreadCount(std::clamp(QThread::idealThreadCount() - 1, 1, 3));
    m_pool.setThreadPriority(QThread::LowPriority); // typing and scrolling come first
    setBudget(defaultBudget);
    connect(&m_session->media(), &MediaLibrary::transferChanged, this, [this](const TransferView &transfer) {
        if (transfer.phase != TransferPhase::Local)
            return;
        m_unreadable.remove(transfer.media);
        m_posters.forgive(transfer.media);
        pump();
    });
    connect(&m_posters, &Posters::ready, this, &PictureCache::pump);
}

PictureCache::~PictureCache()
{
    for (const auto &job : std::as_const(m_jobs))
        *job.cancelled = true;
    m_pool.clear();
    m_pool.waitForDone();
}

void PictureCache::setBudget(qsizetype bytes) { m_pictures.setMaxCost(bytes / 1024); }

QImage PictureCache::picture(const MediaId &media, QSize pixels, PictureFit fit) const
{
    const auto *image = m_pictures.object({media, pixels, fit});
    return image ? *image : QImage();
}

QImage PictureCache::preview(const MediaId &media) const
{
    const auto *image = m_previews.object(media);
    return image ? *image : QImage();
}

PictureFault PictureCache::fault(const MediaId &media) const { return m_facts.value(media).fault; }

bool PictureCache::isAnimated(const MediaId &media) const { return m_facts.value(media).animated; }

QSize PictureCache::sourceSize(const MediaId &media) const { return m_facts.value(media).source; }

void PictureCache::setWanted(QObject *owner, const QList<MediaWant> &nearestFirst)
{
    auto known = std::find_if(m_owners.begin(), m_owners.end(), [&](const Owner &o) { return o.object == owner; });
    if (known == m_owners.end()) {
        if (nearestFirst.isEmpty())
            return;
        connect(owner, &QObject::destroyed, this, [this](QObject *gone) {
            m_owners.removeIf([gone](const Owner &o) { return o.object == gone; });
        });
        m_owners.prepend({owner, nearestFirst});
    } else {
        known->wants = nearestFirst;
        std::rotate(m_owners.begin(), known, known + 1);
    }
    for (const auto &job : std::as_const(m_jobs))
        if (!wants(job.key))
            *job.cancelled = true;
    announceVisible();
    pumpPreviews();
    pump();
}

bool PictureCache::wants(const Key &key) const
{
    return std::any_of(m_owners.cbegin(), m_owners.cend(), [&](const Owner &owner) {
        return std::any_of(owner.wants.cbegin(), owner.wants.cend(), [&](const MediaWant &want) {
            return want.media == key.media && want.pixels == key.pixels && want.fit == key.fit;
        });
    });
}

void PictureCache::announceVisible()
{
    QList<Attachment> attachments;
    QList<MediaId> ids;
    ChatId chat;
    for (const auto &owner : std::as_const(m_owners)) {
        for (const auto &want : owner.wants) {
            if (chat.isNull())
                chat = want.chat;
            if (want.chat != chat || want.source == MediaWant::Source::Inline || ids.contains(want.media))
                continue;
            ids += want.media;
            attachments += want.attachment;
        }
    }
    if (ids == m_visible)
        return;
    m_visible = ids;
    m_session->media().setVisible(chat, attachments);
}

void PictureCache::pumpPreviews()
{
    for (const auto &owner : std::as_const(m_owners)) {
        for (const auto &want : owner.wants) {
            if (want.pixels.isEmpty() || want.attachment.preview.isEmpty() || m_previews.contains(want.media))
                continue;
            m_previews.insert(want.media, new QImage, 64); // under way, or hostile: not tried again
            m_pool.start(
                [this, media = want.media, bytes = want.attachment.preview, sharp = want.source == MediaWant::Source::Inline] {
                    const QImage image = sharp ? decodeInline(bytes) : decodePreview(bytes);
                    if (image.isNull())
                        return;
                    QMetaObject::invokeMethod(this, [this, media, image] {
                        m_previews.insert(media, new QImage(image), image.sizeInBytes());
                        emit changed(media);
                    });
                },
                2);
        }
    }
}

void PictureCache::pump()
{
    for (const auto &owner : std::as_const(m_owners)) {
        for (const auto &want : owner.wants) {
            if (m_jobs.size() >= jobsAtOnce)
                return;
            const Key key{want.media, want.pixels, want.fit};
            if (want.pixels.isEmpty() || want.source == MediaWant::Source::Inline || m_pictures.contains(key)
                || m_unreadable.contains(want.media) || fault(want.media) != PictureFault::None)
                continue;
            const bool underWay = std::any_of(
                m_jobs.cbegin(), m_jobs.cend(), [&](const Job &job) { return job.key == key; });
            if (underWay)
                continue;
            if (want.source == MediaWant::Source::Poster)
                pumpPoster(want, key);
            else if (m_session->media().transfer(want.attachment).phase == TransferPhase::Local)
                start(want);
        }
    }
}

void PictureCache::pumpPoster(const MediaWant &want, const Key &key)
{
    if (const auto jpeg = m_posters.poster(want.media); !jpeg.isEmpty()) {
        auto cancelled = std::make_shared<std::atomic_bool>(false);
        m_jobs.append({key, cancelled});
        return decode(key, jpeg, cancelled);
    }
    // Of a video that is coming anyway its beginning is enough; none is fetched only to look at it.
    const auto transfer = m_session->media().transfer(want.attachment);
    const bool begun = transfer.phase == TransferPhase::Running && !transfer.upload && transfer.done > transfer.total / 20;
    if (!m_posters.isBusy() && (transfer.phase == TransferPhase::Local || begun))
        m_posters.ask(want.chat, want.attachment, want.media);
}

void PictureCache::start(const MediaWant &want)
{
    const Key key{want.media, want.pixels, want.fit};
    auto cancelled = std::make_shared<std::atomic_bool>(false);
    m_jobs.append({key, cancelled});
    if (want.attachment.size > picture_limits::fileBytes) {
        DecodedPicture none;
        none.fault = PictureFault::TooLarge;
        QMetaObject::invokeMethod(this, [this, key, none] { finished(key, none); }, Qt::QueuedConnection);
        return;
    }
    const auto future = m_session->media().bytes(want.chat, want.attachment, picture_limits::fileBytes);
    whenDone(future, this, [this, key, cancelled](const Outcome<QByteArray> &bytes) {
        if (bytes && !*cancelled)
            return decode(key, *bytes, cancelled);
        if (!bytes)
            m_unreadable.insert(key.media, true);
        m_jobs.removeIf([&](const Job &job) { return job.key == key; });
        pump();
    });
}

void PictureCache::decode(const Key &key, const QByteArray &bytes, std::shared_ptr<std::atomic_bool> cancelled)
{
    m_pool.start([this, key, bytes, cancelled] {
        DecodedPicture picture;
        if (!*cancelled)
            picture = decodePicture(bytes, key.pixels, key.fit);
        // The destructor waits for this thread, so `this` is there.
        QMetaObject::invokeMethod(
            this, [this, key, picture] { finished(key, picture); }, Qt::QueuedConnection);
    });
}

void PictureCache::finished(const Key &key, const DecodedPicture &picture)
{
    m_jobs.removeIf([&](const Job &job) { return job.key == key; });
    const bool cancelled = picture.image.isNull() && picture.fault == PictureFault::None;
    if (!cancelled) {
        if (m_facts.size() > factsKept)
            m_facts.clear();
        m_facts[key.media] = {picture.fault, picture.animated, picture.source};
        if (!picture.image.isNull())
            m_pictures.insert(
                key, new QImage(picture.image), std::max<qsizetype>(1, picture.image.sizeInBytes() / 1024));
        emit changed(key.media);
    }
    pump();
}

} // namespace confab
