#include "core/profile/staging.h"

#include "core/crypto/key_file.h"
#include "core/profile/gate_errors.h"
#include "core/profile/plain_files.h"
#include "core/profile/profile_files.h"
#include "core/store/mending.h"

#include <QStorageInfo>
#include <cstdio>

namespace confab::profile {

namespace {

using Kind = GateError::Kind;

const QString stagedTail = QStringLiteral(".new");
constexpr qint64 spaceBeside = 4 * 1024 * 1024; //!< bytes that a copy needs beyond what it is made of

//! In the order in which they take their names: that of the messages is the last that tells of something to be done.
constexpr std::array stagedNames {identity, identityCopies.front(), messages};

DatabaseFile fileOf(const QString &path, const CipherVfs *cipher)
{
    return {path, cipher ? cipher->name() : QString()};
}

Failure<GateError> failed(Kind kind)
{
    return Failure {gateError(kind)};
}

qint64 bytesOf(const QString &path)
{
    return QFileInfo(path).size() + QFileInfo(path + QStringLiteral("-wal")).size();
}

bool removeTails(const QString &path)
{
    return std::all_of(databaseTails.begin(), databaseTails.end(),
        [&](QLatin1String tail) { return QFile::remove(path + tail) || !QFile::exists(path + tail); });
}

bool hasSpaceFor(const QString &path)
{
    const QStorageInfo disk(QFileInfo(path).path());
    return !disk.isValid() || disk.bytesAvailable() > bytesOf(path) + spaceBeside;
}

//! What nothing opens any more after a new key: copies of the account's keys, and what was moved aside as damaged.
void removeStale(const QString &folder, const CipherVfs &cipher)
{
    const QDir dir(folder);
    const QStringList patterns {QStringLiteral("identity.?.db"), identity + QLatin1String(".damaged-*"), messages + QLatin1String(".damaged-*")};
    for (const QString &name : dir.entryList(patterns, QDir::Files)) {
        const QString path = dir.filePath(name);
        if (databaseFormOf(path) == DatabaseForm::Sealed && !cipher.opens(path))
            removeDatabase(path);
    }
}

//! The staged file takes the place of what has its name. Its log would be taken for the new one's, so that goes first.
bool takeName(const QString &folder, QLatin1String name)
{
    const QString path = pathOf(folder, name);
    if (!removeTails(path))
        return false;
    QFile::remove(SqlConnection::damageMarkOf(path));
    return std::rename(QFile::encodeName(stagedPathOf(folder, name)).constData(), QFile::encodeName(path).constData()) == 0;
}

Result<Done, CopyError> stageAndMend(const Source &source, const QString &path, WorkMeter &meter)
{
    auto staged = stageDatabase(source, path, messages, meter);
    if (staged || staged.error() != CopyError::Damaged)
        return staged;
    {
        const auto mended = mending::mend(fileOf(path, source.cipher), source.cipher);
        if (!mended)
            return Failure {mended.error().kind == StoreError::Kind::Full ? CopyError::Full : CopyError::Io};
    }
    return stageDatabase(source, path, messages, meter);
}

} // namespace

GateError toGateError(CopyError error)
{
    switch (error) {
    case CopyError::Stopped:
        return gateError(Kind::Cancelled);
    case CopyError::Full:
        return gateError(Kind::DiskFull);
    case CopyError::Damaged:
    case CopyError::Differs:
    case CopyError::Io:
        break;
    }
    return gateError(Kind::Io);
}

GateResult<std::unique_ptr<FolderLock>> lockDatabases(const QString &folder)
{
    auto lock = FolderLock::take(pathOf(folder, databaseLock));
    if (lock)
        return std::move(lock).value();
    return failed(lock.error() == FolderLock::Refusal::Held ? Kind::Busy : Kind::Io);
}

QString stagedPathOf(const QString &folder, QLatin1String name)
{
    return pathOf(folder, name) + stagedTail;
}

Result<Done, CopyError> stageDatabase(const Source &source, const QString &from, QLatin1String name, WorkMeter &meter)
{
    const QString path = stagedPathOf(source.folder, name);
    const auto told = [&](ProfileWork::Step step) {
        // Of the account's keys there is little to tell.
        return [&meter, step, shown = name == messages](qint64 done, qint64 total) {
            return shown ? meter.at(step, done, total) : meter.goesOn();
        };
    };
    if (!hasSpaceFor(from))
        return Failure {CopyError::Full};
    {
        const auto cipher = CipherVfs::create(source.newKey);
        if (!cipher)
            return Failure {CopyError::Io};
        const auto copied = copyDatabase(fileOf(from, source.cipher), {path, cipher->name()}, told(ProfileWork::Step::Copying));
        if (!copied)
            return copied;
    }
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    const auto fresh = CipherVfs::create(source.newKey);
    if (!fresh)
        return Failure {CopyError::Io};
    auto same = compareDatabases(fileOf(from, source.cipher), {path, fresh->name()}, told(ProfileWork::Step::Checking));
    for (const QString &read : {from, path})
        if (QFileInfo(read + QStringLiteral("-wal")).size() == 0)
            removeTails(read); // what reading has left
    return same;
}

GateResult<Done> stageMessages(const Source &source, WorkMeter &meter)
{
    const QString path = pathOf(source.folder, messages);
    if (mending::isDue(path)) {
        // A mending that was cut short: the file under this name may be a half, or not there at all.
        const auto mended = mending::mend(fileOf(path, source.cipher), source.cipher);
        if (!mended)
            return failed(mended.error().kind == StoreError::Kind::Full ? Kind::DiskFull : Kind::Io);
    }
    if (databaseFormOf(path) == DatabaseForm::Absent)
        return Done {};
    const auto staged = stageAndMend(source, path, meter);
    return staged ? GateResult<Done>(Done {}) : Failure {toGateError(staged.error())};
}

GateResult<Done> stageIdentityCopy(const Source &source)
{
    QFile file(stagedPathOf(source.folder, identity));
    if (!file.exists())
        return Done {};
    const bool written = file.open(QIODevice::ReadOnly)
        && writePrivateFile(stagedPathOf(source.folder, identityCopies.front()), file.readAll(), true) == WriteOutcome::Written;
    return written ? GateResult<Done>(Done {}) : failed(Kind::Io);
}

GateResult<Done> commitStaged(const Source &source, const std::function<bool()> &commit, WorkMeter &meter)
{
    syncFolder(source.folder);
    if (!meter.goesOn())
        return failed(Kind::Cancelled);
    meter.at(ProfileWork::Step::Finishing, 0, 0);
    if (!commit())
        return failed(Kind::Io);
    return finishStaged(source.folder, source.newKey);
}

GateResult<Done> finishStaged(const QString &folder, const SymmetricKey &key)
{
    const auto cipher = CipherVfs::create(key);
    if (!cipher)
        return failed(Kind::Io);
    QList<QLatin1String> staged;
    for (const QLatin1String name : stagedNames)
        if (cipher->opens(stagedPathOf(folder, name)))
            staged.append(name);
    if (staged.isEmpty())
        return Done {};
    if (!wipePlainFiles(folder))
        return failed(Kind::Io);
    removeStale(folder, *cipher);
    for (const QLatin1String name : std::as_const(staged)) {
        if (!takeName(folder, name))
            return failed(Kind::Io);
        syncFolder(folder);
    }
    return Done {};
}

} // namespace confab::profile
