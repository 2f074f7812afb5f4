#include "ui/common/labels.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QTextLayout>

namespace confab {

namespace {

constexpr QChar emojiStyle(0xFE0F); // asks that the character before it be drawn as an emoji

// Many text fonts hold a black heart or star; where the text asks for the emoji, the emoji font has to come first.
QList<QTextLayout::FormatRange> emojiRanges(const QString &text, const QFont &font)
{
    QList<QTextLayout::FormatRange> ranges;
    const QStringList families = font.families();
    for (qsizetype at = text.indexOf(emojiStyle, 1); at > 0 && families.size() > 1; at = text.indexOf(emojiStyle, at + 1)) {
        QTextLayout::FormatRange range {int(at - 1), 2, {}};
        range.format.setFontFamilies({families.last()});
        range.format.setFontWeight(QFont::Normal);
        ranges.append(range);
    }
    return ranges;
}

// One line with emoji in it, at the leading or trailing edge or the middle of `rect`. Returns its width.
int drawLayout(QPainter *painter, const QRect &rect, const QString &text, Qt::Alignment alignment)
{
    const QFont font = painter->font();
    QTextLayout layout(text, font, painter->device());
    layout.setFormats(emojiRanges(text, font));
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(rect.width() * 2); // wide enough: it was elided before
    layout.endLayout();
    const qreal width = line.naturalTextWidth();
    const QFontMetricsF fm(font, painter->device());
    qreal x = rect.left();
    if (alignment & Qt::AlignRight)
        x = rect.right() + 1 - width;
    else if (alignment & Qt::AlignHCenter)
        x = rect.center().x() - width / 2;
    const qreal left = line.cursorToX(0) < line.cursorToX(int(text.size())) ? 0 : rect.width() * 2 - width;
    line.draw(painter, QPointF(x - left, rect.top() + (rect.height() - fm.height()) / 2 + fm.ascent() - line.ascent()));
    return std::min(qCeil(width), rect.width());
}

} // namespace

int drawElided(QPainter *painter, const QRect &rect, const QString &text, Qt::Alignment alignment)
{
    if (text.isEmpty() || rect.width() <= 0)
        return 0;
    const QFontMetrics fm(painter->font(), painter->device());
    const bool emoji = text.indexOf(emojiStyle) > 0;
    const QString shown = fm.elidedText(text, Qt::ElideRight, emoji ? rect.width() - fm.height() / 2 : rect.width());
    // The alignment means the widget's direction, not the text's: a right-to-left name in a left-to-right list keeps
    // its place beside the avatar.
    alignment = QStyle::visualAlignment(painter->layoutDirection(), alignment) | Qt::AlignAbsolute;
    if (emoji)
        return drawLayout(painter, rect, shown, alignment);
    const Qt::LayoutDirection direction = painter->layoutDirection();
    painter->setLayoutDirection(text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight); // where its "…" and "." belong
    painter->drawText(rect, int(alignment) | Qt::TextSingleLine | Qt::TextDontClip, shown);
    painter->setLayoutDirection(direction);
    return std::min(fm.horizontalAdvance(shown), rect.width());
}

Label::Label(const UiContext &context, TextRole role, Token color, const QString &text, QWidget *parent)
    : QWidget(parent)
    , m_theme(context.theme)
    , m_role(role)
    , m_color(color)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setText(text);
    connect(m_theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void Label::setText(const QString &text)
{
    if (m_text == text)
        return;
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

void Label::setElided(bool elided)
{
    m_elided = elided;
    QSizePolicy policy(QSizePolicy::Preferred, elided ? QSizePolicy::Fixed : QSizePolicy::Preferred);
    policy.setHeightForWidth(!elided);
    setSizePolicy(policy);
    updateGeometry();
}

void Label::setColor(Token color)
{
    m_color = color;
    update();
}

void Label::setAlignment(Qt::Alignment alignment)
{
    m_alignment = alignment;
    update();
}

namespace {

struct Lines {
    QTextLayout layout;
    qreal height = 0;
    qreal width = 0;
};

void layOut(Lines &lines, const QString &text, const QFont &font, int width, int lineHeight, Qt::Alignment alignment,
    Qt::LayoutDirection direction)
{
    // The text runs in its own direction; its lines stand where the widget's direction wants them.
    QTextOption option(QStyle::visualAlignment(direction, alignment & Qt::AlignHorizontal_Mask) | Qt::AlignAbsolute);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    lines.layout.setText(QString(text).replace('\n', QChar::LineSeparator));
    lines.layout.setFont(font);
    lines.layout.setTextOption(option);
    lines.layout.beginLayout();
    for (QTextLine line = lines.layout.createLine(); line.isValid(); line = lines.layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, lines.height + (lineHeight - line.height()) / 2});
        lines.height += lineHeight;
        lines.width = std::max(lines.width, line.naturalTextWidth());
    }
    lines.layout.endLayout();
}

} // namespace

QSize Label::sizeHint() const
{
    const int lineHeight = m_theme->lineHeight(m_role);
    if (m_text.isEmpty())
        return {0, lineHeight};
    const QFontMetrics fm(m_theme->font(m_role));
    const int natural = fm.size(0, m_text).width() + 1;
    if (m_elided)
        return {natural, lineHeight};
    const int width = std::min(natural, m_theme->px(360));
    return {width, heightForWidth(width)};
}

QSize Label::minimumSizeHint() const
{
    const int lineHeight = m_theme->lineHeight(m_role);
    return {std::min(sizeHint().width(), 40), lineHeight};
}

int Label::heightForWidth(int width) const
{
    Lines lines;
    layOut(lines, m_text, m_theme->font(m_role), std::max(width, 1), m_theme->lineHeight(m_role), m_alignment,
        layoutDirection());
    return std::max(qCeil(lines.height), m_theme->lineHeight(m_role));
}

void Label::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setLayoutDirection(layoutDirection());
    painter.setFont(m_theme->font(m_role));
    painter.setPen(m_theme->color(isEnabled() ? m_color : Token::Placeholder));
    if (m_elided) {
        const int used = drawElided(&painter, rect(), m_text, (m_alignment & Qt::AlignHorizontal_Mask) | Qt::AlignVCenter);
        const bool cut = QFontMetrics(painter.font()).horizontalAdvance(m_text) > used + 1;
        if (cut != !toolTip().isEmpty())
            QMetaObject::invokeMethod(this, [this, cut] { setToolTip(cut ? m_text : QString()); }, Qt::QueuedConnection);
        return;
    }
    Lines lines;
    layOut(lines, m_text, painter.font(), width(), m_theme->lineHeight(m_role), m_alignment, layoutDirection());
    qreal y = 0;
    if (m_alignment & Qt::AlignVCenter)
        y = (height() - lines.height) / 2;
    else if (m_alignment & Qt::AlignBottom)
        y = height() - lines.height;
    lines.layout.draw(&painter, {0, y});
}

