#include "core/store/salvage.h"

#include "core/store/facts.h"
#include "core/store/sql_connection.h"

#include <QFile>
#include <QSqlError>
#include <QtEndian>

namespace confab::salvage {

namespace {

constexpr char magic[] = "SQLite format 3"; // with its terminating zero: 16 bytes
constexpr qsizetype headerSize = 100;

QByteArray headerOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(headerSize) : QByteArray();
}

//! Bytes that the file says it has; 0 where it does not know.
qint64 sizeInHeader(const QByteArray &header)
{
    if (header.size() < headerSize)
        return 0;
    const auto word = [&](int at) { return qFromBigEndian<quint32>(header.constData() + at); };
    const auto half = [&](int at) { return qFromBigEndian<quint16>(header.constData() + at); };
    const qint64 pageSize = half(16) == 1 ? 65536 : half(16);
    const bool countIsValid = word(24) == word(92); // change counter, and the one at which the page count was written
    return countIsValid ? qint64(word(28)) * pageSize : 0;
}

//! SQLite reads nothing at all of a file that is shorter than it says: what is missing becomes empty pages, so that the
//! rest can be read. A hole in the file, not bytes on the disk; absurd sizes are left alone.
void padToSize(const QString &path)
{
    constexpr qint64 factor = 16;
    QFile file(path);
    const qint64 wanted = sizeInHeader(headerOf(path));
    if (file.size() < wanted && wanted / factor <= file.size())
        file.resize(wanted);
}

//! Tables in the order in which they are copied: what others refer to comes first.
struct Table {
    const char *name;
    const char *key; //!< its primary key, to read it from either end
};
constexpr Table tables[] = {
    {"facts", "key"},
    {"users", "id"},
    {"devs", "id"},
    {"chats", "id"},
    {"outbox", "id"},
    {"uploads", "cid, item"},
    {"drafts", "chat"},
    {"settings", "chat"},
    {"contacts", "user"},
    {"devices", "device"},
    {"members", "chat, user"},
    {"messages", "chat, seq"},
    {"acts", "chat, seq"},
    {"media", "chat, tab, seq, item"},
};

QStringList columnsOf(const QSqlDatabase &db, const QString &table)
{
    QStringList names;
    QSqlQuery query(db);
    query.exec(QStringLiteral("PRAGMA table_info(%1)").arg(table));
    while (query.next())
        names.append(query.value(1).toString());
    return names;
}

//! One table on its way from one database into the other.
class TableCopy {
public:
    TableCopy(QSqlDatabase &from, QSqlDatabase &to, const Table &table)
        : m_from(from)
        , m_to(to)
        , m_name(QString::fromLatin1(table.name))
        , m_keys(QString::fromLatin1(table.key).split(QStringLiteral(", ")))
        , m_insert(to)
    {
        const QStringList known = columnsOf(from, m_name);
        for (const QString &column : columnsOf(to, m_name))
            if (known.contains(column))
                m_columns.append(column);
    }

    //! How many rows came over.
    qint64 run()
    {
        if (m_columns.isEmpty())
            return 0;
        const QString marks = QStringList(m_columns.size(), QStringLiteral("?")).join(QLatin1Char(','));
        m_insert.prepare(
            QStringLiteral("INSERT OR IGNORE INTO %1 (%2) VALUES (%3)").arg(m_name, m_columns.join(QLatin1Char(',')), marks));
        const bool clusteredByChat = m_keys.size() > 1 && m_keys.first() == QLatin1String("chat");
        if (!clusteredByChat) {
            fromBothEnds({});
            return m_copied;
        }
        QSqlQuery chats(m_to);
        chats.exec(QStringLiteral("SELECT id FROM chats"));
        while (chats.next())
            fromBothEnds(chats.value(0));
        return m_copied;
    }

private:
    void fromBothEnds(const QVariant &chat)
    {
        const bool forwards = readRun(chat, QStringLiteral(" ASC"));
        if (!forwards)
            readRun(chat, QStringLiteral(" DESC"));
    }

