#include "ui/composer/send_button.h"

#include "ui/common/icons.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace confab {

SendButton::SendButton(const UiContext &context, QWidget *parent)
    : ButtonBase(context, parent)
{
    setFixedSize(sizeHint());
    setFocusPolicy(Qt::TabFocus);
    setEditing(false);
}

void SendButton::setEditing(bool editing)
{
    m_editing = editing;
    setAccessibleName(editing ? tr("Save the edit") : tr("Send"));
    update();
}

void SendButton::changeEvent(QEvent *event)
{
    ButtonBase::changeEvent(event);
    if (event->type() == QEvent::EnabledChange)
        update();
}

void SendButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto &theme = *m_ui.theme;
    const QRectF disc(2, 2, 40, 40);
    const auto icon = m_editing ? QStringLiteral("check") : QStringLiteral("send");
    const bool mirrored = isRightToLeft() && !m_editing;
    if (isEnabled()) {
        auto fill = theme.color(Token::Accent);
        if (isDown() || hovered())
            fill = mix(Qt::black, fill, isDown() ? 0.2 : 0.1);
        painter.setPen(Qt::NoPen);
        painter.setBrush(fill);
        painter.drawEllipse(disc);
    }
    m_ui.icons->paint(
        &painter, icon, disc, 24, theme.color(isEnabled() ? Token::OnAccent : Token::Placeholder), mirrored);
    if (focusVisible(this))
        paintFocusRing(&painter, theme, disc, 20, Token::BgPanel);
}

} // namespace confab
