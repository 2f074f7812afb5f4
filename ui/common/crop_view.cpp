#include "ui/common/crop_view.h"

#include "ui/common/buttons.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>

namespace confab {

namespace {
constexpr qreal zoomStep = 1.15;
constexpr int keyStep = 12; // px
} // namespace

CropView::CropView(const UiContext &context, int side, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
{
    setFixedSize(side, side);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::OpenHandCursor);
    setAccessibleName(tr("Part of the picture that is shown"));
    setAccessibleDescription(tr("Arrow keys move the picture, plus and minus zoom"));
    connect(m_ui.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void CropView::setPicture(const QImage &picture)
{
    m_picture = picture;
    m_zoom = 1;
    m_centre = QPointF(picture.width() / 2.0, picture.height() / 2.0);
    hold();
    update();
    emit zoomed(m_zoom);
}

qreal CropView::scale() const { return m_zoom * width() / std::max(1, std::min(m_picture.width(), m_picture.height())); }

QRectF CropView::crop() const
{
    const qreal side = std::min(m_picture.width(), m_picture.height()) / m_zoom;
    return QRectF(m_centre.x() - side / 2, m_centre.y() - side / 2, side, side);
}

void CropView::hold()
{
    const qreal half = std::min(m_picture.width(), m_picture.height()) / m_zoom / 2;
    m_centre.setX(std::clamp(m_centre.x(), half, std::max(half, m_picture.width() - half)));
    m_centre.setY(std::clamp(m_centre.y(), half, std::max(half, m_picture.height() - half)));
}

void CropView::setZoom(qreal zoom) { zoomAt(QPointF(width() / 2.0, height() / 2.0), zoom); }

void CropView::zoomAt(QPointF point, qreal zoom)
{
    if (!hasPicture())
        return;
    const QPointF offset = point - QPointF(width() / 2.0, height() / 2.0);
    const QPointF under = m_centre + offset / scale();
    m_zoom = std::clamp(zoom, 1.0, mostZoom);
    m_centre = under - offset / scale();
    hold();
    update();
    emit zoomed(m_zoom);
}

void CropView::moveBy(QPointF px)
{
    m_centre -= px / scale();
    hold();
    update();
}

void CropView::paintEvent(QPaintEvent *)
{
    const Theme &theme = *m_ui.theme;
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter.fillRect(rect(), theme.color(Token::BgPanel));
    if (hasPicture())
        painter.drawImage(QRectF(rect()), m_picture, crop());
    QPainterPath outside;
    outside.addRect(rect());
    outside.addEllipse(QRectF(rect()).adjusted(1, 1, -1, -1));
    painter.fillPath(outside, theme.color(Token::Overlay));
    painter.setPen(QPen(QColor(255, 255, 255, 180), 1.5));
    painter.drawEllipse(QRectF(rect()).adjusted(1, 1, -1, -1));
    if (focusVisible(this))
        paintFocusRing(&painter, theme, QRectF(rect()).adjusted(3, 3, -3, -3), 4, Token::BgWindow);
}

void CropView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_last = event->position();
    setCursor(Qt::ClosedHandCursor);
}

void CropView::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton)
        moveBy(event->position() - std::exchange(m_last, event->position()));
}

void CropView::mouseReleaseEvent(QMouseEvent *) { setCursor(Qt::OpenHandCursor); }

void CropView::wheelEvent(QWheelEvent *event)
{
    zoomAt(event->position(), m_zoom * std::pow(zoomStep, event->angleDelta().y() / 120.0));
    event->accept();
}

void CropView::keyPressEvent(QKeyEvent *event)
{
    const int step = event->modifiers() & Qt::ShiftModifier ? keyStep * 4 : keyStep;
    switch (event->key()) {
    case Qt::Key_Left:
        return moveBy({qreal(step), 0});
    case Qt::Key_Right:
        return moveBy({qreal(-step), 0});
    case Qt::Key_Up:
        return moveBy({0, qreal(step)});
    case Qt::Key_Down:
        return moveBy({0, qreal(-step)});
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return setZoom(m_zoom * zoomStep);
    case Qt::Key_Minus:
        return setZoom(m_zoom / zoomStep);
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace confab
