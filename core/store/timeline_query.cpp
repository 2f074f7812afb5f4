#include "core/store/timeline_query.h"

namespace confab {

namespace {

void setReaction(MessageRow &row, const UserId &user, const QString &emoji)
{
    for (Reaction &reaction : row.reactions)
        reaction.users.removeAll(user);
    row.reactions.removeIf([](const Reaction &r) { return r.users.isEmpty(); });
    if (emoji.isEmpty())
        return;
    const auto same = std::find_if(row.reactions.begin(), row.reactions.end(), [&](const Reaction &r) { return r.emoji == emoji; });
    if (same != row.reactions.end())
        same->users.append(user);
    else
        row.reactions.append({emoji, {user}});
}

void setDeleted(MessageRow &row)
{
    row.deleted = true;
    row.edited = false;
    row.undecodable = false;
    row.content = {};
    row.reactions.clear();
    row.played.clear();
}

//! Shows an act that waits in the outbox.
void applyPending(MessageRow &row, const OutboxItem &item, const UserId &self)
{
    if (row.deleted)
        return;
    if (item.kind == EventKind::Redact && item.ref == row.seq) {
        setDeleted(row);
    } else if (item.content.target != row.seq) {
        return;
    } else if (item.kind == EventKind::Edit && row.from == self) {
        row.content.text = item.content.text;
        row.edited = true;
    } else if (item.kind == EventKind::React) {
        setReaction(row, self, item.content.text.value_or(QString()));
    } else if (item.kind == EventKind::Played && !row.played.contains(self)) {
        row.played.append(self);
    }
}

MessageRow *rowAt(QList<MessageRow> &rows, Seq seq)
{
    const auto it = std::lower_bound(rows.begin(), rows.end(), seq, [](const MessageRow &r, Seq s) { return r.seq < s; });
    return it != rows.end() && it->seq == seq ? &*it : nullptr;
}

} // namespace

std::optional<qint64> TimelineQuery::chatKey(const ChatId &chat) const
{
    auto run = m_db.prepared(Sql::ChatKey);
    run.bind(chat);
    return run.next() ? std::optional(run.integer(0)) : std::nullopt;
}

QList<MessageRow> TimelineQuery::below(qint64 key, const ChatId &chat, Seq seq, Seq floor, int limit) const
{
    QList<MessageRow> rows;
    {
        auto run = m_db.prepared(Sql::PageBelow);
        run.bind(key, seq, floor, limit);
        while (run.next())
            rows.append(readRow(run, chat));
    }
    std::reverse(rows.begin(), rows.end());
    fold(key, rows);
    return rows;
}

QList<MessageRow> TimelineQuery::above(qint64 key, const ChatId &chat, Seq seq, Seq ceiling, int limit) const
{
    QList<MessageRow> rows;
    {
        auto run = m_db.prepared(Sql::PageAbove);
        run.bind(key, seq, ceiling, limit);
        while (run.next())
            rows.append(readRow(run, chat));
    }
    fold(key, rows);
    return rows;
}

std::optional<MessageRow> TimelineQuery::at(qint64 key, const ChatId &chat, Seq seq) const
{
    const auto rows = above(key, chat, seq.previous(), seq, 1);
    return rows.isEmpty() ? std::nullopt : std::optional(rows.first());
}

void TimelineQuery::fold(qint64 key, QList<MessageRow> &rows) const
{
    if (rows.isEmpty())
        return;
    const Seq low = rows.first().seq;
    const Seq high = rows.last().seq;
    {
        auto run = m_db.prepared(Sql::EditsOf);
        run.bind(key, low, high);
        while (run.next()) {
            MessageRow *row = rowAt(rows, Seq(run.integer(0)));
            if (!row || row->deleted || row->undecodable)
                continue;
            row->content.text = run.text(2);
            row->edited = true;
        }
    }
    {
        auto run = m_db.prepared(Sql::ReactionsOf);
        run.bind(key, low, high);
        while (run.next()) {
            MessageRow *row = rowAt(rows, Seq(run.integer(0)));
            if (row && !row->deleted)
                setReaction(*row, run.id<UserId>(1), run.text(2));
        }
    }
    {
        auto run = m_db.prepared(Sql::PlayedOf);
        run.bind(key, low, high);
        while (run.next()) {
            MessageRow *row = rowAt(rows, Seq(run.integer(0)));
            if (row && !row->deleted && row->from != run.id<UserId>(1))
                row->played.append(run.id<UserId>(1));
        }
    }
    auto run = m_db.prepared(Sql::OutboxActs);
    run.bind(key);
    while (run.next()) {
        const OutboxItem item = readOutboxItem(run);
        const auto target = item.kind == EventKind::Redact ? item.ref : item.content.target;
        if (!target || item.failure)
            continue;
        if (MessageRow *row = rowAt(rows, *target))
            applyPending(*row, item, m_owner.user);
    }
}

QList<OutboxItem> TimelineQuery::outbox(qint64 key) const
{
    QList<OutboxItem> items;
    auto run = m_db.prepared(Sql::OutboxOfChat);
    run.bind(key);
    while (run.next())
        items.append(readOutboxItem(run));
    return items;
}

QList<MessageRow> TimelineQuery::unsent(qint64 key) const
{
    QList<MessageRow> rows;
    for (const OutboxItem &item : outbox(key))
        if (item.kind == EventKind::Msg)
            rows.append(unsentRow(item, m_owner));
    return rows;
}

std::optional<MessageRow> TimelineQuery::unsent(const ChatId &chat, const Cid &cid) const
{
    auto run = m_db.prepared(Sql::OutboxGet);
    run.bind(cid);
    if (!run.next())
        return std::nullopt;
    const OutboxItem item = readOutboxItem(run);
    return item.kind == EventKind::Msg && item.chat == chat ? std::optional(unsentRow(item, m_owner)) : std::nullopt;
}

std::optional<SeqRange> TimelineQuery::rangeAt(qint64 key, Seq seq) const
{
    auto run = m_db.prepared(Sql::RangeAt);
    run.bind(key, seq);
    if (!run.next())
        return std::nullopt;
    const SeqRange range {Seq(run.integer(0)), Seq(run.integer(1))};
    return range.high >= seq ? std::optional(range) : std::nullopt;
}

std::optional<SeqRange> TimelineQuery::topRange(qint64 key) const
{
    auto run = m_db.prepared(Sql::RangeTop);
    run.bind(key);
    return run.next() ? std::optional(SeqRange {Seq(run.integer(0)), Seq(run.integer(1))}) : std::nullopt;
}

} // namespace confab
