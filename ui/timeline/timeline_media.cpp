#include "ui/timeline/timeline_media.h"

#include "core/session/session.h"
#include "ui/theme/animation_clock.h"
#include "ui/theme/theme.h"

namespace confab {

TimelineMedia::TimelineMedia(const UiContext &context, QObject *parent)
    : QObject(parent)
    , m_ui(context)
{
    auto *desk = m_ui.media;
    connect(&m_ui.session->media(), &MediaLibrary::transferChanged, this, [this](const TransferView &transfer) {
        const auto known = m_transfers.find(transfer.media);
        if (known == m_transfers.end() || *known == transfer)
            return;
        *known = transfer;
        emit changed(transfer.media);
    });
    connect(&desk->pictures, &PictureCache::changed, this, &TimelineMedia::pictureChanged);
    connect(&desk->animations, &Animations::frameChanged, this, [this](const MediaId &media) {
        if (m_wanted.contains(media))
            emit changed(media);
    });
    // One bubble lets go of the sound, another takes it.
    auto playing = std::make_shared<MediaId>();
    connect(&desk->player, &MediaPlayer::changed, this, [this, playing] {
        const auto former = std::exchange(*playing, m_ui.media->player.now().media);
        emit changed(former);
        if (former != *playing)
            emit changed(*playing);
    });
    connect(&desk->player, &MediaPlayer::positionChanged, this,
        [this] { emit changed(m_ui.media->player.now().media); });
    connect(&desk->player, &MediaPlayer::frameChanged, this, [this] {
        if (!m_inline.isNull() && m_ui.media->player.isCurrent(m_inline) && m_ui.media->player.screen() == this)
            emit changed(m_inline);
    });
}

bool TimelineMedia::mayAutoplay() const { return !m_ui.theme->reducedMotion(); }

void TimelineMedia::show(const ChatId &chat, const QList<Near> &nearest, qreal dpr, bool active)
{
    QHash<MediaId, TransferView> transfers;
    QHash<MediaId, QSize> wanted;
    QList<MediaWant> wants, moving;
    for (const auto &[part, visible, inlineId, inlinePicture] : nearest) {
        if (!part) {
            MediaWant want{chat, {}, inlineId, {1, 1}};
            want.attachment.preview = inlinePicture;
            want.source = MediaWant::Source::Inline;
            wanted.insert(want.media, want.pixels);
            wants += want;
            continue;
        }
        transfers.insert(part->media, m_ui.session->media().transfer(part->attachment));
        MediaWant want{chat, part->attachment, part->media};
        if (part->shape == MediaPart::Shape::Tile) {
            want.pixels = (QSizeF(part->rect.size()) * dpr).toSize();
            wanted.insert(part->media, want.pixels);
            const bool animated = part->kind == MediaKind::Animation || m_ui.media->pictures.isAnimated(part->media);
            if (visible && active && animated && transfers[part->media].phase == TransferPhase::Local)
                moving += want;
            if (part->kind == MediaKind::Video)
                want.source = MediaWant::Source::Poster;
        }
        wants += want;
    }
    m_transfers = std::move(transfers);
    m_wanted = std::move(wanted);
    m_ui.media->pictures.setWanted(this, wants);
    m_ui.media->animations.setPlaying(this, moving);
    followInline(nearest, dpr);
}

void TimelineMedia::clear()
{
    followInline({}, 1);
    m_wanted.clear();
    m_ui.media->pictures.setWanted(this, {});
    m_ui.media->animations.setPlaying(this, {});
}

void TimelineMedia::leave()
{
    auto &player = m_ui.media->player;
    if (!m_inline.isNull() && player.isCurrent(m_inline) && player.screen() == this)
        player.stop();
    m_inline = {};
    player.setScreen(this, {});
    clear();
}

// ---- the video that plays in its bubble ----

QSize TimelineMedia::coverPixels(const MediaPart &part, qreal dpr) const
{
    const QSizeF tile = QSizeF(part.rect.size()) * dpr;
    const QSizeF video(double(part.attachment.width), double(part.attachment.height));
    return (video.isEmpty() ? tile : video.scaled(tile, Qt::KeepAspectRatioByExpanding)).toSize();
}

void TimelineMedia::playInline(const MediaItem &item, const MediaPart &part, qreal dpr)
{
    m_inline = part.media;
    m_ui.media->player.setScreen(this, coverPixels(part, dpr));
    m_ui.media->player.play(item);
}

bool TimelineMedia::isInline(const MediaPart &part) const
{
    return part.media == m_inline && m_ui.media->player.isCurrent(part.media);
}

void TimelineMedia::followInline(const QList<Near> &nearest, qreal dpr)
{
    if (m_inline.isNull())
        return;
    auto &player = m_ui.media->player;
    if (!player.isCurrent(m_inline)) {
        // Something else plays, or nothing: the poster stands there again.
        m_inline = {};
        player.setScreen(this, {});
        return;
    }
    const auto at = std::find_if(nearest.cbegin(), nearest.cend(),
        [this](const Near &near) { return near.part && near.visible && near.part->media == m_inline; });
    if (at != nearest.cend())
        player.setScreen(this, coverPixels(*at->part, dpr));
    else if (player.screen() == this)
        player.pause(); // out of sight; in the viewer it goes on
}

TransferView TimelineMedia::transfer(const MediaPart &part) const
{
    TransferView unknown;
    unknown.media = part.media;
    unknown.total = part.attachment.size;
    return m_transfers.value(part.media, unknown);
}

QImage TimelineMedia::picture(const MediaPart &part, qreal dpr) const
{
    const QSize pixels = (QSizeF(part.rect.size()) * dpr).toSize();
    if (isInline(part) && !m_ui.media->player.frame().isNull())
        return m_ui.media->player.frame();
    if (const auto frame = m_ui.media->animations.frame(part.media); !frame.isNull())
        return frame;
    return m_ui.media->pictures.picture(part.media, pixels);
}

void TimelineMedia::pictureChanged(const MediaId &media)
{
    const auto wanted = m_wanted.constFind(media);
    if (wanted == m_wanted.cend())
        return;
    if (!m_ui.media->pictures.picture(media, *wanted).isNull()) {
        m_fades[media] = 0;
        m_ui.motion->run(this, metrics::hoverTime, [this, media](qreal t) {
            if (t < 1)
                m_fades[media] = t;
            else
                m_fades.remove(media);
            emit changed(media);
        });
        return;
    }
    emit changed(media);
}

} // namespace confab
