#include "ui/vault/vault_picture.h"

#include "ui/common/icons.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace confab {

namespace {

constexpr QPointF middle(52, 42); // of the shield

//! The shield of the icon set, in a box of 64×76.
QPainterPath shield(QPointF at, qreal scale)
{
    QPainterPath path;
    path.moveTo(0, -38);
    path.lineTo(-30, -27.5);
    path.lineTo(-30, -3);
    path.cubicTo(-30, 15.5, -18, 31, 0, 38);
    path.cubicTo(18, 31, 30, 15.5, 30, -3);
    path.lineTo(30, -27.5);
    path.closeSubpath();
    return QTransform::fromTranslate(at.x(), at.y()).scale(scale, scale).map(path);
}

void paintLock(QPainter *p, const QColor &metal, const QColor &hole)
{
    p->setBrush(Qt::NoBrush);
    p->setPen(QPen(metal, 4, Qt::SolidLine, Qt::RoundCap));
    QPainterPath shackle;
    shackle.moveTo(middle + QPointF(-8, -2));
    shackle.lineTo(middle + QPointF(-8, -8));
    shackle.arcTo(QRectF(middle.x() - 8, middle.y() - 16, 16, 16), 180, -180);
    shackle.lineTo(middle + QPointF(8, -2));
    p->drawPath(shackle);
    p->setPen(Qt::NoPen);
    p->setBrush(metal);
    p->drawRoundedRect(QRectF(middle.x() - 14, middle.y() - 4, 28, 21), 5, 5);
    p->setBrush(hole);
    p->drawEllipse(middle + QPointF(0, 4), 3, 3);
    p->drawRoundedRect(QRectF(middle.x() - 1.25, middle.y() + 5, 2.5, 6.5), 1.25, 1.25);
}

struct Badge {
    const char *icon;
    Token fill;
    Token ink;
};

Badge badgeOf(VaultPicture::Mark mark)
{
    switch (mark) {
    case VaultPicture::Mark::Key:
        return {"key", Token::Tint, Token::TintText};
    case VaultPicture::Mark::Locked:
        return {"lock", Token::WarnFill, Token::WarnText};
    case VaultPicture::Mark::Trouble:
        return {"alert", Token::Danger, Token::OnDanger};
    case VaultPicture::Mark::Moving:
        return {"refresh", Token::Tint, Token::TintText};
    case VaultPicture::Mark::Done:
        return {"check", Token::Online, Token::BgWindow};
    case VaultPicture::Mark::None:
        break;
    }
    return {nullptr, Token::Tint, Token::TintText};
}

} // namespace

VaultPicture::VaultPicture(const UiContext &context, Mark mark, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
    , m_mark(mark)
{
    setFixedSize(104, 92);
    connect(m_ui.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void VaultPicture::setMark(Mark mark)
{
    m_mark = mark;
    update();
}

void VaultPicture::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto &theme = *m_ui.theme;
    const auto color = [&](Token token) { return theme.color(token); };
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(Token::Tint));
    painter.drawPath(shield(middle, 1));
    // The inner rim, as the icon's line.
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color(Token::AccentText), 2.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(shield(middle, 0.94));
    paintLock(&painter, color(Token::AccentText), color(Token::Tint));
    const Badge badge = badgeOf(m_mark);
    if (!badge.icon)
        return;
    const QRectF disc(62, 54, 30, 30);
    painter.setPen(QPen(color(Token::BgWindow), 3));
    painter.setBrush(color(badge.fill));
    painter.drawEllipse(disc.adjusted(-1.5, -1.5, 1.5, 1.5));
    m_ui.icons->paint(&painter, QLatin1String(badge.icon), disc, 18, color(badge.ink));
}

} // namespace confab
