#include "ui/composer/mic_button.h"

#include "ui/common/icons.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QPainter>

namespace confab {

MicButton::MicButton(const UiContext &context, QWidget *parent)
    : ButtonBase(context, parent)
{
    setFixedSize(sizeHint());
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(tr("Record a voice message"));
    setToolTip(tr("Click to record, or hold and let go to send"));
}

void MicButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto &theme = *m_ui.theme;
    const QRectF disc(2, 2, 40, 40);
    if (isDown() || hovered()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(isDown() ? Token::Tint : Token::BgHover));
        painter.drawEllipse(disc);
    }
    m_ui.icons->paint(&painter, QStringLiteral("mic"), disc, 24, theme.color(isEnabled() ? Token::Icon : Token::Placeholder));
    if (focusVisible(this))
        paintFocusRing(&painter, theme, disc, 20, Token::BgPanel);
}

void MicButton::mousePressEvent(QMouseEvent *event)
{
    ButtonBase::mousePressEvent(event);
    if (event->button() != Qt::LeftButton)
        return;
    m_held.start();
    emit recordWanted();
}

void MicButton::mouseReleaseEvent(QMouseEvent *event)
{
    ButtonBase::mouseReleaseEvent(event);
    if (event->button() != Qt::LeftButton || !m_held.isValid())
        return;
    const bool held = m_held.elapsed() >= holdTime;
    m_held.invalidate();
    emit letGo();
    if (held)
        rect().adjusted(-24, -24, 24, 24).contains(event->pos()) ? emit heldEnough() : emit letGoBeside();
}

void MicButton::keyPressEvent(QKeyEvent *event)
{
    if (!event->isAutoRepeat() && (event->key() == Qt::Key_Space || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter))
        emit recordWanted();
    else
        ButtonBase::keyPressEvent(event);
}

} // namespace confab
