#include "ui/vault/work_bar.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>

namespace confab {

namespace {
constexpr int thick = 6;
constexpr int period = 1600; // ms
constexpr qreal piece = 0.3;
} // namespace

WorkBar::WorkBar(const UiContext &context, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
{
    setFixedHeight(thick);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setShare(-1);
    connect(m_ui.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void WorkBar::setShare(qreal share)
{
    m_share = std::min<qreal>(share, 1);
    setAccessibleName(m_share < 0 ? tr("Working") : tr("%1 percent done").arg(int(m_share * 100)));
    wander();
    update();
}

void WorkBar::wander()
{
    const bool wanted = m_share < 0 && isVisible();
    if (!wanted) {
        m_ui.motion->stop(m_loop);
        m_loop = 0;
    } else if (!m_loop) {
        m_loop = m_ui.motion->loop(this, period, [this](qreal phase) {
            m_phase = phase;
            update();
        });
    }
}

void WorkBar::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    wander();
}

void WorkBar::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    wander();
}

void WorkBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    QPainterPath track;
    track.addRoundedRect(rect(), thick / 2.0, thick / 2.0);
    painter.fillPath(track, m_ui.theme->color(Token::Track));
    const bool known = m_share >= 0;
    const qreal from = known ? 0 : width() * (m_phase * (1 + piece) - piece);
    const qreal length = known ? std::max<qreal>(m_share > 0 ? thick : 0, width() * m_share) : width() * piece;
    const qreal left = layoutDirection() == Qt::RightToLeft ? width() - from - length : from;
    painter.setClipPath(track);
    painter.setBrush(m_ui.theme->color(Token::AccentText));
    painter.drawRoundedRect(QRectF(left, 0, length, thick), thick / 2.0, thick / 2.0);
}

} // namespace confab
