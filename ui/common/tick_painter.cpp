#include "ui/common/tick_painter.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace confab::ticks {

namespace {

constexpr qreal thin = 1.25;
constexpr qreal heavy = 1.9;

QPen stroke(QColor color, qreal width)
{
    return QPen(color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
}

void firstCheck(QPainter *p)
{
    p->drawPolyline(QPolygonF {QPointF(1.9, 6.1), QPointF(5.1, 9.3), QPointF(12.7, 1.7)});
}

void paintFailed(QPainter *p, QColor fill, QColor mark)
{
    const QRectF disc(1, -1.5, 14, 14);
    p->setPen(Qt::NoPen);
    p->setBrush(fill);
    p->drawEllipse(disc);
    p->setPen(stroke(mark, 1.7));
    p->drawLine(QPointF(8, 2.4), QPointF(8, 6.2));
    p->drawPoint(QPointF(8, 8.9));
}

} // namespace

int width(MessageState state)
{
    return state == MessageState::Delivered || state == MessageState::Read ? 20 : 16;
}

void paint(QPainter *painter, const Theme &theme, MessageState state, QPointF leftBaseline, QColor color,
    qreal scale, bool flat)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    // Checks end at y = 9.3 of the box, half a stroke above its bottom edge at 10.
    painter->translate(leftBaseline.x(), leftBaseline.y() - 9.9 * scale);
    painter->scale(scale, scale);
    painter->setBrush(Qt::NoBrush);
    switch (state) {
    case MessageState::Queued:
        painter->setPen(stroke(color, thin));
        painter->drawEllipse(QPointF(6.5, 5.5), 4.6, 4.6);
        painter->drawPolyline(QPolygonF {QPointF(6.5, 3), QPointF(6.5, 5.7), QPointF(8.2, 6.7)});
        break;
    case MessageState::Sent:
        painter->setPen(stroke(color, thin));
        firstCheck(painter);
        break;
    case MessageState::Delivered:
        painter->setPen(stroke(color, thin));
        firstCheck(painter);
        painter->drawPolyline(QPolygonF {QPointF(9.4, 7.8), QPointF(10.9, 9.3), QPointF(18.5, 1.7)});
        break;
    case MessageState::Read:
        painter->setPen(stroke(flat ? color : theme.color(Token::TickRead), heavy));
        firstCheck(painter);
        painter->drawPolyline(QPolygonF {QPointF(9.7, 8.1), QPointF(10.9, 9.3), QPointF(18.5, 1.7)});
        break;
    case MessageState::Failed:
        // Red on the accent of a selected row would not be seen.
        if (flat)
            paintFailed(painter, color, theme.color(Token::RowSelected));
        else
            paintFailed(painter, theme.color(Token::Danger), theme.color(Token::OnDanger));
        break;
    }
    painter->restore();
}

} // namespace confab::ticks
