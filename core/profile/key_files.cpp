#include "core/profile/key_files.h"

#include "core/crypto/key_file.h"
#include "core/profile/profile_files.h"
#include "core/store/database.h"
#include "core/store/vfs/cipher_vfs.h"

#include <QFile>

namespace confab::profile {

static_assert(std::string_view(messages.data()) == Database::fileName);

namespace {

constexpr qint64 readMax = 8 * 1024; //!< twice what a file of this kind may have

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    restrictToOwner(file);
    return file.read(readMax);
}

QStringList pathsOf(const QString &folder)
{
    QStringList paths {pathOf(folder, masterKey)};
    for (const QLatin1String copy : masterKeyCopies)
        paths.append(pathOf(folder, copy));
    return paths;
}

//! What a crash in writePrivateFile leaves: a wrapping that may be of a passphrase which no longer counts.
QStringList halvesIn(const QString &folder)
{
    return QDir(folder).entryList({masterKey + QLatin1String("*.tmp-*")}, QDir::Files);
}

bool hasSealedDatabase(const QString &folder)
{
    return databaseFormOf(pathOf(folder, identity)) == DatabaseForm::Sealed
        || databaseFormOf(pathOf(folder, messages)) == DatabaseForm::Sealed;
}

//! Written and read back the same.
bool place(const QString &path, const QByteArray &content, bool replace)
{
    return writePrivateFile(path, content, replace) == WriteOutcome::Written && contentOf(path) == content;
}

} // namespace

KeyFiles readKeyFiles(const QString &folder)
{
    KeyFiles files;
    QByteArrayList contents;
    bool any = false;
    bool same = true;
    for (const QString &path : pathsOf(folder)) {
        any = any || QFile::exists(path);
        const QByteArray content = contentOf(path);
        auto key = WrappedKey::parse(content);
        same = same && key && (contents.isEmpty() || content == contents.first());
        if (!key || contents.contains(content))
            continue;
        contents.append(content);
        files.usable.append(std::move(key).value());
    }
    files.uneven = any && (!same || !halvesIn(folder).isEmpty());
    if (!files.usable.isEmpty())
        files.state = KeyFilesState::Usable;
    else if (any || hasSealedDatabase(folder))
        files.state = KeyFilesState::Damaged;
    return files;
}

bool writeKeyFiles(const QString &folder, const WrappedKey &key, bool replace)
{
    const QByteArray content = key.toFile();
    if (!makePrivateFolder(folder) || !place(pathOf(folder, masterKey), content, replace))
        return false;
    // A copy that cannot be written is no reason to fail: the key is safe where it counts, and the next opening tries again.
    // One that is out of date has to go, though.
    for (const QLatin1String copy : masterKeyCopies)
        if (!place(pathOf(folder, copy), content, true))
            QFile::remove(pathOf(folder, copy));
    for (const QString &half : halvesIn(folder))
        QFile::remove(QDir(folder).filePath(half));
    return true;
}

} // namespace confab::profile
