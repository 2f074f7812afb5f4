#pragma once

#include "server-stub/store/sqlite/database.h"

#include <list>
#include <set>

namespace confab::server {

//! The head of a chat as the writer holds it in memory: the source of the next seq.
struct ChatState {
    qint64 key = 0; //!< of the row in `chats`
    ChatId chat;
    ChatKind kind = ChatKind::Direct;
    Seq seq;
    Vi vi;
    qint64 epoch = 0;
    UserId createdBy;
    Cid createCid;
    bool blocked = false; //!< a direct chat in which one has blocked the other
    bool abandoned = false; //!< a direct chat whose other side deleted the account
    RosterPtr roster;
    std::unordered_map<UserId, MarkState> marks; //!< of the present members

    // What the open transaction has still to write.
    bool moved = false; //!< anything that sync tells
    bool headMoved = false;
    std::set<UserId> movedMarks;

    std::size_t weight = 0; //!< in the cache
};

//! Heads of the active chats, least recently used go first. Writer thread only.
class ChatCache {
public:
    ChatCache(Database &db, int capacity);

    //! Null where there is no such chat, or after an error of the database.
    ChatState *load(const ChatId &chat);
    //! A chat that was just inserted.
    ChatState *adopt(ChatState state);
    //! Reads again who blocks whom; for chats in memory only, the others read it when they are loaded.
    void refreshRelations(const ChatId &chat);

    void touch(ChatState &state) { m_dirty.insert(state.chat), state.moved = true; }
    void touchHead(ChatState &state) { touch(state), state.headMoved = true; }
    void touchMarks(ChatState &state, const UserId &user) { touch(state), state.movedMarks.insert(user); }

    //! Writes what was touched, one row a chat; counts `change` up once for each. Then either `committed` or `rollBack`.
    void flush(qint64 &change);
    void committed();
    //! The transaction is gone: forget what it touched.
    void rollBack();
    void evict();

private:
    using Order = std::list<ChatState>;
    std::optional<ChatState> read(const ChatId &chat);
    void readRelations(ChatState &state);
    void forget(const ChatId &chat);

    Database &m_db;
    std::size_t m_capacity; //!< in weights, so that a few giant groups do not count like as many direct chats
    std::size_t m_weight = 0;
    Order m_order; //!< most recent first
    std::unordered_map<ChatId, Order::iterator> m_index;
    std::set<ChatId> m_dirty;
    std::set<ChatId> m_refreshed; //!< in this transaction, and perhaps wrongly so if it fails
};

} // namespace confab::server
