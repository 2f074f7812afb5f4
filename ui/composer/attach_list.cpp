#include "ui/composer/attach_list.h"

#include "core/session/when_done.h"
#include "ui/common/buttons.h"
#include "ui/common/measure_text.h"
#include "ui/common/display_text.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/common/pictures.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

namespace confab {

namespace {

constexpr int gap = 4;
constexpr int columns = 4;
constexpr int rowHeight = 56;
constexpr int thumb = 44;
constexpr int playDisc = 36;
constexpr int radius = 8;
constexpr int crossSize = 24;
constexpr int largestSingle = 260;
constexpr int largePreview = 440, smallPreview = 160; // logical px: a tile's width where there are few, and many
constexpr int fewItems = 4;

} // namespace

AttachList::AttachList(const UiContext &context, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Attachments"));
    setAccessibleDescription(tr("Arrow keys choose, Ctrl and arrow keys move, Delete removes"));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(m_ui.theme, &Theme::changed, this, [this] {
        arrange();
        update();
    });
}

// ---- content ----

void AttachList::append(const AttachItem &item)
{
    AttachItem one = item;
    one.id = m_nextId++;
    m_items.append(one);
    loadPreview(one);
    sortKinds();
    if (m_current < 0)
        m_current = 0;
    arrange();
    accessibleListChanged(this);
    emit changed();
}

void AttachList::setRowsOnly(bool on)
{
    if (m_rowsOnly == on)
        return;
    m_rowsOnly = on;
    sortKinds();
    arrange();
    accessibleListChanged(this);
}

void AttachList::sortKinds()
{
    const quint64 current = itemKey(m_current);
    std::stable_partition(m_items.begin(), m_items.end(), [this](const AttachItem &item) { return isTile(item); });
    for (int i = 0; i < m_items.size(); ++i) {
        if (m_items.at(i).id == current)
            m_current = i;
    }
}

void AttachList::remove(int item)
{
    if (item < 0 || item >= m_items.size())
        return;
    const QString name = m_items.at(item).name;
    m_previews.remove(m_items.at(item).id);
    m_items.removeAt(item);
    m_hover = -1;
    m_pressed = -1;
    m_dragging = false;
    m_current = std::min(m_current, int(m_items.size()) - 1);
    arrange();
    accessibleListChanged(this);
    announce(this, tr("%1 removed").arg(isolated(name)));
    emit changed();
}

void AttachList::move(int from, int to)
{
    const bool sameKind = to >= 0 && to < m_items.size() && isTile(m_items.at(from)) == isTile(m_items.at(to));
    if (from == to || !sameKind)
        return;
    m_items.move(from, to);
    m_current = to;
    arrange();
    update();
    accessibleListChanged(this);
    accessibleItemFocused(this, to);
    emit changed();
}

void AttachList::loadPreview(const AttachItem &item)
{
    if (item.kind == MediaKind::Video && !item.still.isNull()) {
        m_previews.insert(item.id, QPixmap::fromImage(item.still));
        return update();
    }
    if (item.kind != MediaKind::Photo && item.kind != MediaKind::Animation)
        return;
    // A hundred previews of the large size would take 80 MB.
    const int side = qCeil((m_items.size() <= fewItems ? largePreview : smallPreview) * devicePixelRatioF());
    whenDone(pictures::decodeLater(item.path, item.bytes, {side, side}), this, [this, id = item.id](const QImage &image) {
        const bool stays
            = std::any_of(m_items.cbegin(), m_items.cend(), [id](const AttachItem &one) { return one.id == id; });
        if (!stays || image.isNull())
            return;
        m_previews.insert(id, QPixmap::fromImage(image));
        update();
    });
}

QString AttachList::detail(const AttachItem &item) const
{
    QString text = sizeText(item.size);
    if (item.pixels.isValid())
        text = tr("%1 × %2, %3", "width, height, bytes")
                   .arg(QString::number(item.pixels.width()), QString::number(item.pixels.height()), text);
    if (item.reduced)
        text += QStringLiteral(" · ") + tr("scaled down");
    if (item.executable)
        text = tr("%1 · a program: others are warned before they open it").arg(text);
    return text;
}

QString AttachList::itemText(int item) const
{
    if (item < 0 || item >= m_items.size())
        return {};
    const AttachItem &one = m_items.at(item);
    QString kind;
    switch (m_rowsOnly ? MediaKind::File : one.kind) {
    case MediaKind::Photo:
        kind = tr("Photo");
        break;
    case MediaKind::Animation:
        kind = tr("Animation");
        break;
    case MediaKind::Video:
        kind = tr("Video");
        break;
    case MediaKind::Voice:
    case MediaKind::Audio:
        kind = tr("Sound");
        break;
    case MediaKind::File:
        kind = tr("File");
        break;
    }
    return tr("%1, %2, %3, %4 of %5", "kind, name, size, position")
        .arg(kind, isolated(one.name), detail(one))
        .arg(item + 1)
        .arg(m_items.size());
}

// ---- geometry ----

int AttachList::tiles() const
{
    return int(std::count_if(m_items.cbegin(), m_items.cend(), [this](const AttachItem &item) { return isTile(item); }));
}

QList<QRect> AttachList::place(int width, int *height) const
{
    QList<QRect> rects;
    const int count = tiles();
    int y = 0;
    // Heights do not follow the width: what gets lower when a scroll bar takes room makes it come and go for ever.
    const int nominal = m_ui.theme->px(metrics::sheetWide) - 2 * metrics::sheetPadding;
    if (count == 1) {
        const QSize pixels = m_items.first().pixels;
        const int tall = pixels.isEmpty() ? 180 : pixels.height() * nominal / std::max(1, pixels.width());
        rects += QRect(0, 0, width, std::clamp(tall, 120, largestSingle));
        y = rects.first().height();
    } else if (count > 1) {
        const int across = count == 2 || count == 4 ? 2 : count == 3 ? 3 : columns;
        const int side = (width - (across - 1) * gap) / across;
        const int square = (nominal - (across - 1) * gap) / across;
        const int tall = across == 2 ? square * 3 / 4 : square;
        for (int i = 0; i < count; ++i) {
            const QRect cell((i % across) * (side + gap), (i / across) * (tall + gap), side, tall);
            rects += QStyle::visualRect(layoutDirection(), QRect(0, 0, width, 0), cell);
        }
        y = (count + across - 1) / across * (tall + gap) - gap;
    }
    const int tall = std::max(rowHeight, m_ui.theme->lineHeight(TextRole::Body) + m_ui.theme->lineHeight(TextRole::Hint) + 12);
    for (int i = count; i < m_items.size(); ++i) {
        y += i == count && count > 0 ? 8 : 0;
        rects += QRect(0, y, width, tall);
        y += tall;
    }
    *height = y;
    return rects;
}

int AttachList::heightForWidth(int width) const
{
    int height = 0;
    place(width, &height);
    return height;
}

QSize AttachList::sizeHint() const { return {300, heightForWidth(std::max(300, width()))}; }

void AttachList::arrange()
{
    int height = 0;
    m_rects = place(width(), &height);
    setFixedHeight(height);
    updateGeometry();
    update();
}

void AttachList::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        arrange();
}

