#include "ui/timeline/jump_button.h"

#include "ui/common/icons.h"
#include "ui/common/shadow.h"
#include "ui/theme/animation_clock.h"
#include "ui/theme/theme.h"

#include <QAbstractScrollArea>
#include <QCoreApplication>
#include <QPainter>
#include <QWheelEvent>

namespace confab {
namespace {

constexpr int margin = 8; //!< around the disc, for its shadow
constexpr int badgeRise = 10; //!< how far the badge stands over the disc

} // namespace

JumpButton::JumpButton(const UiContext &context, QWidget *parent)
    : ButtonBase(context, parent)
{
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    resize(sizeHint());
    hide();
    setCount(0);
    setToolTip(
        tr("Newest message (%1)").arg(QKeySequence(Qt::CTRL | Qt::Key_J).toString(QKeySequence::NativeText)));
}

QSize JumpButton::sizeHint() const
{
    return {metrics::jumpButton + 2 * margin, metrics::jumpButton + 2 * margin + badgeRise};
}

void JumpButton::setCount(int count)
{
    setAccessibleName(count > 0 ? tr("Scroll to the newest message, %n unread below", nullptr, count)
                                : tr("Scroll to the newest message"));
    if (m_count == count)
        return;
    m_count = count;
    update();
}

void JumpButton::setShown(bool shown)
{
    if (m_shown == shown)
        return;
    m_shown = shown;
    m_ui.motion->stop(m_run);
    if (shown)
        show();
    const qreal from = m_opacity;
    m_run = m_ui.motion->run(this, metrics::fadeTime, [this, from, shown](qreal t) {
        m_opacity = from + ((shown ? 1 : 0) - from) * t;
        if (!shown && t >= 1)
            hide();
        update();
    });
}

void JumpButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(m_opacity);
    const QRectF disc(margin, margin + badgeRise, metrics::jumpButton, metrics::jumpButton);
    const auto &theme = *m_ui.theme;
    paintShadow(&painter, disc, disc.height() / 2, 5, 1, theme.color(Token::Shadow));
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(hovered() || isDown() ? Token::BgHover : Token::BubbleIn));
    painter.drawEllipse(disc);
    m_ui.icons->paint(&painter, QStringLiteral("chevdown"), disc, 24, theme.color(Token::Icon));
    if (focusVisible(this))
        paintFocusRing(&painter, theme, disc, disc.height() / 2, Token::BgChat);
    if (m_count <= 0)
        return;
    const auto text = m_count > 999 ? QStringLiteral("999+") : QLocale().toString(m_count);
    painter.setFont(theme.font(TextRole::Badge));
    const int width = std::max(
        metrics::badgeHeight, painter.fontMetrics().horizontalAdvance(text) + 2 * metrics::badgePadding);
    const QRectF badge(disc.center().x() - width / 2.0, disc.top() - badgeRise, width, metrics::badgeHeight);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Token::BgChat));
    painter.drawRoundedRect(badge.adjusted(-2, -2, 2, 2), 12, 12);
    painter.setBrush(theme.color(Token::Badge));
    painter.drawRoundedRect(badge, 10, 10);
    painter.setPen(theme.color(Token::OnBadge));
    painter.drawText(badge, Qt::AlignCenter, text);
}

void JumpButton::wheelEvent(QWheelEvent *event)
{
    // A scroll area takes wheels through its viewport only.
    if (auto *area = qobject_cast<QAbstractScrollArea *>(parentWidget()))
        QCoreApplication::sendEvent(area->viewport(), event);
}

} // namespace confab
