#include "core/store/event_fold.h"
#include "core/store/writer.h"

//! Writes to outbox and log.
namespace confab {

void StoreTransaction::enqueue(const OutboxItem &item)
{
    const auto chat = m_state.chat(item.chat);
    if (!chat)
        return;
    {
        auto run = m_state.db.prepared(Sql::OutboxAdd);
        run.bind(chat->key, item.cid, item.kind, item.ref, item.ts, encodeContent(item.content));
        run.run();
    }
    if (item.kind == EventKind::Msg && chat->kind == ChatKind::Direct) {
        auto run = m_state.db.prepared(Sql::ChatAccept); // writing to a stranger accepts them
        run.bind(chat->key);
        run.run();
    }
    touchItem(*chat, item);
}

void StoreTransaction::enqueue(const OutboxItem &item, const QList<UploadSource> &uploads)
{
    enqueue(item);
    if (!m_state.chat(item.chat))
        return;
    for (const UploadSource &source : uploads) {
        auto run = m_state.db.prepared(Sql::UploadAdd);
        run.bind(item.cid, source.index, source.kind, source.longestSide, source.path, source.size, source.modified,
            source.stash ? std::optional(encodeAttachment(*source.stash)) : std::nullopt);
        run.run();
    }
}

void StoreTransaction::setOutgoing(const Cid &cid, const Content &content)
{
    std::optional<OutboxItem> item;
    {
        auto run = m_state.db.prepared(Sql::OutboxGet);
        run.bind(cid);
        if (run.next())
            item = readOutboxItem(run);
    }
    const auto chat = item ? m_state.chat(item->chat) : std::nullopt;
    if (!chat)
        return;
    touchItem(*chat, *item);
    auto run = m_state.db.prepared(Sql::OutboxContent);
    run.bind(cid, encodeContent(content));
    run.run();
}

//! Its own row, or the one that it is about.
void StoreTransaction::touchItem(const ChatState &chat, const OutboxItem &item)
{
    auto &touched = m_state.touch(chat);
    if (item.kind == EventKind::Msg) {
        touched.unsent.insert(item.cid);
    } else if (const auto target = item.kind == EventKind::Redact ? item.ref : item.content.target) {
        auto run = m_state.db.prepared(Sql::MessageFlags);
        run.bind(chat.key, *target);
        if (run.next())
            touched.seqs.insert(*target);
    }
}

std::optional<OutboxItem> StoreTransaction::takeItem(const ChatState &chat, const Cid &cid)
{
    std::optional<OutboxItem> item;
    {
        auto run = m_state.db.prepared(Sql::OutboxGet);
        run.bind(cid);
        if (run.next())
            item = readOutboxItem(run);
    }
    if (!item || item->chat != chat.chat)
        return std::nullopt;
    auto run = m_state.db.prepared(Sql::OutboxDrop);
    run.bind(cid);
    run.run();
    touchItem(chat, *item);
    if (item->kind == EventKind::Msg) {
        m_state.touch(chat).unsent.remove(cid);
        m_state.touch(chat).gone.append(cid);
    }
    return item;
}

bool StoreTransaction::acknowledged(const ChatId &chatId, const Cid &cid, const Appended &appended)
{
    auto chat = m_state.chat(chatId);
    if (chat && isTaken(*chat, appended.seq, cid)) { // a server that lost its data counts again: keep what was written
        failed(chatId, cid, ErrorCode::Conflict);
        return true;
    }
    const auto item = chat ? takeItem(*chat, cid) : std::nullopt;
    if (!item)
        return false;
    OpenedEvent opened;
    Event &event = opened.event;
    event.chat = chatId;
    event.seq = appended.seq;
    event.vi = appended.vi;
    event.ts = appended.ts;
    event.from = m_state.owner.user;
    event.dev = m_state.owner.device;
    event.cid = cid;
    event.kind = item->kind;
    event.ref = item->ref;
    opened.content = item->content;

    EventFold fold(m_state, *chat);
    fold.apply(opened);
    // Only where it touches what is held: others' messages below it may still be on their way.
    const bool joins = appended.seq == Seq(1) || m_state.timeline.rangeAt(chat->key, appended.seq.previous())
        || m_state.timeline.rangeAt(chat->key, appended.seq.next());
    if (joins)
        fold.addRange({appended.seq, appended.seq});
    raise(*chat);
    return true;
}

//! Another event is held under that seq.
bool StoreTransaction::isTaken(const ChatState &chat, Seq seq, const Cid &cid)
{
    auto run = m_state.db.prepared(Sql::MessageCid);
    run.bind(chat.key, seq);
    return run.next() && run.id<Cid>(0) != cid;
}

void StoreTransaction::failed(const ChatId &chatId, const Cid &cid, ErrorCode code)
{
    const auto chat = m_state.chat(chatId);
    if (!chat)
        return;
    {
        auto run = m_state.db.prepared(Sql::OutboxGet);
        run.bind(cid);
        if (!run.next())
            return;
        const OutboxItem item = readOutboxItem(run);
        if (item.chat != chatId)
            return;
        if (item.kind == EventKind::Msg) {
            auto mark = m_state.db.prepared(Sql::OutboxFail);
            mark.bind(cid, code);
            mark.run();
            m_state.touch(*chat).unsent.insert(cid);
            return;
        }
    }
    takeItem(*chat, cid);
}

void StoreTransaction::retry(const ChatId &chatId)
{
    const auto chat = m_state.chat(chatId);
    if (!chat)
        return;
    for (const OutboxItem &item : m_state.timeline.outbox(chat->key))
        if (item.failure)
            touchItem(*chat, item);
    auto run = m_state.db.prepared(Sql::OutboxRetry);
    run.bind(chat->key);
    run.run();
}

void StoreTransaction::discard(const ChatId &chatId, const Cid &cid)
{
    if (const auto chat = m_state.chat(chatId))
        takeItem(*chat, cid);
}

Verdict StoreTransaction::applyEvents(
    const ChatId &chatId, const QList<OpenedEvent> &events, const std::optional<SeqRange> &covers)
{
    auto chat = m_state.chat(chatId);
    if (!chat)
        return Verdict::UnknownChat;
    m_state.touch(*chat);
    EventFold fold(m_state, *chat);
    for (const OpenedEvent &opened : events) {
        const Event &event = opened.event;
        if (event.chat != chatId || event.seq < Seq(1))
            continue;
        if (event.from == m_state.owner.user && event.dev == m_state.owner.device)
            takeItem(*chat, event.cid); // its `ok` was lost: here is the proof that it arrived
        fold.apply(opened);
    }
    if (covers && covers->low >= Seq(1) && covers->low <= covers->high)
        fold.addRange(*covers);
    raise(*chat);
    return fold.contradicted() ? Verdict::ServerBehind : Verdict::Applied;
}

void StoreTransaction::raise(const ChatState &chat)
{
    auto run = m_state.db.prepared(Sql::ChatRaiseHead);
    run.bind(chat.key, chat.head, chat.headVi);
    run.run();
    raiseAllMarks(chat);
}

void StoreTransaction::hide(const ChatId &chatId, Seq seq)
{
    const auto chat = m_state.chat(chatId);
    if (!chat)
        return;
    auto run = m_state.db.prepared(Sql::MessageHide);
    run.bind(chat->key, seq);
    if (run.run() && run.affected() > 0)
        m_state.touch(*chat).seqs.insert(seq);
}

} // namespace confab
