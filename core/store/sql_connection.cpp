#include "core/store/sql_connection.h"

#include <QCoreApplication>
#include <QFile>
#include <QLoggingCategory>
#include <QSqlError>
#include <QUrl>

namespace confab {

Q_LOGGING_CATEGORY(lcStore, "confab.store")

namespace {

// SQLite's primary result codes, as the driver passes them on.
enum SqliteCode { Busy = 5, LockedTable = 6, ReadOnlyFile = 8, Corrupt = 11, Full = 13, NotADatabase = 26 };
constexpr int damagedBlock = 10 | (32 << 8); // SQLITE_IOERR_DATA: a sealed block that does not open
constexpr int noSpaceForIndex = 10 | (19 << 8); // SQLITE_IOERR_SHMSIZE: of the log

StoreError toStoreError(const QSqlError &error)
{
    const int code = error.nativeErrorCode().toInt();
    switch (code == damagedBlock ? Corrupt : code == noSpaceForIndex ? Full : code & 0xff) {
    case Busy:
    case LockedTable:
        return {StoreError::Kind::Busy, QCoreApplication::translate("Store", "The local database is in use and did not become free in time.")};
    case Full:
        return {StoreError::Kind::Full, QCoreApplication::translate("Store", "There is no space left on the disk.")};
    case Corrupt:
    case NotADatabase:
        return {StoreError::Kind::Corrupt, QCoreApplication::translate("Store", "The local database is damaged.")};
    case ReadOnlyFile:
        return {StoreError::Kind::Io, QCoreApplication::translate("Store", "The local database cannot be written to.")};
    default:
        return {StoreError::Kind::Io, QCoreApplication::translate("Store", "The local database cannot be read or written.")};
    }
}

QString nextName()
{
    static std::atomic<quint64> counter {0};
    return QStringLiteral("confab-store-%1").arg(++counter);
}

// A URI rather than a path, so that a virtual file system can be named here and nowhere else.
QString uriOf(const DatabaseFile &file)
{
    QString uri = QStringLiteral("file:") + QString::fromLatin1(QUrl::toPercentEncoding(file.path, "/"));
    if (!file.vfs.isEmpty())
        uri += QStringLiteral("?vfs=") + QString::fromLatin1(QUrl::toPercentEncoding(file.vfs));
    return uri;
}

//! The driver miscounts parameters that are used twice (?1 … ?1): each gets a mark of its own, and `order` says which
//! value it takes.
QString withPlainMarks(const QByteArray &sql, std::vector<int> &order)
{
    QByteArray plain;
    for (qsizetype i = 0; i < sql.size(); ++i) {
        plain.append(sql.at(i));
        if (sql.at(i) != '?')
            continue;
        int number = 0;
        while (i + 1 < sql.size() && sql.at(i + 1) >= '0' && sql.at(i + 1) <= '9')
            number = number * 10 + (sql.at(++i) - '0');
        order.push_back(number ? number - 1 : int(order.size()));
    }
    return QString::fromLatin1(plain);
}

} // namespace

SqlRun::SqlRun(SqlConnection &connection, Prepared &prepared)
    : m_connection(connection)
    , m_prepared(prepared)
    , m_query(prepared.query)
{
}

void SqlRun::bindAll(const QVariant *values, int count)
{
    for (int i = 0; i < int(m_prepared.order.size()); ++i)
        if (m_prepared.order[std::size_t(i)] < count)
            m_query.bindValue(i, values[m_prepared.order[std::size_t(i)]]);
}

SqlRun::~SqlRun()
{
    m_query.finish();
}

bool SqlRun::run()
{
    m_ran = true;
    m_ok = !m_connection.error() && m_query.exec();
    if (!m_ok && !m_connection.error())
        m_connection.fail(m_query.lastError());
    return m_ok;
}

bool SqlRun::next()
{
    if (!m_ran)
        run();
    if (!m_ok)
        return false;
    if (m_query.next())
        return true;
    if (m_query.lastError().isValid()) {
        m_ok = false;
        m_connection.fail(m_query.lastError());
    }
    return false;
}

SqlConnection::SqlConnection(QString path, QString name)
    : m_path(std::move(path))
    , m_name(std::move(name))
    , m_db(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name))
{
}

