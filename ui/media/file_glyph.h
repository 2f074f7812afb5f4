#pragma once

#include <QRectF>
#include <QString>

class QPainter;

namespace confab {

class Theme;

//! The sign of a file by its ending: a page with a folded corner in the colour of its family, the ending written on it.
void paintFileGlyph(QPainter *painter, const Theme &theme, const QRectF &box, const QString &name);
//! A ring of 3 px inside `disc`, clockwise from the top; `part` 0 to 1, below 0: not known yet.
void paintProgressRing(QPainter *painter, const QRectF &disc, qreal part, QColor color);

} // namespace confab
