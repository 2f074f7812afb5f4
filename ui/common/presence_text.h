#pragma once

#include "core/protocol/events.h"

#include <QList>
#include <QString>

namespace confab {

class Session;

//! "online", "last seen 5 minutes ago", "last seen yesterday at 14:02"; empty where nothing may be said:
//! unknown (no connection) or hidden.
QString presenceText(const Presence &presence, bool known, qint64 now);
//! ms from `now` until presenceText says something else; 0: it will not by itself. For one single-shot timer.
qint64 presenceTextLasts(const Presence &presence, bool known, qint64 now);
//! The same for a user of the session.
QString presenceText(const Session &session, const UserId &user, qint64 now);
bool isOnline(const Session &session, const UserId &user);
//! "7 members, 3 online": the user is one of those online; that part is left out while nobody else is. `members` may be
//! empty as long as they are not read; `memberCount` is what the summary of the chat says.
QString groupPresenceText(const Session &session, const QList<UserId> &members, int memberCount);
//! "active now", "last active 3 days ago": of an own device.
QString lastActiveText(qint64 seen, bool online, qint64 now);

} // namespace confab
