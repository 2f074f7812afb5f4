#include "ui/media/viewer.h"

#include "core/session/session.h"
#include "core/session/when_done.h"
#include "core/sync/time_label.h"
#include "ui/common/avatar_painter.h"
#include "ui/common/display_text.h"
#include "ui/common/labels.h"
#include "ui/common/media_text.h"
#include "ui/media/viewer_parts.h"
#include "ui/theme/animation_clock.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QApplication>
#include <QTimeZone>

namespace confab {
namespace {

constexpr int barHeight = 56;
constexpr int footHeight = 64; //!< the filmstrip's
constexpr int shelfHeight = 56; //!< above it: caption and zoom, or the video's controls
constexpr int shelfBelow = 480; //!< px of height: lower windows have no room for it beside the picture
constexpr int idleTime = 2000, fadeTime = 1000; //!< ms
constexpr int pageSize = 100;
constexpr int mostLoads = 20; //!< pages while looking for the first item
constexpr int filmAround = 6;
constexpr qint64 zoomedPixels = 12'000'000; //!< of the one picture that is looked at closely

} // namespace

MediaViewer::MediaViewer(const UiContext &context, QWidget *over)
    : QWidget(over->window())
    , m_ui(context)
    , m_film(new Filmstrip(context, this))
    , m_video(new VideoBar(context, this))
{
    setAccessibleName(tr("Media viewer"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    makeControls();
    m_idle.setSingleShot(true);
    m_idle.setInterval(idleTime);
    connect(&m_idle, &QTimer::timeout, this, &MediaViewer::hideControls);
    auto *desk = m_ui.media;
    connect(&desk->pictures, &PictureCache::changed, this, [this](const MediaId &media) {
        if (media == m_media)
            updateControls();
    });
    connect(&desk->animations, &Animations::frameChanged, this, [this](const MediaId &media) {
        if (media == m_media)
            update();
    });
    connect(&desk->player, &MediaPlayer::frameChanged, this, [this] {
        if (isVisible() && m_ui.media->player.isCurrent(m_media))
            update(m_view.target().toAlignedRect());
    });
    connect(&desk->player, &MediaPlayer::changed, this, [this] {
        updateControls();
        if (isVideo())
            stir();
    });
    connect(&m_ui.session->media(), &MediaLibrary::transferChanged, this, [this](const TransferView &transfer) {
        if (transfer.media == m_media)
            updateControls();
    });
    window()->installEventFilter(this);
    hide();
}

MediaViewer::~MediaViewer() = default;

void MediaViewer::makeControls()
{
    const auto button = [this](const char *icon, const QString &name, int side, bool round, auto run) {
        auto *made = new OverButton(m_ui, QLatin1String(icon), name, this, side, round);
        connect(made, &QAbstractButton::clicked, this, run);
        return made;
    };
    m_previous = button("chevleft", tr("Previous"), 44, true, [this] { step(isRightToLeft() ? -1 : 1); });
    m_next = button("chevright", tr("Next"), 44, true, [this] { step(isRightToLeft() ? 1 : -1); });
    m_forward = button("forward", tr("Forward"), 40, false, [this] { forward(); });
    m_save = button("download", tr("Save as…"), 40, false, [this] { save(); });
    m_copy = button("copy", tr("Copy"), 40, false, [this] { copy(); });
    m_rotate = button("rotate", tr("Rotate"), 40, false, [this] {
        m_view.turn();
        updateWants();
        updateControls();
    });
    m_menu = button("more", tr("More"), 40, false,
        [this] { menu(m_menu->mapToGlobal(QPoint(0, m_menu->height()))); });
    m_close = button("close", tr("Close"), 40, false, [this] { closeViewer(); });
    const auto zoom = [this](double factor) {
        m_view.zoomAt(QPointF(width() / 2.0, height() / 2.0), factor);
        updateWants();
        updateControls();
    };
    m_out = button("minus", tr("Zoom out"), 36, false, [zoom] { zoom(1 / 1.25); });
    m_in = button("plus", tr("Zoom in"), 36, false, [zoom] { zoom(1.25); });
    m_play = button("play", tr("Play"), 64, true, [this] { m_ui.media->player.toggle(m_item); });
    m_saveNote = button("download", tr("Save as…"), 36, true, [this] { save(); });
    m_saveNote->setLabel(tr("Save as…"));
    connect(m_film, &Filmstrip::chosen, this, [this](int index) {
        const int first = std::clamp(m_index - filmAround, 0, std::max(0, count() - 1));
        // The strip shows oldest at the left, like time.
        const int shown = std::min(count(), m_index + filmAround + 1) - first;
        if (const int at = first + shown - 1 - index; at >= 0 && at < count())
            showItem(m_items[at]);
    });
    connect(m_video, &VideoBar::fullScreenRequested, this, &MediaViewer::toggleFullScreen);
}

void MediaViewer::open(const MediaItem &item)
{
    m_before = QApplication::focusWidget();
    m_wasFull = window()->isFullScreen();
    setGeometry(window()->rect());
    m_items = {item};
    show();
    raise();
    setFocus(Qt::OtherFocusReason);
    showItem(item);
    load(MediaTab::Pictures);
    load(MediaTab::Videos);
    if (isVideo()) {
        // One that plays in its bubble goes on here, and stays there where it was left.
        auto &player = m_ui.media->player;
        m_fromBubble = player.isCurrent(m_media) && player.now().active();
        if (m_fromBubble)
            player.resume();
        else
            player.play(item);
    }
    stir();
}

void MediaViewer::closeViewer()
{
    if (!isVisible())
        return;
    auto *desk = m_ui.media;
    if (desk->player.now().active() && desk->player.now().isVideo())
        m_fromBubble && desk->player.isCurrent(m_media) ? desk->player.pause() : desk->player.stop();
    else if (desk->player.now().state == PlayView::State::Failed)
        desk->player.stop();
    desk->player.setScreen(this, {});
    desk->pictures.setWanted(this, {});
    desk->animations.setPlaying(this, {});
    if (window()->isFullScreen() && !m_wasFull)
        window()->showNormal();
    window()->removeEventFilter(this);
    hide();
    if (m_before)
        m_before->setFocus(Qt::OtherFocusReason);
    emit closed();
    deleteLater();
}

// ---- which one ----

void MediaViewer::load(MediaTab tab)
{
    auto page = std::make_shared<std::function<void(std::optional<MediaItem>, int)>>();
    *page = [this, tab, weak = std::weak_ptr(page)](std::optional<MediaItem> before, int left) {
        const auto self = weak.lock();
        whenDone(m_ui.session->media().list(m_item.chat, tab, before, pageSize), this,
            [this, self, left](const Outcome<MediaPage> &answer) {
                if (!answer || answer->items.isEmpty())
                    return;
                merge(answer->items);
                // On until the one that was opened has neighbours.
                const auto last = answer->items.last();
                const bool reached = last.seq < m_item.seq || (last.seq == m_item.seq && last.index < m_item.index);
                m_more = answer->more;
                if (answer->more && !reached && left > 0)
                    (*self)(last, left - 1);
            });
    };
    (*page)(std::nullopt, mostLoads);
}

void MediaViewer::merge(const QList<MediaItem> &items)
{
    const auto newer = [](const MediaItem &a, const MediaItem &b) {
        return a.seq == b.seq ? a.index > b.index : a.seq > b.seq;
    };
    for (const auto &item : items) {
        const auto at = std::lower_bound(m_items.begin(), m_items.end(), item, newer);
        if (at == m_items.end() || at->seq != item.seq || at->index != item.index)
            m_items.insert(at, item);
    }
    showItem(m_item);
}

void MediaViewer::showItem(const MediaItem &item)
{
    const bool other = mediaIdOf(item.attachment) != m_media;
    m_item = item;
    m_media = mediaIdOf(item.attachment);
    const auto at = std::find_if(m_items.cbegin(), m_items.cend(),
        [&](const MediaItem &i) { return i.seq == item.seq && i.index == item.index; });
    m_index = at == m_items.cend() ? -1 : int(at - m_items.cbegin());
    const int first = std::max(0, m_index - filmAround);
    auto around = m_items.mid(first, std::min(count(), m_index + filmAround + 1) - first);
    std::reverse(around.begin(), around.end());
    m_film->setItems(around, int(around.size()) - 1 - (m_index - first));
    m_film->setWanted(count() > 1);
    if (other) {
        auto *desk = m_ui.media;
        if (desk->player.now().active() && desk->player.now().isVideo() && !desk->player.isCurrent(m_media))
            desk->player.stop();
        m_fromBubble = m_fromBubble && desk->player.isCurrent(m_media);
        m_known = {};
        m_video->setItem(item);
        const auto phase = m_ui.session->media().transfer(item.attachment).phase;
        if (!isVideo() && (phase == TransferPhase::Remote || phase == TransferPhase::Failed))
            m_ui.session->media().download(item.chat, item.attachment);
        readCaption();
        announce(this, m_film->itemText(m_film->currentItem()));
    }
    setAccessibleName(m_film->itemText(m_film->currentItem()));
    updateWants();
    updateControls();
}

void MediaViewer::step(int by)
{
    const int to = m_index + by;
    if (m_index < 0 || to < 0 || to >= count())
        return;
    showItem(m_items[to]);
    if (by > 0 && to > count() - 10 && m_more && m_loads++ < mostLoads)
        for (const auto tab : {MediaTab::Pictures, MediaTab::Videos})
            whenDone(m_ui.session->media().list(m_item.chat, tab, m_items.last(), pageSize), this,
                [this](const Outcome<MediaPage> &page) {
                    if (page)
                        merge(page->items);
                });
    stir();
}

void MediaViewer::readCaption()
{
    m_caption.clear();
    if (m_item.seq.value == 0)
        return;
    whenDone(m_ui.session->range(m_item.chat, m_item.seq, m_item.seq), this,
        [this, turn = ++m_turn](const Outcome<QList<MessageRow>> &rows) {
            if (turn != m_turn || !rows || rows->isEmpty())
                return;
            m_caption = oneLine(rows->first().content.text.value_or(QString()));
            update();
        });
}

// ---- what is decoded ----

QSize MediaViewer::fittedPixels() const
{
    // In steps, so that resizing the window does not decode anew at every pixel.
    const QSizeF whole = QSizeF(size()) * devicePixelRatioF();
    return {(int(whole.width()) + 255) / 256 * 256, (int(whole.height()) + 255) / 256 * 256};
}

void MediaViewer::updateWants()
{
    if (!isVisible())
        return;
    QList<MediaWant> wants;
    const auto add = [&](const MediaItem &item, QSize pixels) {
        MediaWant want{item.chat, item.attachment, mediaIdOf(item.attachment), pixels, PictureFit::Contain};
        if (kindOf(item.attachment) == MediaKind::Video)
            want.source = MediaWant::Source::Poster;
        wants += want;
    };
    add(m_item, fittedPixels());
    if (!m_view.isFitted() && !isVideo()) {
        QSizeF source = m_ui.media->pictures.sourceSize(m_media);
        const qreal area = source.width() * source.height();
        if (area > zoomedPixels)
            source *= std::sqrt(zoomedPixels / area);
        if (source.width() > fittedPixels().width() || source.height() > fittedPixels().height())
            add(m_item, source.toSize());
    }
    for (const int by : {1, -1})
        if (m_index >= 0 && m_index + by >= 0 && m_index + by < count())
            add(m_items[m_index + by], fittedPixels());
    wants += m_film->wants(devicePixelRatioF());
    m_ui.media->pictures.setWanted(this, wants);

    const QSizeF shown = m_view.target().size() * devicePixelRatioF();
    m_ui.media->player.setScreen(this, isVideo() ? (QSizeF(size()) * devicePixelRatioF()).toSize() : QSize());
    QList<MediaWant> moving;
    if (kindOf(m_item.attachment) == MediaKind::Animation || m_ui.media->pictures.isAnimated(m_media)) {
        moving = {wants.first()};
        moving.first().pixels = shown.toSize().boundedTo({1600, 1600});
    }
    m_ui.media->animations.setPlaying(this, moving);
}

QImage MediaViewer::sharpest() const
{
    const auto &desk = *m_ui.media;
    if (isVideo() && desk.player.isCurrent(m_media) && !desk.player.frame().isNull())
        return desk.player.frame();
    if (const auto frame = desk.animations.frame(m_media); !frame.isNull())
        return frame;
    if (!m_view.isFitted()) {
        QSizeF source = desk.pictures.sourceSize(m_media);
        const qreal area = source.width() * source.height();
        if (area > zoomedPixels)
            source *= std::sqrt(zoomedPixels / area);
        if (const auto whole = desk.pictures.picture(m_media, source.toSize(), PictureFit::Contain); !whole.isNull())
            return whole;
    }
    const auto fitted = desk.pictures.picture(m_media, fittedPixels(), PictureFit::Contain);
    return fitted.isNull() ? desk.pictures.preview(m_media) : fitted;
}

QString MediaViewer::noteText() const
{
    const auto &desk = *m_ui.media;
    if (isVideo()) {
        const auto &now = desk.player.now();
        return desk.player.isCurrent(m_media) && now.state == PlayView::State::Failed ? now.error : QString();
    }
    const auto transfer = m_ui.session->media().transfer(m_item.attachment);
    if (transfer.phase != TransferPhase::Local)
        return transferText(transfer, m_item.attachment.size);
    return faultSentence(desk.pictures.fault(m_media));
}

// ---- controls ----

QRect MediaViewer::shelf() const
{
    const int foot = count() > 1 ? footHeight : 8;
    return {0, height() - foot - shelfHeight, width(), shelfHeight};
}

QRect MediaViewer::noteRect(const QString &note) const
{
    const QFontMetrics metrics(m_ui.theme->font(TextRole::Body));
    QRect box = metrics.boundingRect(
        QRect(0, 0, std::min(m_ui.theme->px(420), width() - 80), height()), Qt::AlignCenter | Qt::TextWordWrap, note);
    box.adjust(-18, -12, 18, isSavedInstead() ? 12 + m_saveNote->height() + 8 : 12);
    box.moveCenter(rect().center());
    return box;
}

bool MediaViewer::isSavedInstead() const
{
    const auto &desk = *m_ui.media;
    if (isVideo())
        return desk.player.isCurrent(m_media) && desk.player.now().savable;
    return desk.pictures.fault(m_media) != PictureFault::None;
}

QMarginsF MediaViewer::insets() const
{
    if (window()->isFullScreen())
        return {}; // the controls lie over it, and go
    return QMarginsF(0, barHeight + 12, 0, height() >= shelfBelow ? height() - shelf().top() + 12 : 12);
}

void MediaViewer::updateControls()
{
    QSizeF known = m_ui.media->pictures.sourceSize(m_media);
    if (known.isEmpty())
        known = QSizeF(double(m_item.attachment.width), double(m_item.attachment.height));
    known /= devicePixelRatioF();
    if (isVideo() || known.isEmpty()) // a video may be small: it is shown as large as the window allows
        known = QSizeF(std::max(1.0, known.width()), std::max(1.0, known.height())).scaled(QRectF(rect()).marginsRemoved(insets()).size(), Qt::KeepAspectRatio);
    m_view.setView(size(), insets());
    if (known != m_known) {
        m_known = known;
        m_view.setPicture(known);
        updateWants();
    }
    const bool video = isVideo();
    m_previous->setEnabled(m_index >= 0 && m_index + 1 < count());
    m_next->setEnabled(m_index > 0);
    m_copy->setWanted(!video);
    m_rotate->setWanted(!video);
    m_out->setWanted(!video);
    m_in->setWanted(!video);
    m_previous->setWanted(count() > 1);
    m_next->setWanted(count() > 1);
    m_forward->setWanted(m_item.seq.value > 0);
    m_video->setWanted(video);
    m_video->refresh();
    const auto note = noteText();
    const auto &player = m_ui.media->player;
    m_play->setWanted(video && note.isEmpty()
        && !(player.isCurrent(m_media) && player.now().active() && player.now().state != PlayView::State::Paused));
    m_saveNote->setWanted(!note.isEmpty() && isSavedInstead());
    placeControls();
    update();
}

void MediaViewer::placeControls()
{
    int x = width() - 8;
    for (auto *button : {m_close, m_menu, m_rotate, m_copy, m_save, m_forward}) {
        if (button == m_rotate && isVideo())
            continue;
        if (button == m_copy && isVideo())
            continue;
        x -= 40;
        button->move(isRightToLeft() ? width() - x - 40 : x, (barHeight - 40) / 2);
    }
    const int side = width() < 640 ? 8 : 24;
    m_previous->move(side, height() / 2 - 22);
    m_next->move(width() - side - 44, height() / 2 - 22);
    m_play->move(m_view.target().center().toPoint() - m_play->rect().center());
    const QRect note = noteRect(noteText());
    m_saveNote->move(note.center().x() - m_saveNote->width() / 2, note.bottom() - 10 - m_saveNote->height());
    m_film->setGeometry(80, height() - footHeight, std::max(0, width() - 160), footHeight);
    const int middle = shelf().center().y() + 1;
    m_out->move(width() - 24 - 122 + 2, middle - 18);
    m_in->move(width() - 24 - 38, middle - 18);
    const int wide = std::min(720, width() - 2 * side);
    m_video->setGeometry((width() - wide) / 2, middle - 24, wide, 48);
}

void MediaViewer::stir()
{
    m_ui.motion->stop(m_fade);
    m_fade = 0;
    if (m_shade < 1)
        setShade(1);
    if (cursor().shape() == Qt::BlankCursor)
        unsetCursor();
    m_idle.start();
}

void MediaViewer::hideControls()
{
    // Whoever walks by keyboard, or reads a message of failure, needs them.
    const bool busy = (QApplication::focusWidget() != this && isAncestorOf(QApplication::focusWidget()))
        || !noteText().isEmpty();
    if (busy)
        return m_idle.start();
    m_fade = m_ui.motion->run(this, fadeTime, [this](qreal t) {
        setShade(1 - t);
        if (t >= 1)
            setCursor(Qt::BlankCursor);
    });
}

void MediaViewer::setShade(qreal opacity)
{
    m_shade = opacity;
    for (Fading *part : std::initializer_list<Fading *>{m_forward, m_save, m_copy, m_rotate, m_menu, m_close, m_previous,
             m_next, m_out, m_in, m_play, m_film})
        part->setShade(opacity);
    m_video->setShadeAll(opacity);
    update();
}

void MediaViewer::resizeEvent(QResizeEvent *)
{
    m_view.setView(size(), insets());
    m_known = {};
    updateControls();
    updateWants();
}

bool MediaViewer::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == window() && event->type() == QEvent::Resize)
        setGeometry(window()->rect());
    return QWidget::eventFilter(watched, event);
}

bool MediaViewer::focusNextPrevChild(bool next)
{
    stir();
    QList<QWidget *> stops{this};
    for (auto *child : findChildren<QWidget *>())
        if (child->isVisible() && child->isEnabled() && (child->focusPolicy() & Qt::TabFocus))
            stops += child;
    const auto at = stops.indexOf(QApplication::focusWidget());
    const auto to = (std::max<qsizetype>(at, 0) + (next ? 1 : -1) + stops.size()) % stops.size();
    stops[to]->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

// ---- painting ----

void MediaViewer::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), over_picture::ground);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    paintPicture(painter);
    if (m_shade > 0) {
        painter.setOpacity(m_shade);
        paintHead(painter);
        painter.setOpacity(1);
    }
    paintNote(painter);
}

