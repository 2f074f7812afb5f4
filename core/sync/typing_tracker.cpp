#include "core/sync/typing_tracker.h"

namespace confab {

TypingTracker::TypingTracker(Connection &connection, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_clock(clock)
    , m_ownDue(clock, [this] { say(m_own.tick(instantOf(m_clock))); })
    , m_peersDue(clock, [this] { tell(m_peers.tick(instantOf(m_clock))); })
{
}

void TypingTracker::typed(const ChatId &chat, bool on)
{
    if (m_connection.isLive())
        say(m_own.changed(chat, on, instantOf(m_clock)));
}

void TypingTracker::heard(const TypingMoved &typing)
{
    tell(m_peers.heard(typing.chat, typing.user, typing.on, instantOf(m_clock)));
}

void TypingTracker::messageFrom(const ChatId &chat, const UserId &user)
{
    tell(m_peers.messageFrom(chat, user));
}

void TypingTracker::disconnected()
{
    m_own.disconnected();
    m_ownDue.set(std::nullopt);
    tell(m_peers.clear());
}

void TypingTracker::say(const QList<TypingSender::Signal> &signalList)
{
    for (const auto &signal : signalList)
        m_connection.post(Typing {signal.chat, signal.on});
    m_ownDue.set(m_own.deadline());
}

void TypingTracker::tell(const QList<ChatId> &chats)
{
    for (const ChatId &chat : chats)
        emit changed(chat, m_peers.users(chat));
    m_peersDue.set(m_peers.deadline());
}

} // namespace confab
