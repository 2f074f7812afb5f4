#pragma once

#include "core/store/row_codec.h"

namespace confab {

//! Reads stretches of a timeline: rows of `messages` with all that was done to them folded in, the owner's own acts
//! that are still in the outbox included. Keyed only: each call touches the rows that it returns and their acts.
class TimelineQuery {
public:
    TimelineQuery(SqlConnection &connection, const Owner &owner)
        : m_db(connection)
        , m_owner(owner)
    {
    }

    std::optional<qint64> chatKey(const ChatId &chat) const;

    //! Ascending; the `limit` rows next below `seq`, none below `floor`.
    QList<MessageRow> below(qint64 key, const ChatId &chat, Seq seq, Seq floor, int limit) const;
    //! Ascending; the `limit` rows next above `seq`, none above `ceiling`.
    QList<MessageRow> above(qint64 key, const ChatId &chat, Seq seq, Seq ceiling, int limit) const;
    std::optional<MessageRow> at(qint64 key, const ChatId &chat, Seq seq) const;
    QList<OutboxItem> outbox(qint64 key) const;
    QList<MessageRow> unsent(qint64 key) const;
    std::optional<MessageRow> unsent(const ChatId &chat, const Cid &cid) const;

    //! The stored stretch that `seq` lies in.
    std::optional<SeqRange> rangeAt(qint64 key, Seq seq) const;
    std::optional<SeqRange> topRange(qint64 key) const;

private:
    void fold(qint64 key, QList<MessageRow> &rows) const;

    SqlConnection &m_db;
    const Owner &m_owner;
};

} // namespace confab
