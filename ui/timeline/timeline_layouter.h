#pragma once

#include "ui/common/ui_context.h"
#include "ui/timeline/scroll_anchor.h"
#include "ui/timeline/timeline_model.h"

namespace confab {

//! Measures what has no layout yet and gives every item its place. Heights follow from content and width
//! alone.
class TimelineLayouter {
public:
    TimelineLayouter(const UiContext &context, const TimelineStyle &style)
        : m_ui(context)
        , m_style(style)
    {
    }

    void setKind(ChatKind kind) { m_kind = kind; }
    //! `width`: of the pane. Returns the height of the content.
    int layout(TimelineModel &model, int width);

    BubbleInput inputOf(const TimelineItem &item, int maxWidth) const;
    int maxBubbleWidth(int pane) const;
    //! x of the bubble's left edge. `mirrored`: in a right-to-left layout.
    int bubbleLeft(const TimelineItem &item, int pane, bool mirrored) const;
    bool standsRight(const TimelineItem &item, bool mirrored) const { return item.own != mirrored; }
    bool showsAvatars() const { return m_kind == ChatKind::Group; }
    //! Of the row that says that older messages could not be fetched, where there is one.
    int noticeHeight() const { return m_style.px(44); }

    static std::vector<ItemBox> boxes(const TimelineModel &model);

private:
    const UiContext &m_ui;
    const TimelineStyle &m_style;
    ChatKind m_kind = ChatKind::Direct;
};

} // namespace confab
