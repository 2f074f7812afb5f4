#include "ui/window/screen_lock.h"

#include <QDBusConnection>

namespace confab {

ScreenLock::ScreenLock(QObject *parent)
    : QObject(parent)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    for (const QString &interface : {QStringLiteral("org.freedesktop.ScreenSaver"), QStringLiteral("org.gnome.ScreenSaver")})
        bus.connect({}, {}, interface, "ActiveChanged", this, SLOT(activeChanged(bool)));
}

void ScreenLock::activeChanged(bool active)
{
    if (m_locked == active)
        return;
    m_locked = active;
    emit changed(active);
}

} // namespace confab
