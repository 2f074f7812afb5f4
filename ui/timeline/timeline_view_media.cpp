#include "core/session/session.h"
#include "ui/common/display_text.h"
#include "ui/common/media_text.h"
#include "ui/common/menu.h"
#include "ui/common/toast.h"
#include "ui/timeline/timeline_view.h"

#include <QKeyEvent>

namespace confab {
namespace {

constexpr int nearScreens = 1; //!< decoded ahead on each side

} // namespace

void TimelineView::connectMedia()
{
    m_mediaSoon.setSingleShot(true);
    m_mediaSoon.setInterval(0);
    connect(&m_mediaSoon, &QTimer::timeout, this, &TimelineView::updateMedia);
    connect(&m_media, &TimelineMedia::changed, this, &TimelineView::mediaChanged);
    connect(&m_ui.media->player, &MediaPlayer::finished, this, &TimelineView::playNext);
    // Once it is here, what moves may move.
    connect(&m_ui.session->media(), &MediaLibrary::transferChanged, this, [this](const TransferView &transfer) {
        if (transfer.phase == TransferPhase::Local)
            m_mediaSoon.start();
    });
    connect(&m_ui.media->pictures, &PictureCache::changed, this, [this](const MediaId &media) {
        if (m_ui.media->pictures.isAnimated(media))
            m_mediaSoon.start();
    });
}

void TimelineView::updateMedia()
{
    if (!m_chat || !m_ready || !isVisible() || window()->isMinimized()) {
        m_media.clear();
        return;
    }
    struct Candidate {
        int distance;
        TimelineMedia::Near near;
    };
    std::vector<Candidate> candidates;
    const int screen = viewport()->height();
    const int offset = yOffset();
    const auto items = m_model.items();
    auto it = std::partition_point(items.begin(), items.end(),
        [&](const TimelineItem &item) { return item.bottom + offset < -nearScreens * screen; });
    for (; it != items.end() && it->top + offset < (nearScreens + 1) * screen; ++it) {
        if (!it->layout)
            continue;
        const int top = it->bubbleTop + offset;
        const auto add = [&](QRect rect, TimelineMedia::Near near) {
            rect.translate(0, top);
            near.visible = rect.bottom() >= 0 && rect.top() < screen;
            const int distance = std::abs(rect.center().y() - screen / 2) + (near.visible ? 0 : 100'000);
            candidates.push_back({distance, std::move(near)});
        };
        for (const auto &part : it->layout->media().parts())
            add(part.rect, {&part, false, {}, {}});
        if (!it->layout->cardRect().isNull() && !it->layout->card().picture.isEmpty())
            add(it->layout->cardRect(), {nullptr, false, it->layout->cardPicture(), it->layout->card().picture});
        if (const auto &reply = it->row.content.reply; reply && !it->layout->quotePictureRect().isNull())
            add(it->layout->quoteRect(), {nullptr, false, it->layout->quotePicture(), *reply->picture});
    }
    std::stable_sort(candidates.begin(), candidates.end(),
        [](const Candidate &a, const Candidate &b) { return a.distance < b.distance; });
    QList<TimelineMedia::Near> nearest;
    for (const auto &candidate : candidates)
        nearest += candidate.near;
    m_media.show(*m_chat, nearest, devicePixelRatioF(), window()->isActiveWindow());
}

void TimelineView::mediaChanged(const MediaId &media)
{
    const int offset = yOffset();
    const auto items = m_model.items();
    auto it = std::partition_point(
        items.begin(), items.end(), [&](const TimelineItem &item) { return item.bottom + offset < 0; });
    for (; it != items.end() && it->top + offset < viewport()->height(); ++it) {
        if (!it->layout)
            continue;
        const QPoint at(m_layouter.bubbleLeft(*it, viewport()->width(), isRightToLeft()), it->bubbleTop + offset);
        for (const auto &part : it->layout->media().parts())
            if (part.media == media)
                viewport()->update(part.rect.translated(at).adjusted(-4, -4, 4, 4));
        if (!it->layout->cardRect().isNull() && it->layout->cardPicture() == media)
            viewport()->update(it->layout->cardRect().translated(at));
        if (!it->layout->quotePictureRect().isNull() && it->layout->quotePicture() == media)
            viewport()->update(it->layout->quotePictureRect().translated(at));
    }
}

MediaItem TimelineView::mediaItem(int index, int part) const
{
    const auto &item = m_model.items()[size_t(index)];
    const auto &file = item.layout->media().parts()[size_t(part)];
    return {item.row.chat, item.row.seq, file.index, item.row.from, item.row.ts, file.attachment, {}};
}

void TimelineView::useMedia(int index, int partIndex, MediaPart::Zone zone, int offset)
{
    using Zone = MediaPart::Zone;
    const auto part = m_model.items()[size_t(index)].layout->media().parts()[size_t(partIndex)];
    const auto item = mediaItem(index, partIndex);
    auto &library = m_ui.session->media();
    auto &player = m_ui.media->player;
    const auto transfer = library.transfer(part.attachment);
    // The button stands where the speed of a note is while it plays.
    if ((zone == Zone::Save || zone == Zone::Speed) && player.isCurrent(part.media) && player.now().savable)
        return m_ui.media->actions.saveAs(this, item);
    if (zone == Zone::Save && m_ui.media->pictures.fault(part.media) == PictureFault::NoDecoder)
        return m_ui.media->actions.saveAs(this, item);
    switch (transfer.phase) {
    case TransferPhase::Queued:
    case TransferPhase::Preparing:
    case TransferPhase::Running:
        if (zone == Zone::Button)
            return library.cancel(part.media);
        break;
    case TransferPhase::Failed:
    case TransferPhase::Damaged:
        if (transfer.upload)
            return m_ui.session->retry(item.chat);
        return library.download(item.chat, part.attachment);
    case TransferPhase::Remote:
        if (part.kind != MediaKind::Video && part.kind != MediaKind::Voice && part.kind != MediaKind::Audio)
            return library.download(item.chat, part.attachment);
        break; // what plays can play while it comes
    case TransferPhase::Local:
        break;
    }
    switch (part.kind) {
    case MediaKind::Photo:
    case MediaKind::Animation:
        if (m_ui.media->pictures.fault(part.media) != PictureFault::None)
            return m_ui.media->actions.open(this, item);
        emit viewerRequested(item);
        break;
    case MediaKind::Video:
        useVideo(item, part, zone, offset);
        break;
    case MediaKind::Voice:
        if (zone == Zone::Speed && player.isCurrent(part.media))
            player.cycleSpeed();
        else if (zone == Zone::Wave && player.isCurrent(part.media) && player.now().state != PlayView::State::Failed)
            player.seek(player.now().duration * std::clamp(offset, 0, part.wave.width()) / std::max(1, part.wave.width()));
        else
            player.toggle(item);
        break;
    case MediaKind::Audio:
        player.toggle(item);
        break;
    case MediaKind::File:
        if (transfer.phase == TransferPhase::Local)
            m_ui.media->actions.open(this, item);
        break;
    }
}

void TimelineView::useVideo(const MediaItem &item, const MediaPart &part, MediaPart::Zone zone, int offset)
{
    using Zone = MediaPart::Zone;
    auto &player = m_ui.media->player;
    if (!m_media.isInline(part)) {
        if (zone != Zone::Button || !part.playsInPlace())
            emit viewerRequested(item);
        else
            m_media.playInline(item, part, devicePixelRatioF());
        return;
    }
    if (zone == Zone::Expand)
        emit viewerRequested(item);
    else if (zone == Zone::Sound)
        player.volume() < 0.01 ? player.setVolume(1) : player.setMuted(!player.isMuted());
    else if (zone == Zone::Progress)
        player.seek(player.now().duration * std::clamp(offset, 0, part.progress.width()) / std::max(1, part.progress.width()));
    else
        player.toggle(item);
}

bool TimelineView::wasPlayed(const MessageRow &row) const
{
    const auto self = m_ui.session->self().user;
    if (row.from != self)
        return row.played.contains(self);
    return std::any_of(row.played.cbegin(), row.played.cend(), [&](const UserId &user) { return user != self; });
}

void TimelineView::playNext(const MediaItem &finished)
{
    // Voice notes that follow each other are heard in a row, as long as they are new.
    if (kindOf(finished.attachment) != MediaKind::Voice || finished.chat != m_chat)
        return;
    const int index = m_model.indexOf({finished.seq, {}});
    for (int next = index + 1; index >= 0 && next < m_model.size(); ++next) {
        const auto &item = m_model.items()[size_t(next)];
        if (item.service || !item.layout || item.layout->media().isEmpty())
            return;
        const auto &part = item.layout->media().parts().front();
        if (part.kind != MediaKind::Voice || item.own || wasPlayed(item.row) || m_ui.media->player.wasPlayed(part.media))
            return;
        return m_ui.media->player.play(mediaItem(next, 0));
    }
}

void TimelineView::openCard(const LinkPreview &link)
{
    const QUrl url(link.url, QUrl::StrictMode);
    if (url.isValid() && (url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http")))
        emit openUrlRequested(url);
}

// ---- keyboard, menu, screen reader ----

bool TimelineView::partKey(QKeyEvent *event)
{
    const int current = currentItem();
    const int count = current >= 0 ? partCount(current) : 0;
    if (count == 0 || (event->modifiers() & ~Qt::KeypadModifier))
        return false;
    const int step = isRightToLeft() ? -1 : 1;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        m_part = std::clamp(m_part + (event->key() == Qt::Key_Right ? step : -step), 0, count - 1);
        updateItem(current);
        announce(this, partText(current, m_part));
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        // Space plays a video in its place, Enter shows it large.
        if (const auto &part = m_model.items()[size_t(current)].layout->media().parts()[size_t(std::min(m_part, count - 1))];
            part.kind == MediaKind::Video) {
            emit viewerRequested(mediaItem(current, std::min(m_part, count - 1)));
            return true;
        }
        [[fallthrough]];
    case Qt::Key_Space:
        activatePart(current, std::min(m_part, count - 1));
        return true;
    default:
        return false;
    }
}

void TimelineView::addMediaItems(PopupMenu *menu, const MessageRow &row)
{
    const int index = m_model.indexOf(ItemKey::of(row));
    const int count = index >= 0 ? partCount(index) : 0;
    if (count > 0) {
        // The one under the pointer, or the one that has the keyboard.
        const auto place = placeAt(viewport()->mapFromGlobal(QCursor::pos()));
        const bool pointed = place.item == index && place.hit.part == BubbleLayout::Part::Media;
        const int part = pointed ? place.hit.media : m_focus.names(row) ? std::min(m_part, count - 1) : 0;
        m_ui.media->actions.addTo(menu, this, mediaItem(index, part));
    }
    if (row.seq.value > 0)
        menu->addItem(QStringLiteral("forward"), tr("Forward…"), [this, seq = row.seq] { emit forwardRequested({seq}); });
}

int TimelineView::partCount(int item) const
{
    if (item < 0 || item >= m_model.size() || !m_model.items()[size_t(item)].layout)
        return 0;
    return int(m_model.items()[size_t(item)].layout->media().parts().size());
}

QString TimelineView::partText(int item, int part) const
{
    if (part < 0 || part >= partCount(item))
        return {};
    const auto &entry = m_model.items()[size_t(item)];
    const auto &file = entry.layout->media().parts()[size_t(part)];
    auto text = mediaSpeech(file.attachment, userName(*m_ui.session, entry.row.from),
        m_ui.session->media().transfer(file.attachment));
    if (file.kind == MediaKind::Voice) {
        const bool played = wasPlayed(entry.row) || (!entry.own && m_ui.media->player.wasPlayed(file.media));
        text = tr("%1, %2").arg(text, played ? tr("played") : tr("not played yet"));
    }
    return text;
}

QRect TimelineView::partRect(int item, int part) const
{
    if (part < 0 || part >= partCount(item))
        return {};
    const auto &entry = m_model.items()[size_t(item)];
    const QPoint at(m_layouter.bubbleLeft(entry, viewport()->width(), isRightToLeft()), entry.bubbleTop + yOffset());
    return entry.layout->media().parts()[size_t(part)].rect.translated(at + viewport()->pos());
}

void TimelineView::activatePart(int item, int part)
{
    if (part >= 0 && part < partCount(item))
        useMedia(item, part, MediaPart::Zone::Button);
}

void TimelineView::showEvent(QShowEvent *event)
{
    QAbstractScrollArea::showEvent(event);
    window()->installEventFilter(this);
    m_mediaSoon.start();
}

bool TimelineView::eventFilter(QObject *watched, QEvent *event)
{
    // A window that is put away or hidden shows nothing, so nothing moves in it.
    if (watched == window()
        && (event->type() == QEvent::WindowStateChange || event->type() == QEvent::Hide || event->type() == QEvent::Show))
        m_mediaSoon.start();
    return QAbstractScrollArea::eventFilter(watched, event);
}

void TimelineView::hideEvent(QHideEvent *event)
{
    QAbstractScrollArea::hideEvent(event);
    m_mediaSoon.start();
}

} // namespace confab
