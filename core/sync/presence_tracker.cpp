#include "core/sync/presence_tracker.h"

namespace confab {

namespace {

constexpr qint64 leaseSeconds = 300;
constexpr std::chrono::seconds renewAfter {240};

} // namespace

PresenceTracker::PresenceTracker(Connection &connection, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_clock(clock)
    , m_renew(clock, [this] { sayWatch(); })
{
}

void PresenceTracker::watch(const QList<UserId> &users)
{
    const auto wanted = users.mid(0, limits::watchUsers);
    if (wanted == m_watched)
        return;
    m_watched = wanted;
    sayWatch();
}

void PresenceTracker::setFocus(const QList<ChatId> &chats, bool active)
{
    const auto wanted = chats.mid(0, limits::focusChats);
    if (m_focusSaid && wanted == m_focus && active == m_active)
        return;
    m_focus = wanted;
    m_active = active;
    sayFocus();
}

void PresenceTracker::connected()
{
    sayFocus();
    sayWatch();
}

void PresenceTracker::disconnected()
{
    m_renew.set(std::nullopt);
    m_focusSaid = false;
    if (std::exchange(m_known, false))
        emit forgotten();
}

void PresenceTracker::heard(const Presence &presence)
{
    m_known = true;
    emit changed(presence);
}

void PresenceTracker::sayWatch()
{
    if (!m_connection.isLive())
        return;
    m_renew.set(m_watched.isEmpty() ? std::nullopt : std::optional(instantOf(m_clock) + renewAfter));
    m_connection.request(PresenceWatch {m_watched, leaseSeconds}, this,
        [this](const Connection::Answer<PresenceWatch> &answer) {
            if (answer)
                for (const Presence &presence : answer->states)
                    heard(presence);
        });
}

void PresenceTracker::sayFocus()
{
    if (!m_connection.isLive())
        return;
    m_focusSaid = true;
    m_connection.post(Focus {m_focus, !m_active});
    m_connection.request(PresenceSet {m_active ? PresenceState::Active : PresenceState::Away}, this,
        [](const Connection::Answer<PresenceSet> &) { /* said again with the next change or connection */ });
}

} // namespace confab
