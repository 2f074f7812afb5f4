#include "ui/settings/nav_row.h"

#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyle>

namespace confab {

NavRow::NavRow(const UiContext &context, const QString &icon, const QString &text, QWidget *parent)
    : ButtonBase(context, parent)
    , m_icon(icon)
{
    setText(text);
    setAccessibleName(text);
    setCheckable(true);
    setAutoExclusive(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void NavRow::setDanger()
{
    m_danger = true;
    setCheckable(false);
    setAutoExclusive(false);
}

void NavRow::setValue(const QString &value)
{
    m_value = value;
    setAccessibleName(value.isEmpty() ? text() : QStringLiteral("%1, %2").arg(text(), value));
    update();
}

QSize NavRow::sizeHint() const { return {240, std::max(44, m_ui.theme->px(20) + 24)}; }

void NavRow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        ButtonBase::keyPressEvent(event); // the arrows move within the exclusive group
}

void NavRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto &theme = *m_ui.theme;
    const auto place = [this](const QRect &r) { return QStyle::visualRect(layoutDirection(), rect(), r); };
    if (isChecked() || hovered() || isDown()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(isChecked() ? Token::RowSelected : Token::BgHover));
        painter.drawRoundedRect(rect(), metrics::rowRadius, metrics::rowRadius);
    }
    const auto ink = theme.color(m_danger ? Token::Danger : isChecked() ? Token::RowSelectedText : Token::TextPrimary);
    m_ui.icons->paint(
        &painter, m_icon, place({12, 0, 24, height()}), 24, isChecked() || m_danger ? ink : theme.color(Token::Icon));
    int right = width() - 12;
    if (!m_value.isEmpty()) {
        painter.setFont(theme.font(TextRole::Small));
        painter.setPen(theme.color(isChecked() ? Token::RowSelectedSecondary : Token::TextSecondary));
        const int wide = QFontMetrics(painter.font()).horizontalAdvance(m_value);
        painter.drawText(
            place({right - wide, 0, wide, height()}), Qt::AlignCenter | Qt::TextDontClip, m_value);
        right -= wide + 8;
    }
    painter.setFont(theme.font(TextRole::Body));
    painter.setPen(ink);
    drawElided(&painter, place({50, 0, right - 50, height()}), text());
    if (focusVisible(this))
        paintFocusRing(&painter, theme, QRectF(rect()).adjusted(3, 3, -3, -3), 6,
            isChecked() ? Token::RowSelected : Token::BgWindow);
}

} // namespace confab
