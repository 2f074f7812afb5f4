#pragma once

#include "ui/theme/theme.h"

#include <QByteArray>
#include <QCborMap>
#include <QObject>
#include <QSettings>
#include <functional>

namespace confab {

//! What the user chose on this computer, in `settings.ini` of the profile folder. Every change takes effect and is
//! written at once (Qt writes on its own within a second).
class UiSettings : public QObject {
    Q_OBJECT
public:
    //! `file` empty: nothing is kept (tests).
    explicit UiSettings(const QString &file, QObject *parent = nullptr);

    enum class NotificationDetail { NameAndText, NameOnly, Nothing };
    Q_ENUM(NotificationDetail)

    Theme::Mode themeMode() const;
    Accent accent() const;
    int textScale() const; //!< percent
    bool reducedMotion() const;
    bool enterSends() const; //!< else Ctrl+Enter does
    bool closeToTray() const;
    bool notifications() const;
    NotificationDetail notificationDetail() const;
    bool notificationSound() const;
    bool badgeCountsMuted() const;
    //! Opaque state of the window: "geometry", "maximised", "splitter" …
    QVariant window(const QString &key) const;
    //! The same where it says something of its user ("recentEmoji" …). The file is not sealed, so that never goes there: it
    //! is in memory, and kept by whoever asked for it with keepPrivately().
    QVariant personal(const QString &key) const { return m_personal.value(key).toVariant(); }
    void setPersonal(const QString &key, const QVariant &value);
    //! `kept` is what `keep` was last given. What an earlier version has left in the file is taken over.
    void keepPrivately(const QByteArray &kept, std::function<void(const QByteArray &)> keep);

    void setThemeMode(Theme::Mode mode);
    void setAccent(Accent accent);
    void setTextScale(int percent);
    void setReducedMotion(bool on);
    void setEnterSends(bool on);
    void setCloseToTray(bool on);
    void setNotifications(bool on);
    void setNotificationDetail(NotificationDetail detail);
    void setNotificationSound(bool on);
    void setBadgeCountsMuted(bool on);
    void forgetState(); //!< all that window() gives: the account is gone
    void setWindow(const QString &key, const QVariant &value);

signals:
    void changed(); //!< anything but window state

private:
    QVariant read(const char *key, const QVariant &fallback) const;
    void write(const char *key, const QVariant &value);

    QSettings m_store;
    QCborMap m_personal;
    std::function<void(const QByteArray &)> m_keep;
};

} // namespace confab
