#include "core/store/database.h"

#include "core/store/database_copy.h"
#include "core/store/facts.h"
#include "core/store/folder_lock.h"
#include "core/store/mending.h"
#include "core/store/opening.h"
#include "core/store/reader.h"
#include "core/store/salvage.h"
#include "core/store/transaction_state.h"
#include "core/store/vfs/cipher_vfs.h"
#include "core/store/writer.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
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

QByteArray ownerFact(const Owner &owner)
{
    return owner.user.toBytes() + owner.device.toBytes();
}

//! User 1 is the owner: entered into a fresh file, and where that was lost; compared in one that has it.
Result<Done, StoreError> claim(SqlConnection &db, const Owner &owner)
{
    const auto read = [&](Sql statement, const auto &...key) {
        auto run = db.prepared(statement);
        run.bind(key...);
        return run.next() ? run.bytes(0) : QByteArray();
    };
    const QByteArray recorded = read(Sql::FactGet, facts::owner);
    const QByteArray first = read(Sql::UserFirst);
    if (db.error())
        return Failure {*db.error()};
    const bool isForeign = (!recorded.isEmpty() && recorded != ownerFact(owner)) || (!first.isEmpty() && first != owner.user.toBytes());
    if (isForeign)
        return Failure {StoreError {StoreError::Kind::Foreign,
            QCoreApplication::translate("Store", "This profile belongs to another account.")}};
    if (!recorded.isEmpty() && !first.isEmpty())
        return Done {};
    db.begin(SqlConnection::Access::Write);
    {
        auto fact = db.prepared(Sql::FactPut);
        fact.bind(facts::owner, ownerFact(owner));
        fact.run();
    }
    if (first.isEmpty()) {
        auto user = db.prepared(Sql::UserAddFirst);
        user.bind(owner.user);
        user.run();
    }
    if (db.commit())
        return Done {};
    const StoreError error = db.error().value_or(StoreError());
    db.rollback();
    return Failure {error};
}

//! After salvage: the summaries are derived values and are worked out again. The fact that says so goes with that.
Result<Done, StoreError> refreshAll(SqlConnection &db, const Owner &owner)
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
    {
        auto run = db.prepared(Sql::FactDrop);
        run.bind(facts::salvaged);
        run.run();
    }
    if (db.commit())
        return Done {};
    const StoreError error = db.error().value_or(StoreError());
    db.rollback();
    return Failure {error};
}

} // namespace

Database::Database(QString folder, Owner owner, SealedAccess access)
    : m_folder(std::move(folder))
    , m_owner(owner)
    , m_access(std::move(access))
{
}

Database::~Database()
{
    m_closing = true;
    m_check.waitForFinished();
}

QString Database::path() const
{
    return QDir(m_folder).filePath(QLatin1String(fileName));
}

DatabaseFile Database::file() const
{
    return {path(), m_access.cipher ? m_access.cipher->name() : QString()};
}

Result<std::unique_ptr<Database>, StoreError> Database::open(const QString &folder, const Owner &owner)
{
    return open(folder, owner, SealedAccess {});
}

Result<std::unique_ptr<Database>, StoreError> Database::open(
    const QString &folder, const Owner &owner, std::unique_ptr<CipherVfs> cipher)
{
    return open(folder, owner, SealedAccess {std::move(cipher)});
}

Result<std::unique_ptr<Database>, StoreError> Database::open(const QString &folder, const Owner &owner, SealedAccess access)
{
    std::unique_ptr<Database> database(new Database(folder, owner, std::move(access)));
    if (!QDir().mkpath(folder))
        return Failure {ioError(QT_TRANSLATE_NOOP("Store", "The profile folder cannot be created."))};
    auto lock = FolderLock::take(QDir(folder).filePath(QStringLiteral("profile.lock")));
    if (!lock) {
        if (lock.error() == FolderLock::Refusal::Failed)
            return Failure {ioError(QT_TRANSLATE_NOOP("Store", "The profile folder cannot be written to."))};
        return Failure {StoreError {StoreError::Kind::Locked,
            QCoreApplication::translate("Store", "This profile is already open in another window or program.")}};
    }
    database->m_lock = std::move(*lock);
    if (auto prepared = database->prepare(); !prepared)
        return Failure {prepared.error()};
    return database;
}

