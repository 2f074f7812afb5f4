#include "ui/media/view_transform.h"

#include <algorithm>
#include <cmath>

namespace confab {

void ViewTransform::setView(QSizeF view, QMarginsF inset)
{
    const bool fitted = isFitted();
    m_view = view;
    m_inset = inset;
    if (fitted)
        fit();
    else
        clamp();
}

void ViewTransform::setPicture(QSizeF picture)
{
    m_picture = picture;
    m_quarters = 0;
    fit();
}

QSizeF ViewTransform::turned() const { return m_quarters % 2 ? m_picture.transposed() : m_picture; }

QSizeF ViewTransform::room() const
{
    return {std::max(1.0, m_view.width() - m_inset.left() - m_inset.right()),
        std::max(1.0, m_view.height() - m_inset.top() - m_inset.bottom())};
}

QPointF ViewTransform::middle() const
{
    return {(m_inset.left() - m_inset.right()) / 2, (m_inset.top() - m_inset.bottom()) / 2};
}

double ViewTransform::fitZoom() const
{
    const QSizeF size = turned();
    if (size.isEmpty() || m_view.isEmpty())
        return 1;
    return std::min({1.0, room().width() / size.width(), room().height() / size.height()});
}

void ViewTransform::fit()
{
    m_zoom = fitZoom();
    m_centre = middle();
}

void ViewTransform::zoomTo(double zoom, QPointF cursor)
{
    const double wanted = std::clamp(zoom, fitZoom(), std::max(most, fitZoom()));
    const QPointF from = cursor - QPointF(m_view.width() / 2, m_view.height() / 2);
    m_centre = from + (m_centre - from) * (wanted / m_zoom);
    m_zoom = wanted;
    clamp();
}

void ViewTransform::zoomAt(QPointF cursor, double factor) { zoomTo(m_zoom * factor, cursor); }

void ViewTransform::pan(QPointF delta)
{
    m_centre += delta;
    clamp();
}

void ViewTransform::turn()
{
    m_quarters = (m_quarters + 1) % 4;
    fit();
}

void ViewTransform::clamp()
{
    const QSizeF size = turned() * m_zoom;
    const double x = std::max(0.0, (size.width() - m_view.width()) / 2);
    const double y = std::max(0.0, (size.height() - m_view.height()) / 2);
    m_centre = {std::clamp(m_centre.x(), -x, x), std::clamp(m_centre.y(), -y, y)};
    // What fits between the insets stands there.
    if (size.width() <= room().width() + 0.5)
        m_centre.setX(middle().x());
    if (size.height() <= room().height() + 0.5)
        m_centre.setY(middle().y());
}

QRectF ViewTransform::target() const
{
    const QSizeF size = turned() * m_zoom;
    const QPointF middle(m_view.width() / 2 + m_centre.x(), m_view.height() / 2 + m_centre.y());
    return {middle - QPointF(size.width() / 2, size.height() / 2), size};
}

} // namespace confab
