#pragma once

#include "tests/integration/server/wire_client.h"

#include <QSet>

namespace confab::tests {

//! All events of a chat above `after`, by `hist` over a plain connection; nothing where a page did not come.
std::optional<QList<Event>> readHistory(TestDevice &reader, const ChatId &chat, Seq after = Seq());

//! What is wrong with a stretch of history that follows `after`, one sentence each: a hole, a seq that is not its
//! predecessor's next (so that max(seq) is not the count), a cid twice.
QStringList problemsOf(const QList<Event> &events, Seq after = Seq());

//! What the server's database holds, whoever may still see it.
struct StoredEvents {
    QSet<Cid> cids;
    qint64 events = 0;
    qint64 torn = 0; //!< chats whose count of events is not their highest seq, or not the seq that the chat has
};

//! Reads it beside the running server; nothing where that does not work.
std::optional<StoredEvents> readDatabase(const QString &path);

} // namespace confab::tests
