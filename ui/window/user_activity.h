#pragma once

#include "core/sync/instant.h"
#include "ui/timeline/activity_source.h"

#include <QTimer>
#include <functional>

class QWidget;

namespace confab {

class ScreenLock;

//! Watches the window and the person before it: exposed, active, minimised, something modal over the chat, screen
//! locked, input. What it says feeds the read rule, presence and notifications.
class UserActivity : public ActivitySource {
    Q_OBJECT
public:
    using Clock = std::function<Instant()>; //!< monotonic
    static constexpr std::chrono::milliseconds activeFor {30'000};

    explicit UserActivity(QWidget *window, Clock clock = {}, QObject *parent = nullptr);

    ActivityFacts facts() const override { return m_facts; }
    //! The window is active, the screen is not locked, and there was input in the last 30 s.
    bool isUserActive() const { return m_userActive; }
    void refresh(); //!< looks again; call when something opened or closed over the chat

signals:
    void userActiveChanged(bool active);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void watchWindow();
    void takeInput();
    void judge();

    QWidget *m_window;
    Clock m_clock;
    ScreenLock *m_lock;
    ActivityFacts m_facts;
    Instant m_lastInput {};
    bool m_hadInput = false;
    bool m_userActive = false;
    QTimer m_idle;
};

} // namespace confab
