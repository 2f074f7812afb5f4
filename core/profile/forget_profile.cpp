#include "core/profile/forget_profile.h"

#include "core/profile/profile_files.h"

namespace confab {

bool forgetProfile(const QString &folder)
{
    const QDir dir(folder);
    bool all = true;
    // Every form of a name: copies, staged files, what SQLite puts beside a database.
    const auto removeNamed = [&](const QString &pattern) {
        const auto names = dir.entryList({pattern}, QDir::Files | QDir::Hidden | QDir::System);
        for (const auto &name : names)
            all = QFile::remove(dir.filePath(name)) && all;
    };
    for (const auto name : {profile::masterKey, profile::plainKeys})
        removeNamed(name + QLatin1Char('*'));
    removeNamed(QStringLiteral("identity*.db*"));
    removeNamed(profile::messages + QLatin1Char('*'));
    for (const auto lock : {profile::keyLock, profile::databaseLock})
        removeNamed(lock);
    QDir media(profile::pathOf(folder, profile::media));
    return (!media.exists() || media.removeRecursively()) && all;
}

} // namespace confab
