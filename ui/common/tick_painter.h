#pragma once

#include "core/store/rows.h"

#include <QColor>

class QPainter;

namespace confab {

class Theme;

//! The five states of an own message, told apart by shape first, by weight second, by colour last (experience.md 5.6).
namespace ticks {

//! Width of the glyph at 100 %: 16 (clock, one check), 20 (two checks), 16 (failed).
int width(MessageState state);

//! Draws with the glyph's box of 20×11 (times `scale`) having its left bottom at (x, baseline + 1): the lowest point of a
//! check sits on the baseline of the time beside it. `color` is the time's; Read and Failed take their own colours
//! unless `flat` (on a selected row).
void paint(QPainter *painter, const Theme &theme, MessageState state, QPointF leftBaseline, QColor color,
    qreal scale = 1, bool flat = false);

} // namespace ticks
} // namespace confab
