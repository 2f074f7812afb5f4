#pragma once

#include "core/sync/account_log.h"
#include "core/sync/receiver.h"

namespace confab {

//! Brings this device up to date: pages of `sync` from the stored cursor until there is no more, after each connect and
//! whenever the server says that events were dropped. A page is stored with its cursor in one transaction.
class Syncer : public QObject {
    Q_OBJECT
public:
    Syncer(Committer &committer, Connection &connection, Receiver &receiver, AccountLog &account, Clock &clock,
        QObject *parent = nullptr);

    void start(); //!< connected, or lagged
    void startLater(); //!< something could not be stored
    void disconnected();
    bool isSynced() const { return m_synced; } //!< since this connection began

signals:
    void synced(); //!< all pages are stored

private:
    void ask();
    void answered(const Connection::Answer<Sync> &answer);
    void failed(const NetError &error);

    Committer &m_committer;
    Connection &m_connection;
    Receiver &m_receiver;
    AccountLog &m_account;
    Clock &m_clock;
    bool m_asking = false;
    bool m_again = false; //!< asked for while a page was under way
    bool m_synced = false;
    bool m_fromStart = false; //!< the server does not take the cursor
    DeadlineTimer m_later;
};

} // namespace confab
