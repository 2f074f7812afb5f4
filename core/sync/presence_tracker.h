#pragma once

#include "core/net/connection.h"
#include "core/sync/timer.h"

namespace confab {

//! Own presence out, others' presence in. Nothing of it outlives a connection.
class PresenceTracker : public QObject {
    Q_OBJECT
public:
    PresenceTracker(Connection &connection, Clock &clock, QObject *parent = nullptr);

    void watch(const QList<UserId> &users); //!< replaces the former list
    void setFocus(const QList<ChatId> &chats, bool active);
    void connected();
    void disconnected();
    void heard(const Presence &presence);

signals:
    void changed(const confab::Presence &presence);
    void forgotten();

private:
    void sayWatch();
    void sayFocus();

    Connection &m_connection;
    Clock &m_clock;
    QList<UserId> m_watched;
    QList<ChatId> m_focus;
    bool m_active = false;
    bool m_focusSaid = false; //!< on this connection
    bool m_known = false; //!< something was heard on this connection
    DeadlineTimer m_renew;
};

} // namespace confab
