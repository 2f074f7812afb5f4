#pragma once

#include "core/net/connection.h"
#include "core/sync/committer.h"
#include "core/sync/decryptor.h"
#include "core/sync/outbox_queue.h"
#include "core/sync/timer.h"

namespace confab {

//! Brings own messages to the server: durable first, then one in flight per chat, under the same cid until it is
//! answered, across reconnects and restarts. What is ephemeral (typing, receipts) never waits here.
class Outbox : public QObject {
    Q_OBJECT
public:
    Outbox(Committer &committer, Connection &connection, Encryptor &encryptor, Clock &clock, QObject *parent = nullptr);

    void load(); //!< what former runs left behind
    //! Stored, shown and sent in this order. Where the disk refuses it is kept in memory and tried again.
    void enqueue(const OutboxItem &item);
    void retry(const ChatId &chat);
    void discard(const ChatId &chat, const Cid &cid);

    void connected();
    void disconnected();

signals:
    void appended(const confab::ChatId &chat, confab::Seq seq); //!< stored under that seq, here too

private:
    bool store(const OutboxItem &item);
    void storeWaiting();
    void sendDue();
    void send(const OutboxItem &item);
    void answered(const OutboxItem &item, const Connection::Answer<Send> &answer);
    void refused(const OutboxItem &item, ErrorBody error);

    Committer &m_committer;
    Connection &m_connection;
    Encryptor &m_encryptor;
    Clock &m_clock;
    OutboxQueue m_queue;
    QHash<Cid, OutboxItem> m_items;
    QList<OutboxItem> m_unstored; //!< in order; the disk is full
    DeadlineTimer m_due;
    DeadlineTimer m_storeAgain;
};

} // namespace confab
