#pragma once

#include "core/net/connection.h"
#include "core/sync/timer.h"
#include "core/sync/typing_state.h"

namespace confab {

//! Own typing out, throttled; others' typing in, forgotten in time.
class TypingTracker : public QObject {
    Q_OBJECT
public:
    TypingTracker(Connection &connection, Clock &clock, QObject *parent = nullptr);

    void typed(const ChatId &chat, bool on); //!< by the own user
    void heard(const TypingMoved &typing);
    void messageFrom(const ChatId &chat, const UserId &user);
    void disconnected();

signals:
    void changed(const confab::ChatId &chat, const QList<confab::UserId> &users);

private:
    void say(const QList<TypingSender::Signal> &signalList);
    void tell(const QList<ChatId> &chats);

    Connection &m_connection;
    Clock &m_clock;
    TypingSender m_own;
    TypingPeers m_peers;
    DeadlineTimer m_ownDue;
    DeadlineTimer m_peersDue;
};

} // namespace confab
