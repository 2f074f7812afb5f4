#pragma once

#include "tests/integration/server/wire_client.h"

namespace confab::tests {

//! All events of a chat above `after`, by `hist` over a plain connection; nothing where a page did not come.
std::optional<QList<Event>> readHistory(TestDevice &reader, const ChatId &chat, Seq after = Seq());

//! What is wrong with a stretch of history that follows `after`, one sentence each: a hole, a seq that is not its
//! predecessor's next (so that max(seq) is not the count), a cid twice.
QStringList problemsOf(const QList<Event> &events, Seq after = Seq());

} // namespace confab::tests
