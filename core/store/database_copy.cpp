#include "core/store/database_copy.h"

#include <QFile>
#include <cstring>
#include <memory>
#include <sqlite3.h>

namespace confab {

namespace {

constexpr int pagesAtOnce = 128;
constexpr int stepsBetweenLooks = 20'000; // of SQLite's virtual machine: some milliseconds

Failure<CopyError> failureOf(int code)
{
    switch (code == SQLITE_IOERR_DATA || code == SQLITE_IOERR_SHMSIZE ? code : code & 0xff) {
    case SQLITE_INTERRUPT:
        return Failure {CopyError::Stopped};
    case SQLITE_FULL:
    case SQLITE_IOERR_SHMSIZE: // for the log's index
        return Failure {CopyError::Full};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_IOERR_DATA: // a sealed block that does not open
        return Failure {CopyError::Damaged};
    default:
        return Failure {CopyError::Io};
    }
}

struct Close {
    void operator()(sqlite3 *db) const { sqlite3_close_v2(db); }
    void operator()(sqlite3_stmt *statement) const { sqlite3_finalize(statement); }
};
using Connection = std::unique_ptr<sqlite3, Close>;
using Statement = std::unique_ptr<sqlite3_stmt, Close>;

//! Null, with `code` said, where it cannot be opened.
Connection openAs(const DatabaseFile &file, int flags, int &code)
{
    sqlite3 *opened = nullptr;
    const QByteArray vfs = file.vfs.toUtf8();
    code = sqlite3_open_v2(QFile::encodeName(file.path).constData(), &opened, flags, file.vfs.isEmpty() ? nullptr : vfs.constData());
    Connection connection(opened);
    if (code != SQLITE_OK)
        return {};
    sqlite3_extended_result_codes(opened, 1);
    sqlite3_busy_timeout(opened, 1'000);
    code = sqlite3_exec(opened, "PRAGMA temp_store=MEMORY; PRAGMA trusted_schema=OFF", nullptr, nullptr, nullptr);
    return code == SQLITE_OK ? std::move(connection) : Connection();
}

Connection openSource(const DatabaseFile &file, int &code)
{
    return openAs(file, SQLITE_OPEN_READONLY, code);
}

Statement prepare(sqlite3 *db, const QByteArray &sql, int &code)
{
    sqlite3_stmt *statement = nullptr;
    code = sqlite3_prepare_v2(db, sql.constData(), int(sql.size()), &statement, nullptr);
    return Statement(statement);
}

qint64 number(sqlite3 *db, const char *pragma)
{
    int code = SQLITE_OK;
    const Statement statement = prepare(db, pragma, code);
    return statement && sqlite3_step(statement.get()) == SQLITE_ROW ? sqlite3_column_int64(statement.get(), 0) : 0;
}

qint64 bytesOf(sqlite3 *db)
{
    return number(db, "PRAGMA page_count") * number(db, "PRAGMA page_size");
}

// ---- comparing ----

class Comparison {
public:
    Comparison(sqlite3 *original, sqlite3 *copy, const CopyProgress &progress)
        : m_original(original)
        , m_copy(copy)
        , m_progress(progress)
        , m_total(bytesOf(copy))
    {
    }

    Result<Done, CopyError> run()
    {
        // The schema is a table like the others; it comes first, so that the names of the others are the same.
        if (auto same = compare("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid"); !same)
            return same;
        if (number(m_original, "PRAGMA user_version") != number(m_copy, "PRAGMA user_version"))
            return Failure {CopyError::Differs};
        int code = SQLITE_OK;
        const Statement tables = prepare(m_copy,
            "SELECT 'SELECT * FROM \"' || replace(name, '\"', '\"\"') || '\"' FROM sqlite_schema"
            " WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'",
            code);
        while (code == SQLITE_OK && sqlite3_step(tables.get()) == SQLITE_ROW)
            if (auto same = compare(reinterpret_cast<const char *>(sqlite3_column_text(tables.get(), 0))); !same)
                return same;
        if (code != SQLITE_OK)
            return Failure {CopyError::Differs};
        return Done {};
    }

private:
    //! The same rows in the same order: a copy by pages keeps it.
    Result<Done, CopyError> compare(const QByteArray &sql)
    {
        int code = SQLITE_OK;
        const Statement left = prepare(m_original, sql, code);
        if (code != SQLITE_OK)
            return failureOf(code);
        const Statement right = prepare(m_copy, sql, code);
        if (code != SQLITE_OK || sqlite3_column_count(left.get()) != sqlite3_column_count(right.get()))
            return Failure {CopyError::Differs};
        for (;;) {
            const int there = sqlite3_step(left.get());
            if (there != SQLITE_ROW && there != SQLITE_DONE)
                return failureOf(there);
            if (sqlite3_step(right.get()) != there)
                return Failure {CopyError::Differs};
            if (there == SQLITE_DONE)
                return Done {};
            for (int i = 0; i < sqlite3_column_count(left.get()); ++i)
                if (!sameValue(sqlite3_column_value(left.get(), i), sqlite3_column_value(right.get(), i)))
                    return Failure {CopyError::Differs};
            if (++m_rows % rowsBetweenLooks == 0 && !m_progress(std::min(m_total, m_done), m_total))
                return Failure {CopyError::Stopped};
        }
    }

    bool sameValue(sqlite3_value *left, sqlite3_value *right)
    {
        const int type = sqlite3_value_type(left);
        if (type != sqlite3_value_type(right))
            return false;
        switch (type) {
        case SQLITE_NULL:
            return true;
        case SQLITE_INTEGER:
            m_done += 4;
            return sqlite3_value_int64(left) == sqlite3_value_int64(right);
        case SQLITE_FLOAT:
            m_done += 8;
            return sqlite3_value_double(left) == sqlite3_value_double(right);
        default:
            break;
        }
        const void *a = sqlite3_value_blob(left);
        const void *b = sqlite3_value_blob(right);
        const int size = sqlite3_value_bytes(left);
        m_done += size;
        return size == sqlite3_value_bytes(right) && (size == 0 || std::memcmp(a, b, std::size_t(size)) == 0);
    }

    static constexpr qint64 rowsBetweenLooks = 1'000;
    sqlite3 *m_original;
    sqlite3 *m_copy;
    const CopyProgress &m_progress;
    const qint64 m_total;
    qint64 m_done = 0; //!< of the values themselves: a little less than their pages
    qint64 m_rows = 0;
};

Result<Done, CopyError> quickCheck(sqlite3 *db, const std::function<bool()> &goOn)
{
    const auto look = [](void *function) { return (*static_cast<const std::function<bool()> *>(function))() ? 0 : 1; };
    sqlite3_progress_handler(db, stepsBetweenLooks, look, const_cast<std::function<bool()> *>(&goOn));
    int code = SQLITE_OK;
    const Statement check = prepare(db, "PRAGMA quick_check(1)", code);
    if (code == SQLITE_OK)
        code = sqlite3_step(check.get());
    if (code != SQLITE_ROW)
        return failureOf(code);
    const auto *said = reinterpret_cast<const char *>(sqlite3_column_text(check.get(), 0));
    return said && qstrcmp(said, "ok") == 0 ? Result<Done, CopyError>(Done {}) : Failure {CopyError::Damaged};
}

} // namespace

Result<Done, CopyError> copyDatabase(const DatabaseFile &from, const DatabaseFile &to, const CopyProgress &progress)
{
    int code = SQLITE_OK;
    const Connection source = openSource(from, code);
    if (!source)
        return failureOf(code);
    if (!removeDatabase(to.path))
        return Failure {CopyError::Io};
    Result<Done, CopyError> outcome = Done {};
    {
        const Connection target = openAs(to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, code);
        if (!target)
            return failureOf(code);
        // Nobody needs the half of a new file, so there is nothing to roll back; it is synced once, at the end.
        sqlite3_exec(target.get(), "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=FULL", nullptr, nullptr, nullptr);
        sqlite3_backup *backup = sqlite3_backup_init(target.get(), "main", source.get(), "main");
        code = backup ? SQLITE_OK : sqlite3_errcode(target.get());
        const qint64 pageSize = number(source.get(), "PRAGMA page_size");
        bool stopped = false;
        while (code == SQLITE_OK && !stopped) {
            code = sqlite3_backup_step(backup, pagesAtOnce);
            const qint64 total = sqlite3_backup_pagecount(backup) * pageSize;
            stopped = !progress(total - sqlite3_backup_remaining(backup) * pageSize, total) && code == SQLITE_OK;
        }
        sqlite3_backup_finish(backup);
        if (stopped)
            outcome = Failure {CopyError::Stopped};
        else if (code != SQLITE_DONE)
            outcome = failureOf(code);
    }
    if (!outcome)
        removeDatabase(to.path);
    return outcome;
}

Result<Done, CopyError> compareDatabases(const DatabaseFile &original, const DatabaseFile &copy, const CopyProgress &progress)
{
    int code = SQLITE_OK;
    const Connection left = openSource(original, code);
    if (!left)
        return failureOf(code);
    const Connection right = openSource(copy, code);
    if (!right)
        return Failure {CopyError::Differs};
    if (auto same = Comparison(left.get(), right.get(), progress).run(); !same)
        return same;
    const qint64 total = bytesOf(right.get());
    const auto goOn = [&] { return progress(total, total); };
    if (!goOn())
        return Failure {CopyError::Stopped};
    auto sound = quickCheck(right.get(), goOn);
    if (!sound && sound.error() == CopyError::Damaged && quickCheck(left.get(), goOn))
        return Failure {CopyError::Differs};
    return sound;
}

Result<Done, CopyError> checkDatabase(const DatabaseFile &file, const std::function<bool()> &goOn)
{
    int code = SQLITE_OK;
    const Connection connection = openSource(file, code);
    return connection ? quickCheck(connection.get(), goOn) : Result<Done, CopyError>(failureOf(code));
}

bool removeDatabase(const QString &path)
{
    bool gone = true;
    // The log first: without its database it means nothing, the other way round it would be taken for the next one's.
    for (const char *tail : {"-wal", "-journal", "-shm", ""}) {
        const QString file = path + QLatin1String(tail);
        gone = (QFile::remove(file) || !QFile::exists(file)) && gone;
    }
    return gone;
}

} // namespace confab
