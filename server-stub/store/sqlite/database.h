#pragma once

#include "core/protocol/result.h"
#include "server-stub/store/types.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>
#include <unordered_map>

namespace confab::server {

//! The rows of one statement. Its end gives the statement back, so that no read snapshot outlives it.
class Rows {
public:
    explicit Rows(QSqlQuery *query)
        : m_query(query)
    {
    }
    ~Rows()
    {
        if (m_query)
            m_query->finish();
    }
    Rows(Rows &&other) noexcept
        : m_query(std::exchange(other.m_query, nullptr))
    {
    }
    Rows &operator=(Rows &&) = delete;

    bool next() { return m_query && m_query->next(); }
    //! Rows that an INSERT, UPDATE or DELETE has touched.
    int changed() const { return m_query ? m_query->numRowsAffected() : 0; }

    bool isNull(int i) const { return m_query->isNull(i); }
    qint64 integer(int i) const { return m_query->value(i).toLongLong(); }
    QByteArray bytes(int i) const { return m_query->value(i).toByteArray(); }
    QString text(int i) const { return m_query->value(i).toString(); }
    Seq seq(int i) const { return Seq(integer(i)); }
    Vi vi(int i) const { return Vi(integer(i)); }
    //! Null for NULL and for anything of another size.
    template <typename IdType>
    IdType id(int i) const
    {
        return IdType::fromBytes(bytes(i)).value_or(IdType());
    }

private:
    QSqlQuery *m_query;
};

//! One connection to the database file with its prepared statements. Belongs to the thread that opened it.
//!
//! An error sticks: after it every statement does nothing and gives no rows, until `clearError`. Whoever runs several
//! statements asks once, at the end.
class Database {
public:
    enum class Access { ReadWrite, ReadOnly };

    Database() = default;
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    //! The error is the engine's text.
    Result<Done, QString> open(const QString &path, Access access);

    //! `sql` has static life: its address is the key of the statement cache. Parameters are bound in order.
    template <typename... Args>
    Rows run(const char *sql, const Args &...args)
    {
        QSqlQuery *query = prepared(sql);
        if (!query)
            return Rows(nullptr);
        int i = 0;
        (query->bindValue(i++, toVariant(args)), ...);
        return execute(query);
    }
    //! Several statements without parameters or results, not cached.
    bool script(const QString &statement);

    bool failed() const { return !m_error.isEmpty(); }
    //! The disk is full or does not answer (SQLITE_FULL, SQLITE_IOERR, SQLITE_CANTOPEN …), rather than the statement being wrong.
    bool diskFailed() const { return failed() && m_diskError; }
    QString error() const { return m_error; }
    void clearError();

    //! What `run` is able to bind.
    static QVariant toVariant(qint64 v) { return QVariant(qlonglong(v)); }
    static QVariant toVariant(int v) { return QVariant(v); }
    static QVariant toVariant(const QByteArray &v) { return v.isNull() ? QVariant(QByteArray("")) : QVariant(v); }
    static QVariant toVariant(const QString &v) { return v.isNull() ? QVariant(QLatin1String("")) : QVariant(v); }
    static QVariant toVariant(Seq v) { return QVariant(qlonglong(v.value)); }
    static QVariant toVariant(Vi v) { return QVariant(qlonglong(v.value)); }
    template <typename Tag, std::size_t Size>
    static QVariant toVariant(const Id<Tag, Size> &id)
    {
        return id.isNull() ? QVariant(QMetaType::fromType<QByteArray>()) : QVariant(id.toBytes());
    }
    template <typename T>
    static QVariant toVariant(const std::optional<T> &v)
    {
        return v ? toVariant(*v) : QVariant(QMetaType::fromType<qlonglong>());
    }
    template <typename E>
        requires std::is_enum_v<E>
    static QVariant toVariant(E v)
    {
        return QVariant(int(v));
    }

private:
    QSqlQuery *prepared(const char *sql);
    Rows execute(QSqlQuery *query);
    void fail(const class QSqlError &error);

    QString m_name;
    QSqlDatabase m_db;
    std::unordered_map<const char *, std::unique_ptr<QSqlQuery>> m_statements;
    QString m_error;
    bool m_diskError = false;
};

} // namespace confab::server
