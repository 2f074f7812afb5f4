#include "core/profile/profile_folder.h"

#include "core/crypto/key_file.h"
#include "core/profile/gate_errors.h"
#include "core/profile/identity_file.h"
#include "core/profile/key_files.h"
#include "core/profile/plain_keys.h"
#include "core/profile/profile_files.h"
#include "core/profile/profile_move.h"
#include "core/profile/profile_rotation.h"
#include "core/profile/staged_files.h"
#include "core/profile/staging.h"

#include <QDateTime>
#include <QStorageInfo>

namespace confab::profile {

namespace {

using Kind = GateError::Kind;

constexpr qint64 spaceForKeys = 64 * 1024; //!< bytes that the key's files need at the very most

GateError writeError(const QString &folder)
{
    const QStorageInfo disk(folder);
    return gateError(disk.isValid() && disk.bytesAvailable() < spaceForKeys ? Kind::DiskFull : Kind::Io);
}

OpenProfilePtr opened(const QString &folder, const SymmetricKey &master)
{
    return std::make_shared<const OpenProfile>(folder, master.clone());
}

//! The sealed form of account.keys, for the move.
GateResult<Done> sealIdentity(const QString &folder, const QString &path, const SymmetricKey &databaseKey)
{
    const auto keys = readPlainKeys(folder);
    if (!keys)
        return Failure {GateError {keys.error().kind == VaultError::Kind::Damaged ? Kind::Damaged : Kind::Io, keys.error().message}};
    const auto cipher = CipherVfs::create(databaseKey);
    if (!cipher)
        return Failure {gateError(Kind::NoMemory)};
    if (const auto made = makeIdentity(path, *cipher, **keys); !made)
        return Failure {GateError {Kind::Io, made.error().message}};
    return Done {};
}

} // namespace

ProfileFacts readFacts(const QString &folder)
{
    const KeyFiles files = readKeyFiles(folder);
    ProfileFacts facts;
    switch (files.state) {
    case KeyFilesState::None:
        facts.state = hasPlainFiles(folder) ? ProfileFacts::State::Plain : ProfileFacts::State::New;
        return facts;
    case KeyFilesState::Damaged:
        facts.state = ProfileFacts::State::Damaged;
        return facts;
    case KeyFilesState::Usable:
        break;
    }
    facts.state = ProfileFacts::State::Sealed;
    const WrappedKey &key = files.usable.first();
    facts.protection = {key.has(KeySlot::Keyring), key.has(KeySlot::Passphrase), key.has(KeySlot::Unprotected)};
    return facts;
}

GateResult<std::unique_ptr<FolderLock>> lockKeyFiles(const QString &folder)
{
    if (!makePrivateFolder(folder))
        return Failure {writeError(folder)};
    auto lock = FolderLock::take(pathOf(folder, keyLock));
    if (lock)
        return std::move(lock).value();
    return Failure {lock.error() == FolderLock::Refusal::Held ? gateError(Kind::Busy) : writeError(folder)};
}

GateResult<OpenProfilePtr> unlock(
    const QString &folder, const QList<WrappedKey> &candidates, const Opener &open, Kind wrong)
{
    std::optional<Kind> why;
    for (const WrappedKey &candidate : candidates) {
        const auto master = open(candidate);
        if (!master) {
            if (master.error() == UnwrapError::NoMemory)
                return Failure {gateError(Kind::NoMemory)};
            if (master.error() == UnwrapError::Wrong)
                why = why.value_or(wrong);
            continue;
        }
        const OpenProfilePtr profile = opened(folder, *master);
        if (!keyFits(folder, profile->databaseKey())) {
            why = Kind::Damaged;
            continue;
        }
        if (const auto settled = settle(folder, profile->databaseKey()); !settled)
            return Failure {settled.error()};
        // Where another program is at the files just now, it puts them right itself.
        if (readKeyFiles(folder).uneven)
            if (const auto lock = lockKeyFiles(folder))
                (void)writeKeyFiles(folder, candidate, true);
        return profile;
    }
    return Failure {gateError(why.value_or(Kind::Damaged))};
}

GateResult<OpenProfilePtr> establish(
    const QString &folder, const SymmetricKey &master, const WrappedKey &key, const WorkWatch &watch)
{
    const ProfileFacts::State state = readFacts(folder).state;
    if (state == ProfileFacts::State::Damaged)
        return Failure {gateError(Kind::Damaged)};
    if (state == ProfileFacts::State::Sealed)
        return Failure {gateError(Kind::Busy)}; // another program was faster
    const auto commit = [&] { return writeKeyFiles(folder, key, false); };
    if (state == ProfileFacts::State::New) {
        discardStaged(folder);
        return commit() ? GateResult<OpenProfilePtr>(opened(folder, master)) : Failure {writeError(folder)};
    }
    const SymmetricKey databaseKey = opened(folder, master)->databaseKey();
    const auto moved = movePlainProfile(
        {folder, databaseKey, [&](const QString &path) { return sealIdentity(folder, path, databaseKey); }, commit}, watch);
    if (!moved)
        return Failure {moved.error()};
    return opened(folder, master);
}

GateResult<WrappedKey> wrappingOf(const QString &folder, const OpenProfile &profile)
{
    const KeyFiles files = readKeyFiles(folder);
    if (files.state != KeyFilesState::Usable || !keyFits(folder, profile.databaseKey()))
        return Failure {gateError(Kind::Damaged)};
    return files.usable.first();
}

GateResult<Done> rewrap(const QString &folder, const WrappedKey &key)
{
    if (!writeKeyFiles(folder, key, true))
        return Failure {writeError(folder)};
    return Done {};
}

GateResult<OpenProfilePtr> rotate(
    const OpenProfile &profile, const SymmetricKey &master, const WrappedKey &key, const WorkWatch &watch)
{
    const QString folder = profile.folder();
    const OpenProfilePtr next = opened(folder, master);
    const SymmetricKey from = profile.databaseKey(), to = next->databaseKey();
    const auto rotated = rotateProfile({folder, from, to, [&] { return writeKeyFiles(folder, key, true); }}, watch);
    if (!rotated)
        return Failure {rotated.error()};
    return next;
}

GateResult<QString> setAside(const QString &folder)
{
    const auto inUse = lockDatabases(folder);
    if (!inUse)
        return Failure {inUse.error()};
    const QString stamp = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz"));
    const QString target = QDir(folder).absolutePath() + QStringLiteral("-set-aside-") + stamp;
    if (!makePrivateFolder(target))
        return Failure {writeError(folder)};
    // The key's files last: until then, what is still here is a sealed profile that can be set aside again.
    const QStringList databases {QStringLiteral("identity.*"), QString(messages) + QLatin1Char('*')};
    QStringList names = QDir(folder).entryList(databases, QDir::Files);
    names.append(media);
    names.append(QDir(folder).entryList({QString(masterKey) + QLatin1Char('*')}, QDir::Files));
    for (const QString &name : std::as_const(names))
        if (QDir(folder).exists(name) && !QDir().rename(QDir(folder).filePath(name), QDir(target).filePath(name)))
            return Failure {writeError(folder)};
    syncFolder(target);
    syncFolder(folder);
    return target;
}

bool namesEntry(const QString &folder, const QByteArray &entry)
{
    const KeyFiles files = readKeyFiles(folder);
    return std::any_of(files.usable.begin(), files.usable.end(), [&](const WrappedKey &key) { return key.keyringEntry() == entry; });
}

} // namespace confab::profile