SqlConnection::~SqlConnection()
{
    for (auto &query : m_cache)
        query.reset();
    m_db.close();
    m_db = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

Result<std::unique_ptr<SqlConnection>, StoreError> SqlConnection::open(const DatabaseFile &file, Mode mode)
{
    std::unique_ptr<SqlConnection> connection(new SqlConnection(file.path, nextName()));
    QString options = QStringLiteral("QSQLITE_OPEN_URI;QSQLITE_BUSY_TIMEOUT=%1").arg(busyTimeoutMs);
    if (mode == Mode::ReadOnly)
        options += QStringLiteral(";QSQLITE_OPEN_READONLY");
    connection->m_db.setConnectOptions(options);
    connection->m_db.setDatabaseName(uriOf(file));
    if (!connection->m_db.open())
        connection->fail(connection->m_db.lastError());
    connection->exec(QStringLiteral("PRAGMA foreign_keys=ON"));
    connection->exec(QStringLiteral("PRAGMA temp_store=MEMORY"));
    connection->exec(QStringLiteral("PRAGMA cache_size=-8000")); // KiB
    connection->exec(QStringLiteral("PRAGMA trusted_schema=OFF"));
    // The first access to the file: says at once whether it is a database at all.
    connection->scalar(QStringLiteral("SELECT COUNT(*) FROM sqlite_schema"));
    if (connection->error())
        return Failure {*connection->error()};
    return connection;
}

SqlRun SqlConnection::prepared(Sql statement)
{
    auto &slot = m_cache[std::size_t(statement)];
    if (!slot && !m_error) {
        SqlRun::Prepared prepared {QSqlQuery(m_db), {}};
        prepared.query.setForwardOnly(true);
        if (prepared.query.prepare(withPlainMarks(QByteArray(textOf(statement)), prepared.order))) {
            slot.emplace(std::move(prepared));
        } else {
            fail(prepared.query.lastError());
            qCWarning(lcStore) << "statement" << int(statement) << "could not be prepared";
        }
    }
    return SqlRun(*this, slot ? *slot : m_none);
}

bool SqlConnection::exec(const QString &sql)
{
    if (m_error)
        return false;
    QSqlQuery query(m_db);
    if (query.exec(sql))
        return true;
    fail(query.lastError());
    return false;
}

bool SqlConnection::begin(Access access)
{
    m_inTransaction = exec(access == Access::Write ? QStringLiteral("BEGIN IMMEDIATE") : QStringLiteral("BEGIN"));
    return m_inTransaction;
}

bool SqlConnection::commit()
{
    if (!exec(QStringLiteral("COMMIT")))
        return false;
    m_inTransaction = false;
    return true;
}

void SqlConnection::rollback()
{
    // Its failure means that SQLite has rolled back by itself.
    if (m_inTransaction)
        QSqlQuery(m_db).exec(QStringLiteral("ROLLBACK"));
    m_inTransaction = false;
    clearError();
}

QVariant SqlConnection::scalar(const QString &sql)
{
    if (m_error)
        return {};
    QSqlQuery query(m_db);
    query.setForwardOnly(true);
    if (query.exec(sql) && query.next())
        return query.value(0);
    if (query.lastError().isValid())
        fail(query.lastError());
    return {};
}

void SqlConnection::fail(const QSqlError &error)
{
    if (m_error)
        return;
    m_error = toStoreError(error);
    qCWarning(lcStore) << "SQLite result" << error.nativeErrorCode() << error.driverText();
    if (m_error->kind == StoreError::Kind::Corrupt)
        markDamaged(m_path);
}

void SqlConnection::markDamaged(const QString &path)
{
    QFile mark(damageMarkOf(path));
    // One that is there stays: it may say more (mending.h).
    if (!mark.open(QIODevice::WriteOnly | QIODevice::Append))
        qCWarning(lcStore) << "the damaged database could not be marked";
}

} // namespace confab
