#include "ui/settings/usage_view.h"

#include "ui/common/display_text.h"
#include "ui/common/measure_text.h"
#include "ui/common/labels.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>

namespace confab {

namespace {

constexpr int barHeight = 12;
constexpr int gap = 12;
constexpr int thinBar = 4;

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(confab::MediaKind)
};

} // namespace

QString mediaKindName(MediaKind kind)
{
    switch (kind) {
    case MediaKind::Photo:
        return Texts::tr("Photos");
    case MediaKind::Animation:
        return Texts::tr("GIFs");
    case MediaKind::Video:
        return Texts::tr("Videos");
    case MediaKind::Voice:
        return Texts::tr("Voice messages");
    case MediaKind::Audio:
        return Texts::tr("Music and sounds");
    case MediaKind::File:
        break;
    }
    return Texts::tr("Files");
}

Token mediaKindColor(MediaKind kind)
{
    switch (kind) {
    case MediaKind::Photo:
        return Token::Name6;
    case MediaKind::Animation:
        return Token::Name5;
    case MediaKind::Video:
        return Token::Name7;
    case MediaKind::Voice:
        return Token::Name4;
    case MediaKind::Audio:
        return Token::Name8;
    case MediaKind::File:
        break;
    }
    return Token::Name2;
}

UsageBar::UsageBar(const UiContext &context, QWidget *parent)
    : QWidget(parent)
    , m_ui(context)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(m_ui.theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void UsageBar::setKinds(const QList<StorageUse::Kind> &kinds)
{
    m_kinds = kinds;
    QStringList spoken;
    for (const auto &kind : kinds)
        spoken += QStringLiteral("%1: %2").arg(mediaKindName(kind.kind), sizeText(kind.bytes));
    setAccessibleName(spoken.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

QSize UsageBar::sizeHint() const
{
    const int line = m_ui.theme->lineHeight(TextRole::Body) + 6;
    return {200, barHeight + gap + int(m_kinds.size()) * line};
}

void UsageBar::paintEvent(QPaintEvent *)
{
    const Theme &theme = *m_ui.theme;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto place = [this](const QRect &rect) { return QStyle::visualRect(layoutDirection(), this->rect(), rect); };
    QPainterPath shape;
    shape.addRoundedRect(0, 0, width(), barHeight, barHeight / 2.0, barHeight / 2.0);
    painter.save();
    painter.setClipPath(shape);
    painter.fillRect(0, 0, width(), barHeight, theme.color(Token::Track));
    qint64 total = 0;
    for (const auto &kind : m_kinds)
        total += kind.bytes;
    qreal x = 0;
    for (const auto &kind : m_kinds) {
        const qreal wide = total > 0 ? qreal(width()) * qreal(kind.bytes) / qreal(total) : 0;
        painter.fillRect(place(QRect(qRound(x), 0, std::max(2, qRound(wide) - 2), barHeight)), theme.color(mediaKindColor(kind.kind)));
        x += wide;
    }
    painter.restore();
    const int line = theme.lineHeight(TextRole::Body) + 6;
    int y = barHeight + gap;
    for (const auto &kind : m_kinds) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(mediaKindColor(kind.kind)));
        painter.drawEllipse(place({1, y + line / 2 - 5, 10, 10}));
        painter.setFont(theme.font(TextRole::Body));
        painter.setPen(theme.color(Token::TextPrimary));
        drawElided(&painter, place({20, y, width() - 240, line}), mediaKindName(kind.kind));
        painter.setPen(theme.color(Token::TextSecondary));
        const QString text = UsageBar::tr("%1 in %n file(s)", "size, number", kind.files).arg(sizeText(kind.bytes));
        drawElided(&painter, place({width() - 220, y, 220, line}), text, Qt::AlignTrailing | Qt::AlignVCenter);
        y += line;
    }
}

UsageRow::UsageRow(const UiContext &context, QWidget *parent)
    : ButtonBase(context, parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(m_ui.avatars, &AvatarPainter::loaded, this, qOverload<>(&QWidget::update));
}

void UsageRow::setUse(const AvatarSpec &avatar, const QString &name, qint64 bytes, qreal share)
{
    m_avatar = avatar;
    m_name = name;
    m_bytes = bytes;
    m_share = share;
    setAccessibleName(UsageRow::tr("%1, %2: clear", "chat, size").arg(isolated(name), sizeText(bytes)));
    update();
}

QSize UsageRow::sizeHint() const
{
    return {200, std::max(metrics::compactRowHeight, m_ui.theme->lineHeight(TextRole::Body) + 24)};
}

void UsageRow::paintEvent(QPaintEvent *)
{
    const Theme &theme = *m_ui.theme;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (hovered() || isDown()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(Token::BgHover));
        painter.drawRoundedRect(rect().adjusted(-8, 0, 8, 0), 8, 8);
    }
    const auto place = [this](const QRect &part) { return QStyle::visualRect(layoutDirection(), rect(), part); };
    m_ui.avatars->paint(&painter, place({0, (height() - 36) / 2, 36, 36}), m_avatar);
    const int line = theme.lineHeight(TextRole::Body);
    const int top = (height() - line - thinBar - 6) / 2;
    const QString size = sizeText(m_bytes);
    painter.setFont(theme.font(TextRole::Small));
    const int sizeWidth = painter.fontMetrics().horizontalAdvance(size) + 4;
    painter.setPen(theme.color(Token::TextSecondary));
    painter.drawText(place({width() - sizeWidth, top, sizeWidth, line}), int(Qt::AlignTrailing | Qt::AlignVCenter), size);
    painter.setFont(theme.font(TextRole::Body));
    painter.setPen(theme.color(Token::TextPrimary));
    drawElided(&painter, place({48, top, width() - 48 - sizeWidth - 12, line}), m_name);
    const QRect track(48, top + line + 6, width() - 48, thinBar);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Token::Track));
    painter.drawRoundedRect(place(track), 2, 2);
    painter.setBrush(theme.color(Token::Accent));
    painter.drawRoundedRect(place({track.x(), track.y(), std::max(4, qRound(track.width() * m_share)), thinBar}), 2, 2);
    if (focusVisible(this))
        paintFocusRing(&painter, theme, QRectF(rect()).adjusted(3, 3, -3, -3), 6, Token::BgPanel);
}

void UsageRow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        ButtonBase::keyPressEvent(event);
}

} // namespace confab
