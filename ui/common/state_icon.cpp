#include "ui/common/state_icon.h"

#include "ui/common/icons.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace confab {

StateIcon::StateIcon(const UiContext &context, int side, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
{
    setFixedSize(side, side);
    connect(m_ui.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void StateIcon::setIcon(const QString &name, Token color)
{
    m_icon = name;
    m_color = color;
    update();
}

void StateIcon::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto color = m_ui.theme->color(m_color);
    painter.setPen(Qt::NoPen);
    painter.setBrush(mix(color, m_ui.theme->color(Token::BgWindow), 0.14));
    painter.drawEllipse(rect());
    m_ui.icons->paint(&painter, m_icon, rect(), width() / 2, color);
}

} // namespace confab
