#pragma once

#include <QObject>

namespace confab {

//! Whether the desktop's screen is locked, where it says so (the ScreenSaver interfaces of freedesktop and GNOME).
class ScreenLock : public QObject {
    Q_OBJECT
public:
    explicit ScreenLock(QObject *parent = nullptr);
    bool isLocked() const { return m_locked; }

signals:
    void changed(bool locked);

private slots:
    void activeChanged(bool active);

private:
    bool m_locked = false;
};

} // namespace confab
