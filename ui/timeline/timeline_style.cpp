#include "ui/timeline/timeline_style.h"

#include "ui/timeline/emoji_text.h"

namespace confab {

TimelineStyle::TimelineStyle(const Theme &t)
    : theme(&t)
    , message(t.font(TextRole::Message))
    , italic(message)
    , code(t.font(TextRole::Code))
    , emoji(emojiFont(message))
    , name(t.font(TextRole::SenderName))
    , quote(t.font(TextRole::Preview))
    , meta(t.font(TextRole::Meta))
    , pill(t.font(TextRole::Pill))
    , chip(t.font(TextRole::Hint))
    , chipEmoji(emojiFont(t.font(TextRole::Hint)))
    , caption(t.font(TextRole::Hint))
    , messageLine(t.lineHeight(TextRole::Message))
    , codeLine(t.lineHeight(TextRole::Code))
    , emojiLine(t.px(40))
    , nameLine(t.lineHeight(TextRole::SenderName))
    , quoteLine(t.lineHeight(TextRole::Preview))
    , metaLine(t.px(16))
    , pillLine(t.lineHeight(TextRole::Pill))
    , captionLine(t.lineHeight(TextRole::Hint))
    , quoteHeight(t.px(metrics::quoteHeight))
    , chipHeight(t.px(24))
    , chipGap(4)
    , pillHeight(pillLine + 7)
    , unreadHeight(t.px(metrics::unreadBarHeight))
{
    italic.setItalic(true);
    emoji.setPixelSize(t.px(32));
    chip.setWeight(QFont::Medium);
    chipEmoji.setPixelSize(t.px(14));
    caption.setWeight(QFont::Medium);
}

} // namespace confab
