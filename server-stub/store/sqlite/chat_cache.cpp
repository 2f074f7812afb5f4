#include "server-stub/store/sqlite/chat_cache.h"

#include "server-stub/store/sqlite/sql.h"

namespace confab::server {

ChatCache::ChatCache(Database &db, int capacity)
    : m_db(db)
    , m_capacity(std::size_t(capacity))
{
}

ChatState *ChatCache::load(const ChatId &chat)
{
    if (const auto it = m_index.find(chat); it != m_index.end()) {
        m_order.splice(m_order.begin(), m_order, it->second);
        return &*it->second;
    }
    auto state = read(chat);
    return state ? adopt(std::move(*state)) : nullptr;
}

ChatState *ChatCache::adopt(ChatState state)
{
    state.weight = 1 + state.marks.size() / 8;
    m_weight += state.weight;
    m_order.push_front(std::move(state));
    m_index[m_order.front().chat] = m_order.begin();
    return &m_order.front();
}

std::optional<ChatState> ChatCache::read(const ChatId &chat)
{
    ChatState state;
    auto roster = std::make_shared<Roster>();
    {
        auto rows = m_db.run(sql::chatById, chat);
        if (!rows.next())
            return std::nullopt;
        state.key = rows.integer(0);
        state.chat = chat;
        state.kind = ChatKind(rows.integer(1));
        state.seq = rows.seq(2);
        state.vi = rows.vi(3);
        state.epoch = rows.integer(4);
        roster->version = rows.integer(5);
        state.createdBy = rows.id<UserId>(6);
        state.createCid = rows.id<Cid>(7);
    }
    roster->chat = chat;
    roster->kind = state.kind;
    auto rows = m_db.run(sql::presentMembers, state.key);
    while (rows.next()) {
        const auto user = rows.id<UserId>(0);
        roster->members.push_back(Member {user, Role(rows.integer(1)), rows.seq(2)});
        state.marks[user] = MarkState {user, rows.seq(3), rows.seq(4), rows.seq(5), rows.vi(6), rows.integer(7), rows.integer(8),
            rows.integer(9) != 0};
    }
    std::sort(roster->members.begin(), roster->members.end(), [](const auto &a, const auto &b) { return a.user < b.user; });
    state.roster = std::move(roster);
    readRelations(state);
    if (m_db.failed())
        return std::nullopt;
    return state;
}

void ChatCache::readRelations(ChatState &state)
{
    if (state.kind != ChatKind::Direct || state.roster->members.size() != 2)
        return;
    const auto &a = state.roster->members[0].user;
    const auto &b = state.roster->members[1].user;
    {
        auto rows = m_db.run(sql::blockedEitherWay, a, b, b, a);
        state.blocked = rows.next() && rows.integer(0);
    }
    state.abandoned = false;
    for (const auto &user : {a, b}) {
        auto rows = m_db.run(sql::userExists, user);
        if (!rows.next() || !rows.isNull(0))
            state.abandoned = true;
    }
}

void ChatCache::refreshRelations(const ChatId &chat)
{
    if (const auto it = m_index.find(chat); it != m_index.end()) {
        m_refreshed.insert(chat);
        readRelations(*it->second);
    }
}

void ChatCache::flush(qint64 &change)
{
    for (const auto &chat : m_dirty) {
        auto &state = *m_index.at(chat);
        for (const auto &user : state.movedMarks) {
            const auto it = state.marks.find(user);
            if (it == state.marks.end())
                continue; // left in the same transaction: what is stored stays
            const auto &m = it->second;
            m_db.run(sql::setMarks, m.recv, m.read, m.ownRead, m.readVi, m.recvAt, m.readAt, int(m.accepted), state.key, user);
        }
        ++change;
        m_db.run(sql::updateChat, state.seq, state.vi, change, int(state.headMoved), change, state.roster->version,
            qint64(state.roster->members.size()), state.key);
        state.moved = state.headMoved = false;
        state.movedMarks.clear();
    }
}

void ChatCache::committed()
{
    m_dirty.clear();
    m_refreshed.clear();
}

void ChatCache::rollBack()
{
    for (const auto *touched : {&m_dirty, &m_refreshed})
        for (const auto &chat : *touched)
            forget(chat);
    m_dirty.clear();
    m_refreshed.clear();
}

void ChatCache::forget(const ChatId &chat)
{
    const auto it = m_index.find(chat);
    if (it == m_index.end())
        return;
    m_weight -= it->second->weight;
    m_order.erase(it->second);
    m_index.erase(it);
}

void ChatCache::evict()
{
    while (m_weight > m_capacity && m_order.size() > 1)
        forget(ChatId(m_order.back().chat));
}

} // namespace confab::server
