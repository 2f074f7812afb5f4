#include "core/store/database.h"

#include "core/store/facts.h"
#include "core/store/migrations.h"
#include "core/store/reader.h"
#include "core/store/salvage.h"
#include "core/store/transaction_state.h"
#include "core/store/vfs/cipher_vfs.h"
#include "core/store/writer.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QLoggingCategory>
#include <QPromise>
#include <QThreadPool>

namespace confab {

namespace {

using Connection = std::unique_ptr<SqlConnection>;

StoreError ioError(const char *text)
{
    return {StoreError::Kind::Io, QCoreApplication::translate("Store", text)};
}

bool hasLog(const QString &path)
{
    return QFileInfo(path + QStringLiteral("-wal")).size() > 0;
}

//! Opens for writing at the newest schema. A newer file is refused before anything is written to it.
Result<Connection, StoreError> openCurrent(const DatabaseFile &file)
{
    if (salvage::versionInHeader(file) > migrations::newest())
        return Failure {migrations::newerVersion()};
    auto opened = SqlConnection::open(file, SqlConnection::Mode::ReadWrite);
    if (!opened)
        return opened;
    SqlConnection &db = **opened;
    if (db.scalar(QStringLiteral("PRAGMA user_version")).toInt() > migrations::newest())
        return Failure {migrations::newerVersion()};
    db.scalar(QStringLiteral("PRAGMA journal_mode=WAL"));
    db.exec(QStringLiteral("PRAGMA synchronous=NORMAL"));
    db.exec(QStringLiteral("PRAGMA secure_delete=ON")); // what is deleted for everyone leaves nothing in the file
    db.exec(QStringLiteral("PRAGMA journal_size_limit=16777216")); // bytes kept of a log that once grew
    if (db.error())
        return Failure {*db.error()};
    if (auto migrated = migrations::migrate(db); !migrated)
        return Failure {migrated.error()};
    return opened;
}

//! Moves the damaged file aside, starts a fresh one and takes over what can be read.
Result<Connection, StoreError> openMended(const DatabaseFile &file, qint64 &recovered)
{
    const QString aside = salvage::moveAside(file.path);
    if (aside.isEmpty())
        return Failure {ioError(QT_TRANSLATE_NOOP("Store", "The local database is damaged and could not be moved out of the way."))};
    QFile::remove(SqlConnection::damageMarkOf(file.path));
    auto fresh = openCurrent(file);
    if (fresh)
        recovered = salvage::copyReadable({aside, file.vfs}, **fresh);
    return fresh;
}

QByteArray ownerFact(const Owner &owner)
{
    return owner.user.toBytes() + owner.device.toBytes();
}

//! User 1 is the owner: entered into a fresh file, compared in one that is there.
Result<Done, StoreError> claim(SqlConnection &db, const Owner &owner)
{
    QByteArray recorded;
    {
        auto run = db.prepared(Sql::FactGet);
        run.bind(facts::owner);
        if (run.next())
            recorded = run.bytes(0);
    }
    if (recorded.isEmpty() && !db.error()) {
        db.begin(SqlConnection::Access::Write);
        {
            auto fact = db.prepared(Sql::FactPut);
            fact.bind(facts::owner, ownerFact(owner));
            fact.run();
        }
        {
            auto user = db.prepared(Sql::UserAdd);
            user.bind(owner.user);
            user.run();
        }
        db.commit();
    } else if (recorded != ownerFact(owner) && !db.error()) {
        return Failure {StoreError {StoreError::Kind::Foreign,
            QCoreApplication::translate("Store", "This profile belongs to another account.")}};
    }
    if (const auto error = db.error()) {
        db.rollback();
        return Failure {*error};
    }
    return Done {};
}

//! After salvage: the summaries are derived values and are worked out again.
void refreshAll(SqlConnection &db, const Owner &owner)
{
    QList<ChatId> chats;
    {
        QSqlQuery query(db.handle());
        query.exec(QStringLiteral("SELECT chat FROM chats"));
        while (query.next())
            if (const auto id = ChatId::fromBytes(query.value(0).toByteArray()))
                chats.append(*id);
    }
    KeyCache keys;
    TransactionState state(db, owner, keys);
    db.begin(SqlConnection::Access::Write);
    for (const ChatId &id : std::as_const(chats))
        if (const auto chat = state.chat(id))
            state.touch(*chat);
    state.refreshSummaries();
    if (!db.commit())
        db.rollback();
}

} // namespace

Database::Database(QString folder, Owner owner, std::unique_ptr<CipherVfs> cipher)
    : m_folder(std::move(folder))
    , m_owner(owner)
    , m_cipher(std::move(cipher))
{
}

Database::~Database() = default;

QString Database::path() const
{
    return QDir(m_folder).filePath(QLatin1String(fileName));
}

DatabaseFile Database::file() const
{
    return {path(), m_cipher ? m_cipher->name() : QString()};
}

Result<std::unique_ptr<Database>, StoreError> Database::open(const QString &folder, const Owner &owner)
{
    return open(folder, owner, nullptr);
}

Result<std::unique_ptr<Database>, StoreError> Database::open(
    const QString &folder, const Owner &owner, std::unique_ptr<CipherVfs> cipher)
{
    std::unique_ptr<Database> database(new Database(folder, owner, std::move(cipher)));
    if (!QDir().mkpath(folder))
        return Failure {ioError(QT_TRANSLATE_NOOP("Store", "The profile folder cannot be created."))};
    database->m_lock = std::make_unique<QLockFile>(QDir(folder).filePath(QStringLiteral("profile.lock")));
    database->m_lock->setStaleLockTime(0); // a lock is given up by the end of its process, never by its age
    if (!database->m_lock->tryLock(0)) {
        if (database->m_lock->error() != QLockFile::LockFailedError)
            return Failure {ioError(QT_TRANSLATE_NOOP("Store", "The profile folder cannot be written to."))};
        return Failure {StoreError {StoreError::Kind::Locked,
            QCoreApplication::translate("Store", "This profile is already open in another window or program.")}};
    }
    if (auto prepared = database->prepare(); !prepared)
        return Failure {prepared.error()};
    return database;
}

//! A file under another key is not damaged: it must never be moved out of the way, let alone replaced.
bool Database::fitsKey() const
{
    switch (databaseFormOf(path())) {
    case DatabaseForm::Absent:
        return true;
    case DatabaseForm::Plain:
        return !m_cipher;
    case DatabaseForm::Sealed:
        return m_cipher && m_cipher->opens(path());
    }
    return false;
}

Result<Done, StoreError> Database::prepare()
{
    const DatabaseFile file = this->file();
    if (!fitsKey())
        return Failure {StoreError {StoreError::Kind::WrongKey,
            QCoreApplication::translate("Store", "The key that is given does not open this profile.")}};
    m_unclean = hasLog(file.path);
    const bool marked = QFile::exists(SqlConnection::damageMarkOf(file.path));
    bool damaged = marked || (!m_unclean && salvage::looksDamaged(file));
    auto opened = damaged ? Result<Connection, StoreError>(Failure {StoreError {StoreError::Kind::Corrupt, {}}}) : openCurrent(file);
    damaged = !opened && opened.error().kind == StoreError::Kind::Corrupt;
    if (damaged) {
        qint64 recovered = 0;
        opened = openMended(file, recovered);
        m_unclean = false;
        const int count = int(std::min<qint64>(recovered, std::numeric_limits<int>::max()));
        m_notice = QCoreApplication::translate("Store",
            "The local database was damaged. %n message(s) were recovered, the rest comes from the server again.", nullptr, count);
    }
    if (!opened)
        return Failure {opened.error()};
    QFile::setPermissions(file.path, QFile::ReadOwner | QFile::WriteOwner);
    if (auto claimed = claim(**opened, m_owner); !claimed)
        return claimed;
    if (damaged)
        refreshAll(**opened, m_owner);
    m_first = std::move(*opened);
    return Done {};
}

Result<std::unique_ptr<StoreWriter>, StoreError> Database::writer()
{
    if (!m_first) {
        auto opened = openCurrent(file());
        if (!opened)
            return Failure {opened.error()};
        m_first = std::move(*opened);
    }
    return std::make_unique<StoreWriter>(std::move(m_first), m_owner);
}

Result<std::unique_ptr<StoreReader>, StoreError> Database::reader() const
{
    auto opened = SqlConnection::open(file(), SqlConnection::Mode::ReadOnly);
    if (!opened)
        return Failure {opened.error()};
    return std::make_unique<StoreReader>(std::move(*opened), m_owner);
}

QFuture<bool> Database::checkIntegrity() const
{
    auto promise = std::make_shared<QPromise<bool>>();
    const QFuture<bool> future = promise->future();
    promise->start();
    QThreadPool::globalInstance()->start([promise, file = file()] {
        bool sound = false;
        {
            auto opened = SqlConnection::open(file, SqlConnection::Mode::ReadOnly);
            if (opened)
                sound = (*opened)->scalar(QStringLiteral("PRAGMA quick_check(1)")).toString() == QLatin1String("ok");
            // Only damage makes the next opening salvage; a file that was busy or could not be read may be fine.
            const auto error = opened ? (*opened)->error() : std::optional(opened.error());
            if (error && error->kind != StoreError::Kind::Corrupt)
                sound = true;
        }
        if (!sound)
            SqlConnection::markDamaged(file.path);
        promise->addResult(sound);
        promise->finish();
    });
    return future;
}

} // namespace confab
