#include "core/profile/plain_keys.h"

#include "core/crypto/key_file.h"
#include "core/profile/profile_files.h"

#include <QCoreApplication>
#include <QFile>

namespace confab::profile {

namespace {

QString said(const char *text)
{
    return QCoreApplication::translate("Identity", text);
}

} // namespace

VaultResult<AccountKeysPtr> readPlainKeys(const QString &folder)
{
    QFile file(pathOf(folder, plainKeys));
    if (!file.exists())
        return Failure {VaultError {VaultError::Kind::Empty, said(QT_TRANSLATE_NOOP("Identity", "There is no account in this profile."))}};
    if (!file.open(QIODevice::ReadOnly))
        return Failure {VaultError {VaultError::Kind::Io,
            said(QT_TRANSLATE_NOOP("Identity", "The account keys in %1 cannot be read: %2")).arg(file.fileName(), file.errorString())}};
    // Somebody else's eyes on the file are closed again, whoever opened them (a restored backup, an archive).
    restrictToOwner(file);
    QByteArray bytes = file.read(keyFileMax + 1);
    const WipedOnExit wiped(bytes);
    auto keys = parseKeyFile(bytes);
    if (!keys)
        return Failure {VaultError {VaultError::Kind::Damaged,
            said(QT_TRANSLATE_NOOP("Identity",
                     "The file %1 with the account keys is damaged (%2). It was left as it is; restore it from a backup, "
                     "or link this computer again with a new profile."))
                .arg(file.fileName(), QLatin1String(keys.error()))}};
    return std::move(keys).value();
}

} // namespace confab::profile