int AttachList::itemAt(QPoint point) const
{
    for (int i = 0; i < m_rects.size(); ++i) {
        if (m_rects.at(i).contains(point))
            return i;
    }
    return -1;
}

QRect AttachList::crossOf(int item) const
{
    const QRect rect = m_rects.value(item);
    const bool tile = item < tiles();
    const QRect cross(tile ? rect.right() - crossSize - 5 : rect.right() - crossSize - 8,
        tile ? rect.top() + 6 : rect.center().y() - crossSize / 2, crossSize, crossSize);
    return QStyle::visualRect(layoutDirection(), rect, cross);
}

// ---- painting ----

void AttachList::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const int count = tiles();
    for (int i = 0; i < m_items.size(); ++i) {
        const bool lifted = m_dragging && i == m_pressed;
        const QRect rect = m_rects.at(i);
        painter.setOpacity(lifted ? 0.35 : 1);
        i < count ? paintTile(&painter, i, rect) : paintRow(&painter, i, rect);
    }
    if (m_dragging && m_pressed >= 0) {
        QRect rect = m_rects.at(m_pressed);
        rect.moveTopLeft(m_dragPoint - m_dragOffset);
        painter.setOpacity(0.9);
        m_pressed < count ? paintTile(&painter, m_pressed, rect) : paintRow(&painter, m_pressed, rect);
    }
}

