#pragma once

#include <QMarginsF>
#include <QPointF>
#include <QRectF>
#include <QSize>

namespace confab {

//! How a picture lies in the viewer: zoom, turn and place. Pure; lengths are logical pixels.
class ViewTransform {
public:
    static constexpr double most = 8; //!< times its own pixels
    //! `inset`: what lies over the view's edges while the picture is fitted; a larger one goes beneath it.
    void setView(QSizeF view, QMarginsF inset = {});
    //! `picture`: upright size in logical pixels at 100 %. Fits it into the view, never enlarged.
    void setPicture(QSizeF picture);
    void fit();

    //! Multiplies the zoom with what is under `cursor` staying there; within [fit, most].
    void zoomAt(QPointF cursor, double factor);
    void zoomTo(double zoom, QPointF cursor);
    void pan(QPointF delta); //!< no further than to the picture's edge
    void turn(); //!< a quarter to the right, and fits again

    double zoom() const { return m_zoom; } //!< 1: a pixel of the picture is one of the screen (at 100 %)
    double fitZoom() const;
    int quarters() const { return m_quarters; }
    bool isFitted() const { return m_zoom <= fitZoom() * 1.001; }
    QRectF target() const; //!< where the (turned) picture lies in the view

private:
    QSizeF turned() const;
    QSizeF room() const; //!< between the insets
    QPointF middle() const; //!< of the room, from the middle of the view
    void clamp();

    QSizeF m_view;
    QMarginsF m_inset;
    QSizeF m_picture;
    double m_zoom = 1;
    int m_quarters = 0;
    QPointF m_centre; //!< of the picture, from the middle of the view
};

} // namespace confab
