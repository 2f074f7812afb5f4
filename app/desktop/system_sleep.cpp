#include "app/desktop/system_sleep.h"

#include <QDBusConnection>

namespace confab {

SystemSleep::SystemSleep(QObject *parent)
    : QObject(parent)
{
    QDBusConnection bus = QDBusConnection::systemBus();
    if (bus.isConnected()) {
        bus.connect("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep",
            this, SLOT(prepareForSleep(bool)));
    }
}

void SystemSleep::prepareForSleep(bool goingToSleep)
{
    if (!goingToSleep)
        emit wokeUp();
}

} // namespace confab