void AttachList::paintTile(QPainter *painter, int item, QRect rect)
{
    const Theme &theme = *m_ui.theme;
    const AttachItem &one = m_items.at(item);
    QPainterPath shape;
    shape.addRoundedRect(rect, radius, radius);
    painter->save();
    painter->setClipPath(shape);
    painter->fillRect(rect, theme.color(Token::BgPanel));
    const QPixmap preview = m_previews.value(one.id);
    if (!preview.isNull()) {
        // One picture is shown whole, a tile is filled.
        const bool whole = tiles() == 1;
        const QSizeF size = QSizeF(preview.size()).scaled(
            QSizeF(rect.size()), whole ? Qt::KeepAspectRatio : Qt::KeepAspectRatioByExpanding);
        QRectF target({}, size);
        target.moveCenter(QRectF(rect).center());
        painter->drawPixmap(target, preview, preview.rect());
        if (one.kind == MediaKind::Video) {
            QRectF disc(0, 0, playDisc, playDisc);
            disc.moveCenter(QRectF(rect).center());
            painter->setPen(Qt::NoPen);
            painter->setBrush(QColor(0, 0, 0, 150));
            painter->drawEllipse(disc);
            m_ui.icons->paint(painter, QStringLiteral("play"), disc, 20, Qt::white);
        }
    } else {
        m_ui.icons->paint(painter, one.kind == MediaKind::Video ? QStringLiteral("video") : QStringLiteral("image"),
            QRectF(rect).adjusted(0, 0, 0, -18), 32, theme.color(Token::Icon));
        painter->setFont(theme.font(TextRole::Hint));
        painter->setPen(theme.color(Token::TextSecondary));
        drawElided(painter, QRect(rect.left() + 8, rect.bottom() - 46, rect.width() - 16, 18), one.name, Qt::AlignCenter);
    }
    // The size, readable on any picture.
    painter->setFont(theme.font(TextRole::Meta));
    QString text = sizeText(one.size);
    if (one.kind == MediaKind::Animation)
        text.prepend(tr("GIF") + QStringLiteral(" · "));
    else if (one.kind == MediaKind::Video && one.durationMs > 0)
        text.prepend(durationText(one.durationMs) + QStringLiteral(" · "));
    const int width = painter->fontMetrics().horizontalAdvance(text) + 14;
    const QRect pill = QStyle::visualRect(
        layoutDirection(), rect, QRect(rect.left() + 6, rect.bottom() - 25, width, 20));
    if (pill.width() < rect.width() - 8) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(QColor(0, 0, 0, 150));
        painter->drawRoundedRect(pill, 10, 10);
        painter->setPen(Qt::white);
        painter->drawText(pill, Qt::AlignCenter, text);
    }
    painter->restore();
    if (item == m_hover || (item == m_current && hasFocus()))
        paintCross(painter, item);
    if (item == m_current && focusVisible(this))
        paintFocusRing(painter, theme, QRectF(rect).adjusted(3, 3, -3, -3), radius - 3, Token::BgWindow);
}

void AttachList::paintRow(QPainter *painter, int item, QRect rect)
{
    const Theme &theme = *m_ui.theme;
    const AttachItem &one = m_items.at(item);
    if (item == m_hover || (m_dragging && item == m_pressed)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme.color(Token::BgHover));
        painter->drawRoundedRect(rect, radius, radius);
    }
    const auto mirrored = [&](const QRect &part) { return QStyle::visualRect(layoutDirection(), rect, part); };
    const QRect box = mirrored({rect.left() + 6, rect.center().y() - thumb / 2 + 1, thumb, thumb});
    QPainterPath shape;
    shape.addRoundedRect(box, radius, radius);
    painter->fillPath(shape, theme.color(one.executable ? Token::WarnFill : Token::Tint));
    const QPixmap preview = m_previews.value(one.id);
    if (!preview.isNull()) {
        painter->save();
        painter->setClipPath(shape);
        QRectF target({}, QSizeF(preview.size()).scaled(QSizeF(box.size()), Qt::KeepAspectRatioByExpanding));
        target.moveCenter(QRectF(box).center());
        painter->drawPixmap(target, preview, preview.rect());
        painter->restore();
    } else {
        const QString icon = one.executable   ? QStringLiteral("alert")
            : one.kind == MediaKind::Video    ? QStringLiteral("video")
            : one.kind == MediaKind::Audio    ? QStringLiteral("mic")
            : one.isVisual()                  ? QStringLiteral("image")
                                              : QStringLiteral("file");
        m_ui.icons->paint(painter, icon, box, 22, theme.color(one.executable ? Token::WarnText : Token::TintText));
    }
    const int left = rect.left() + thumb + 18;
    const int width = rect.right() - left - crossSize - 14;
    const int first = theme.lineHeight(TextRole::Body), second = theme.lineHeight(TextRole::Hint);
    const int top = rect.center().y() - (first + second) / 2;
    painter->setFont(theme.font(TextRole::BodyMedium));
    painter->setPen(theme.color(Token::TextPrimary));
    drawElided(painter, mirrored({left, top, width, first}), one.name);
    painter->setFont(theme.font(TextRole::Hint));
    painter->setPen(theme.color(one.executable ? Token::WarnText : Token::TextSecondary));
    drawElided(painter, mirrored({left, top + first, width, second}), detail(one));
    paintCross(painter, item);
    if (item == m_current && focusVisible(this))
        paintFocusRing(painter, theme, QRectF(rect).adjusted(3, 3, -3, -3), radius - 3, Token::BgWindow);
}

