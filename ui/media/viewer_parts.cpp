#include "ui/media/viewer_parts.h"

#include "core/session/session.h"
#include "ui/common/display_text.h"
#include "ui/common/icons.h"
#include "ui/common/media_text.h"
#include "ui/theme/theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

namespace confab {

// ---- button ----

OverButton::OverButton(
    const UiContext &context, const QString &icon, const QString &name, QWidget *parent, int side, bool round)
    : ButtonBase(context, parent)
    , m_icon(icon)
    , m_round(round)
{
    setName(name);
    setFixedSize(side, side);
    setCursor(Qt::PointingHandCursor);
}

void OverButton::setIconName(const QString &icon)
{
    m_icon = icon;
    update();
}

void OverButton::setLabel(const QString &text)
{
    m_label = text;
    const int wide = QFontMetrics(m_ui.theme->font(TextRole::Label)).horizontalAdvance(text) + 32;
    setFixedWidth(m_round ? wide : width());
    update();
}

void OverButton::setName(const QString &name)
{
    setAccessibleName(name);
    setToolTip(name);
}

void OverButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(m_shade * (isEnabled() ? 1 : 0.35));
    painter.setPen(Qt::NoPen);
    const QRectF box = QRectF(rect()).adjusted(1, 1, -1, -1);
    if (m_round) {
        painter.setBrush(hovered() && isEnabled() ? QColor(0, 0, 0, 0xd0) : QColor(0, 0, 0, 0x80));
        if (!m_label.isEmpty() && !hovered())
            painter.setBrush(QColor(255, 255, 255, 0x26));
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2);
    } else if (hovered() && isEnabled()) {
        painter.setBrush(QColor(255, 255, 255, 0x20));
        painter.drawRoundedRect(box, 8, 8);
    }
    if (m_label.isEmpty()) {
        m_ui.icons->paint(&painter, m_icon, rect(), width() >= 60 ? 32 : width() >= 40 ? 24 : 20, over_picture::ink);
    } else {
        painter.setFont(m_ui.theme->font(TextRole::Label));
        painter.setPen(over_picture::ink);
        painter.drawText(rect(), Qt::AlignCenter, m_label);
    }
    if (!focusVisible(this))
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(over_picture::ring, 2));
    painter.drawRoundedRect(box, m_round ? box.height() / 2 : 8, m_round ? box.height() / 2 : 8);
}

// ---- filmstrip ----

