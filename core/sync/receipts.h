#pragma once

#include "core/net/connection.h"
#include "core/sync/committer.h"
#include "core/sync/receipt_batcher.h"
#include "core/sync/timer.h"

namespace confab {

//! Tells the server how far this device has stored and shown each chat. Never answered: after each sync what the server
//! does not have is said again.
class Receipts : public QObject {
    Q_OBJECT
public:
    Receipts(Committer &committer, Connection &connection, Clock &clock, QObject *parent = nullptr);

    void stored(const ChatId &chat, Seq seq); //!< after the commit only
    void markRead(const ChatId &chat, Seq seq); //!< stores it, then tells
    void synced(); //!< connected, and the store knows what the server has
    void disconnected();
    void flush(); //!< what waits goes now

private:
    void sendDue(Instant now);

    Committer &m_committer;
    Connection &m_connection;
    Clock &m_clock;
    ReceiptBatcher m_batcher;
    DeadlineTimer m_due;
};

} // namespace confab
