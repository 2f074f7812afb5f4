#pragma once

#include <QColor>
#include <QRectF>

class QPainter;

namespace confab {

//! A soft shadow under a rounded rectangle, drawn as nine pieces of one cached picture: never blurred while painting.
//! `blur`: its reach in px; `offsetY`: how far it falls.
void paintShadow(QPainter *painter, const QRectF &rect, qreal radius, int blur, int offsetY, QColor color);

} // namespace confab
