#include "ui/composer/drop_zones.h"

#include "ui/common/icons.h"
#include "ui/theme/theme.h"

#include <QDragEnterEvent>
#include <QMimeData>
#include <QPainter>

namespace confab {

namespace {
constexpr int margin = 16;
constexpr int gap = 12;
} // namespace

DropZones::DropZones(const UiContext &context, QWidget *pane, std::function<bool()> writable)
    : QWidget(pane)
    , m_ui(context)
    , m_pane(pane)
    , m_writable(std::move(writable))
{
    setAcceptDrops(true);
    setAccessibleName(tr("Drop files here"));
    pane->setAcceptDrops(true);
    pane->installEventFilter(this);
    hide();
}

bool DropZones::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_pane)
        return false;
    if (event->type() == QEvent::Resize) {
        setGeometry(m_pane->rect());
    } else if (event->type() == QEvent::DragEnter) {
        auto *enter = static_cast<QDragEnterEvent *>(event);
        if (!hasIntake(*enter->mimeData()) || !m_writable())
            return false;
        m_visual = mayBeVisual(*enter->mimeData());
        m_pointer = enter->position().toPoint();
        setGeometry(m_pane->rect());
        show();
        raise();
        enter->setDropAction(Qt::CopyAction);
        enter->accept();
        return true;
    } else if (event->type() == QEvent::DragLeave) {
        // Either the drag went on into this widget, which now lies under the pointer, or it is gone.
        if (!rect().contains(mapFromGlobal(QCursor::pos())))
            hide();
    } else if (event->type() == QEvent::Drop && isVisible()) {
        dropEvent(static_cast<QDropEvent *>(event));
        return true;
    }
    return false;
}

QList<QRect> DropZones::zones() const
{
    const QRect inside = rect().adjusted(margin, margin, -margin, -margin);
    if (!m_visual)
        return {inside};
    const int half = (inside.height() - gap) / 2;
    return {QRect(inside.left(), inside.top(), inside.width(), half),
        QRect(inside.left(), inside.top() + half + gap, inside.width(), inside.height() - half - gap)};
}

bool DropZones::isFileZone(QPoint point) const { return !m_visual || point.y() > height() / 2; }

void DropZones::paintEvent(QPaintEvent *)
{
    const Theme &theme = *m_ui.theme;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor ground = theme.color(Token::BgChat);
    ground.setAlpha(235);
    painter.fillRect(rect(), ground);
    const auto rects = zones();
    for (int i = 0; i < rects.size(); ++i) {
        const QRect &zone = rects.at(i);
        const bool files = !m_visual || i == 1;
        const bool hot = files == isFileZone(m_pointer);
        painter.setPen(QPen(theme.color(hot ? Token::AccentText : Token::Icon), hot ? 2 : 1.5, Qt::DashLine));
        painter.setBrush(theme.color(hot ? Token::Tint : Token::BgPanel));
        painter.drawRoundedRect(QRectF(zone).adjusted(1, 1, -1, -1), 12, 12);
        const int first = theme.lineHeight(TextRole::Header), second = theme.lineHeight(TextRole::Small);
        QRect block(zone.left() + 12, zone.center().y() - (48 + first + second) / 2, zone.width() - 24, 48 + first + second);
        m_ui.icons->paint(&painter, files ? QStringLiteral("file") : QStringLiteral("image"), QRect(block.left(), block.top(), block.width(), 36),
            36, theme.color(hot ? Token::TintText : Token::Icon));
        painter.setFont(theme.font(TextRole::Header));
        painter.setPen(theme.color(hot ? Token::TintText : Token::TextPrimary));
        painter.drawText(QRect(block.left(), block.top() + 46, block.width(), first), Qt::AlignCenter,
            files ? tr("Send as file") : tr("Send as photo or video"));
        painter.setFont(theme.font(TextRole::Small));
        painter.setPen(theme.color(hot ? Token::TintText : Token::TextSecondary));
        painter.drawText(QRect(block.left(), block.top() + 46 + first, block.width(), second), Qt::AlignCenter,
            files ? tr("No compression") : tr("Quick to send and to see"));
    }
}

void DropZones::dragEnterEvent(QDragEnterEvent *event)
{
    m_pointer = event->position().toPoint();
    event->setDropAction(Qt::CopyAction);
    event->accept();
    update();
}

void DropZones::dragMoveEvent(QDragMoveEvent *event)
{
    const bool before = isFileZone(m_pointer);
    m_pointer = event->position().toPoint();
    event->setDropAction(Qt::CopyAction);
    event->accept();
    if (before != isFileZone(m_pointer))
        update();
}

void DropZones::dragLeaveEvent(QDragLeaveEvent *) { hide(); }

void DropZones::dropEvent(QDropEvent *event)
{
    hide();
    const Intake intake = intakeOf(*event->mimeData(), m_ui.now());
    if (intake.isEmpty())
        return;
    event->setDropAction(Qt::CopyAction);
    event->accept();
    emit dropped(intake, isFileZone(event->position().toPoint()));
}

} // namespace confab
