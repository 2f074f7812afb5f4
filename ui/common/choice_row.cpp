#include "ui/common/choice_row.h"

#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyle>

namespace confab {

namespace {
constexpr int left = 36; // of the text
}

ChoiceRow::ChoiceRow(
    const UiContext &context, const QString &text, const QString &description, QWidget *parent)
    : ButtonBase(context, parent)
    , m_description(description)
{
    setText(text);
    setAccessibleName(text);
    setAccessibleDescription(description);
    setCheckable(true);
    setAutoExclusive(true);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void ChoiceRow::setDescription(const QString &text)
{
    m_description = text;
    setAccessibleDescription(text);
    updateGeometry();
    update();
}

int ChoiceRow::describedHeight(int width) const
{
    if (m_description.isEmpty())
        return 0;
    const QFontMetrics metrics(m_ui.theme->font(TextRole::Small));
    const QRect room(0, 0, std::max(40, width - left - 8), 10'000);
    return std::max(m_ui.theme->px(18), metrics.boundingRect(room, Qt::TextWordWrap, m_description).height());
}

int ChoiceRow::heightForWidth(int width) const
{
    return std::max(40, m_ui.theme->px(20) + describedHeight(width) + 16);
}

QSize ChoiceRow::sizeHint() const
{
    return {240, heightForWidth(width() > 0 ? width() : 240)};
}

void ChoiceRow::paintRadio(QPainter *painter, const Theme &theme, const QRectF &box, bool on)
{
    painter->setBrush(Qt::NoBrush);
    const qreal pen = on ? 5 : 1.5;
    painter->setPen(QPen(theme.color(on ? Token::AccentText : Token::Icon), pen));
    painter->drawEllipse(box.adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2));
}

void ChoiceRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto &theme = *m_ui.theme;
    const auto place = [this](const QRect &r) { return QStyle::visualRect(layoutDirection(), rect(), r); };
    if (hovered() && isEnabled()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(Token::BgHover));
        painter.drawRoundedRect(rect(), 8, 8);
    }
    painter.setOpacity(isEnabled() ? 1 : 0.55);
    const int line = theme.px(20);
    const int second = describedHeight(width());
    const int top = (height() - line - second) / 2;
    paintRadio(&painter, theme, place({8, top + (line - 16) / 2, 16, 16}), isChecked());
    painter.setFont(theme.font(TextRole::Body));
    painter.setPen(theme.color(Token::TextPrimary));
    drawElided(&painter, place({left, top, width() - left - 8, line}), text());
    if (second) {
        painter.setFont(theme.font(TextRole::Small));
        painter.setPen(theme.color(Token::TextSecondary));
        painter.setLayoutDirection(layoutDirection());
        painter.drawText(place({left, top + line, width() - left - 8, second}),
            Qt::TextWordWrap | Qt::AlignTop | Qt::AlignLeading, m_description);
    }
    painter.setOpacity(1);
    if (focusVisible(this))
        paintFocusRing(&painter, theme, QRectF(rect()).adjusted(3, 3, -3, -3), 6, Token::BgPanel);
}

} // namespace confab
