#include "core/crypto/key_vault.h"

#include "core/crypto/key_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QPromise>

namespace confab {

namespace {

constexpr char fileName[] = "account.keys";

} // namespace

FileKeyVault::FileKeyVault(QString folder)
    : m_folder(std::move(folder))
{
    m_worker.setMaxThreadCount(1);
    m_worker.setExpiryTimeout(1000);
}

FileKeyVault::~FileKeyVault()
{
    m_worker.waitForDone();
}

bool FileKeyVault::exists(const QString &folder)
{
    return QFileInfo::exists(QDir(folder).filePath(QLatin1String(fileName)));
}

QString FileKeyVault::path() const
{
    return QDir(m_folder).filePath(QLatin1String(fileName));
}

template <typename T, typename F>
QFuture<T> FileKeyVault::run(F work)
{
    auto promise = std::make_shared<QPromise<T>>();
    auto future = promise->future();
    promise->start();
    m_worker.start([promise, work = std::move(work)] {
        promise->addResult(work());
        promise->finish();
    });
    return future;
}

QFuture<KeyVault::State> FileKeyVault::state()
{
    return run<State>([this] {
        if (const auto keys = read())
            return State::Open;
        else
            return keys.error().kind == VaultError::Kind::Empty ? State::Empty : State::Damaged;
    });
}

QFuture<VaultResult<AccountKeysPtr>> FileKeyVault::load()
{
    return run<VaultResult<AccountKeysPtr>>([this] { return read(); });
}

QFuture<VaultResult<Done>> FileKeyVault::create(AccountKeysPtr keys)
{
    return run<VaultResult<Done>>([this, keys = std::move(keys)] { return write(*keys, false); });
}

QFuture<VaultResult<Done>> FileKeyVault::update(AccountKeysPtr keys)
{
    return run<VaultResult<Done>>([this, keys = std::move(keys)]() -> VaultResult<Done> {
        const auto current = read();
        if (!current)
            return Failure {current.error()};
        const AccountKeys &old = **current;
        if (!old.aikSeed.sameAs(keys->aikSeed) || !old.deviceSeed.sameAs(keys->deviceSeed) || old.device.id != keys->device.id)
            return Failure {VaultError {VaultError::Kind::Occupied, tr("This profile belongs to another account.")}};
        return write(*keys, true);
    });
}

QFuture<VaultResult<Done>> FileKeyVault::erase()
{
    return run<VaultResult<Done>>([this]() -> VaultResult<Done> {
        QFile file(path());
        if (file.exists() && !file.remove())
            return Failure {VaultError {VaultError::Kind::Io, tr("The account keys could not be removed: %1").arg(file.errorString())}};
        syncFolder(m_folder);
        return Done {};
    });
}

VaultResult<AccountKeysPtr> FileKeyVault::read() const
{
    QFile file(path());
    if (!file.exists())
        return Failure {VaultError {VaultError::Kind::Empty, tr("There is no account in this profile.")}};
    if (!file.open(QIODevice::ReadOnly))
        return Failure {VaultError {VaultError::Kind::Io, tr("The account keys in %1 cannot be read: %2").arg(path(), file.errorString())}};
    // Somebody else's eyes on the file are closed again, whoever opened them (a restored backup, an archive).
    restrictToOwner(file);
    QByteArray bytes = file.read(keyFileMax + 1);
    const WipedOnExit wiped(bytes);
    auto keys = parseKeyFile(bytes);
    if (!keys)
        return Failure {VaultError {VaultError::Kind::Damaged,
            tr("The file %1 with the account keys is damaged (%2). It was left as it is; restore it from a backup, or link this computer again with a new profile.")
                .arg(path(), QLatin1String(keys.error()))}};
    return std::move(keys).value();
}

VaultResult<Done> FileKeyVault::write(const AccountKeys &keys, bool replace) const
{
    QByteArray bytes = keyFileOf(keys);
    const WipedOnExit wiped(bytes);
    if (!makePrivateFolder(m_folder))
        return Failure {VaultError {VaultError::Kind::Io, tr("The profile folder %1 cannot be used.").arg(m_folder)}};
    switch (writePrivateFile(path(), bytes, replace)) {
    case WriteOutcome::Written:
        return Done {};
    case WriteOutcome::Exists:
        return Failure {VaultError {VaultError::Kind::Occupied, tr("This profile has an account already.")}};
    case WriteOutcome::Failed:
        break;
    }
    return Failure {VaultError {VaultError::Kind::Io, tr("The account keys could not be saved in %1.").arg(m_folder)}};
}

} // namespace confab
