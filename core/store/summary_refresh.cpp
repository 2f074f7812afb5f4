#include "core/store/transaction_state.h"

#include <limits>

namespace confab {

namespace {

//! Beyond this many unread messages are not counted one by one: no badge shows so many.
constexpr qint64 countAtMost = 4'000;

struct Unread {
    int count = 0;
    bool estimate = false;
    bool naming = false; //!< one of them mentions the owner
};

//! Computed afresh each time, never counted up and down (protocol section 5).
Unread unreadOf(SqlConnection &db, const ChatState &chat, const std::optional<SeqRange> &top)
{
    const Seq read = std::max(chat.read, chat.joined.previous());
    if (chat.head <= read)
        return {};
    Unread unread;
    {
        auto run = db.prepared(Sql::MessageNaming);
        run.bind(chat.key, read);
        unread.naming = run.next();
    }
    if (top && top->low <= read.next() && top->high >= chat.head) {
        auto run = db.prepared(Sql::MessageUnread);
        run.bind(chat.key, read, countAtMost + 1);
        unread.count = run.next() ? int(run.integer(0)) : 0;
        if (unread.count <= countAtMost)
            return unread;
    }
    const qint64 byOrdinal = chat.headVi.value - chat.readVi.value; // own messages included
    unread.count = int(std::clamp<qint64>(byOrdinal, unread.count, std::numeric_limits<int>::max()));
    unread.estimate = true;
    return unread;
}


std::optional<MessageRow> lastStored(SqlConnection &db, const TimelineQuery &timeline, const ChatState &chat)
{
    Seq seq;
    {
        auto run = db.prepared(Sql::MessageLastCountable);
        run.bind(chat.key);
        if (run.next())
            seq = Seq(run.integer(0));
    }
    return seq == Seq() ? std::nullopt : timeline.at(chat.key, chat.chat, seq);
}

std::optional<MessageRow> lastUnsent(SqlConnection &db, const Owner &owner, qint64 key)
{
    auto run = db.prepared(Sql::OutboxLastMessage);
    run.bind(key);
    return run.next() ? std::optional(unsentRow(readOutboxItem(run), owner)) : std::nullopt;
}

qint64 flagsOf(const MessageRow &row)
{
    return (row.deleted ? row_flags::tombstone : 0) | (row.undecodable ? row_flags::undecodable : 0);
}

} // namespace

void TransactionState::refreshSummary(qint64 key)
{
    const auto state = chat(m_touched[key].chat);
    if (!state)
        return;
    const auto top = timeline.topRange(key);
    const Unread unread = unreadOf(db, *state, top);

    qint64 waiting = 0;
    bool failed = false;
    {
        auto run = db.prepared(Sql::OutboxCount);
        run.bind(key, ChatSummary::waitingAtMost);
        if (run.next())
            waiting = run.integer(0);
    }
    std::optional<MessageRow> last;
    if (waiting) {
        auto run = db.prepared(Sql::OutboxFirst);
        run.bind(key);
        failed = run.next() && !run.isNull(0);
        last = lastUnsent(db, owner, key);
    }
    if (!last)
        last = lastStored(db, timeline, *state);

    auto run = db.prepared(Sql::SummaryPut);
    const Seq stored = top ? top->high : Seq();
    if (last) {
        run.bind(key, stored, unread.count, unread.estimate, unread.naming, last->ts, waiting, failed, last->seq, last->localId, last->cid,
            senderKey(last->from), last->kind, last->enc, last->ts, flagsOf(*last), last->failure,
            encodeContent(previewOf(last->content)));
    } else {
        run.bind(key, stored, unread.count, unread.estimate, unread.naming, state->created, waiting, failed, std::nullopt, std::nullopt,
            std::nullopt, std::nullopt, std::nullopt, std::nullopt, std::nullopt, std::nullopt, std::nullopt, std::nullopt);
    }
    run.run();
}

} // namespace confab