    //! Reads in one direction until the end or the first row that cannot be read. True: the end was reached.
    bool readRun(const QVariant &chat, const QString &direction)
    {
        QSqlQuery source(m_from);
        source.setForwardOnly(true);
        const QString where = chat.isValid() ? QStringLiteral(" WHERE chat = ?") : QString();
        const bool prepared = source.prepare(QStringLiteral("SELECT %1 FROM %2%3 ORDER BY %4%5")
                                                 .arg(m_columns.join(QLatin1Char(',')), m_name, where,
                                                     m_keys.join(direction + QLatin1Char(',')), direction));
        if (prepared && chat.isValid())
            source.bindValue(0, chat);
        if (!prepared || !source.exec())
            return false;
        while (source.next()) {
            for (int i = 0; i < m_columns.size(); ++i)
                m_insert.bindValue(i, source.value(i));
            if (m_insert.exec() && m_insert.numRowsAffected() > 0)
                ++m_copied;
        }
        return !source.lastError().isValid();
    }

    QSqlDatabase &m_from;
    QSqlDatabase &m_to;
    const QString m_name;
    const QStringList m_keys;
    QStringList m_columns;
    QSqlQuery m_insert;
    qint64 m_copied = 0;
};

void mend(SqlConnection &target)
{
    const char *const steps[] = {
        // Ids of people and devices that were lost are given again: what names them would become somebody else's.
        "DELETE FROM messages WHERE sender NOT IN (SELECT id FROM users) OR dev NOT IN (SELECT id FROM devs)",
        "DELETE FROM acts WHERE sender NOT IN (SELECT id FROM users)",
        "DELETE FROM members WHERE user NOT IN (SELECT id FROM users)",
        "DELETE FROM contacts WHERE user NOT IN (SELECT id FROM users)",
        "UPDATE chats SET peer = NULL WHERE peer NOT IN (SELECT id FROM users)",
        "DELETE FROM messages WHERE chat NOT IN (SELECT id FROM chats)",
        "DELETE FROM acts WHERE chat NOT IN (SELECT id FROM chats)",
        "DELETE FROM members WHERE chat NOT IN (SELECT id FROM chats)",
        "DELETE FROM outbox WHERE chat NOT IN (SELECT id FROM chats)",
        "DELETE FROM uploads WHERE cid NOT IN (SELECT cid FROM outbox)",
        "DELETE FROM media WHERE chat NOT IN (SELECT id FROM chats)",
        "DELETE FROM drafts WHERE chat NOT IN (SELECT id FROM chats)",
        // Stretches of consecutive seqs: within one, seq minus its rank stays the same.
        "INSERT INTO ranges (chat, low, high) SELECT chat, min(seq), max(seq) FROM"
        " (SELECT chat, seq, seq - row_number() OVER (PARTITION BY chat ORDER BY seq) AS island FROM"
        "  (SELECT chat, seq FROM messages UNION SELECT chat, seq FROM acts)) GROUP BY chat, island",
    };
    for (const char *step : steps)
        target.exec(QString::fromLatin1(step));
    for (const QString &cursor : {facts::syncCursor, facts::accountCursor}) {
        auto run = target.prepared(Sql::FactDrop);
        run.bind(cursor);
        run.run();
    }
}

} // namespace

bool looksDamaged(const DatabaseFile &file)
{
    const QByteArray header = headerOf(file.path);
    if (header.isEmpty() || !file.vfs.isEmpty())
        return false;
    if (header.size() < headerSize || !header.startsWith(QByteArrayView(magic, sizeof magic)))
        return true;
    return QFile(file.path).size() < sizeInHeader(header);
}

int versionInHeader(const DatabaseFile &file)
{
    const QByteArray header = headerOf(file.path);
    return header.size() < headerSize || !file.vfs.isEmpty() ? 0 : int(qFromBigEndian<quint32>(header.constData() + 60));
}

qint64 copyReadable(const DatabaseFile &damaged, SqlConnection &target)
{
    if (damaged.vfs.isEmpty())
        padToSize(damaged.path);
    auto source = SqlConnection::open(damaged, SqlConnection::Mode::ReadOnly);
    if (!source)
        return 0;
    qint64 messages = 0;
    target.exec(QStringLiteral("PRAGMA foreign_keys=OFF"));
    target.begin(SqlConnection::Access::Write);
    for (const Table &table : tables) {
        const qint64 copied = TableCopy((*source)->handle(), target.handle(), table).run();
        if (QLatin1String(table.name) == QLatin1String("messages"))
            messages = copied;
    }
    mend(target);
    if (!target.commit()) {
        target.rollback();
        messages = 0;
    }
    target.exec(QStringLiteral("PRAGMA foreign_keys=ON"));
    return messages;
}

} // namespace confab::salvage