Divider::Divider(const UiContext &context, Qt::Orientation orientation, QWidget *parent)
    : QWidget(parent)
    , m_theme(context.theme)
{
    if (orientation == Qt::Horizontal)
        setFixedHeight(1);
    else
        setFixedWidth(1);
    connect(m_theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Divider::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), m_theme->color(Token::Divider));
}

Panel::Panel(const UiContext &context, Token ground, QWidget *parent)
    : QWidget(parent)
    , m_theme(context.theme)
    , m_ground(ground)
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    connect(m_theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Panel::setGround(Token ground)
{
    m_ground = ground;
    update();
}

void Panel::setEdge(Qt::Edge edge)
{
    m_edge = edge;
    setContentsMargins(edge == Qt::LeftEdge, edge == Qt::TopEdge, edge == Qt::RightEdge, edge == Qt::BottomEdge);
    update();
}

void Panel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme->color(m_ground));
    const QColor line = m_theme->color(Token::Divider);
    if (m_edge == Qt::LeftEdge)
        painter.fillRect(0, 0, 1, height(), line);
    else if (m_edge == Qt::RightEdge)
        painter.fillRect(width() - 1, 0, 1, height(), line);
    else if (m_edge == Qt::TopEdge)
        painter.fillRect(0, 0, width(), 1, line);
    else if (m_edge == Qt::BottomEdge)
        painter.fillRect(0, height() - 1, width(), 1, line);
}

} // namespace confab
