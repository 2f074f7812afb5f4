#include "core/profile/system_keyring.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusVariant>
#include <QFile>
#include <QLoggingCategory>
#include <qt6keychain/keychain.h>

Q_LOGGING_CATEGORY(lcKeyring, "confab.profile.keyring")

namespace confab {

namespace {

const QString application = QStringLiteral("io.github.confab.Confab");
const QString secretService = QStringLiteral("org.freedesktop.secrets");
const QString defaultCollection = QStringLiteral("/org/freedesktop/secrets/aliases/default");

QDBusMessage busCall(const char *method, const QVariantList &arguments)
{
    auto message = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.DBus"), QStringLiteral("/org/freedesktop/DBus"),
        QStringLiteral("org.freedesktop.DBus"), QLatin1String(method));
    message.setArguments(arguments);
    return message;
}

//! Where QtKeychain will go: to KWallet in a KDE session, else to the Secret Service.
QString serviceOfThisDesktop()
{
    if (!qgetenv("XDG_CURRENT_DESKTOP").split(':').contains("KDE"))
        return secretService;
    return qEnvironmentVariableIntValue("KDE_SESSION_VERSION") >= 6 ? QStringLiteral("org.kde.kwalletd6")
                                                                    : QStringLiteral("org.kde.kwalletd5");
}

QString nameOfProcess(uint pid)
{
    QFile file(QStringLiteral("/proc/%1/comm").arg(pid));
    const QByteArray command = file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
    if (command.startsWith("gnome-keyring"))
        return QStringLiteral("GNOME Keyring");
    if (command.startsWith("kwalletd") || command.startsWith("ksecretd"))
        return QStringLiteral("KWallet");
    if (command.startsWith("keepassxc"))
        return QStringLiteral("KeePassXC");
    return SystemKeyring::tr("The system's keyring");
}

template <typename Job, typename Handler>
void run(Job *job, const QString &entry, Handler handler)
{
    job->setKey(entry);
    job->setInsecureFallback(false);
    QObject::connect(job, &QKeychain::Job::finished, job, [job, handler = std::move(handler)] { handler(*job); });
    job->start(); // deletes itself; never before, as the library would still call it
}

} // namespace

void SystemKeyring::ask(const QDBusMessage &question, const std::function<void(const QDBusMessage &)> &answer)
{
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(question), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [watcher, answer] {
        watcher->deleteLater();
        answer(watcher->reply());
    });
}

void SystemKeyring::look(Wake wake, Facts answer)
{
    if (!QDBusConnection::sessionBus().isConnected()) {
        answer({});
        return;
    }
    ask(busCall("GetConnectionUnixProcessID", {serviceOfThisDesktop()}),
        [this, wake, answer = std::move(answer)](const QDBusMessage &reply) {
            if (reply.type() == QDBusMessage::ReplyMessage && !reply.arguments().isEmpty())
                lookAt(reply.arguments().constFirst().toUInt(), answer);
            else
                lookFor(wake, answer);
        });
}

//! It is not running.
void SystemKeyring::lookFor(Wake wake, const Facts &answer)
{
    if (wake == Wake::No) {
        ask(busCall("ListActivatableNames", {}), [answer](const QDBusMessage &reply) {
            const QStringList names = reply.arguments().value(0).toStringList();
            answer(names.contains(serviceOfThisDesktop()) ? KeyringFacts {true, false, true, tr("The system's keyring")}
                                                          : KeyringFacts());
        });
        return;
    }
    ask(busCall("StartServiceByName", {serviceOfThisDesktop(), 0U}), [this, answer](const QDBusMessage &started) {
        if (started.type() == QDBusMessage::ErrorMessage) {
            qCDebug(lcKeyring) << "no keyring:" << started.errorName();
            answer({});
            return;
        }
        ask(busCall("GetConnectionUnixProcessID", {serviceOfThisDesktop()}), [this, answer](const QDBusMessage &reply) {
            lookAt(reply.arguments().value(0).toUInt(), answer);
        });
    });
}

