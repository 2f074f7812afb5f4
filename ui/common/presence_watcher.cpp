#include "ui/common/presence_watcher.h"

#include "core/protocol/limits.h"
#include "core/session/session.h"

#include <QSet>

namespace confab {

PresenceWatcher::PresenceWatcher(Session *session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &PresenceWatcher::tell);
}

void PresenceWatcher::watch(QObject *part, const QList<UserId> &users)
{
    const auto mine = [part](const Wish &w) { return w.part == part; };
    const auto before = std::find_if(m_wishes.cbegin(), m_wishes.cend(), mine);
    if (before != m_wishes.cend()) {
        if (before->users == users)
            return;
        m_wishes.erase(before);
    } else {
        connect(part, &QObject::destroyed, this, [this, part] {
            m_wishes.removeIf([part](const Wish &w) { return w.part == part; });
            m_soon.start();
        });
    }
    m_wishes.prepend({part, users});
    m_soon.start();
}

void PresenceWatcher::tell()
{
    QList<UserId> all;
    QSet<UserId> seen;
    for (const Wish &wish : std::as_const(m_wishes)) {
        for (const UserId &user : wish.users) {
            if (all.size() < limits::watchUsers && !seen.contains(user)) {
                seen.insert(user);
                all.append(user);
            }
        }
    }
    if (all == m_told)
        return;
    m_told = all;
    m_session->watchPresence(all);
}

} // namespace confab
