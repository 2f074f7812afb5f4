#include "core/profile/identity_file.h"

#include "core/crypto/key_file.h"
#include "core/profile/profile_files.h"
#include "core/store/migrations.h"
#include "core/store/sql_connection.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QSqlError>

namespace confab::profile {

namespace {

constexpr int schemaVersion = 1;
constexpr qint64 copyMax = 1024 * 1024; //!< bytes; a database of this kind has a few pages

QString tr(const char *text)
{
    return QCoreApplication::translate("Identity", text);
}

VaultError error(VaultError::Kind kind, const char *text)
{
    return {kind, tr(text)};
}

VaultError damaged()
{
    return error(VaultError::Kind::Damaged,
        QT_TRANSLATE_NOOP("Identity", "The account's keys on this computer are damaged, and so are their copies. They were left as "
                                      "they are; restore them from a backup, or link this computer again with a new profile."));
}

VaultError toVaultError(const StoreError &e)
{
    return e.kind == StoreError::Kind::Corrupt ? damaged() : VaultError {VaultError::Kind::Io, e.message};
}

void removeTails(const QString &path)
{
    for (const QLatin1String tail : databaseTails)
        QFile::remove(path + tail);
    QFile::remove(SqlConnection::damageMarkOf(path)); // copies take the place of salvage here
}

Result<std::unique_ptr<SqlConnection>, StoreError> connectTo(const QString &path, const CipherVfs &cipher)
{
    auto opened = SqlConnection::open({path, cipher.name()}, SqlConnection::Mode::ReadWrite);
    if (!opened)
        return opened;
    SqlConnection &db = **opened;
    if (db.scalar(QStringLiteral("PRAGMA user_version")).toInt() > schemaVersion)
        return Failure {migrations::newerVersion()};
    db.scalar(QStringLiteral("PRAGMA journal_mode=WAL"));
    db.exec(QStringLiteral("PRAGMA synchronous=FULL"));
    db.exec(QStringLiteral("PRAGMA secure_delete=ON"));
    if (db.error())
        return Failure {*db.error()};
    return opened;
}

//! The keys in the database at `path`. Empty: it has none.
VaultResult<IdentityRead> readAt(const QString &path, const CipherVfs &cipher)
{
    if (databaseFormOf(path) == DatabaseForm::Absent && !QFile::exists(path + databaseTails.front()))
        return Failure {error(VaultError::Kind::Empty, QT_TRANSLATE_NOOP("Identity", "There is no account in this profile."))};
    if (!cipher.opens(path))
        return Failure {damaged()};
    const auto opened = connectTo(path, cipher);
    if (!opened)
        return Failure {toVaultError(opened.error())};
    SqlConnection &db = **opened;
    QByteArray bytes;
    bool used = false;
    if (db.scalar(QStringLiteral("PRAGMA user_version")).toInt() == schemaVersion) {
        bytes = db.scalar(QStringLiteral("SELECT keys FROM account WHERE id = 1")).toByteArray();
        used = db.scalar(QStringLiteral("SELECT used FROM account WHERE id = 1")).toBool();
    }
    const WipedOnExit wiped(bytes);
    if (db.error())
        return Failure {toVaultError(*db.error())};
    if (bytes.isEmpty())
        return Failure {error(VaultError::Kind::Empty, QT_TRANSLATE_NOOP("Identity", "There is no account in this profile."))};
    auto keys = parseKeyFile(bytes);
    if (!keys)
        return Failure {damaged()};
    return IdentityRead {std::move(keys).value(), used, {}};
}

bool isSame(const AccountKeys &a, const AccountKeys &b)
{
    QByteArray one = keyFileOf(a), other = keyFileOf(b);
    const WipedOnExit wipeOne(one), wipeOther(other);
    return one == other;
}

//! Commits the one row, and ends with a file that has no log beside it (unless another program reads it just then).
VaultResult<Done> commitAt(const QString &path, const CipherVfs &cipher, const AccountKeys &keys)
{
    const auto opened = connectTo(path, cipher);
    if (!opened)
        return Failure {toVaultError(opened.error())};
    SqlConnection &db = **opened;
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    QByteArray bytes = keyFileOf(keys);
    const WipedOnExit wiped(bytes);
    db.begin(SqlConnection::Access::Write);
    db.exec(QStringLiteral("CREATE TABLE IF NOT EXISTS account (id INTEGER PRIMARY KEY CHECK (id = 1), keys BLOB NOT NULL,"
                           " used INTEGER NOT NULL DEFAULT 0) STRICT"));
    if (!db.error()) {
        QSqlQuery put(db.handle());
        put.prepare(QStringLiteral("INSERT INTO account (id, keys) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET keys = excluded.keys"));
        put.addBindValue(bytes);
        if (!put.exec())
            db.fail(put.lastError());
    }
    db.exec(QStringLiteral("PRAGMA user_version=%1").arg(schemaVersion));
    if (!db.commit()) {
        const VaultError why = toVaultError(*db.error());
        db.rollback();
        return Failure {why};
    }
    return Done {};
}

//! The bytes of `from` under the name of `to`, durably. False where `from` is not one whole file.
bool copyFile(const QString &from, const QString &to)
{
    if (QFile log(from + databaseTails.front()); log.size() > 0)
        return false;
    QFile file(from);
    if (!file.open(QIODevice::ReadOnly) || file.size() > copyMax)
        return false;
    removeTails(to);
    return writePrivateFile(to, file.readAll(), true) == WriteOutcome::Written;
}

//! Failing here is no reason to fail: the database itself is safe, and the older copies stay.
void keepCopy(const QString &folder, const CipherVfs &cipher, const AccountKeys &keys)
{
    const QString fresh = pathOf(folder, identityCopyInMaking);
    if (!copyFile(pathOf(folder, identity), fresh))
        return;
    const auto back = readAt(fresh, cipher);
    removeTails(fresh);
    if (!back || !isSame(*back->keys, keys)) {
        QFile::remove(fresh);
        return;
    }
    for (std::size_t i = identityCopies.size() - 1; i > 0; --i)
        std::rename(QFile::encodeName(pathOf(folder, identityCopies[i - 1])).constData(),
            QFile::encodeName(pathOf(folder, identityCopies[i])).constData());
    std::rename(QFile::encodeName(fresh).constData(), QFile::encodeName(pathOf(folder, identityCopies.front())).constData());
    syncFolder(folder);
}

//! `copy` takes the place of the database, which is set aside.
VaultResult<Done> putInPlace(const QString &folder, const QString &copy)
{
    const QString path = pathOf(folder, identity);
    if (QFile::exists(path)) {
        const QString stamp = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz"));
        if (!QFile::rename(path, path + QStringLiteral(".damaged-") + stamp))
            return Failure {error(VaultError::Kind::Io,
                QT_TRANSLATE_NOOP("Identity", "The damaged file with the account's keys could not be moved out of the way."))};
    }
    removeTails(path); // a log of what is damaged must not be played into the copy
    if (!copyFile(copy, path))
        return Failure {error(VaultError::Kind::Io, QT_TRANSLATE_NOOP("Identity", "The account's keys could not be saved."))};
    return Done {};
}

enum class Mend : std::uint8_t { No, Yes };

//! From the newest copy that opens, where the database does not.
VaultResult<IdentityRead> readNewestGood(const QString &folder, const CipherVfs &cipher, Mend mend)
{
    auto found = readAt(pathOf(folder, identity), cipher);
    if (found || found.error().kind == VaultError::Kind::Io)
        return found;
    for (const QLatin1String name : identityCopies) {
        const QString copy = pathOf(folder, name);
        auto older = readAt(copy, cipher);
        removeTails(copy);
        if (!older)
            continue;
        if (mend == Mend::Yes) {
            if (const auto placed = putInPlace(folder, copy); !placed)
                return Failure {placed.error()};
            older->notice = tr(QT_TRANSLATE_NOOP("Identity", "The file with the account's keys was damaged; a copy has taken its place."));
        }
        return older;
    }
    return found;
}

} // namespace

VaultResult<IdentityRead> readIdentity(const QString &folder, const CipherVfs &cipher)
{
    return readNewestGood(folder, cipher, Mend::Yes);
}

VaultResult<IdentityRead> peekIdentity(const QString &folder, const CipherVfs &cipher)
{
    return readNewestGood(folder, cipher, Mend::No);
}

VaultResult<Done> writeIdentity(const QString &folder, const CipherVfs &cipher, const AccountKeys &keys)
{
    if (!makePrivateFolder(folder))
        return Failure {error(VaultError::Kind::Io, QT_TRANSLATE_NOOP("Identity", "The profile folder cannot be used."))};
    auto committed = commitAt(pathOf(folder, identity), cipher, keys);
    if (committed)
        keepCopy(folder, cipher, keys);
    return committed;
}

VaultResult<Done> makeIdentity(const QString &path, const CipherVfs &cipher, const AccountKeys &keys)
{
    if (auto committed = commitAt(path, cipher, keys); !committed)
        return committed;
    const auto back = readAt(path, cipher);
    removeTails(path);
    if (!back)
        return Failure {back.error()};
    if (!isSame(*back->keys, keys))
        return Failure {damaged()};
    return Done {};
}

VaultResult<Done> markIdentityUsed(const QString &folder, const CipherVfs &cipher)
{
    const QString path = pathOf(folder, identity);
    const auto found = readAt(path, cipher);
    if (!found)
        return Failure {found.error()};
    if (found->used)
        return Done {};
    {
        const auto opened = connectTo(path, cipher);
        if (!opened)
            return Failure {toVaultError(opened.error())};
        if (!(*opened)->exec(QStringLiteral("UPDATE account SET used = 1")))
            return Failure {toVaultError(*(*opened)->error())};
    }
    keepCopy(folder, cipher, *found->keys);
    return Done {};
}

VaultResult<Done> eraseIdentity(const QString &folder)
{
    QStringList paths {pathOf(folder, identityCopyInMaking)};
    for (const QLatin1String copy : identityCopies)
        paths.append(pathOf(folder, copy));
    paths.append(pathOf(folder, identity));
    for (const QString &path : std::as_const(paths)) {
        removeTails(path);
        if (QFile::exists(path) && !QFile::remove(path))
            return Failure {error(VaultError::Kind::Io, QT_TRANSLATE_NOOP("Identity", "The account's keys could not be removed."))};
    }
    syncFolder(folder);
    return Done {};
}

} // namespace confab::profile