//! It is running.
void SystemKeyring::lookAt(uint process, const Facts &answer)
{
    const QString service = serviceOfThisDesktop();
    const QString owner = nameOfProcess(process);
    if (service != secretService) {
        // KWallet opens its wallet with a window of its own at the first question.
        answer({true, false, true, owner});
        return;
    }
    auto message = QDBusMessage::createMethodCall(
        service, defaultCollection, QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Get"));
    message.setArguments({QStringLiteral("org.freedesktop.Secret.Collection"), QStringLiteral("Locked")});
    ask(message, [this, owner, answer](const QDBusMessage &reply) {
        // Without a default collection there is nothing to unlock: the first write makes one, and asks the user.
        const bool exists = reply.type() == QDBusMessage::ReplyMessage && !reply.arguments().isEmpty();
        const bool locked = exists && reply.arguments().constFirst().value<QDBusVariant>().variant().toBool();
        if (locked && !std::exchange(m_watching, true)) {
            auto bus = QDBusConnection::sessionBus();
            bus.connect(secretService, defaultCollection, QStringLiteral("org.freedesktop.DBus.Properties"),
                QStringLiteral("PropertiesChanged"), this, SLOT(lookAgain()));
            bus.connect(secretService, QStringLiteral("/org/freedesktop/secrets"), QStringLiteral("org.freedesktop.Secret.Service"),
                QStringLiteral("CollectionChanged"), this, SLOT(lookAgain()));
        }
        m_wasLocked = locked;
        answer({true, locked, locked || !exists, owner});
    });
}

void SystemKeyring::lookAgain()
{
    if (!m_wasLocked)
        return;
    look(Wake::No, [this](const KeyringFacts &facts) {
        if (facts.available && !facts.locked)
            emit unlocked();
    });
}

void SystemKeyring::explain(int keychainError, const Failed &failed)
{
    look(Wake::No, [keychainError, failed](const KeyringFacts &facts) {
        if (!facts.available)
            failed(KeyringError::NoService);
        else if (facts.locked)
            failed(KeyringError::Locked);
        else
            failed(keychainError == QKeychain::EntryNotFound ? KeyringError::Missing : KeyringError::Denied);
    });
}

void SystemKeyring::read(const QString &entry, Answer<SecretBytes> answer)
{
    run(new QKeychain::ReadPasswordJob(application), entry,
        [self = QPointer(this), answer = std::move(answer)](QKeychain::ReadPasswordJob &job) {
            if (!self)
                return;
            if (job.error() != QKeychain::NoError) {
                self->explain(job.error(), [answer](KeyringError error) { answer(Failure {error}); });
                return;
            }
            QByteArray value = job.binaryData();
            const WipedOnExit wiped(value);
            answer(SecretBytes(value));
        });
}

void SystemKeyring::write(const QString &entry, const SecretBytes &value, Answer<Done> answer)
{
    auto *job = new QKeychain::WritePasswordJob(application);
    job->setBinaryData(value.view().toByteArray());
    run(job, entry, [self = QPointer(this), answer = std::move(answer)](QKeychain::WritePasswordJob &written) {
        if (!self)
            return;
        if (written.error() == QKeychain::NoError)
            answer(Done {});
        else
            self->explain(written.error(), [answer](KeyringError error) { answer(Failure {error}); });
    });
}

void SystemKeyring::remove(const QString &entry, Answer<Done> answer)
{
    run(new QKeychain::DeletePasswordJob(application), entry,
        [self = QPointer(this), answer = std::move(answer)](QKeychain::DeletePasswordJob &job) {
            if (!self)
                return;
            if (job.error() == QKeychain::NoError || job.error() == QKeychain::EntryNotFound)
                answer(Done {});
            else
                self->explain(job.error(), [answer](KeyringError error) { answer(Failure {error}); });
        });
}

} // namespace confab
