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
}

bool TimelineMedia::mayAutoplay() const { return !m_ui.theme->reducedMotion(); }

void TimelineMedia::show(const ChatId &chat, const QList<Near> &nearest, qreal dpr, bool active)
{
    QHash<MediaId, TransferView> transfers;
    QHash<MediaId, QSize> wanted;
    QList<MediaWant> wants, moving;
    for (const auto &[part, visible, link] : nearest) {
        if (link) {
            MediaWant want{chat, {}, linkPictureId(*link), {1, 1}};
            want.attachment.preview = link->picture;
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
                want.source = MediaWant::Source::Preview;
        }
        wants += want;
    }
    m_transfers = std::move(transfers);
    m_wanted = std::move(wanted);
    m_ui.media->pictures.setWanted(this, wants);
    m_ui.media->animations.setPlaying(this, moving);
}

void TimelineMedia::clear()
{
    m_wanted.clear();
    m_ui.media->pictures.setWanted(this, {});
    m_ui.media->animations.setPlaying(this, {});
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
