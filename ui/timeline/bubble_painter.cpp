#include "ui/timeline/bubble_painter.h"

#include "ui/common/buttons.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/common/tick_painter.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QPainter>

namespace confab {
namespace {

//! A hairline of one device pixel's weight below a shape, drawn as the same shape one px lower.
void fillWithEdge(QPainter &painter, const QPainterPath &path, QColor fill, QColor edge)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(edge);
    painter.drawPath(path.translated(0, 1));
    painter.setBrush(fill);
    painter.drawPath(path);
}

} // namespace

QPainterPath bubbleOutline(const QRectF &r, bool first, bool last, bool tailRight)
{
    constexpr qreal outer = metrics::bubbleRadius;
    constexpr qreal inner = metrics::bubbleInnerRadius;
    // Radii for a bubble at the left: the two corners on the speaker's side change with the place in the
    // group.
    const qreal top = first ? outer : inner;
    const qreal bottom = last ? 0 : inner;
    QPainterPath path;
    path.moveTo(r.left() + top, r.top());
    path.lineTo(r.right() - outer, r.top());
    path.arcTo(r.right() - 2 * outer, r.top(), 2 * outer, 2 * outer, 90, -90);
    path.lineTo(r.right(), r.bottom() - outer);
    path.arcTo(r.right() - 2 * outer, r.bottom() - 2 * outer, 2 * outer, 2 * outer, 0, -90);
    if (last) {
        // 7 × 14 px: down from the side, out to the tip, back along the bottom.
        const QPointF o(r.left() - 7, r.bottom() - 14);
        path.lineTo(o + QPointF(0.9, 14));
        path.cubicTo(o + QPointF(0.3, 14), o + QPointF(0.2, 13.4), o + QPointF(0.7, 13.2));
        path.cubicTo(o + QPointF(4.6, 11.6), o + QPointF(7, 7.4), o + QPointF(7, 1));
        path.lineTo(r.left(), r.top() + top);
    } else {
        path.lineTo(r.left() + bottom, r.bottom());
        path.arcTo(r.left(), r.bottom() - 2 * bottom, 2 * bottom, 2 * bottom, 270, -90);
        path.lineTo(r.left(), r.top() + top);
    }
    path.arcTo(r.left(), r.top(), 2 * top, 2 * top, 180, -90);
    path.closeSubpath();
    if (!tailRight)
        return path;
    return QTransform(-1, 0, 0, 1, r.left() + r.right(), 0).map(path);
}

BubblePainter::BubblePainter(const UiContext &context, const TimelineStyle &style)
    : m_ui(context)
    , m_style(style)
    , m_media(context, style)
{
}

void BubblePainter::paint(QPainter &painter, QPoint at, const BubbleLayout &layout, const Look &look) const
{
    if (layout.isService()) {
        const QRectF pill(at, layout.bubble());
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_style.color(Token::ServiceFill));
        painter.drawRoundedRect(pill, 12, 12);
        layout.text().draw(painter, at + layout.textAt());
        if (look.focused)
            paintFocusRing(&painter, *m_style.theme, pill, 12, Token::BgChat);
        return;
    }
    paintBody(painter, at, layout, look);
    if (!layout.nameRect().isNull()) {
        painter.setFont(m_style.name);
        painter.setPen(look.nameColor);
        drawElided(&painter, layout.nameRect().translated(at).adjusted(0, 0, 2, 0), look.name,
            Qt::AlignLeft | Qt::AlignVCenter);
    }
    paintQuote(painter, at, layout, look);
    paintMedia(painter, at, layout, look);

    if (!layout.icon().isEmpty()) {
        const QRect box(
            at + QPoint(metrics::bubblePaddingX, layout.textAt().y()), QSize(20, m_style.messageLine));
        m_ui.icons->paint(&painter, layout.icon(), box, 20,
            m_style.color(look.own ? Token::TimeOut : Token::TextSecondary));
    }
    // Towers of combining marks stay inside their own bubble.
    painter.save();
    painter.setClipRect(QRect(at, layout.bubble()), Qt::IntersectClip);
    layout.text().draw(painter, at + layout.textAt(), look.selectedFrom, look.selectedTo,
        m_style.color(Token::Accent), m_style.color(Token::OnAccent));
    painter.restore();

    if (!layout.readMoreRect().isNull()) {
        painter.setFont(m_style.message);
        painter.setPen(m_style.color(look.own ? Token::LinkOut : Token::LinkIn));
        painter.drawText(layout.readMoreRect().translated(at), Qt::AlignLeft | Qt::AlignVCenter,
            QCoreApplication::translate("confab::Timeline", "Read more"));
    }
    paintMeta(painter, at, layout, look);
    paintChips(painter, at, layout, look);
    if (look.state == MessageState::Failed)
        paintFailure(painter, at, layout, look);
    if (look.focused)
        paintFocusRing(&painter, *m_style.theme, QRectF(at, layout.bubble()), 16, Token::BgChat);
}

