#include "ui/common/overlay_scroll_bar.h"

#include "ui/theme/metrics.h"

#include <QAbstractScrollArea>
#include <QEvent>

namespace confab {

OverlayScrollBar::OverlayScrollBar(QAbstractScrollArea *area, bool onHover)
    : QScrollBar(Qt::Vertical, area)
    , m_area(area)
    , m_onHover(onHover)
{
    area->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setAttribute(Qt::WA_NoSystemBackground);
    QScrollBar *own = area->verticalScrollBar();
    connect(own, &QScrollBar::rangeChanged, this, &OverlayScrollBar::mirror);
    connect(own, &QScrollBar::valueChanged, this, &QScrollBar::setValue);
    connect(this, &QScrollBar::valueChanged, own, &QScrollBar::setValue);
    area->installEventFilter(this);
    mirror();
}

void OverlayScrollBar::mirror()
{
    const QScrollBar *own = m_area->verticalScrollBar();
    setPageStep(own->pageStep());
    setSingleStep(own->singleStep());
    {
        // The range comes before the value: between the two this bar must not push a clamped value back.
        const QSignalBlocker quiet(this);
        setRange(own->minimum(), own->maximum());
        setValue(own->value());
    }
    setVisible(own->maximum() > own->minimum() && (!m_onHover || m_inside || isSliderDown()));
    place();
}

void OverlayScrollBar::place()
{
    const QRect all = m_area->rect();
    const int width = metrics::scrollHit;
    setGeometry(QStyle::visualRect(m_area->layoutDirection(), all, {all.right() + 1 - width, all.top(), width, all.height()}));
    raise();
}

bool OverlayScrollBar::eventFilter(QObject *, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Resize:
    case QEvent::LayoutDirectionChange:
        place();
        break;
    case QEvent::Enter:
        m_inside = true;
        mirror();
        break;
    case QEvent::Leave:
        m_inside = false;
        mirror();
        break;
    default:
        break;
    }
    return false;
}

bool OverlayScrollBar::event(QEvent *event)
{
    if (event->type() == QEvent::MouseButtonRelease && m_onHover && !m_area->underMouse())
        QMetaObject::invokeMethod(this, &OverlayScrollBar::mirror, Qt::QueuedConnection);
    return QScrollBar::event(event);
}

} // namespace confab
