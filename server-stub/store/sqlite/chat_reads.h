#pragma once

#include "server-stub/store/sqlite/database.h"

//! Reads of the chat log, inside one snapshot of a reader.
namespace confab::server::reads {

//! What an answer may take in a frame (limits::frameOut), with room for the envelope.
inline constexpr qsizetype frameBudget = 240 * 1024;

Answer<HistPage> hist(Database &db, const HistRequest &request);
Answer<HeadRow> head(Database &db, const UserId &user, const ChatId &chat);
Answer<HeadsMoved> headsMoved(Database &db, const UserId &user, qint64 since, int limit);
Answer<MarksView> marksOf(Database &db, const UserId &user, const ChatId &chat, Seq seq);
Answer<AggregateView> aggregate(Database &db, const ChatId &chat);
Answer<RosterPtr> roster(Database &db, const ChatId &chat);

//! The columns of CONFAB_HEAD_COLUMNS, without members, marks and events.
struct HeadColumns {
    ChatHead head;
    qint64 key = 0;
    qint64 moved = 0; //!< the change that sync orders by
};
HeadColumns readHead(Database &db, const Rows &rows);
//! Members and marks, up to `maxMembers` of them; nothing for those who have left.
void fillMembers(Database &db, const UserId &reader, const HeadColumns &columns, int maxMembers, HeadRow &row);
//! The newest `tail` events that fit into `budget`, ascending; takes their cost off it.
void fillTail(Database &db, const HeadColumns &columns, qint64 tail, qsizetype &budget, ChatHead &head);
qint64 changeCounter(Database &db);

} // namespace confab::server::reads
