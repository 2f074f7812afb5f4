#include "ui/settings/accent_dot.h"

#include "ui/common/icons.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace confab {
namespace {

constexpr int disc = 32;
constexpr int room = 40; //!< with the ring of the chosen one

} // namespace

AccentDot::AccentDot(const UiContext &context, Accent accent, const QString &name, QWidget *parent)
    : ButtonBase(context, parent)
    , m_accent(accent)
{
    setAccessibleName(name);
    setToolTip(name);
    setCheckable(true);
    setAutoExclusive(true);
    setCursor(Qt::PointingHandCursor);
    setFixedSize(sizeHint());
}

QSize AccentDot::sizeHint() const { return {room, room}; }

void AccentDot::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = *m_ui.theme;
    // High contrast has one accent of its own; the choice waits for another theme.
    const Scheme scheme = theme.scheme() == Scheme::Contrast ? Scheme::Dark : theme.scheme();
    QRectF box(0, 0, disc, disc);
    box.moveCenter(QRectF(rect()).center());
    painter.setPen(Qt::NoPen);
    painter.setBrush(colorOf(Token::Accent, scheme, m_accent));
    painter.drawEllipse(box);
    if (isChecked())
        m_ui.icons->paint(&painter, QStringLiteral("check"), rect(), 20, colorOf(Token::OnAccent, scheme));
    if (isChecked() || hovered()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.color(isChecked() ? Token::TextPrimary : Token::Icon), isChecked() ? 2 : 1));
        painter.drawEllipse(box.adjusted(-3, -3, 3, 3));
    }
    if (focusVisible(this))
        paintFocusRing(&painter, theme, QRectF(rect()).adjusted(3, 3, -3, -3), room / 2.0 - 3, Token::BgPanel);
}

} // namespace confab
