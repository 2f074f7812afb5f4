#include "ui/timeline/timeline_layouter.h"

#include "core/session/session.h"
#include "ui/common/display_text.h"
#include "ui/theme/theme.h"

namespace confab {
namespace {

constexpr int edge = 8; //!< above the first and below the last row
constexpr int afterReactions = 6;

} // namespace

int TimelineLayouter::maxBubbleWidth(int pane) const
{
    const int gutter = showsAvatars() ? metrics::gutter : 0;
    const int room = pane - 2 * metrics::bubbleSide - gutter;
    return std::clamp(int(pane * 0.68), std::min(160, std::max(60, room)),
        std::min(m_style.px(metrics::bubbleMaxWidth), std::max(60, room)));
}

BubbleInput TimelineLayouter::inputOf(const TimelineItem &item, int maxWidth) const
{
    BubbleInput input;
    input.row = item.row;
    input.self = m_ui.session->self().user;
    input.own = item.own;
    input.expanded = item.expanded;
    input.maxWidth = maxWidth;
    if (item.service) {
        input.serviceText = systemText(item.row, *m_ui.session);
        if (input.serviceText.isEmpty())
            input.serviceText =
                QCoreApplication::translate("confab::Timeline", "Something changed in this chat");
        return input;
    }
    if (m_kind == ChatKind::Group && !item.own && item.first) {
        input.name = userName(*m_ui.session, item.row.from);
        input.nameColor = m_style.theme->nameColor(item.row.from);
    }
    if (const auto &reply = item.row.content.reply) {
        input.quoteName = userName(*m_ui.session, reply->from);
        input.quoteColor = m_style.theme->nameColor(reply->from);
    }
    return input;
}

int TimelineLayouter::layout(TimelineModel &model, int width)
{
    const int widest = maxBubbleWidth(width);
    int y = edge;
    if (model.incompleteBefore())
        y += noticeHeight();
    bool reactionsAbove = false;
    for (auto &item : model.items()) {
        const bool fits = item.layout
            && (item.layoutWidth == widest
                || (item.layout->naturalWidth() <= widest
                    && item.layout->naturalWidth() <= item.layoutWidth));
        if (!fits) {
            const int room = item.service ? width - 2 * metrics::bubbleSide : widest;
            item.layout = std::make_unique<BubbleLayout>(inputOf(item, room), m_style);
            item.layoutWidth = widest;
        }
        item.top = y;
        if (item.dateAbove)
            y += metrics::groupGap + m_style.pillHeight;
        if (item.unreadAbove)
            y += metrics::groupGap + m_style.unreadHeight;
        const bool joins = !item.first;
        y += joins ? (reactionsAbove ? afterReactions : metrics::groupInnerGap) : metrics::groupGap;
        item.bubbleTop = y;
        y += item.layout->height();
        item.bottom = y;
        reactionsAbove = item.layout->hasReactions();
    }
    if (model.incompleteAfter())
        y += noticeHeight();
    return y + edge;
}

int TimelineLayouter::bubbleLeft(const TimelineItem &item, int pane, bool mirrored) const
{
    const int width = item.layout->bubble().width();
    if (item.service)
        return (pane - width) / 2;
    const int gutter = !item.own && showsAvatars() ? metrics::gutter : 0;
    if (standsRight(item, mirrored))
        return pane - metrics::bubbleSide - gutter - width;
    return metrics::bubbleSide + gutter;
}

std::vector<ItemBox> TimelineLayouter::boxes(const TimelineModel &model)
{
    std::vector<ItemBox> boxes;
    boxes.reserve(size_t(model.size()));
    for (const auto &item : model.items())
        boxes.push_back({item.key(), item.bubbleTop, item.bottom});
    return boxes;
}

} // namespace confab
