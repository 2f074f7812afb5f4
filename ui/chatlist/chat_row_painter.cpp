#include "ui/chatlist/chat_row_painter.h"

#include "ui/common/buttons.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/common/tick_painter.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyle>

namespace confab {

namespace {

constexpr int gap = 12; // between avatar and text
constexpr int lineGap = 2;
constexpr int narrowBadgeRing = 3;

} // namespace

struct ChatRowPainter::Inks {
    Token ground; // what lies behind the avatar
    QColor title, preview, lead, time, icon, tick;
    QColor badge, badgeMuted, badgeText;
    bool flat; // ticks in one colour
};

int ChatRowPainter::rowHeight() const
{
    return m_ui.theme->px(metrics::rowHeight);
}

ChatRowPainter::Inks ChatRowPainter::inks(const ChatRow &row, const State &state) const
{
    const Theme &t = *m_ui.theme;
    if (state.selected) {
        const QColor second = t.color(Token::RowSelectedSecondary), first = t.color(Token::RowSelectedText);
        // The badge is turned inside out: white on the accent of the row.
        return {Token::RowSelected, first, second, second, second, second, first, first, first,
            t.color(Token::RowSelected), true};
    }
    const QColor secondary = t.color(Token::TextSecondary);
    const QColor accent = t.color(state.hovered ? Token::TintText : Token::AccentText);
    Inks i {state.hovered ? Token::BgHover : Token::BgWindow, t.color(Token::TextPrimary), secondary, accent, secondary,
        t.color(Token::Icon), secondary, t.color(Token::Badge), t.color(Token::BadgeMuted), t.color(Token::OnBadge), false};
    if (row.hasBadge() && !row.muted)
        i.time = accent;
    switch (row.tone) {
    case ChatRow::Tone::Typing:
        i.preview = accent;
        break;
    case ChatRow::Tone::Draft:
        i.lead = t.color(Token::Danger);
        break;
    case ChatRow::Tone::Failed:
        i.preview = t.color(Token::Danger);
        break;
    case ChatRow::Tone::Plain:
        break;
    }
    return i;
}

void ChatRowPainter::paintGround(QPainter *painter, const QRect &rect, const State &state) const
{
    const Theme &t = *m_ui.theme;
    const QRectF box = QRectF(rect).adjusted(metrics::rowInset, 0, -metrics::rowInset, 0);
    QColor fill;
    if (state.selected)
        fill = t.color(Token::RowSelected);
    else if (state.hovered || state.highlighted)
        fill = t.color(Token::BgHover);
    painter->setRenderHint(QPainter::Antialiasing);
    if (fill.isValid()) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(fill);
        painter->drawRoundedRect(box, metrics::rowRadius, metrics::rowRadius);
    }
    if (state.focused) {
        // On the selected row the ring would be accent on accent: there its outer line is the row's text colour.
        if (state.selected) {
            painter->setBrush(Qt::NoBrush);
            painter->setPen(QPen(t.color(Token::RowSelectedText), 2));
            painter->drawRoundedRect(box.adjusted(3, 3, -3, -3), metrics::rowRadius - 2, metrics::rowRadius - 2);
        } else {
            paintFocusRing(painter, t, box, metrics::rowRadius, state.hovered ? Token::BgHover : Token::BgWindow);
        }
    }
}

void ChatRowPainter::paint(QPainter *painter, const QRect &rect, const ChatRow &row, const State &state) const
{
    paintGround(painter, rect, state);
    if (state.narrow) {
        paintNarrow(painter, rect, row, state);
        return;
    }
    const Theme &t = *m_ui.theme;
    const Inks i = inks(row, state);
    const int side = metrics::rowInset + metrics::rowPadding;
    const int avatar = t.px(metrics::avatarRow);
    const QRect disc = QStyle::visualRect(
        state.direction, rect, {rect.left() + side, rect.top() + (rect.height() - avatar) / 2, avatar, avatar});
    m_ui.avatars->paint(painter, disc, row.avatar, row.online, t.color(i.ground));

    const int first = t.lineHeight(TextRole::ListName), second = t.px(20);
    const int left = rect.left() + side + avatar + gap;
    const int right = rect.right() + 1 - side;
    const int top = rect.top() + (rect.height() - first - lineGap - second) / 2 + 1;
    painter->setLayoutDirection(state.direction);
    paintFirstLine(painter, {left, top, right - left, first}, rect, row, state, i);
    paintSecondLine(painter, {left, top + first + lineGap, right - left, second}, rect, row, state, i);
}

