#include "ui/settings/choice_row.h"

#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyle>

namespace confab {

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
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize ChoiceRow::sizeHint() const
{
    const int text = m_ui.theme->px(20) + (m_description.isEmpty() ? 0 : m_ui.theme->px(18));
    return {240, std::max(40, text + 16)};
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
    const int second = m_description.isEmpty() ? 0 : theme.px(18);
    const int top = (height() - line - second) / 2;
    paintRadio(&painter, theme, place({8, top + (line - 16) / 2, 16, 16}), isChecked());
    painter.setFont(theme.font(TextRole::Body));
    painter.setPen(theme.color(Token::TextPrimary));
    drawElided(&painter, place({36, top, width() - 44, line}), text());
    if (second) {
        painter.setFont(theme.font(TextRole::Small));
        painter.setPen(theme.color(Token::TextSecondary));
        drawElided(&painter, place({36, top + line, width() - 44, second}), m_description);
    }
    painter.setOpacity(1);
    if (focusVisible(this))
        paintFocusRing(&painter, theme, QRectF(rect()).adjusted(3, 3, -3, -3), 6, Token::BgPanel);
}

} // namespace confab
