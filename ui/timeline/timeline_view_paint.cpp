#include "core/session/session.h"
#include "core/sync/tick_state.h"
#include "core/sync/time_label.h"
#include "ui/common/avatar_painter.h"
#include "ui/common/display_text.h"
#include "ui/theme/animation_clock.h"
#include "ui/theme/theme.h"
#include "ui/timeline/timeline_view.h"

#include <QPaintEvent>
#include <QPainter>

namespace confab {
namespace {

constexpr int dateTop = 8;
constexpr int dateStays = 1000; //!< ms after the last scroll

} // namespace

void TimelineView::paintEvent(QPaintEvent *event)
{
    ++m_paints;
    QPainter painter(viewport());
    const auto dirty = event->rect();
    painter.fillRect(dirty, m_style.color(Token::BgChat));
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    if (!m_chat)
        return;
    if (!m_ready) {
        if (m_skeleton)
            m_painter.paintSkeleton(painter, viewport()->rect());
        if (m_failed)
            paintNotices(painter, 0);
        return;
    }
    const int offset = yOffset();
    const auto items = m_model.items();
    const auto first = std::partition_point(items.begin(), items.end(),
        [&](const TimelineItem &item) { return item.bottom + offset + 2 < dirty.top(); });
    for (auto it = first; it != items.end() && it->top + offset <= dirty.bottom(); ++it)
        paintItem(painter, int(it - items.begin()), offset);
    paintNotices(painter, offset);
    paintFloatingDate(painter, offset);
    if (items.empty() && !m_model.incompleteBefore())
        m_painter.paintPill(
            painter, viewport()->rect(), viewport()->height() / 2 - 12, tr("No messages here yet"));
}

void TimelineView::paintItem(QPainter &painter, int index, int offset)
{
    const auto &item = m_model.items()[size_t(index)];
    if (!item.layout)
        return;
    const int width = viewport()->width();
    int y = item.top + offset;
    if (item.dateAbove) {
        y += metrics::groupGap;
        m_painter.paintPill(painter, viewport()->rect(), y,
            dayLabel(item.row.ts, m_ui.now(), QLocale(), QTimeZone::systemTimeZone()).text);
        y += m_style.pillHeight;
    }
    if (item.unreadAbove) {
        y += metrics::groupGap;
        m_painter.paintUnreadBar(painter, QRect(0, y, width, m_style.unreadHeight), m_separator.count());
    }
    const int top = item.bubbleTop + offset;
    const bool marked = m_highlight.names(item.row);
    if (marked || m_selection.contains(item.row)) {
        painter.setOpacity(marked ? m_highlightOpacity : 1);
        painter.fillRect(
            QRect(0, top - 4, width, item.bottom - item.bubbleTop + 8), m_style.color(Token::Highlight));
        painter.setOpacity(1);
    }

    const bool mirrored = isRightToLeft();
    const QPoint at(m_layouter.bubbleLeft(item, width, mirrored), top);
    BubblePainter::Look look;
    look.own = item.own;
    look.first = item.first;
    look.last = item.last;
    look.right = m_layouter.standsRight(item, mirrored);
    look.state = item.own ? tickState(item.row, m_summary, m_model.self()) : MessageState::Sent;
    std::tie(look.selectedFrom, look.selectedTo) = m_selection.textIn(item.row);
    look.focused = hasFocus() && m_focus.names(item.row);
    look.hoveredChip = m_hoverItem == index ? m_hoverChip : -1;
    look.media = &m_media;
    look.played = wasPlayed(item.row);
    look.focusedPart = look.focused ? m_part : -1;
    if (!item.service) {
        look.name = userName(*m_ui.session, item.row.from);
        look.nameColor = m_style.theme->nameColor(item.row.from);
        if (const auto &reply = item.row.content.reply) {
            look.quoteName = userName(*m_ui.session, reply->from);
            look.quoteColor = m_style.theme->nameColor(reply->from);
        }
    }
    m_painter.paint(painter, at, *item.layout, look);

    if (!item.own && !item.service && item.last && m_layouter.showsAvatars()) {
        constexpr int size = metrics::avatarGroup;
        const int x = mirrored ? width - metrics::bubbleSide - size : metrics::bubbleSide;
        const QRectF disc(x, top + item.layout->bubble().height() - size, size, size);
        m_ui.avatars->paint(&painter, disc, AvatarSpec::of(m_ui.session->contact(item.row.from)));
    }
}

QRect TimelineView::noticeRect(bool before) const
{
    const int height = m_layouter.noticeHeight();
    if (!m_ready)
        return m_failed ? QRect(0, (viewport()->height() - height) / 2, viewport()->width(), height)
                        : QRect();
    if (before)
        return m_model.incompleteBefore() ? QRect(0, yOffset() + 4, viewport()->width(), height) : QRect();
    return m_model.incompleteAfter()
        ? QRect(0, m_content - height - 4 + yOffset(), viewport()->width(), height)
        : QRect();
}

void TimelineView::paintNotices(QPainter &painter, int)
{
    const auto failed = !m_ready ? tr("The messages could not be read. Try again")
        : m_ui.session->connection().phase == ConnectionPhase::Online
        ? tr("Some messages could not be loaded. Try again")
        : tr("Older messages are not on this device and there is no connection. Try again");
    for (const bool before : {true, false}) {
        const auto rect = noticeRect(before);
        if (rect.isNull() || (!m_ready && !before))
            continue;
        const int width = m_painter.pillWidth(failed);
        QRect pill((rect.width() - width) / 2, rect.top() + (rect.height() - m_style.pillHeight) / 2, width,
            m_style.pillHeight);
        m_painter.paintPill(painter, viewport()->rect(), pill.top(), failed);
    }
}

void TimelineView::paintFloatingDate(QPainter &painter, int offset)
{
    if (m_dateOpacity <= 0 || m_model.isEmpty())
        return;
    const auto items = m_model.items();
    const auto first = std::partition_point(items.begin(), items.end(),
        [&](const TimelineItem &item) { return item.bottom + offset <= dateTop; });
    if (first == items.end())
        return;
    // The day's own pill takes over where it stands in about the same place.
    int top = dateTop;
    for (auto it = first; it != items.end() && it->top + offset < dateTop + 2 * m_style.pillHeight; ++it) {
        if (!it->dateAbove)
            continue;
        const int own = it->top + offset + metrics::groupGap;
        if (it == first && own >= dateTop)
            return;
        if (it != first)
            top = std::min(top, own - m_style.pillHeight - 4);
        break;
    }
    m_painter.paintPill(painter, viewport()->rect(), top,
        dayLabel(first->row.ts, m_ui.now(), QLocale(), QTimeZone::systemTimeZone()).text, m_dateOpacity);
}

void TimelineView::showFloatingDate()
{
    m_ui.motion->stop(m_dateRun);
    m_dateOpacity = 1;
    m_dateTimer.start(dateStays);
}

void TimelineView::updateItem(int index)
{
    if (index < 0 || index >= m_model.size())
        return;
    const auto &item = m_model.items()[size_t(index)];
    viewport()->update(
        0, item.bubbleTop + yOffset() - 6, viewport()->width(), item.bottom - item.bubbleTop + 12);
}

} // namespace confab