void BubblePainter::paintBody(
    QPainter &painter, QPoint at, const BubbleLayout &layout, const Look &look) const
{
    const auto path = bubbleOutline(QRectF(at, layout.bubble()), look.first, look.last, look.right);
    fillWithEdge(painter, path, m_style.color(look.own ? Token::BubbleOut : Token::BubbleIn),
        m_style.color(Token::Edge));
}

void BubblePainter::paintMedia(
    QPainter &painter, QPoint at, const BubbleLayout &layout, const Look &look) const
{
    if (!layout.cardRect().isNull())
        m_media.paintCard(painter, at, layout, look.own);
    if (layout.media().isEmpty())
        return;
    MediaPainter::Look files;
    files.own = look.own;
    files.headed = !look.first || !layout.nameRect().isNull() || !layout.quoteRect().isNull();
    files.closed = !layout.overlayRect().isNull();
    files.focusedPart = look.focusedPart;
    files.media = look.media;
    files.played = look.played;
    m_media.paint(painter, at, layout, files);
}

void BubblePainter::paintQuote(
    QPainter &painter, QPoint at, const BubbleLayout &layout, const Look &look) const
{
    if (layout.quoteRect().isNull())
        return;
    const auto rect = layout.quoteRect().translated(at);
    painter.save();
    QPainterPath clip;
    clip.addRoundedRect(rect, metrics::quoteRadius, metrics::quoteRadius);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_style.color(look.own ? Token::QuoteOut : Token::QuoteIn));
    painter.drawPath(clip);
    painter.setClipRect(QRect(rect.left(), rect.top(), metrics::quoteBar, rect.height()), Qt::IntersectClip);
    painter.setBrush(look.quoteColor);
    painter.drawPath(clip);
    painter.restore();
    QRect lines = rect.adjusted(12, 3, -8, -3);
    if (const QRect picture = layout.quotePictureRect(); !picture.isNull()) {
        m_media.paintInline(painter, picture.translated(at), layout.quotePicture(), look.own);
        lines.setRight(picture.left() + at.x() - 8);
    }
    painter.setFont(m_style.name);
    painter.setPen(look.quoteColor);
    drawElided(&painter, QRect(lines.topLeft(), QSize(lines.width(), m_style.nameLine)), look.quoteName,
        Qt::AlignLeft | Qt::AlignVCenter);
    painter.setFont(m_style.quote);
    painter.setPen(m_style.color(look.own ? Token::TimeOut : Token::TextSecondary));
    drawElided(&painter,
        QRect(lines.left(), lines.top() + m_style.nameLine, lines.width(), m_style.quoteLine),
        layout.quoteText(), Qt::AlignLeft | Qt::AlignVCenter);
}

void BubblePainter::paintMeta(
    QPainter &painter, QPoint at, const BubbleLayout &layout, const Look &look) const
{
    const auto color = !layout.overlayRect().isNull() ? QColor(Qt::white)
                                                      : m_style.color(look.own ? Token::TimeOut : Token::TextSecondary);
    painter.setFont(m_style.meta);
    painter.setPen(color);
    painter.drawText(at + layout.metaBaseline(), layout.metaText());
    // A failed message keeps the empty box; its glyph is outside.
    if (look.own && look.state != MessageState::Failed)
        ticks::paint(&painter, *m_style.theme, look.state,
            at + QPoint(layout.tickLeft(), layout.metaBaseline().y()), color, 1, !layout.overlayRect().isNull());
}

