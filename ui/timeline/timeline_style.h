#pragma once

#include "ui/theme/theme.h"

#include <QFontMetricsF>

namespace confab {

//! The theme's fonts and lengths as the timeline needs them, resolved once per theme change instead of per
//! bubble.
struct TimelineStyle {
    explicit TimelineStyle(const Theme &theme);

    const Theme *theme;
    QFont message, italic, code, emoji, name, quote, meta, pill, chip, chipEmoji, caption;
    int messageLine, codeLine, emojiLine, nameLine, quoteLine, metaLine, pillLine, captionLine;
    int quoteHeight, chipHeight, chipGap;
    int pillHeight, unreadHeight;

    QColor color(Token token) const { return theme->color(token); }
    int px(qreal logical) const { return theme->px(logical); }
};

} // namespace confab
