#pragma once

#include "core/protocol/ids.h"

#include <QHash>
#include <QObject>

class QSystemTrayIcon;

namespace confab {

//! Shows at most one notification a chat, replaces and withdraws it.
class NotificationSink : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void show(const ChatId &chat, const QString &title, const QString &body, bool sound) = 0;
    virtual void close(const ChatId &chat) = 0;

signals:
    void activated(const confab::ChatId &chat);
    void dismissed(const confab::ChatId &chat); //!< by the user
};

//! The desktop's own service (org.freedesktop.Notifications): replaces in place, withdraws, survives in its history.
class DesktopNotifications : public NotificationSink {
    Q_OBJECT
public:
    explicit DesktopNotifications(QObject *parent = nullptr);
    static bool isAvailable();
    void show(const ChatId &chat, const QString &title, const QString &body, bool sound) override;
    void close(const ChatId &chat) override;

private slots:
    void actionInvoked(uint id, const QString &action);
    void notificationClosed(uint id, uint reason);

private:
    std::optional<ChatId> chatOf(uint id) const;

    QHash<ChatId, uint> m_ids;
    QHash<ChatId, quint64> m_asked; //!< number of the latest call, so that a late answer does not overwrite a newer id
    quint64 m_calls = 0;
};

//! Where there is only a tray: one balloon at a time, which cannot be withdrawn.
class TrayNotifications : public NotificationSink {
    Q_OBJECT
public:
    TrayNotifications(QSystemTrayIcon *tray, QObject *parent = nullptr);
    void show(const ChatId &chat, const QString &title, const QString &body, bool sound) override;
    void close(const ChatId &) override { }

private:
    QSystemTrayIcon *m_tray;
    ChatId m_latest;
};

} // namespace confab
