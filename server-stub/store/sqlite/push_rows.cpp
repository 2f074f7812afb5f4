#include "server-stub/store/sqlite/push_rows.h"

#include "server-stub/store/sqlite/sql.h"

namespace confab::server {

namespace {

//! How long a row that was handed out stays invisible: an attempt takes less, and a crash leaves it for the next.
constexpr qint64 leaseMs = 60'000;

std::unordered_set<ChatId> unpackChats(const QByteArray &packed)
{
    std::unordered_set<ChatId> chats;
    for (qsizetype at = 0; at + qsizetype(ChatId::size) <= packed.size(); at += ChatId::size)
        chats.insert(*ChatId::fromBytes(QByteArrayView(packed).sliced(at, ChatId::size)));
    return chats;
}

} // namespace

void PushIndex::load(Database &db)
{
    m_endpoints.clear();
    auto rows = db.run(sql::allEndpoints);
    while (rows.next())
        m_endpoints[rows.id<UserId>(0)].push_back({rows.id<DeviceId>(1), unpackChats(rows.bytes(2))});
}

void PushIndex::drop(const UserId &user, const DeviceId &dev)
{
    m_changed = true;
    const auto it = m_endpoints.find(user);
    if (it == m_endpoints.end())
        return;
    std::erase_if(it->second, [&](const Endpoint &e) { return e.dev == dev; });
    if (it->second.empty())
        m_endpoints.erase(it);
}

void PushIndex::set(Database &db, const PushEndpoint &endpoint)
{
    QByteArray muted;
    for (const auto &chat : endpoint.settings.muted)
        muted += chat.toBytes();
    db.run(sql::putEndpoint, endpoint.user, endpoint.dev, endpoint.settings.url, endpoint.settings.secret, muted);
    drop(endpoint.user, endpoint.dev);
    m_endpoints[endpoint.user].push_back({endpoint.dev, unpackChats(muted)});
}

void PushIndex::remove(Database &db, const UserId &user, const DeviceId &dev)
{
    db.run(sql::deleteEndpoint, user, dev);
    db.run(sql::deleteDevicePushes, user, dev);
    drop(user, dev);
}

void PushIndex::removeAll(Database &db, const UserId &user)
{
    db.run(sql::deleteEndpoints, user);
    db.run(sql::deletePushes, user);
    m_endpoints.erase(user);
    m_changed = true;
}

void PushIndex::enqueue(Database &db, const ChatState &chat, const Event &event)
{
    if (m_endpoints.empty())
        return;
    for (const auto &member : chat.roster->members) {
        const auto it = m_endpoints.find(member.user);
        if (it == m_endpoints.end() || member.user == event.from)
            continue;
        for (const auto &endpoint : it->second)
            if (!endpoint.muted.contains(chat.chat))
                db.run(sql::putPush, member.user, endpoint.dev, chat.key, event.seq, event.vi, event.ts, event.ts + pushGraceMs);
    }
}

void PushIndex::rollBack(Database &db)
{
    if (std::exchange(m_changed, false))
        load(db);
}

PushBatch takeDuePushes(Database &db, qint64 now, int limit)
{
    struct Row {
        PushDue due;
        qint64 chatKey;
        bool over; //!< acknowledged, no longer a member, or without an endpoint
    };
    std::vector<Row> found;
    {
        auto rows = db.run(sql::pushesDue, now, limit);
        while (rows.next()) {
            Row row;
            auto &d = row.due;
            d.user = rows.id<UserId>(0);
            d.dev = rows.id<DeviceId>(1);
            row.chatKey = rows.integer(2);
            d.chat = rows.id<ChatId>(3);
            d.seq = rows.seq(4);
            d.attempts = int(rows.integer(6));
            d.url = rows.text(7);
            d.secret = rows.bytes(8);
            const auto acknowledged = std::max(rows.seq(9), rows.seq(10));
            d.count = rows.integer(5) - rows.integer(11);
            row.over = rows.isNull(7) || rows.isNull(9) || !rows.isNull(12) || acknowledged >= d.seq || d.count <= 0;
            found.push_back(std::move(row));
        }
    }
    PushBatch batch;
    for (auto &row : found) {
        const auto &d = row.due;
        if (row.over) {
            db.run(sql::dropPush, d.user, d.dev, row.chatKey, d.seq);
            continue;
        }
        db.run(sql::leasePush, now + leaseMs, d.user, d.dev, row.chatKey);
        batch.items.push_back(std::move(row.due));
    }
    return batch;
}

void finishPush(Database &db, const PushResult &result)
{
    qint64 chatKey = 0;
    {
        auto rows = db.run(sql::chatById, result.chat);
        if (!rows.next())
            return;
        chatKey = rows.integer(0);
    }
    if (!result.done)
        db.run(sql::retryPush, result.at, int(result.attempted), result.user, result.dev, chatKey, result.seq);
    else if (db.run(sql::dropPush, result.user, result.dev, chatKey, result.seq).changed() == 0)
        db.run(sql::resetPush, result.at, result.at + pushGraceMs, result.user, result.dev, chatKey); // a newer message came meanwhile
}

} // namespace confab::server