void ChatRowPainter::paintFirstLine(QPainter *painter, const QRect &line, const QRect &rowRect, const ChatRow &row,
    const State &state, const Inks &i) const
{
    const Theme &t = *m_ui.theme;
    const auto visual = [&](const QRect &r) { return QStyle::visualRect(state.direction, rowRect, r); };

    // The time never gives way: it is measured first.
    painter->setFont(t.font(TextRole::Time));
    const QFontMetrics time(painter->font(), painter->device());
    int right = line.right() + 1;
    const int timeWidth = time.horizontalAdvance(row.time);
    const QRect timeRect(right - timeWidth, line.top(), timeWidth, line.height());
    painter->setPen(i.time);
    painter->drawText(visual(timeRect), Qt::AlignCenter | Qt::TextSingleLine | Qt::TextDontClip, row.time);
    right -= timeWidth;
    if (row.tick) {
        const qreal scale = t.scalePercent() / 100.0;
        const int width = qCeil(ticks::width(*row.tick) * scale);
        right -= width + 4;
        const qreal baseline = line.top() + (line.height() - time.height()) / 2.0 + time.ascent();
        ticks::paint(painter, t, *row.tick, QPointF(visual({right, line.top(), width, 1}).left(), baseline),
            state.selected ? i.tick : t.color(Token::TextSecondary), scale, i.flat);
    }
    right -= 8;

    const int bell = row.muted ? t.px(metrics::iconTiny) + 4 : 0;
    painter->setFont(t.font(TextRole::ListName));
    painter->setPen(i.title);
    const int titleWidth = std::max(0, right - line.left() - bell);
    const int used = drawElided(painter, visual({line.left(), line.top(), titleWidth, line.height()}), row.title);
    if (bell) {
        const int size = t.px(metrics::iconTiny);
        m_ui.icons->paint(painter, "belloff", visual({line.left() + used + 4, line.top(), size, line.height()}), size, i.icon);
    }
}

void ChatRowPainter::paintSecondLine(QPainter *painter, const QRect &line, const QRect &rowRect, const ChatRow &row,
    const State &state, const Inks &i) const
{
    const Theme &t = *m_ui.theme;
    const auto visual = [&](const QRect &r) { return QStyle::visualRect(state.direction, rowRect, r); };
    int right = line.right() + 1;
    const auto takeBadge = [&](const QString &text, QColor fill) {
        right -= paintBadge(painter, {line.left(), line.top(), right - line.left(), line.height()}, rowRect, text, fill,
                     i.badgeText, state.direction)
            + 6;
    };
    if (row.hasBadge())
        takeBadge(row.badge(), row.muted ? i.badgeMuted : i.badge);
    if (row.mentioned)
        takeBadge(QStringLiteral("@"), i.badge);
    if (row.pinned) {
        const int size = t.px(metrics::iconTiny);
        right -= size;
        m_ui.icons->paint(painter, "pin", visual({right, line.top(), size, line.height()}), size, i.icon);
        right -= 6;
    }

    painter->setFont(t.font(TextRole::Preview));
    int left = line.left();
    const auto piece = [&](const QString &text, QColor ink) {
        painter->setPen(ink);
        left += drawElided(painter, visual({left, line.top(), std::max(0, right - left), line.height()}), text);
    };
    if (!row.lead.isEmpty()) {
        piece(row.lead, i.lead);
        left += painter->fontMetrics().horizontalAdvance(' ');
    }
    if (!row.icon.isEmpty()) {
        const int size = t.px(metrics::iconTiny);
        m_ui.icons->paint(painter, row.icon, visual({left, line.top(), size, line.height()}), size, i.preview);
        left += size + 4;
    }
    piece(row.preview, i.preview);
}

int ChatRowPainter::paintBadge(QPainter *painter, const QRect &line, const QRect &rowRect, const QString &text,
    QColor fill, QColor ink, Qt::LayoutDirection direction) const
{
    const Theme &t = *m_ui.theme;
    const int height = t.px(metrics::badgeHeight);
    painter->setFont(t.font(TextRole::Badge));
    const int label = painter->fontMetrics().horizontalAdvance(text);
    const int width = text.size() == 1 ? height : std::max(height, label + 2 * t.px(metrics::badgePadding));
    const QRect box = QStyle::visualRect(direction, rowRect,
        {line.right() + 1 - width, line.top() + (line.height() - height) / 2, width, height});
    painter->setPen(Qt::NoPen);
    painter->setBrush(fill);
    painter->drawRoundedRect(box, height / 2.0, height / 2.0);
    painter->setPen(ink);
    painter->drawText(box, Qt::AlignCenter | Qt::TextSingleLine | Qt::TextDontClip, text);
    return width;
}

void ChatRowPainter::paintNarrow(QPainter *painter, const QRect &rect, const ChatRow &row, const State &state) const
{
    const Theme &t = *m_ui.theme;
    const Inks i = inks(row, state);
    const int avatar = t.px(metrics::avatarRow);
    const QRect disc(rect.left() + (rect.width() - avatar) / 2, rect.top() + (rect.height() - avatar) / 2, avatar, avatar);
    m_ui.avatars->paint(painter, disc, row.avatar, row.online, t.color(i.ground));
    if (!row.hasBadge())
        return;
    // The badge moves onto the avatar, with a ring that parts the two.
    const int height = t.px(metrics::badgeHeight);
    painter->setFont(t.font(TextRole::Badge));
    const int label = painter->fontMetrics().horizontalAdvance(row.badge());
    const int width = row.badge().size() == 1 ? height : std::max(height, label + 2 * t.px(metrics::badgePadding));
    const int right = std::min(disc.right() + 7, rect.right() - 2);
    const QRect at(right - width, disc.top() - 4, width, height);
    painter->setPen(Qt::NoPen);
    painter->setBrush(t.color(i.ground));
    const qreal ring = narrowBadgeRing - 1;
    painter->drawRoundedRect(QRectF(at).adjusted(-ring, -ring, ring, ring), height / 2.0 + ring, height / 2.0 + ring);
    paintBadge(painter, at, at, row.badge(), row.muted ? i.badgeMuted : i.badge, i.badgeText, state.direction);
}

} // namespace confab
