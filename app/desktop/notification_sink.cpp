#include "app/desktop/notification_sink.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QGuiApplication>
#include <QSystemTrayIcon>

namespace confab {

namespace {

constexpr char service[] = "org.freedesktop.Notifications";
constexpr char path[] = "/org/freedesktop/Notifications";
constexpr uint closedByUser = 2;

QDBusMessage call(const char *method)
{
    return QDBusMessage::createMethodCall(service, path, service, method);
}

} // namespace

bool DesktopNotifications::isAvailable()
{
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return false;
    QDBusConnectionInterface *names = bus.interface();
    // A service that starts on demand counts: most desktops start theirs with the first notification.
    return names->isServiceRegistered(service) || names->activatableServiceNames().value().contains(service);
}

DesktopNotifications::DesktopNotifications(QObject *parent)
    : NotificationSink(parent)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    bus.connect(service, path, service, "ActionInvoked", this, SLOT(actionInvoked(uint, QString)));
    bus.connect(service, path, service, "NotificationClosed", this, SLOT(notificationClosed(uint, uint)));
}

void DesktopNotifications::show(const ChatId &chat, const QString &title, const QString &body, bool sound)
{
    QVariantMap hints {{"desktop-entry", QGuiApplication::desktopFileName()}, {"category", "im.received"}};
    if (sound)
        hints.insert("sound-name", "message-new-instant");
    else
        hints.insert("suppress-sound", true);
    QDBusMessage message = call("Notify");
    // The body may be read as markup by the service: what people write must not be.
    message << QStringLiteral("Confab") << m_ids.value(chat, 0) << QGuiApplication::desktopFileName() << title
            << body.toHtmlEscaped() << QStringList {"default", tr("Open")} << hints << -1;
    const quint64 number = ++m_calls;
    m_asked[chat] = number;
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(message), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, chat, number] {
        const QDBusPendingReply<uint> reply = *watcher;
        watcher->deleteLater();
        if (!reply.isValid())
            return;
        if (!m_asked.contains(chat)) { // withdrawn before the service had answered
            m_ids[chat] = reply.value();
            close(chat);
        } else if (m_asked.value(chat) == number) {
            m_ids[chat] = reply.value();
        }
    });
}

void DesktopNotifications::close(const ChatId &chat)
{
    m_asked.remove(chat);
    const auto id = m_ids.constFind(chat);
    if (id == m_ids.cend())
        return;
    QDBusMessage message = call("CloseNotification");
    message << *id;
    m_ids.erase(id);
    QDBusConnection::sessionBus().send(message);
}

std::optional<ChatId> DesktopNotifications::chatOf(uint id) const
{
    for (auto it = m_ids.cbegin(); it != m_ids.cend(); ++it) {
        if (it.value() == id)
            return it.key();
    }
    return std::nullopt; // somebody else's
}

void DesktopNotifications::actionInvoked(uint id, const QString &)
{
    if (const auto chat = chatOf(id))
        emit activated(*chat);
}

void DesktopNotifications::notificationClosed(uint id, uint reason)
{
    const auto chat = chatOf(id);
    if (!chat)
        return;
    m_ids.remove(*chat);
    m_asked.remove(*chat);
    if (reason == closedByUser)
        emit dismissed(*chat);
}

TrayNotifications::TrayNotifications(QSystemTrayIcon *tray, QObject *parent)
    : NotificationSink(parent)
    , m_tray(tray)
{
    connect(tray, &QSystemTrayIcon::messageClicked, this, [this] { emit activated(m_latest); });
}

void TrayNotifications::show(const ChatId &chat, const QString &title, const QString &body, bool)
{
    m_latest = chat;
    m_tray->showMessage(title, body, m_tray->icon());
}

} // namespace confab
