#include "core/profile/staged_files.h"

#include "core/profile/profile_files.h"
#include "core/profile/staging.h"

namespace confab::profile {

namespace {

QStringList stagedFiles(const QString &folder)
{
    return QDir(folder).entryList({QStringLiteral("*.db.new*")}, QDir::Files);
}

enum class Fit { Yes, No, Unsealed };

Fit fitOf(const QStringList &paths, const CipherVfs &cipher)
{
    Fit fit = Fit::Unsealed;
    for (const QString &path : paths) {
        if (cipher.opens(path))
            return Fit::Yes;
        if (databaseFormOf(path) == DatabaseForm::Sealed)
            fit = Fit::No;
    }
    return fit;
}

} // namespace

bool keyFits(const QString &folder, const SymmetricKey &key)
{
    const auto cipher = CipherVfs::create(key);
    if (!cipher)
        return false;
    QStringList identities {pathOf(folder, identity), stagedPathOf(folder, identity)};
    for (const QLatin1String name : identityCopies)
        identities.append(pathOf(folder, name));
    const Fit fit = fitOf(identities, *cipher);
    return fit == Fit::Unsealed ? fitOf({pathOf(folder, messages), stagedPathOf(folder, messages)}, *cipher) != Fit::No
                                : fit == Fit::Yes;
}

GateResult<Done> settle(const QString &folder, const SymmetricKey &key)
{
    if (stagedFiles(folder).isEmpty())
        return Done {};
    const auto lock = lockDatabases(folder);
    if (!lock)
        return Failure {lock.error()};
    auto finished = finishStaged(folder, key);
    if (finished)
        discardStaged(folder);
    return finished;
}

void discardStaged(const QString &folder)
{
    for (const QString &name : stagedFiles(folder))
        QFile::remove(QDir(folder).filePath(name));
}

} // namespace confab::profile
