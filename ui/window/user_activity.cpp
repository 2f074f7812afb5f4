#include "ui/window/user_activity.h"

#include "ui/common/buttons.h"
#include "ui/common/sheet.h"
#include "ui/window/screen_lock.h"

#include <QApplication>
#include <QEvent>
#include <QWindow>

namespace confab {

UserActivity::UserActivity(QWidget *window, Clock clock, QObject *parent)
    : ActivitySource(parent)
    , m_window(window)
    , m_clock(std::move(clock))
    , m_lock(new ScreenLock(this))
{
    if (!m_clock) {
        m_clock = [] {
            return std::chrono::duration_cast<Instant>(std::chrono::steady_clock::now().time_since_epoch());
        };
    }
    m_idle.setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, &UserActivity::judge);
    connect(m_lock, &ScreenLock::changed, this, &UserActivity::refresh);
    window->installEventFilter(this);
    watchWindow();
    refresh();
}

void UserActivity::watchWindow()
{
    // All input to the window passes through its handle, whatever widget it is for.
    if (QWindow *handle = m_window->windowHandle())
        handle->installEventFilter(this);
}

bool UserActivity::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseButtonPress && watched != m_window)
        setKeyboardMode(m_window, false);
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
    case QEvent::TouchUpdate:
    case QEvent::InputMethod:
        if (watched != m_window) // once, at the handle
            takeInput();
        break;
    case QEvent::WindowActivate:
        if (watched == m_window) {
            refresh();
            takeInput(); // to come back to the window is to use it
        }
        break;
    case QEvent::WinIdChange:
        watchWindow();
        [[fallthrough]];
    case QEvent::WindowDeactivate:
    case QEvent::Show:
    case QEvent::Hide:
    case QEvent::WindowStateChange:
    case QEvent::Expose:
        refresh();
        break;
    case QEvent::ChildAdded: // a sheet opens; it is not whole yet
    case QEvent::ChildRemoved:
        if (watched == m_window)
            QMetaObject::invokeMethod(this, &UserActivity::refresh, Qt::QueuedConnection);
        break;
    default:
        break;
    }
    return false;
}

void UserActivity::refresh()
{
    const QWindow *handle = m_window->windowHandle();
    ActivityFacts facts;
    facts.exposed = handle && handle->isExposed();
    facts.active = m_window->isActiveWindow();
    facts.minimised = m_window->isMinimized();
    facts.modal = Sheet::on(m_window) || QApplication::activeModalWidget();
    facts.locked = m_lock->isLocked();
    if (facts != m_facts) {
        m_facts = facts;
        emit factsChanged();
    }
    judge();
}

void UserActivity::takeInput()
{
    m_lastInput = m_clock();
    m_hadInput = true;
    emit input();
    if (!m_userActive)
        judge();
}

void UserActivity::judge()
{
    const Instant left = m_lastInput + activeFor - m_clock();
    const bool recent = m_hadInput && left > Instant::zero();
    const bool active = recent && m_facts.active && !m_facts.locked && !m_facts.minimised;
    // One timer for the end of the 30 s; input in between does not touch it, it is re-armed when it fires.
    if (active && !m_idle.isActive())
        m_idle.start(int(left.count()) + 1);
    if (active == m_userActive)
        return;
    m_userActive = active;
    emit userActiveChanged(active);
}

} // namespace confab
