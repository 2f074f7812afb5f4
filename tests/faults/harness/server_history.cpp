#include "tests/faults/harness/server_history.h"

#include <QSet>

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

} // namespace confab::tests