Filmstrip::Filmstrip(const UiContext &context, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
{
    setAccessibleName(tr("Pictures and videos of this chat"));
    connect(&m_ui.media->pictures, &PictureCache::changed, this, [this](const MediaId &media) {
        if (const auto at = m_ids.indexOf(media); at >= 0)
            update(itemRect(int(at)).adjusted(-3, -3, 3, 3));
    });
}

void Filmstrip::setItems(const QList<MediaItem> &items, int current)
{
    m_items = items;
    m_current = current;
    m_ids.clear();
    for (const auto &item : items)
        m_ids += mediaIdOf(item.attachment);
    update();
    accessibleListChanged(this);
}

QRect Filmstrip::itemRect(int item) const
{
    if (item < 0 || item >= itemCount())
        return {};
    constexpr int gap = 6, wide = 68;
    const int whole = itemCount() * (side + gap) - gap + (wide - side);
    int x = (width() - whole) / 2 + item * (side + gap) + (item > m_current ? wide - side : 0);
    return {x, (height() - side) / 2, item == m_current ? wide : side, side};
}

QList<MediaWant> Filmstrip::wants(qreal dpr) const
{
    QList<MediaWant> out;
    for (int i = 0; i < itemCount(); ++i) {
        const auto &item = m_items[i];
        MediaWant want{item.chat, item.attachment, m_ids[i], (QSizeF(itemRect(i).size()) * dpr).toSize()};
        if (kindOf(item.attachment) == MediaKind::Video)
            want.source = MediaWant::Source::Poster;
        out += want;
    }
    return out;
}

QString Filmstrip::itemText(int item) const
{
    if (item < 0 || item >= itemCount())
        return {};
    return mediaSpeech(m_items[item].attachment, userName(*m_ui.session, m_items[item].from),
        m_ui.session->media().transfer(m_items[item].attachment));
}

quint64 Filmstrip::itemKey(int item) const { return item >= 0 && item < itemCount() ? quint64(qHash(m_ids[item], 5)) | 1 : 0; }

void Filmstrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    for (int i = 0; i < itemCount(); ++i) {
        const QRect box = itemRect(i);
        const QSize pixels = (QSizeF(box.size()) * devicePixelRatioF()).toSize();
        auto picture = m_ui.media->pictures.picture(m_ids[i], pixels);
        if (picture.isNull())
            picture = m_ui.media->pictures.preview(m_ids[i]);
        painter.setOpacity(m_shade * (i == m_current ? 1 : 0.6));
        QPainterPath shape;
        shape.addRoundedRect(box, 4, 4);
        painter.save();
        painter.setClipPath(shape);
        painter.fillRect(box, QColor(0x33, 0x3a, 0x41));
        if (!picture.isNull()) {
            const QSizeF cover = QSizeF(box.size()).scaled(picture.size(), Qt::KeepAspectRatio);
            painter.drawImage(QRectF(box), picture,
                QRectF({(picture.width() - cover.width()) / 2, (picture.height() - cover.height()) / 2}, cover));
        }
        painter.restore();
        if (kindOf(m_items[i].attachment) == MediaKind::Video)
            m_ui.icons->paint(&painter, QStringLiteral("play"), box, 20, over_picture::ink);
        if (i != m_current)
            continue;
        painter.setPen(QPen(over_picture::ring, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(box).adjusted(-2, -2, 2, 2), 6, 6);
    }
}

void Filmstrip::mouseReleaseEvent(QMouseEvent *event)
{
    for (int i = 0; i < itemCount(); ++i)
        if (itemRect(i).contains(event->position().toPoint()))
            return emit chosen(i);
}

// ---- slider ----

OverSlider::OverSlider(const UiContext &context, const QString &name, QWidget *parent)
    : QAbstractSlider(parent)
    , m_ui(context)
{
    setOrientation(Qt::Horizontal);
    setAccessibleName(name);
    setFocusPolicy(Qt::StrongFocus);
    setFixedHeight(24);
    setCursor(Qt::PointingHandCursor);
}

void OverSlider::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(m_shade);
    painter.setPen(Qt::NoPen);
    const QRectF line(6, height() / 2.0 - 2, width() - 12, 4);
    painter.setBrush(QColor(255, 255, 255, 0x50));
    painter.drawRoundedRect(line, 2, 2);
    const qreal part = maximum() > minimum() ? qreal(value() - minimum()) / (maximum() - minimum()) : 0;
    painter.setBrush(over_picture::ink);
    painter.drawRoundedRect(QRectF(line.left(), line.top(), line.width() * part, line.height()), 2, 2);
    painter.drawEllipse(QPointF(line.left() + line.width() * part, line.center().y()), 6, 6);
    if (!focusVisible(this))
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(over_picture::ring, 2));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 8, 8);
}

void OverSlider::follow(const QMouseEvent *event)
{
    const qreal part = std::clamp((event->position().x() - 6) / std::max(1.0, width() - 12.0), 0.0, 1.0);
    setSliderPosition(minimum() + int(std::lround(part * (maximum() - minimum()))));
}

void OverSlider::mousePressEvent(QMouseEvent *event)
{
    setSliderDown(true);
    follow(event);
}

void OverSlider::mouseMoveEvent(QMouseEvent *event)
{
    if (isSliderDown())
        follow(event);
}

void OverSlider::mouseReleaseEvent(QMouseEvent *) { setSliderDown(false); }

// ---- video ----

