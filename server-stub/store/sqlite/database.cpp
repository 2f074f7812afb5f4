#include "server-stub/store/sqlite/database.h"

#include <QSqlError>
#include <QUuid>

namespace confab::server {

namespace {

//! Result codes of sqlite3.h that name the machine, not the statement.
bool isDiskError(const QString &nativeCode)
{
    constexpr int busy = 5, readOnly = 8, ioError = 10, full = 13, cantOpen = 14, noMemory = 7;
    const int primary = nativeCode.toInt() & 0xff;
    return primary == busy || primary == readOnly || primary == ioError || primary == full || primary == cantOpen
        || primary == noMemory;
}

} // namespace

Database::~Database()
{
    m_statements.clear();
    if (m_name.isEmpty())
        return;
    m_db.close();
    m_db = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

Result<Done, QString> Database::open(const QString &path, Access access)
{
    m_name = QUuid::createUuid().toString();
    m_db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name);
    m_db.setDatabaseName(path);
    m_db.setConnectOptions(access == Access::ReadOnly ? QStringLiteral("QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=5000")
                                                      : QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
    if (!m_db.open())
        return Failure {m_db.lastError().databaseText()};
    if (access == Access::ReadWrite)
        script(QStringLiteral("PRAGMA journal_mode=WAL"));
    for (const auto *pragma : {"PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON", "PRAGMA temp_store=MEMORY",
             "PRAGMA cache_size=-16000", "PRAGMA trusted_schema=OFF"})
        script(QString::fromLatin1(pragma));
    if (failed())
        return Failure {error()};
    return Done {};
}

bool Database::script(const QString &statement)
{
    if (failed())
        return false;
    QSqlQuery query(m_db);
    if (!query.exec(statement))
        fail(query.lastError());
    return !failed();
}

QSqlQuery *Database::prepared(const char *sql)
{
    if (failed())
        return nullptr;
    auto &query = m_statements[sql];
    if (!query) {
        query = std::make_unique<QSqlQuery>(m_db);
        query->setForwardOnly(true);
        if (!query->prepare(QString::fromLatin1(sql))) {
            fail(query->lastError());
            m_statements.erase(sql);
            return nullptr;
        }
    }
    return query.get();
}

Rows Database::execute(QSqlQuery *query)
{
    if (!query->exec()) {
        fail(query->lastError());
        m_error += QStringLiteral(" in ") + query->lastQuery(); // without the values
        query->finish();
        return Rows(nullptr);
    }
    return Rows(query);
}

void Database::fail(const QSqlError &error)
{
    m_error = error.databaseText();
    if (m_error.isEmpty())
        m_error = error.driverText();
    if (m_error.isEmpty())
        m_error = QStringLiteral("unknown error");
    m_diskError = isDiskError(error.nativeErrorCode());
}

void Database::clearError()
{
    m_error.clear();
    m_diskError = false;
}

} // namespace confab::server
