#include "ui/settings/text_preview.h"

#include "ui/common/avatar_painter.h"
#include "ui/common/tick_painter.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QTextLayout>

namespace confab {

namespace {

constexpr int side = 16;
constexpr int top = 14;

QPainterPath bubbleShape(const QRectF &r, bool own)
{
    QPainterPath path;
    path.addRoundedRect(r, metrics::bubbleRadius, metrics::bubbleRadius);
    QPainterPath tail;
    const qreal x = own ? r.right() : r.left();
    const qreal out = own ? 7 : -7;
    const qreal in = own ? -16 : 16;
    tail.moveTo(x + in, r.bottom() - 16);
    tail.lineTo(x, r.bottom() - 14);
    tail.cubicTo(x, r.bottom() - 7.5, x + out * 0.4, r.bottom() - 2.6, x + out, r.bottom() - 0.8);
    tail.lineTo(x + out, r.bottom());
    tail.lineTo(x + in, r.bottom());
    tail.closeSubpath();
    return path.united(tail);
}

} // namespace

TextPreview::TextPreview(const UiContext &context, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
    , m_scale(context.theme->scalePercent())
{
    m_bubbles = {
        {QStringLiteral("Amina Diallo"),
            tr("The tide is high at eight. Shall we start with the small boats? 🚣"), QStringLiteral("14:36")},
        {{}, tr("Yes, and the drums after."), QStringLiteral("14:37")},
    };
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(tr("Preview of the text size"));
    connect(m_ui.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void TextPreview::setScale(int percent)
{
    m_scale = percent;
    updateGeometry();
    update();
}

QFont TextPreview::font(TextRole role) const
{
    auto font = m_ui.theme->font(role);
    font.setPointSizeF(font.pointSizeF() * m_scale / m_ui.theme->scalePercent());
    return font;
}

int TextPreview::line(TextRole role) const { return qRound(textStyle(role).lineHeight * m_scale / 100.0); }

int TextPreview::metaWidth(const Bubble &bubble) const
{
    const int ticks = bubble.sender.isEmpty() ? qRound(24 * m_scale / 100.0) : 0;
    return 10 + QFontMetrics(font(TextRole::Meta)).horizontalAdvance(bubble.time) + ticks;
}

int TextPreview::place(QPainter *painter, const Bubble &bubble, int y, int width) const
{
    const auto &theme = *m_ui.theme;
    const bool own = bubble.sender.isEmpty();
    const int lineHeight = line(TextRole::Message);
    const int room =
        std::max(80, width - 2 * side - (own ? 0 : metrics::gutter) - 2 * metrics::bubblePaddingX);
    QTextLayout layout(bubble.text, font(TextRole::Message));
    layout.beginLayout();
    int height = 0;
    qreal widest = 0;
    qreal lastWidth = 0;
    for (auto text = layout.createLine(); text.isValid(); text = layout.createLine()) {
        text.setLineWidth(room);
        text.setPosition({0, height + (lineHeight - text.height()) / 2});
        height += lineHeight;
        lastWidth = text.naturalTextWidth();
        widest = std::max(widest, lastWidth);
    }
    layout.endLayout();
    const int meta = metaWidth(bubble);
    if (lastWidth + meta > room)
        height += line(TextRole::Meta);
    else
        widest = std::max(widest, lastWidth + meta);
    const int name = own ? 0 : line(TextRole::SenderName) + 1;
    const int inner = int(std::ceil(std::max<qreal>(widest, 72)));
    const QRect box(
        own ? width - side - inner - 24 : side + metrics::gutter, y, inner + 24, height + name + 15);
    if (!painter)
        return box.bottom() + 1;

    painter->setPen(Qt::NoPen);
    painter->setBrush(theme.color(Token::Edge));
    painter->drawPath(bubbleShape(QRectF(box).translated(0, 1), own));
    painter->setBrush(theme.color(own ? Token::BubbleOut : Token::BubbleIn));
    painter->drawPath(bubbleShape(box, own));
    const int left = box.left() + metrics::bubblePaddingX;
    int textTop = box.top() + metrics::bubblePaddingTop;
    if (!own) {
        painter->setFont(font(TextRole::SenderName));
        painter->setPen(theme.color(Token::Name1));
        painter->drawText(QRect(left, textTop, inner, name), Qt::AlignLeft | Qt::AlignVCenter, bubble.sender);
        AvatarSpec avatar;
        avatar.initials = initialsOf(bubble.sender);
        avatar.color = Token::Name1;
        m_ui.avatars->paint(painter, QRectF(side, box.bottom() - 33, 34, 34), avatar);
        textTop += name;
    }
    painter->setPen(theme.color(Token::TextPrimary));
    layout.draw(painter, QPointF(left, textTop));
    const auto color = theme.color(own ? Token::TimeOut : Token::TextSecondary);
    painter->setFont(font(TextRole::Meta));
    painter->setPen(color);
    const qreal baseline =
        textTop + height - lineHeight / 2.0 + QFontMetricsF(font(TextRole::Message)).ascent() / 2 - 1;
    const qreal x = left + inner - meta + 10;
    painter->drawText(QPointF(x, baseline), bubble.time);
    if (own) {
        const qreal at =
            x + QFontMetrics(painter->font()).horizontalAdvance(bubble.time) + 4 * m_scale / 100.0;
        ticks::paint(painter, theme, MessageState::Read, {at, baseline}, color, m_scale / 100.0);
    }
    return box.bottom() + 1;
}

int TextPreview::heightForWidth(int width) const
{
    int y = top + metrics::groupGap;
    for (const auto &bubble : m_bubbles)
        y = place(nullptr, bubble, y, width) + metrics::groupGap;
    return y + 8;
}

QSize TextPreview::sizeHint() const
{
    const int wide = width() > 100 ? width() : 400;
    return {wide, heightForWidth(wide)};
}

void TextPreview::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_ui.theme->color(Token::BgChat));
    painter.drawRoundedRect(rect(), 10, 10);
    int y = top + metrics::groupGap;
    for (const auto &bubble : m_bubbles)
        y = place(&painter, bubble, y, width()) + metrics::groupGap;
}

} // namespace confab
