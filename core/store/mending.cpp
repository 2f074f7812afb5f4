#include "core/store/mending.h"

#include "core/crypto/key_file.h"
#include "core/store/database_copy.h"
#include "core/store/facts.h"
#include "core/store/opening.h"
#include "core/store/salvage.h"
#include "core/store/vfs/cipher_vfs.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace confab::mending {

namespace {

using Connection = std::unique_ptr<SqlConnection>;

constexpr int attemptsAtMost = 2;
constexpr int asideKept = 2; //!< databases
const QString asideInfix = QStringLiteral(".damaged-");

//! The content of the mark: the name of the file that was moved aside, and how often it was tried to read it.
struct Mark {
    QString aside; //!< a name in the same folder; empty: nothing was moved yet
    int attempts = 0;
};

StoreError cannotMove()
{
    return {StoreError::Kind::Io,
        QCoreApplication::translate("Store", "The local database is damaged and could not be moved out of the way.")};
}

Mark readMark(const QString &path)
{
    QFile file(SqlConnection::damageMarkOf(path));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QList<QByteArray> lines = file.read(1'024).split('\n');
    const QString name = QString::fromUtf8(lines.value(0));
    // The name of a neighbour, or none: what somebody else wrote there leads nowhere.
    if (!name.startsWith(QFileInfo(path).fileName() + asideInfix) || name.contains(QLatin1Char('/')))
        return {};
    return {name, lines.value(1).toInt()};
}

bool writeMark(const QString &path, const Mark &mark)
{
    const QByteArray content = mark.aside.toUtf8() + '\n' + QByteArray::number(mark.attempts) + '\n';
    return writePrivateFile(SqlConnection::damageMarkOf(path), content, true) == WriteOutcome::Written;
}

//! And the halves of marks that a crash has left.
bool removeMark(const QString &path)
{
    const QFileInfo mark(SqlConnection::damageMarkOf(path));
    for (const QString &half : mark.dir().entryList({mark.fileName() + QLatin1String(".tmp-*")}, QDir::Files))
        mark.dir().remove(half);
    return QFile::remove(mark.filePath());
}

QString nameForAside(const QString &path)
{
    return QFileInfo(path).fileName() + asideInfix
        + QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz"));
}

//! Brings the damaged database with its log to `aside`, or goes on with that; what an earlier attempt has begun under the
//! database's own name goes. False: the system refused.
bool putAside(const QString &path, const QString &aside)
{
    const QString log = QStringLiteral("-wal");
    if (!QFile::exists(aside) && QFile::exists(path) && !QFile::rename(path, aside))
        return false;
    // The log belongs to its database by name. Where the base name is free it is still that of the one moved aside.
    if (!QFile::exists(path) && QFile::exists(path + log) && !QFile::exists(aside + log))
        QFile::rename(path + log, aside + log);
    return removeDatabase(path);
}

void forgetOldest(const QString &path)
{
    QStringList databases = movedAside(path);
    databases.removeIf([](const QString &file) { return file.endsWith(QLatin1String("-wal")) || file.endsWith(QLatin1String("-shm")); });
    while (databases.size() > asideKept)
        removeDatabase(databases.takeFirst());
}

Result<Connection, StoreError> salvaged(const DatabaseFile *damaged, const DatabaseFile &target)
{
    auto fresh = openCurrent(target);
    if (!fresh)
        return fresh;
    const qint64 messages = damaged ? salvage::copyReadable(*damaged, **fresh) : 0;
    {
        auto fact = (*fresh)->prepared(Sql::FactPut);
        fact.bind(facts::salvaged, QByteArray::number(messages));
        fact.run();
    }
    if ((*fresh)->error())
        return Failure {*(*fresh)->error()};
    return fresh;
}

} // namespace

bool isDue(const QString &path)
{
    return QFile::exists(SqlConnection::damageMarkOf(path));
}

QStringList movedAside(const QString &path)
{
    const QFileInfo file(path);
    const QDir folder = file.dir();
    QStringList paths;
    for (const QString &name : folder.entryList({file.fileName() + asideInfix + QLatin1Char('*')}, QDir::Files, QDir::Name))
        paths.append(folder.filePath(name));
    return paths;
}

Result<Connection, StoreError> mend(const DatabaseFile &file, const CipherVfs *cipher)
{
    Mark mark = readMark(file.path);
    if (mark.aside.isEmpty())
        mark.aside = nameForAside(file.path);
    ++mark.attempts;
    const QString aside = QFileInfo(file.path).dir().filePath(mark.aside);
    if (!writeMark(file.path, mark) || !putAside(file.path, aside))
        return Failure {cannotMove()};

    const auto lenient = cipher ? cipher->lenient() : nullptr;
    const DatabaseFile damaged {aside, lenient ? lenient->name() : QString()};
    const bool readable = mark.attempts <= attemptsAtMost && QFile::exists(aside) && (lenient || !cipher);
    auto fresh = salvaged(readable ? &damaged : nullptr, file);
    QFile::remove(SqlConnection::damageMarkOf(aside)); // that it is damaged is known
    QFile::remove(aside + QStringLiteral("-shm"));
    if (QFileInfo(aside + QStringLiteral("-wal")).size() == 0)
        QFile::remove(aside + QStringLiteral("-wal"));
    if (!fresh) {
        // It came to an end, if not a good one (a full disk): that is no attempt of the kind that is counted.
        (void)writeMark(file.path, {mark.aside, 0});
        return fresh;
    }
    (*fresh)->scalar(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")); // on the disk before the mark goes
    if (!removeMark(file.path))
        return Failure {cannotMove()};
    syncFolder(QFileInfo(file.path).path());
    forgetOldest(file.path);
    return fresh;
}

} // namespace confab::mending
