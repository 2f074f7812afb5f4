#pragma once

#include "core/protocol/result.h"
#include "core/store/database_file.h"
#include "core/store/statements.h"
#include "core/store/values.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace confab {

class SqlConnection;

//! One run of a prepared statement: bind, run, step. Goes back to the connection's cache when it is destroyed, so a
//! cursor never outlives its use and never keeps the write-ahead log from being checkpointed.
class SqlRun {
public:
    struct Prepared {
        QSqlQuery query;
        std::vector<int> order; //!< which value each mark of the statement takes
    };

    SqlRun(SqlConnection &connection, Prepared &prepared);
    SqlRun(const SqlRun &) = delete;
    SqlRun &operator=(const SqlRun &) = delete;
    ~SqlRun();

    template <typename... Args>
    SqlRun &bind(const Args &...args)
    {
        const std::array<QVariant, sizeof...(args)> values {toSql(args)...};
        bindAll(values.data(), int(values.size()));
        return *this;
    }

    //! Executes. After an earlier failure on this connection it does nothing and is false.
    bool run();
    //! Executes where that was not done yet, and moves to the next row.
    bool next();
    int affected() const { return m_query.numRowsAffected(); }
    qint64 insertedKey() const { return m_query.lastInsertId().toLongLong(); }

    bool isNull(int column) const { return m_query.isNull(column); }
    qint64 integer(int column) const { return m_query.value(column).toLongLong(); }
    QString text(int column) const { return m_query.value(column).toString(); }
    QByteArray bytes(int column) const { return m_query.value(column).toByteArray(); }
    //! A fixed-size id; the null id where the column is NULL or has another size.
    template <typename IdType>
    IdType id(int column) const
    {
        return IdType::fromBytes(bytes(column)).value_or(IdType());
    }

private:
    void bindAll(const QVariant *values, int count);
    static QVariant toSql(std::nullopt_t) { return {}; }
    static QVariant toSql(const QString &v) { return v.isNull() ? QVariant(QStringLiteral("")) : QVariant(v); }
    static QVariant toSql(const QByteArray &v) { return v.isNull() ? QVariant(QByteArray("")) : QVariant(v); }
    template <typename T>
    static QVariant toSql(const std::optional<T> &v)
    {
        return v ? toSql(*v) : QVariant();
    }
    template <typename Tag, std::size_t Size>
    static QVariant toSql(const Id<Tag, Size> &v)
    {
        return v.toBytes();
    }
    template <typename Tag>
    static QVariant toSql(Ordinal<Tag> v)
    {
        return qlonglong(v.value);
    }
    template <typename T>
        requires(std::integral<T> || std::is_enum_v<T>)
    static QVariant toSql(T v)
    {
        return qlonglong(v);
    }

    SqlConnection &m_connection;
    Prepared &m_prepared;
    QSqlQuery &m_query;
    bool m_ran = false;
    bool m_ok = false;
};

//! A connection to `profile.db`, with a cache of prepared statements. Belongs to the thread that opened it.
//!
//! Errors stick: after the first failed statement all others do nothing until `clearError`, so that a transaction's
//! body needs no checks of its own and cannot commit half of what it meant.
class SqlConnection {
public:
    enum class Mode : std::uint8_t { ReadWrite, ReadOnly };
    static constexpr int busyTimeoutMs = 5'000;

    //! The one place where a database file is opened. Sets what a connection needs, and nothing that writes.
    static Result<std::unique_ptr<SqlConnection>, StoreError> open(const DatabaseFile &file, Mode mode);
    ~SqlConnection();

    SqlRun prepared(Sql statement);
    //! Text that is not worth preparing: pragmas, BEGIN, schema. Constant text only.
    bool exec(const QString &sql);
    //! First column of the first row of such a text.
    QVariant scalar(const QString &sql);
    enum class Access : std::uint8_t { Read, Write };
    bool begin(Access access); //!< Read: one consistent state until the end; Write: the lock is taken at once
    bool commit();
    void rollback(); //!< clears the error
    bool inTransaction() const { return m_inTransaction; }

    //! For salvage and tests, which work on statements that are made at run time.
    QSqlDatabase &handle() { return m_db; }

    const std::optional<StoreError> &error() const { return m_error; }
    void clearError() { m_error.reset(); }
    //! Maps and remembers what went wrong. A damaged file is marked beside it, so that the next opening mends it.
    void fail(const QSqlError &error);

    //! Whether `path` was found damaged by an earlier run.
    static void markDamaged(const QString &path);
    static QString damageMarkOf(const QString &path) { return path + QLatin1String(".damaged"); }

private:
    SqlConnection(QString path, QString name);

    QString m_path;
    QString m_name;
    QSqlDatabase m_db;
    std::array<std::optional<SqlRun::Prepared>, std::size_t(Sql::Count)> m_cache;
    SqlRun::Prepared m_none; //!< stands in for a statement that could not be prepared; it is never run
    std::optional<StoreError> m_error;
    bool m_inTransaction = false;
};

} // namespace confab
