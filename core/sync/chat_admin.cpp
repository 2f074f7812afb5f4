#include "core/sync/chat_admin.h"

#include "core/protocol/derive.h"

#include <QDateTime>

namespace confab {

ChatAdmin::ChatAdmin(
    Committer &committer, Connection &connection, Receiver &receiver, Outbox &outbox, Owner owner, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_committer(committer)
    , m_connection(connection)
    , m_receiver(receiver)
    , m_outbox(outbox)
    , m_owner(owner)
    , m_clock(clock)
{
}

void ChatAdmin::fetch(const ChatId &chat, Reply<Done> reply)
{
    auto &waiting = m_fetching[chat];
    waiting.append(std::move(reply));
    if (waiting.size() > 1)
        return;
    m_connection.request(ChatGet {chat}, this, [this, chat](const Connection::Answer<ChatGet> &answer) {
        if (!answer)
            fetched(chat, Failure {toSessionError(answer.error())});
        else if (answer->chat != chat)
            fetched(chat, Failure {toSessionError(NetError::nonsense())});
        else if (!m_receiver.heads({*answer}))
            fetched(chat, Failure {SessionError {ErrorCode::Internal, tr("This computer could not store the chat."), false}});
        else
            fetched(chat, Done {});
    });
}

void ChatAdmin::fetched(const ChatId &chat, const Outcome<Done> &outcome)
{
    m_receiver.adopt(chat);
    for (const auto &reply : m_fetching.take(chat))
        if (reply)
            reply(outcome);
}

ChatId ChatAdmin::expectedOf(const ChatCreate &request) const
{
    return request.kind == ChatKind::Group ? groupChatOf(m_owner.user, request.cid)
        : request.kind == ChatKind::Self  ? directChatOf(m_owner.user, m_owner.user)
                                          : directChatOf(m_owner.user, request.members.first());
}

void ChatAdmin::create(const ChatCreate &request, Reply<ChatId> reply)
{
    const auto creation = std::make_shared<Creation>();
    creation->request = request;
    creation->reply = std::move(reply);
    creation->deadline = m_clock.after(patience, [this, weak = std::weak_ptr(creation)] {
        if (const auto late = weak.lock())
            settle(late, Failure {toSessionError(NetError::of(NetError::Kind::TimedOut))});
    });
    m_creations.append(creation);
    ask(creation);
}

void ChatAdmin::ask(const CreationPtr &creation)
{
    creation->waiting = false;
    m_connection.request(creation->request, this,
        [this, creation](const Connection::Answer<ChatCreate> &answer) { created(creation, answer); });
}

void ChatAdmin::connected()
{
    for (const CreationPtr &creation : QList<CreationPtr>(m_creations))
        if (creation->waiting)
            ask(creation);
}

void ChatAdmin::created(const CreationPtr &creation, const Connection::Answer<ChatCreate> &answer)
{
    if (!creation->reply)
        return; // too late
    if (!answer) {
        if (answer.error().kind == NetError::Kind::Lost)
            creation->waiting = true; // made or not: asked for again with the same cid
        else
            settle(creation, Failure {toSessionError(answer.error())});
        return;
    }
    const ChatId expected = expectedOf(creation->request);
    if (answer->chat != expected) {
        settle(creation, Failure {toSessionError(NetError::nonsense())});
        return;
    }
    fetch(expected, [this, creation, expected](const Outcome<Done> &outcome) {
        if (outcome)
            settle(creation, expected);
        else
            settle(creation, Failure {outcome.error()});
    });
}

void ChatAdmin::settle(const CreationPtr &creation, const Outcome<ChatId> &outcome)
{
    creation->deadline.reset();
    m_creations.removeAll(creation);
    if (const auto reply = std::exchange(creation->reply, {}))
        reply(outcome);
}

void ChatAdmin::openDirect(const UserId &user, Reply<ChatId> reply)
{
    const ChatId chat = directChatOf(m_owner.user, user);
    if (m_committer.read().summary(chat)) {
        reply(chat);
        return;
    }
    ChatCreate request;
    request.kind = user == m_owner.user ? ChatKind::Self : ChatKind::Direct;
    if (user != m_owner.user)
        request.members = {user};
    request.cid = newCid();
    create(request, std::move(reply));
}

void ChatAdmin::createGroup(const QString &title, const QList<UserId> &members, Reply<ChatId> reply)
{
    ChatCreate request;
    request.kind = ChatKind::Group;
    request.members = members;
    request.members.removeAll(m_owner.user);
    request.cid = newCid();
    const auto before = std::find_if(m_doubtful.begin(), m_doubtful.end(),
        [&](const auto &d) { return d.first == title && d.second.members == request.members; });
    if (before != m_doubtful.end()) {
        request = before->second;
        m_doubtful.erase(before);
    }
    create(request, [this, title, request, reply = std::move(reply)](const Outcome<ChatId> &chat) {
        if (chat && !title.isEmpty())
            m_outbox.enqueue(titleItem(*chat, newCid(), title, {}, QDateTime::currentMSecsSinceEpoch()));
        constexpr ErrorCode doubtful[] = {ErrorCode::Timeout, ErrorCode::Busy, ErrorCode::Internal};
        if (!chat && std::find(std::begin(doubtful), std::end(doubtful), chat.error().code) != std::end(doubtful))
            m_doubtful.append({title, request});
        reply(chat);
    });
}

OutboxItem ChatAdmin::titleItem(const ChatId &chat, const Cid &cid, const QString &title, const QString &about, qint64 now)
{
    OutboxItem item;
    item.chat = chat;
    item.cid = cid;
    item.kind = EventKind::Meta;
    item.content.title = title;
    item.content.about = about;
    item.ts = now;
    return item;
}

template <typename T>
void ChatAdmin::ask(const T &request, Reply<Done> reply, std::function<void()> then)
{
    m_connection.request(request, this,
        [reply = std::move(reply), then = std::move(then)](const Connection::Answer<T> &answer) {
            if (answer)
                then();
            else
                reply(Failure {toSessionError(answer.error())});
        });
}

void ChatAdmin::changeMembers(const ChatMembers &change, Reply<Done> reply)
{
    ask(change, reply, [this, chat = change.chat, reply] { fetch(chat, reply); });
}

void ChatAdmin::leave(const ChatId &chat, Reply<Done> reply)
{
    ask(ChatLeave {chat}, reply, [this, chat, reply] {
        // Done it is, whether or not the server still shows the chat to someone who left.
        fetch(chat, [reply](const Outcome<Done> &) { reply(Done {}); });
    });
}

void ChatAdmin::accept(const ChatId &chat, Reply<Done> reply)
{
    ask(ChatAccept {chat}, reply, [this, chat, reply] {
        (void)m_committer.commit(StoreWriter::Durability::Normal, [&chat](StoreTransaction &tx) { tx.accept(chat); });
        reply(Done {});
    });
}

void ChatAdmin::block(const UserId &user, bool on, Reply<Done> reply)
{
    ask(Block {user, on}, reply, [this, user, on, reply] {
        (void)m_committer.commit(StoreWriter::Durability::Normal, [&](StoreTransaction &tx) { tx.setBlocked(user, on); });
        reply(Done {});
    });
}

} // namespace confab
