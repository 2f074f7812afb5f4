#pragma once

#include "core/net/connection.h"
#include "core/sync/committer.h"
#include "core/sync/decryptor.h"
#include "core/sync/outbox_queue.h"
#include "core/sync/timer.h"

#include <QSet>

namespace confab {

//! Brings own messages to the server: durable first, then one in flight per chat, under the same cid until it is
//! answered, across reconnects and restarts. What is ephemeral (typing, receipts) never waits here.
//!
//! A message whose files are not on the server yet is held: it joins the end of its chat's queue when the last of them is.
//! What is written meanwhile does not wait for it, so a text may overtake an album that is on its way.
class Outbox : public QObject {
    Q_OBJECT
public:
    Outbox(Committer &committer, Connection &connection, Encryptor &encryptor, Clock &clock, QObject *parent = nullptr);

    void load(); //!< what former runs left behind
    //! Stored, shown and sent in this order. Where the disk refuses it is kept in memory and tried again.
    void enqueue(const OutboxItem &item, const QList<UploadSource> &uploads = {});
    //! What is known of a message's files now; with the last blob it goes out. False: it is gone, or the disk refused.
    bool setContent(const Cid &cid, const Content &content);
    //! A held message cannot be sent: for the user to decide.
    void fail(const Cid &cid, ErrorCode code);
    //! Held messages in their order, those that failed included.
    QList<OutboxItem> held() const;
    std::optional<OutboxItem> item(const Cid &cid) const;
    void retry(const ChatId &chat);
    void discard(const ChatId &chat, const Cid &cid);

    void connected();
    void disconnected();

signals:
    void appended(const confab::ChatId &chat, confab::Seq seq); //!< stored under that seq, here too
    void retried(const confab::ChatId &chat); //!< held messages of it are to be tried again
    void discarded(const confab::OutboxItem &item);
    void contradicted(const confab::ChatId &chat); //!< the server gave a message a number that another one has here
    void undone(const confab::OutboxItem &item, confab::ErrorCode code); //!< an edit, reaction … that was refused for good

private:
    struct Unstored {
        OutboxItem item;
        QList<UploadSource> uploads;
    };
    void store(const Unstored &unstored);
    void stored(const Unstored &unstored, bool done);
    void admit(const OutboxItem &item);
    void storeWaiting();
    void sendDue();
    void send(const OutboxItem &item);
    void answered(const OutboxItem &item, const Connection::Answer<Send> &answer);
    void refused(const OutboxItem &item, ErrorBody error);
    void settle(const OutboxItem &item, const ErrorBody &error);

    Committer &m_committer;
    Connection &m_connection;
    Encryptor &m_encryptor;
    Clock &m_clock;
    OutboxQueue m_queue;
    QHash<Cid, OutboxItem> m_items;
    QList<Unstored> m_unstored; //!< in order; the disk is full
    QSet<Cid> m_held; //!< not in m_queue
    DeadlineTimer m_due;
    DeadlineTimer m_storeAgain;
};

} // namespace confab
