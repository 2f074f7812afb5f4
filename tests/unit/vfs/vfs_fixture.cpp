#include "tests/unit/vfs/vfs_fixture.h"

#include <QFile>

namespace confab {

SealedDatabase::SealedDatabase(const QString &path, const QString &vfs)
{
    const QByteArray vfsName = vfs.toUtf8();
    m_error = sqlite3_open_v2(path.toUtf8().constData(), &m_db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
        vfs.isEmpty() ? nullptr : vfsName.constData());
    if (m_error != SQLITE_OK)
        close();
    else
        sqlite3_extended_result_codes(m_db, 1);
}

bool SealedDatabase::setUp(const char *synchronous)
{
    return exec("PRAGMA temp_store=MEMORY") && value("PRAGMA journal_mode=WAL") == QLatin1String("wal")
        && exec(QByteArray("PRAGMA synchronous=") + synchronous) && exec("PRAGMA wal_autocheckpoint=0");
}

bool SealedDatabase::exec(const QByteArray &sql)
{
    if (!m_db)
        return false;
    m_error = sqlite3_exec(m_db, sql.constData(), nullptr, nullptr, nullptr);
    return m_error == SQLITE_OK;
}

std::optional<QStringList> SealedDatabase::rows(const QByteArray &sql)
{
    if (!m_db)
        return std::nullopt;
    sqlite3_stmt *statement = nullptr;
    m_error = sqlite3_prepare_v2(m_db, sql.constData(), -1, &statement, nullptr);
    if (m_error != SQLITE_OK)
        return std::nullopt;
    QStringList rows;
    while ((m_error = sqlite3_step(statement)) == SQLITE_ROW)
        rows += QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_column_text(statement, 0)));
    sqlite3_finalize(statement);
    if (m_error != SQLITE_DONE)
        return std::nullopt;
    m_error = SQLITE_OK;
    return rows;
}

QString SealedDatabase::value(const QByteArray &sql)
{
    const auto found = rows(sql);
    return found && !found->isEmpty() ? found->first() : QString();
}

void SealedDatabase::close()
{
    if (m_db)
        sqlite3_close_v2(m_db);
    m_db = nullptr;
}

void SealedDatabase::abandon()
{
    if (!m_db)
        return;
    sqlite3_db_config(m_db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    int keep = 1;
    sqlite3_file_control(m_db, "main", SQLITE_FCNTL_PERSIST_WAL, &keep);
    close();
}

QByteArray fileBytes(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeBytes(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(bytes) != bytes.size())
        qFatal("the test cannot write its file");
}

} // namespace confab
