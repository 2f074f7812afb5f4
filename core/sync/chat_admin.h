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
    //! How long a chat that may or may not have been made is asked for again before its answer is an error.
    static constexpr std::chrono::milliseconds patience {30'000};

    ChatAdmin(Committer &committer, Connection &connection, Receiver &receiver, Outbox &outbox, Owner owner, Clock &clock,
        QObject *parent = nullptr);

    void connected();

    //! Fetches a head and stores it; several callers share one request.
    void fetch(const ChatId &chat, Reply<Done> reply);
    void openDirect(const UserId &user, Reply<ChatId> reply);
    //! An answer that is lost is asked for again under the same ids; and the same group that is wanted again after it
    //! failed with an unknown outcome is the same group.
    void createGroup(const QString &title, const QList<UserId> &members, Reply<ChatId> reply);
    void changeMembers(const ChatMembers &change, Reply<Done> reply);
    void leave(const ChatId &chat, Reply<Done> reply);
    void accept(const ChatId &chat, Reply<Done> reply);
    void block(const UserId &user, bool on, Reply<Done> reply);

    //! An item for the outbox.
    static OutboxItem titleItem(const ChatId &chat, const Cid &cid, const QString &title, const QString &about, qint64 now);

private:
    //! A chat on its way to be made.
    struct Creation {
        ChatCreate request;
        Reply<ChatId> reply;
        Clock::TimerPtr deadline;
        bool waiting = false; //!< for the next connection
    };
    using CreationPtr = std::shared_ptr<Creation>;
    void create(const ChatCreate &request, Reply<ChatId> reply);
    void ask(const CreationPtr &creation);
    void created(const CreationPtr &creation, const Connection::Answer<ChatCreate> &answer);
    void settle(const CreationPtr &creation, const Outcome<ChatId> &outcome);
    ChatId expectedOf(const ChatCreate &request) const;
    void fetched(const ChatId &chat, const Outcome<Done> &outcome);
    template <typename T>
    void ask(const T &request, Reply<Done> reply, std::function<void()> then);

    Committer &m_committer;
    Connection &m_connection;
    Receiver &m_receiver;
    Outbox &m_outbox;
    Owner m_owner;
    Clock &m_clock;
    QHash<ChatId, QList<Reply<Done>>> m_fetching;
    QList<CreationPtr> m_creations;
    QList<std::pair<QString, ChatCreate>> m_doubtful; //!< groups by title, that may exist although an error was told
};

} // namespace confab