void AttachList::paintCross(QPainter *painter, int item)
{
    if (m_dragging)
        return;
    const Theme &theme = *m_ui.theme;
    const QRect cross = crossOf(item);
    const bool hot = item == m_hover && m_onCross;
    const bool tile = item < tiles();
    if (tile || hot) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(tile ? QColor(0, 0, 0, hot ? 220 : 150) : theme.color(Token::Divider));
        painter->drawEllipse(cross);
    }
    m_ui.icons->paint(painter, QStringLiteral("close"), cross, 16, tile ? QColor(Qt::white) : theme.color(Token::Icon));
}

// ---- input ----

void AttachList::setCurrent(int item)
{
    if (item < 0 || item >= m_items.size() || item == m_current)
        return;
    m_current = item;
    update();
    accessibleItemFocused(this, item);
}

void AttachList::focusItem(int item)
{
    setFocus();
    setCurrent(item);
}

void AttachList::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    if (m_current >= 0)
        accessibleItemFocused(this, m_current);
}

void AttachList::setHover(int item, bool onCross)
{
    if (item == m_hover && onCross == m_onCross)
        return;
    m_hover = item;
    m_onCross = onCross;
    setCursor(onCross ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void AttachList::keyPressEvent(QKeyEvent *event)
{
    const bool moving = event->modifiers() & Qt::ControlModifier;
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const int count = tiles();
    const int across = m_current < count ? (count == 2 || count == 4 ? 2 : std::min(count, columns)) : 1;
    int to = m_current;
    switch (event->key()) {
    case Qt::Key_Left:
        to += mirrored ? 1 : -1;
        break;
    case Qt::Key_Right:
        to += mirrored ? -1 : 1;
        break;
    case Qt::Key_Up:
        to -= m_current == count ? 1 : across;
        break;
    case Qt::Key_Down:
        to += across;
        if (m_current < count && to >= count)
            to = moving ? m_current : std::min(to, count);
        break;
    case Qt::Key_Home:
        to = 0;
        break;
    case Qt::Key_End:
        to = int(m_items.size()) - 1;
        break;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        remove(m_current);
        return;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    to = std::clamp(to, 0, int(m_items.size()) - 1);
    moving ? move(m_current, to) : setCurrent(to);
}

void AttachList::mousePressEvent(QMouseEvent *event)
{
    const int item = itemAt(event->pos());
    if (event->button() != Qt::LeftButton || item < 0)
        return;
    m_pressed = item;
    m_pressedAt = event->pos();
    m_dragOffset = event->pos() - m_rects.at(item).topLeft();
    setCurrent(item);
}

void AttachList::mouseMoveEvent(QMouseEvent *event)
{
    const int item = itemAt(event->pos());
    if (!(event->buttons() & Qt::LeftButton) || m_pressed < 0) {
        setHover(item, item >= 0 && crossOf(item).contains(event->pos()));
        return;
    }
    if (!m_dragging) {
        if (crossOf(m_pressed).contains(m_pressedAt)
            || (event->pos() - m_pressedAt).manhattanLength() < QApplication::startDragDistance())
            return;
        m_dragging = true;
        setHover(-1, false);
        setCursor(Qt::ClosedHandCursor);
    }
    m_dragPoint = event->pos();
    if (item >= 0 && item != m_pressed && isTile(m_items.at(item)) == isTile(m_items.at(m_pressed))) {
        move(m_pressed, item);
        m_pressed = item;
    }
    update();
}

void AttachList::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const int pressed = std::exchange(m_pressed, -1);
    if (std::exchange(m_dragging, false)) {
        setCursor(Qt::ArrowCursor);
        update();
    } else if (pressed >= 0 && crossOf(pressed).contains(event->pos()) && crossOf(pressed).contains(m_pressedAt)) {
        remove(pressed);
    }
}

void AttachList::leaveEvent(QEvent *) { setHover(-1, false); }

bool AttachList::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        auto *help = static_cast<QHelpEvent *>(event);
        const int item = itemAt(help->pos());
        const QString text = item < 0 ? QString()
            : crossOf(item).contains(help->pos()) ? tr("Remove")
                                                  : m_items.at(item).name + u'\n' + detail(m_items.at(item));
        // File names are not markup.
        QToolTip::showText(help->globalPos(), text.isEmpty() ? text : text.toHtmlEscaped().replace(u'\n', QStringLiteral("<br>")), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace confab
