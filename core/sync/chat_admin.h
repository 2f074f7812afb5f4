#pragma once

#include "core/net/connection.h"
#include "core/sync/committer.h"
#include "core/sync/outbox.h"
#include "core/sync/outcome.h"
#include "core/sync/receiver.h"

namespace confab {

//! Commands that make chats and change who is in them, and `chat.get`. All need the server; each answer comes once the
//! outcome is stored here.
class ChatAdmin : public QObject {
    Q_OBJECT
public:
    ChatAdmin(Committer &committer, Connection &connection, Receiver &receiver, Outbox &outbox, Owner owner,
        QObject *parent = nullptr);

    //! Fetches a head and stores it; several callers share one request.
    void fetch(const ChatId &chat, Reply<Done> reply);
    void openDirect(const UserId &user, Reply<ChatId> reply);
    void createGroup(const QString &title, const QList<UserId> &members, Reply<ChatId> reply);
    void changeMembers(const ChatMembers &change, Reply<Done> reply);
    void leave(const ChatId &chat, Reply<Done> reply);
    void accept(const ChatId &chat, Reply<Done> reply);
    void block(const UserId &user, bool on, Reply<Done> reply);

    //! An item for the outbox.
    static OutboxItem titleItem(const ChatId &chat, const Cid &cid, const QString &title, const QString &about, qint64 now);

private:
    void create(const ChatCreate &request, Reply<ChatId> reply);
    void fetched(const ChatId &chat, const Outcome<Done> &outcome);
    template <typename T>
    void ask(const T &request, Reply<Done> reply, std::function<void()> then);

    Committer &m_committer;
    Connection &m_connection;
    Receiver &m_receiver;
    Outbox &m_outbox;
    Owner m_owner;
    QHash<ChatId, QList<Reply<Done>>> m_fetching;
};

} // namespace confab
