#include "server-stub/store/sqlite/account_log.h"

#include "core/protocol/codec.h"
#include "server-stub/store/sqlite/sql.h"

namespace confab::server {

int packPrivacy(const Privacy &p)
{
    return int(p.hideSeen) | int(p.hideReceipts) << 1 | int(p.onlyAccepted) << 2;
}

Privacy unpackPrivacy(qint64 bits)
{
    return Privacy {(bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0};
}

std::optional<Profile> readProfile(Database &db, const UserId &user)
{
    auto rows = db.run(sql::profileOf, user);
    if (!rows.next())
        return std::nullopt;
    Profile p;
    p.user = rows.id<UserId>(0);
    p.username = rows.text(1);
    p.name = rows.text(2);
    p.aik = rows.id<PublicKey>(3);
    if (!rows.isNull(4))
        p.avatar = rows.id<BlobId>(4);
    p.about = rows.text(5);
    p.version = rows.integer(6);
    return p;
}

DeviceInfo readDevice(const Rows &rows)
{
    DeviceInfo info;
    info.dev = DeviceRecord {rows.id<DeviceId>(0), rows.id<PublicKey>(1), rows.id<Signature>(2), rows.integer(3), rows.text(4)};
    info.seen = rows.integer(5);
    info.revoked = !rows.isNull(6);
    return info;
}

} // namespace confab::server

namespace confab::server::writes {

AccountNews note(WriteContext &context, const UserId &user, const char *kind, const Value &data)
{
    AccountNews news {user, {}};
    news.entry.kind = QString::fromLatin1(kind);
    news.entry.data = data;
    {
        auto rows = context.db.run(sql::nextLogNumber, user);
        if (!rows.next())
            return news;
        news.entry.n = rows.integer(0);
    }
    context.db.run(sql::insertLog, user, news.entry.n, news.entry.kind, encodeValue(data, Encoding::Cbor));
    if (news.entry.n % 100 == 0)
        context.db.run(sql::trimLog, user, news.entry.n - accountLogKept);
    return news;
}

std::optional<AccountNews> noteContact(WriteContext &context, const UserId &user, const UserId &contact)
{
    const auto profile = readProfile(context.db, contact);
    if (!profile)
        return std::nullopt;
    return note(context, user, "contact", ValueWriter::write(*profile));
}

void noteProfile(WriteContext &context, const UserId &user, std::vector<AccountNews> &news)
{
    const auto profile = readProfile(context.db, user);
    if (!profile)
        return;
    const auto data = ValueWriter::write(*profile);
    news.push_back(note(context, user, "profile", data));
    std::vector<UserId> contacts;
    {
        auto rows = context.db.run(sql::contactsOf, user);
        while (rows.next())
            contacts.push_back(rows.id<UserId>(0));
    }
    for (const auto &contact : contacts)
        news.push_back(note(context, contact, "contact", data));
}

} // namespace confab::server::writes
