#include "ui/window/caret_rest.h"

#include "ui/timeline/activity_source.h"

#include <QApplication>

namespace confab {

CaretRest::CaretRest(ActivitySource *activity, QObject *parent)
    : QObject(parent)
    , m_flashTime(QApplication::cursorFlashTime())
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(after);
    connect(&m_timer, &QTimer::timeout, this, [] { QApplication::setCursorFlashTime(0); });
    if (m_flashTime > 0) {
        connect(activity, &ActivitySource::input, this, &CaretRest::wake);
        m_timer.start();
    }
}

CaretRest::~CaretRest()
{
    QApplication::setCursorFlashTime(m_flashTime);
}

void CaretRest::wake()
{
    if (QApplication::cursorFlashTime() != m_flashTime)
        QApplication::setCursorFlashTime(m_flashTime);
    m_timer.start();
}

} // namespace confab
