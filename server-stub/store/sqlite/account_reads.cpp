#include "server-stub/store/sqlite/account_reads.h"

#include "core/protocol/derive.h"
#include "server-stub/store/sqlite/account_log.h"
#include "server-stub/store/sqlite/sql.h"

namespace confab::server::reads {

namespace {

Failure<StoreError> noSuchUser()
{
    return Failure {StoreError {ErrorCode::NotFound, QStringLiteral("no such user")}};
}

} // namespace

Answer<DeviceFacts> device(Database &db, const UserId &user, const DeviceId &dev)
{
    DeviceFacts facts;
    facts.user.user = user;
    {
        auto rows = db.run(sql::userFacts, user);
        if (!rows.next())
            return noSuchUser();
        facts.user.privacy = unpackPrivacy(rows.integer(0));
        facts.userDeleted = !rows.isNull(1);
    }
    if (facts.userDeleted)
        return facts;
    {
        auto rows = db.run(sql::deviceOf, user, dev);
        if (!rows.next())
            return noSuchUser();
        const auto info = readDevice(rows);
        facts.key = info.dev.key;
        facts.revoked = info.revoked;
    }
    auto rows = db.run(sql::blocksAfter, user, QByteArray(), -1);
    while (rows.next())
        facts.user.blocked.push_back(rows.id<UserId>(0));
    return facts;
}

Answer<DeviceList> devices(Database &db, const UserId &user)
{
    DeviceList out;
    bool hidden = false;
    {
        auto rows = db.run(sql::devicesHeader, user);
        if (!rows.next() || !rows.isNull(2))
            return noSuchUser();
        out.list.aik = rows.id<PublicKey>(0);
        out.list.version = rows.integer(1);
        hidden = unpackPrivacy(rows.integer(3)).hideSeen;
    }
    auto rows = db.run(sql::devicesOf, user);
    while (rows.next())
        out.list.devices.append(readDevice(rows));
    out.hideSeen = hidden;
    return out;
}

Answer<Profiles> profiles(Database &db, const QList<UserId> &users)
{
    Profiles out;
    for (const auto &user : users)
        if (auto profile = readProfile(db, user))
            out.users.append(std::move(*profile));
    return out;
}

Answer<Profile> profileByName(Database &db, const QString &username)
{
    UserId user;
    {
        auto rows = db.run(sql::userByName, username);
        if (!rows.next())
            return noSuchUser();
        user = rows.id<UserId>(0);
    }
    auto profile = readProfile(db, user);
    if (!profile)
        return noSuchUser();
    return std::move(*profile);
}

Answer<Relations> relations(Database &db, const UserId &user, const QList<UserId> &others)
{
    Relations out;
    for (const auto &other : others) {
        Relation r;
        r.user = other;
        {
            auto rows = db.run(sql::userFacts, other);
            r.known = rows.next() && rows.isNull(1);
            if (r.known)
                r.privacy = unpackPrivacy(rows.integer(0));
        }
        if (r.known) {
            // Most who are asked about are the other side of a direct chat: one look-up instead of a join.
            r.shared = other == user || db.run(sql::chatById, directChatOf(user, other)).next()
                || db.run(sql::sharesChat, user, other).next();
            auto blocks = db.run(sql::blockedEitherWay, user, other, other, user);
            r.blocked = blocks.next() && blocks.integer(0);
            auto seen = db.run(sql::lastSeen, other);
            r.seen = seen.next() && !seen.isNull(0) ? seen.integer(0) : 0;
        }
        out.items.push_back(r);
    }
    return out;
}

} // namespace confab::server::reads