void BubblePainter::paintChips(
    QPainter &painter, QPoint at, const BubbleLayout &layout, const Look &look) const
{
    for (size_t i = 0; i < layout.chips().size(); ++i) {
        const auto &chip = layout.chips()[i];
        const QRectF rect = chip.rect.translated(at);
        const qreal radius = rect.height() / 2;
        QPainterPath path;
        path.addRoundedRect(rect, radius, radius);
        const bool hovered = look.hoveredChip == int(i);
        const auto ground = chip.mine ? Token::Tint : hovered ? Token::BgHover : Token::BubbleIn;
        if (chip.mine) {
            painter.setBrush(m_style.color(ground));
            painter.setPen(QPen(m_style.color(Token::AccentText), 1.5));
            painter.drawRoundedRect(rect.adjusted(0.75, 0.75, -0.75, -0.75), radius - 0.75, radius - 0.75);
        } else {
            fillWithEdge(painter, path, m_style.color(ground), m_style.color(Token::Edge));
        }
        painter.setPen(m_style.color(chip.mine ? Token::TintText : Token::TextSecondary));
        QRectF text = rect.adjusted(chip.emoji.isEmpty() ? 8 : 7, 0, -7, 0);
        if (!chip.emoji.isEmpty()) {
            painter.setFont(m_style.chipEmoji);
            painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter, chip.emoji);
            text.adjust(chip.emojiWidth + 5, 0, 0, 0);
        }
        painter.setFont(m_style.chip);
        painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter, chip.count);
    }
}

void BubblePainter::paintFailure(
    QPainter &painter, QPoint at, const BubbleLayout &layout, const Look &look) const
{
    const int x = look.right ? at.x() - 28 : at.x() + layout.bubble().width() + 8;
    // 20 px instead of the list's 16, its middle 18 px above the lower edge.
    const qreal y = at.y() + layout.bubble().height() - 11.5;
    ticks::paint(
        &painter, *m_style.theme, MessageState::Failed, QPointF(x, y), m_style.color(Token::Danger), 1.25);
    painter.setFont(m_style.caption);
    painter.setPen(m_style.color(Token::Danger));
    painter.drawText(layout.captionRect().translated(at), Qt::AlignRight | Qt::AlignVCenter,
        QCoreApplication::translate("confab::Timeline", "Not sent · Try again"));
}

int BubblePainter::pillWidth(const QString &text) const
{
    return int(std::ceil(QFontMetricsF(m_style.pill).horizontalAdvance(text))) + 24;
}

void BubblePainter::paintPill(
    QPainter &painter, QRect viewport, int top, const QString &text, qreal opacity) const
{
    if (opacity <= 0)
        return;
    const int width = pillWidth(text);
    const QRect rect(viewport.left() + (viewport.width() - width) / 2, top, width, m_style.pillHeight);
    painter.save();
    painter.setOpacity(opacity);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_style.color(Token::ServiceFill));
    painter.drawRoundedRect(rect, 12, 12);
    painter.setFont(m_style.pill);
    painter.setPen(m_style.color(Token::ServiceText));
    painter.drawText(rect, Qt::AlignCenter, text);
    painter.restore();
}

void BubblePainter::paintUnreadBar(QPainter &painter, QRect bar, int count) const
{
    painter.fillRect(bar.adjusted(0, bar.height(), 0, 1), m_style.color(Token::Edge));
    painter.fillRect(bar, m_style.color(Token::BgPanel));
    auto font = m_style.pill;
    font.setPixelSize(m_style.px(13));
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(m_style.color(Token::AccentText));
    painter.drawText(bar, Qt::AlignCenter,
        count == 1 ? QCoreApplication::translate("confab::Timeline", "1 unread message")
                   : QCoreApplication::translate("confab::Timeline", "%n unread messages", nullptr, count));
}

void BubblePainter::paintSkeleton(QPainter &painter, QRect viewport) const
{
    struct Shape {
        bool right;
        int width, height;
    };
    static constexpr std::array shapes{Shape{false, 260, 37}, Shape{false, 180, 57}, Shape{true, 300, 37},
        Shape{true, 140, 37}, Shape{false, 320, 77}, Shape{true, 220, 57}, Shape{false, 150, 37}};
    painter.save();
    painter.setOpacity(0.55);
    int y = viewport.bottom() - 16;
    for (size_t i = 0; y > viewport.top(); i = (i + 1) % shapes.size()) {
        const auto &shape = shapes[i];
        const int width = std::min(shape.width, viewport.width() - 80);
        y -= shape.height + 8;
        const int x = shape.right ? viewport.right() - 16 - width : viewport.left() + 16;
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_style.color(shape.right ? Token::BubbleOut : Token::BubbleIn));
        painter.drawPath(bubbleOutline(QRectF(x, y, width, shape.height), true, true, shape.right));
    }
    painter.restore();
}

} // namespace confab
