#include "app/desktop/sleep_watch.h"

#include <QDBusConnection>

namespace confab {

SleepWatch::SleepWatch(QObject *parent)
    : QObject(parent)
{
    QDBusConnection bus = QDBusConnection::systemBus();
    if (bus.isConnected()) {
        bus.connect("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep",
            this, SLOT(prepareForSleep(bool)));
    }
}

void SleepWatch::prepareForSleep(bool goingToSleep)
{
    if (!goingToSleep)
        emit wokeUp();
}

} // namespace confab
