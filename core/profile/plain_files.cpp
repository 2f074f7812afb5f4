#include "core/profile/plain_files.h"

#include "core/crypto/key_file.h"
#include "core/crypto/wipe_file.h"
#include "core/profile/profile_files.h"
#include "core/store/mending.h"
#include "core/store/vfs/cipher_vfs.h"

namespace confab::profile {

namespace {

bool isTail(const QString &path)
{
    return std::any_of(databaseTails.begin(), databaseTails.end(), [&](QLatin1String tail) { return path.endsWith(tail); });
}

} // namespace

QStringList plainFiles(const QString &folder)
{
    QStringList paths;
    const auto add = [&](const QString &path) {
        if (QFile::exists(path))
            paths.append(path);
    };
    QStringList databases {pathOf(folder, messages)};
    for (const QString &path : mending::movedAside(databases.first()))
        if (!isTail(path))
            databases.append(path);
    for (const QString &path : std::as_const(databases)) {
        if (databaseFormOf(path) != DatabaseForm::Plain)
            continue;
        for (const QLatin1String tail : databaseTails)
            add(path + tail);
        add(path);
    }
    const QDir dir(folder);
    for (const QString &name : dir.entryList({QString(plainKeys) + QLatin1String(".tmp-*")}, QDir::Files))
        add(dir.filePath(name));
    add(pathOf(folder, plainKeys));
    return paths;
}

bool wipePlainFiles(const QString &folder)
{
    bool gone = true;
    for (const QString &path : plainFiles(folder))
        gone = wipeFile(path) && gone;
    syncFolder(folder);
    return gone;
}

} // namespace confab::profile
