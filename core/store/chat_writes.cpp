#include "core/store/transaction_state.h"
#include "core/store/writer.h"

//! Writes to chats, members, watermarks.
namespace confab {

Verdict StoreTransaction::applyHead(const ChatHead &head, std::optional<Seq> heldBefore)
{
    auto chat = m_state.chat(head.chat);
    if (!chat) {
        {
            auto run = m_state.db.prepared(Sql::ChatAdd);
            run.bind(head.chat, head.kind);
            run.run();
        }
        chat = m_state.chat(head.chat);
        if (!chat)
            return Verdict::UnknownChat; // the connection failed
    }
    const auto top = m_state.timeline.topRange(chat->key);
    const Seq stored = top ? top->high : Seq();
    if (head.seq < heldBefore.value_or(stored))
        return Verdict::ServerBehind;

    m_state.touch(*chat);
    chat->kind = head.kind;
    chat->headVi = head.seq >= stored ? head.vi : std::max(chat->headVi, head.vi);
    chat->head = std::max(head.seq, stored);
    chat->memberCount = std::max<qint64>(head.memberCount, head.members.size());
    {
        auto run = m_state.db.prepared(Sql::ChatHead);
        run.bind(chat->key, head.kind, chat->head, chat->headVi, chat->memberCount, head.memberVersion);
        run.run();
    }
    {
        auto run = m_state.db.prepared(Sql::ChatMe);
        run.bind(chat->key, head.me.role, head.me.joined, head.me.left, head.me.accepted, head.me.recv, head.me.read, head.me.readVi);
        run.run();
    }
    applyMembers(*chat, head);
    for (const Marks &marks : head.marks)
        putMarks(*chat, marks);
    if (head.agg) {
        auto run = m_state.db.prepared(Sql::ChatAllMarks);
        run.bind(chat->key, head.agg->recvAll, head.agg->readAll);
        run.run();
    }
    raiseAllMarks(*chat);
    return Verdict::Applied;
}

void StoreTransaction::applyMembers(ChatState &chat, const ChatHead &head)
{
    if (head.members.isEmpty() || head.seq < chat.membersSeq)
        return; // not told, or older than what the log said since
    QSet<qint64> former;
    {
        auto run = m_state.db.prepared(Sql::MemberKeys);
        run.bind(chat.key);
        while (run.next())
            former.insert(run.integer(0));
    }
    std::optional<qint64> peer;
    bool changed = false;
    for (const Member &member : head.members) {
        const qint64 key = m_state.userKey(member.user);
        if (key != ownerKey)
            peer = key;
        auto run = m_state.db.prepared(Sql::MemberPut);
        run.bind(chat.key, key, member.role, member.joined);
        changed = (run.run() && run.affected() > 0) || changed;
        former.remove(key);
    }
    for (const qint64 gone : std::as_const(former)) {
        auto run = m_state.db.prepared(Sql::MemberDrop);
        run.bind(chat.key, gone);
        run.run();
        changed = true;
    }
    if (head.kind != ChatKind::Direct)
        peer.reset();
    chat.membersSeq = head.seq;
    auto run = m_state.db.prepared(Sql::ChatMembership);
    run.bind(chat.key, head.seq, head.members.size(), head.memberVersion, peer);
    run.run();
    if (changed)
        m_state.touch(chat).members = true;
}

bool StoreTransaction::putMarks(const ChatState &chat, const Marks &marks)
{
    auto run = m_state.db.prepared(Sql::MemberMarks);
    run.bind(chat.key, m_state.userKey(marks.user), std::max(marks.recv, marks.read), marks.read, marks.recvAt, marks.readAt);
    return run.run() && run.affected() > 0;
}

//! What all others have received and read, where each one's watermark is known (larger groups are told the aggregate).
//! Forward only: someone who joins later could not see what came before.
void StoreTransaction::raiseAllMarks(const ChatState &chat)
{
    if (chat.memberCount > limits::marksInHead + 1)
        return;
    Seq recv;
    Seq read;
    {
        auto run = m_state.db.prepared(Sql::MarksMinimum);
        run.bind(chat.key);
        if (!run.next() || run.isNull(0))
            return;
        recv = Seq(run.integer(0));
        read = Seq(run.integer(1));
    }
    auto run = m_state.db.prepared(Sql::ChatAllMarks);
    run.bind(chat.key, recv, read);
    run.run();
}

void StoreTransaction::raiseHead(const ChatId &chatId, Seq head)
{
    const auto chat = m_state.chat(chatId);
    if (!chat || head <= chat->head)
        return;
    m_state.touch(*chat);
    auto run = m_state.db.prepared(Sql::ChatRaiseHead);
    run.bind(chat->key, head, chat->headVi);
    run.run();
}

void StoreTransaction::applyMarks(const MarksMoved &marks)
{
    const auto chat = m_state.chat(marks.chat);
    if (!chat)
        return;
    if (marks.user != m_state.owner.user) {
        if (putMarks(*chat, {marks.user, marks.recv, marks.read, marks.at, marks.at})) {
            m_state.touch(*chat);
            raiseAllMarks(*chat);
        }
        return;
    }
    m_state.touch(*chat);
    raiseRead(*chat, marks.read, marks.readVi);
    {
        auto run = m_state.db.prepared(Sql::RecvPut);
        run.bind(chat->key, marks.recv);
        run.run();
    }
    auto run = m_state.db.prepared(Sql::ServerMarks);
    run.bind(chat->key, std::max(marks.recv, marks.read), marks.read);
    run.run();
}

void StoreTransaction::applyAggregate(const AggregateMoved &aggregate)
{
    const auto chat = m_state.chat(aggregate.chat);
    if (!chat)
        return;
    auto run = m_state.db.prepared(Sql::ChatAllMarks);
    run.bind(chat->key, aggregate.recvAll, aggregate.readAll);
    if (run.run() && run.affected() > 0)
        m_state.touch(*chat);
}

void StoreTransaction::accept(const ChatId &chatId)
{
    const auto chat = m_state.chat(chatId);
    if (!chat)
        return;
    auto run = m_state.db.prepared(Sql::ChatAccept);
    run.bind(chat->key);
    if (run.run() && run.affected() > 0)
        m_state.touch(*chat);
}

void StoreTransaction::removeChat(const ChatId &chatId)
{
    if (const auto chat = m_state.chat(chatId))
        m_state.dropChat(*chat);
}

void StoreTransaction::markRead(const ChatId &chatId, Seq seq)
{
    const auto chat = m_state.chat(chatId);
    if (chat && raiseRead(*chat, std::min(seq, chat->head), std::nullopt))
        m_state.touch(*chat);
}

//! `vi` at the new watermark as the server tells it; else looked up, where the events are here.
bool StoreTransaction::raiseRead(const ChatState &chat, Seq read, std::optional<Vi> vi)
{
    if (read <= chat.read)
        return false;
    if (!vi && m_state.timeline.rangeAt(chat.key, read)) {
        auto run = m_state.db.prepared(Sql::ViAt);
        run.bind(chat.key, read);
        if (run.next())
            vi = Vi(run.integer(0));
    }
    auto run = m_state.db.prepared(Sql::ReadPut);
    run.bind(chat.key, read, std::max(chat.readVi, vi.value_or(chat.readVi)));
    return run.run() && run.affected() > 0;
}

void StoreTransaction::markReceived(const ChatId &chatId, Seq seq)
{
    const auto chat = m_state.chat(chatId);
    if (!chat)
        return;
    auto run = m_state.db.prepared(Sql::RecvPut);
    run.bind(chat->key, std::min(seq, chat->head));
    run.run();
}

} // namespace confab