void MediaViewer::paintPicture(QPainter &painter)
{
    const auto image = sharpest();
    const QRectF target = m_view.target();
    if (image.isNull()) {
        painter.fillRect(target, QColor(0x2c, 0x30, 0x34));
        return;
    }
    painter.save();
    // Enlarged far, one sees pixels and not a blur.
    painter.setRenderHint(QPainter::SmoothPixmapTransform, m_view.zoom() < 4);
    painter.translate(target.center());
    painter.rotate(m_view.quarters() * 90);
    const QSizeF size = m_view.quarters() % 2 ? target.size().transposed() : target.size();
    const QSizeF shown = isVideo() ? QSizeF(image.size()).scaled(size, Qt::KeepAspectRatio) : size;
    painter.drawImage(QRectF(QPointF(-shown.width() / 2, -shown.height() / 2), shown), image);
    painter.restore();
}

void MediaViewer::paintHead(QPainter &painter)
{
    const auto &theme = *m_ui.theme;
    const bool mirrored = isRightToLeft();
    painter.fillRect(0, 0, width(), barHeight, over_picture::bar);
    const int x = mirrored ? width() - 16 - 36 : 16;
    m_ui.avatars->paint(&painter, QRectF(x, 10, 36, 36), AvatarSpec::of(m_ui.session->contact(m_item.from)));
    const int room = std::max(60, m_forward->isVisible() ? std::min(320, width() / 2 - 140) : 320);
    const QRect text(mirrored ? width() - 64 - room : 64, 8, room, 20);
    painter.setFont(theme.font(TextRole::ListName));
    painter.setPen(Qt::white);
    drawElided(&painter, text, userName(*m_ui.session, m_item.from));
    painter.setFont(theme.font(TextRole::Subheader));
    painter.setPen(over_picture::quiet);
    const auto day = dayLabel(m_item.ts, m_ui.now(), QLocale(), QTimeZone::systemTimeZone()).text;
    QString where = QStringLiteral("%1, %2").arg(day, clockTime(m_item.ts));
    if (const auto chat = m_ui.session->chat(m_item.chat); chat && chat->kind == ChatKind::Group)
        where += QStringLiteral(" · ") + isolated(chatTitle(*chat, *m_ui.session));
    drawElided(&painter, text.translated(0, 20), where);
    if (m_index >= 0 && count() > 1 && width() > 620) {
        painter.setFont(theme.font(TextRole::Small));
        painter.setPen(over_picture::ink);
        // Counted from the oldest, as the strip is.
        const auto whole = QLocale().toString(count()) + (m_more ? QStringLiteral("+") : QString());
        painter.drawText(QRect(0, 0, width(), barHeight), Qt::AlignCenter,
            tr("%1 of %2").arg(QLocale().toString(count() - m_index), whole));
    }
    if (!isVideo()) {
        const QRect zoom(width() - 24 - 122, shelf().center().y() - 19, 122, 40);
        painter.setPen(Qt::NoPen);
        painter.setBrush(QColor(0, 0, 0, 0x80));
        painter.drawRoundedRect(zoom, 20, 20);
        painter.setPen(over_picture::ink);
        painter.setFont(theme.font(TextRole::Small));
        painter.drawText(zoom, Qt::AlignCenter, tr("%1 %").arg(int(std::lround(m_view.zoom() * 100))));
    }
    if (m_caption.isEmpty())
        return;
    painter.setFont(theme.font(TextRole::Body));
    const int most = std::max(80, width() - (isVideo() ? 48 : 320));
    const int wide = std::min(most, painter.fontMetrics().horizontalAdvance(m_caption) + 28);
    const int lift = isVideo() ? shelfHeight : 0;
    const QRect pill((width() - wide) / 2, shelf().center().y() - 15 - lift, wide, 32);
    painter.setPen(Qt::NoPen);
    painter.setBrush(over_picture::shade);
    painter.drawRoundedRect(pill, 16, 16);
    painter.setPen(Qt::white);
    drawElided(&painter, pill.adjusted(14, 0, -14, 0), m_caption, Qt::AlignCenter);
}

void MediaViewer::paintNote(QPainter &painter)
{
    const auto note = noteText();
    if (note.isEmpty())
        return;
    QRect box = noteRect(note);
    painter.setPen(Qt::NoPen);
    painter.setBrush(over_picture::note);
    painter.drawRoundedRect(box, 12, 12);
    if (isSavedInstead())
        box.setBottom(box.bottom() - m_saveNote->height() - 8);
    painter.setFont(m_ui.theme->font(TextRole::Body));
    painter.setPen(over_picture::ink);
    painter.drawText(box.adjusted(18, 0, -18, 0), Qt::AlignCenter | Qt::TextWordWrap, note);
}

} // namespace confab
