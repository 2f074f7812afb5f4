#pragma once

#include "ui/common/ui_context.h"

#include <QImage>
#include <QWidget>

namespace confab {

//! A picture behind a round window: dragged, zoomed with the wheel at the pointer, or with the keys (arrows, + and −).
class CropView : public QWidget {
    Q_OBJECT
public:
    CropView(const UiContext &context, int side, QWidget *parent = nullptr);

    void setPicture(const QImage &picture);
    bool hasPicture() const { return !m_picture.isNull(); }
    //! What is seen, in pixels of the picture; always a square inside of it.
    QRectF crop() const;
    qreal zoom() const { return m_zoom; } //!< 1: the shorter side fills the window
    void setZoom(qreal zoom); //!< around the middle
    static constexpr qreal mostZoom = 5;

signals:
    void zoomed(qreal zoom);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    qreal scale() const; //!< window px a picture px
    void zoomAt(QPointF point, qreal zoom);
    void moveBy(QPointF px);
    void hold(); //!< the picture covers the window

    const UiContext m_ui;
    QImage m_picture;
    qreal m_zoom = 1;
    QPointF m_centre; //!< of the window, in picture px
    QPointF m_last;
};

} // namespace confab
