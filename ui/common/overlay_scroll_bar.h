#pragma once

#include <QScrollBar>

class QAbstractScrollArea;

namespace confab {

//! A vertical scroll bar that lies over the content, so that showing it moves nothing. Drives the area's own bar, which
//! stays hidden. With `onHover` the thumb shows only while the pointer is over the area.
class OverlayScrollBar : public QScrollBar {
    Q_OBJECT
public:
    OverlayScrollBar(QAbstractScrollArea *area, bool onHover);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    bool event(QEvent *event) override;

private:
    void place();
    void mirror();

    QAbstractScrollArea *m_area;
    bool m_onHover;
    bool m_inside = false;
};

} // namespace confab
