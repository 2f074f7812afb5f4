#pragma once

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace confab::e2e {

//! A login of its own: a session bus and a real GNOME Keyring on it, in temporary folders. Programs that are started while
//! this lives belong to that login.
class LoginKeyring {
public:
    LoginKeyring()
    {
        // The keyring draws no windows here: whoever would be asked to unlock it says no at once.
        for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "XDG_CURRENT_DESKTOP"})
            set(name, {});
        for (const char *name : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"}) {
            const QString folder = m_dir.filePath(QString::fromLatin1(name));
            QDir().mkpath(folder);
            QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
            set(name, folder.toLocal8Bit());
        }
    }
    ~LoginKeyring()
    {
        for (QProcess *process : {&m_keyring, &m_bus})
            stop(*process);
        QDBusConnection::disconnectFromBus(busName());
        for (auto it = m_before.constBegin(); it != m_before.constEnd(); ++it)
            it.value().isNull() ? qunsetenv(it.key().constData()) : qputenv(it.key().constData(), it.value());
    }

    [[nodiscard]] bool start()
    {
        m_bus.start("dbus-daemon", {"--session", "--nofork", "--print-address=1"});
        QByteArray address;
        while (!address.contains('\n') && m_bus.waitForReadyRead(10'000))
            address += m_bus.readAllStandardOutput();
        set("DBUS_SESSION_BUS_ADDRESS", address.trimmed());
        return QDBusConnection::connectToBus(QString::fromLatin1(address.trimmed()), busName()).isConnected() && unlock();
    }
    //! As logging in does: the daemon starts with the login's password.
    [[nodiscard]] bool unlock()
    {
        stop(m_keyring);
        if (!QTest::qWaitFor([this] { return !isThere(); }, 10'000))
            return false;
        m_keyring.start("gnome-keyring-daemon", {"--foreground", "--unlock", "--components=secrets"});
        m_keyring.write("password of the login");
        m_keyring.closeWriteChannel();
        return QTest::qWaitFor([this] { return isThere(); }, 10'000);
    }
    [[nodiscard]] bool lock() const
    {
        auto call = QDBusMessage::createMethodCall("org.freedesktop.secrets", "/org/freedesktop/secrets", "org.freedesktop.Secret.Service", "Lock");
        call.setArguments({QVariant::fromValue(QList {QDBusObjectPath("/org/freedesktop/secrets/collection/login")})});
        return QDBusConnection(busName()).call(call).type() == QDBusMessage::ReplyMessage;
    }
    //! Programs started from now on find no bus.
    void leaveBus() { set("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent"); }

private:
    static QString busName() { return QStringLiteral("login of the test"); }
    bool isThere() const
    {
        const auto bus = QDBusConnection(busName());
        return bus.interface()->isServiceRegistered("org.freedesktop.secrets");
    }
    void set(const char *name, const QByteArray &value)
    {
        if (!m_before.contains(name))
            m_before.insert(name, qEnvironmentVariableIsSet(name) ? qgetenv(name) : QByteArray());
        value.isEmpty() ? qunsetenv(name) : qputenv(name, value);
    }
    static void stop(QProcess &process)
    {
        if (process.state() == QProcess::NotRunning)
            return;
        process.terminate();
        if (!process.waitForFinished(5'000)) {
            process.kill();
            process.waitForFinished();
        }
    }

    QTemporaryDir m_dir;
    QHash<QByteArray, QByteArray> m_before;
    QProcess m_bus, m_keyring;
};

} // namespace confab::e2e
