#pragma once

#include "app/cli/client.h"

//! Messages that a command is about, and waiting for the one that it has sent.
namespace confab::cli {

struct Target {
    ChatId chat;
    Seq seq;
};

//! From CHAT:SEQ.
CliResult<Target> resolveTarget(Client &client, const QString &text);
//! Of the store; where it is not there yet, by way of the server.
CliResult<MessageRow> storedRow(Client &client, const ChatId &chat, Seq seq);

//! Follows one queued message until the server has it.
class Delivery {
public:
    Delivery(Client &client, const ChatId &chat);
    ~Delivery() { QObject::disconnect(m_connection); }
    Q_DISABLE_COPY_MOVE(Delivery)

    //! The newest row of `cid` that satisfies `wanted`.
    CliResult<MessageRow> wait(const Cid &cid, bool (*wanted)(const MessageRow &));
    //! Until nothing of the chat waits any more; an error where `cid` was undone.
    CliResult<Done> waitUntilSent(const Cid &cid = {});

private:
    bool filesMoved();
    CliError notSent() const;

    Client &m_client;
    ChatId m_chat;
    QList<MessageRow> m_rows;
    QHash<Cid, SessionError> m_refused;
    QString m_trouble; //!< why a file could not be sent
    bool m_moved = false; //!< some file of it came a bit further
    QMetaObject::Connection m_connection;
    QObject m_context;
};

} // namespace confab::cli
