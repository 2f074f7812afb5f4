#include "tests/faults/harness/server_history.h"

#include <QSqlDatabase>
#include <QSqlQuery>

namespace confab::tests {

std::optional<QList<Event>> readHistory(TestDevice &reader, const ChatId &chat, Seq after)
{
    QList<Event> events;
    Hist hist;
    hist.chat = chat;
    hist.after = after;
    while (auto page = reader.wire.ask(hist)) {
        events += page->items;
        if (!page->more)
            return events;
        hist.after = page->high;
    }
    return std::nullopt;
}

QStringList problemsOf(const QList<Event> &events, Seq after)
{
    QStringList problems;
    QSet<Cid> cids;
    Seq expected = after.next();
    for (const Event &event : events) {
        if (event.seq != expected)
            problems += QStringLiteral("seq %1 where %2 was to come").arg(event.seq.value).arg(expected.value);
        expected = event.seq.next();
        if (!event.cid.isNull() && cids.contains(event.cid))
            problems += QStringLiteral("seq %1 has a cid that came before").arg(event.seq.value);
        cids.insert(event.cid);
    }
    return problems;
}

std::optional<StoredEvents> readDatabase(const QString &path)
{
    const QString name = QStringLiteral("server database");
    StoredEvents stored;
    bool good = false;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        database.setDatabaseName(path);
        database.setConnectOptions(QStringLiteral("QSQLITE_OPEN_READONLY"));
        if (database.open()) {
            QSqlQuery query(database);
            query.setForwardOnly(true);
            good = query.exec(QStringLiteral("SELECT cid FROM events"));
            for (; good && query.next(); ++stored.events)
                if (const auto cid = Cid::fromBytes(query.value(0).toByteArray()))
                    stored.cids.insert(*cid);
            good = good && query.exec(QStringLiteral(
                "SELECT COUNT(*) FROM chats c WHERE c.seq<>(SELECT COUNT(*) FROM events e WHERE e.chat=c.id) "
                "OR c.seq<>(SELECT MAX(e.seq) FROM events e WHERE e.chat=c.id)")) && query.next();
            if (good)
                stored.torn = query.value(0).toLongLong();
        }
    }
    QSqlDatabase::removeDatabase(name);
    return good ? std::optional(stored) : std::nullopt;
}

} // namespace confab::tests
