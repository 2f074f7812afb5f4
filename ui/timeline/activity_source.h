#pragma once

#include <QObject>

namespace confab {

//! What the window knows about the person before it, as the read rule needs it (core/sync/read_rule.h).
struct ActivityFacts {
    bool exposed = false;
    bool active = false; //!< the window has the focus
    bool minimised = false;
    bool modal = false; //!< a sheet, dialog or menu lies over the chat
    bool locked = false; //!< the screen, or the app
    friend bool operator==(const ActivityFacts &, const ActivityFacts &) = default;
};

//! Implemented by the window's UserActivity; tests have one of their own.
class ActivitySource : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual ActivityFacts facts() const = 0;

signals:
    void factsChanged(); //!< `facts()` has new values
    void input(); //!< key, wheel, touch, mouse press or move inside the window
};

} // namespace confab