//! A file under another key is not damaged: as long as it may be the key that is wrong, it is never moved out of the way,
//! let alone replaced.
bool Database::fitsKey() const
{
    switch (databaseFormOf(path())) {
    case DatabaseForm::Absent:
        return true;
    case DatabaseForm::Plain:
        return !m_access.cipher;
    case DatabaseForm::Sealed:
        return m_access.cipher && m_access.cipher->opens(path());
    }
    return false;
}

Result<Done, StoreError> Database::prepare()
{
    const DatabaseFile file = this->file();
    const bool fits = fitsKey();
    if (!fits && !m_access.proven)
        return Failure {StoreError {StoreError::Kind::WrongKey,
            QCoreApplication::translate("Store", "The key that is given does not open this profile.")}};
    const bool missing = m_access.expected && databaseFormOf(file.path) == DatabaseForm::Absent && !mending::isDue(file.path);
    m_unclean = hasLog(file.path);
    bool damaged = !fits || mending::isDue(file.path) || (!m_unclean && salvage::looksDamaged(file));
    if (!damaged) {
        auto begun = begin(openCurrent(file));
        damaged = !begun && begun.error().kind == StoreError::Kind::Corrupt;
        if (!damaged && !begun)
            return begun;
    }
    if (damaged) {
        m_first.reset();
        m_unclean = false;
        if (auto begun = begin(mending::mend(file, m_access.cipher.get())); !begun)
            return begun;
    }
    if (missing)
        m_notice = QCoreApplication::translate(
            "Store", "The local database was gone. Your account is unharmed, and the messages come from the server again.");
    return Done {};
}

//! What every opening does with the connection, and as much reading as a start needs: damage shows here, where it can be
//! mended, and not in a window that stays empty.
Result<Done, StoreError> Database::begin(Result<Connection, StoreError> opened)
{
    if (!opened)
        return Failure {opened.error()};
    m_first = std::move(*opened);
    QFile::setPermissions(path(), QFile::ReadOwner | QFile::WriteOwner);
    if (auto claimed = claim(*m_first, m_owner); !claimed)
        return claimed;
    for (const char *table : {"chats", "summaries", "contacts", "outbox", "drafts", "settings"})
        m_first->scalar(QStringLiteral("SELECT COUNT(*) FROM %1 NOT INDEXED").arg(QLatin1String(table)));
    if (const auto error = m_first->error())
        return Failure {*error};
    return takeOverSalvaged();
}

//! Tells of it, once: also of what was salvaged while the profile was moved or its key changed (mending.h).
Result<Done, StoreError> Database::takeOverSalvaged()
{
    QByteArray salvaged;
    {
        auto run = m_first->prepared(Sql::FactGet);
        run.bind(facts::salvaged);
        if (run.next())
            salvaged = run.bytes(0);
    }
    if (salvaged.isEmpty())
        return Done {};
    const int count = int(std::min<qint64>(salvaged.toLongLong(), std::numeric_limits<int>::max()));
    m_notice = QCoreApplication::translate("Store",
        "The local database was damaged. %n message(s) were recovered, the rest comes from the server again.", nullptr, count);
    return refreshAll(*m_first, m_owner);
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

QFuture<bool> Database::checkIntegrity()
{
    auto promise = std::make_shared<QPromise<bool>>();
    m_check.waitForFinished(); // one at a time; asked for once
    m_check = promise->future();
    promise->start();
    QThreadPool::globalInstance()->start([promise, file = file(), closing = &m_closing] {
        const auto checked = checkDatabase(file, [closing] { return !*closing; });
        // Only damage makes the next opening salvage; a file that was busy or could not be read may be fine.
        const bool sound = checked || checked.error() != CopyError::Damaged;
        if (!sound)
            SqlConnection::markDamaged(file.path);
        promise->addResult(sound);
        promise->finish();
    });
    return m_check;
}

} // namespace confab
