#pragma once

#include <QList>
#include <QRect>
#include <QSize>

namespace confab {

//! Where the pictures of an album lie: they fill a rectangle of exactly `width`, at most `maxHeight` high, `gap` apart,
//! in reading order. One picture keeps its shape as far as the limits allow (and may be narrower than `width`). Follows
//! from the sizes alone; sizes that are missing or absurd count as squares. At most 10.
QList<QRect> mosaic(const QList<QSize> &sizes, int width, int maxHeight, int gap);

} // namespace confab