VideoBar::VideoBar(const UiContext &context, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
    , m_play(new OverButton(context, QStringLiteral("play"), tr("Play"), this))
    , m_place(new OverSlider(context, tr("Place in the video"), this))
    , m_mute(new OverButton(context, QStringLiteral("sound"), tr("Mute"), this, 36))
    , m_volume(new OverSlider(context, tr("Volume"), this))
    , m_speed(new OverButton(context, {}, tr("Speed"), this, 40))
    , m_full(new OverButton(context, QStringLiteral("fullscreen"), tr("Full screen"), this, 36))
{
    setFixedHeight(48);
    m_place->setSingleStep(5000);
    m_place->setPageStep(15'000);
    m_volume->setRange(0, 100);
    m_volume->setSingleStep(5);
    m_volume->setFixedWidth(80);
    auto *player = &m_ui.media->player;
    connect(m_play, &QAbstractButton::clicked, this, [this, player] { player->toggle(m_item); });
    connect(m_place, &QAbstractSlider::sliderMoved, this, [player](int ms) { player->seek(ms); });
    connect(m_place, &QAbstractSlider::actionTriggered, this, [this, player](int action) {
        if (action != QAbstractSlider::SliderMove)
            player->seek(m_place->sliderPosition());
    });
    connect(m_volume, &QAbstractSlider::valueChanged, this, [player](int value) { player->setVolume(value / 100.0); });
    connect(m_mute, &QAbstractButton::clicked, this, [player] {
        if (player->volume() < 0.01)
            player->setVolume(1);
        else
            player->setMuted(!player->isMuted());
    });
    connect(m_speed, &QAbstractButton::clicked, this, [this, player] { player->cycleSpeed(); });
    connect(m_full, &QAbstractButton::clicked, this, &VideoBar::fullScreenRequested);
    connect(player, &MediaPlayer::changed, this, &VideoBar::refresh);
    connect(player, &MediaPlayer::positionChanged, this, &VideoBar::refresh);
}

void VideoBar::setItem(const MediaItem &item)
{
    m_item = item;
    m_media = mediaIdOf(item.attachment);
    refresh();
}

void VideoBar::refresh()
{
    const auto &player = m_ui.media->player;
    const bool current = player.isCurrent(m_media);
    const bool playing = player.isPlaying(m_media);
    m_play->setIconName(playing ? QStringLiteral("pause") : QStringLiteral("play"));
    m_play->setName(playing ? tr("Pause") : tr("Play"));
    const qint64 duration = current && player.now().duration > 0 ? player.now().duration : m_item.attachment.durationMs;
    const QSignalBlocker quiet(m_place);
    m_place->setRange(0, int(std::min<qint64>(duration, INT_MAX)));
    if (!m_place->isSliderDown())
        m_place->setValue(current ? int(player.now().position) : 0);
    m_place->update();
    const QSignalBlocker still(m_volume);
    const bool silent = player.isMuted() || player.volume() < 0.01;
    m_volume->setValue(silent ? 0 : int(std::lround(player.volume() * 100)));
    m_volume->update();
    m_mute->setIconName(silent ? QStringLiteral("mute") : QStringLiteral("sound"));
    m_mute->setName(silent ? tr("Sound on") : tr("Mute"));
    m_speed->setEnabled(current);
    m_speed->setLabel(QLocale().toString(player.speed(true)) + QStringLiteral("×"));
    update();
}

void VideoBar::setShadeAll(qreal opacity)
{
    setShade(opacity);
    for (Fading *part : std::initializer_list<Fading *>{m_play, m_place, m_mute, m_volume, m_speed, m_full})
        part->setShade(opacity);
}

void VideoBar::resizeEvent(QResizeEvent *)
{
    const int middle = height() / 2;
    const auto put = [&](QWidget *widget, int x) { widget->move(x, middle - widget->height() / 2); };
    put(m_play, 6);
    put(m_full, width() - 42);
    put(m_speed, width() - 84);
    put(m_volume, width() - 168);
    put(m_mute, width() - 206);
    const int from = 50 + 48, to = width() - 210 - 52;
    m_place->setGeometry(from, middle - 12, std::max(40, to - from), 24);
}

void VideoBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(m_shade);
    painter.setPen(Qt::NoPen);
    painter.setBrush(over_picture::shade);
    painter.drawRoundedRect(rect(), 12, 12);
    painter.setPen(over_picture::ink);
    painter.setFont(m_ui.theme->font(TextRole::Hint));
    painter.drawText(QRect(50, 0, 46, height()), Qt::AlignCenter, durationText(m_place->value()));
    painter.drawText(QRect(m_place->geometry().right() + 4, 0, 46, height()), Qt::AlignCenter, durationText(m_place->maximum()));
}

} // namespace confab
