#include "server-stub/store/sqlite/account_writes.h"

#include "core/protocol/derive.h"
#include "core/protocol/schema.h"
#include "server-stub/store/sqlite/account_log.h"
#include "server-stub/store/sqlite/blob_rows.h"
#include "server-stub/store/sqlite/chat_writes.h"
#include "server-stub/store/sqlite/sql.h"

namespace confab::server::writes {

namespace {

Failure<StoreError> refuse(ErrorCode code, const char *why)
{
    return Failure {StoreError {code, QString::fromLatin1(why)}};
}

bool isPresentUser(Database &db, const UserId &user)
{
    auto rows = db.run(sql::userExists, user);
    return rows.next() && rows.isNull(0);
}

std::optional<DeviceInfo> findDevice(Database &db, const UserId &user, const DeviceId &dev)
{
    auto rows = db.run(sql::deviceOf, user, dev);
    if (!rows.next())
        return std::nullopt;
    return readDevice(rows);
}

void insertDevice(Database &db, const UserId &user, const DeviceRecord &d)
{
    db.run(sql::insertDevice, user, d.id, d.key, d.cert, d.created, d.name);
}

} // namespace

Answer<Done> registerUser(WriteContext &context, const NewUser &request)
{
    auto &db = context.db;
    const auto &form = request.form;
    if (db.run(sql::userExists, request.user).next())
        return refuse(ErrorCode::Conflict, "this account key is registered");
    if (db.run(sql::usernameTaken, form.username, request.now).next())
        return refuse(ErrorCode::UsernameTaken, "this username is taken");
    if (db.run(sql::deviceTaken, form.dev.id).next())
        return refuse(ErrorCode::Conflict, "this device id is taken");
    const auto invite = form.invite.value_or(QString());
    if (request.inviteNeeded && !db.run(sql::inviteUnused, invite).next())
        return refuse(ErrorCode::Invite, "this server needs an invite");

    if (request.inviteNeeded)
        db.run(sql::useInvite, request.user, invite);
    db.run(sql::insertUser, request.user, form.aik, form.name, request.now);
    db.run(sql::putUsername, form.username, request.user);
    insertDevice(db, request.user, form.dev);
    return Done {};
}

Answer<Changed> addDevice(WriteContext &context, const UserId &user, const DeviceRecord &record)
{
    auto &db = context.db;
    if (const auto known = findDevice(db, user, record.id)) {
        if (known->revoked)
            return refuse(ErrorCode::DevRevoked, "this device was revoked");
        if (known->dev.key != record.key)
            return refuse(ErrorCode::Conflict, "this device id is taken");
        return Changed {};
    }
    if (db.run(sql::deviceTaken, record.id).next())
        return refuse(ErrorCode::Conflict, "this device id is taken");
    int present = 0, all = 0;
    {
        auto rows = db.run(sql::devicesOf, user);
        while (rows.next()) {
            ++all;
            present += rows.isNull(6) ? 1 : 0;
        }
    }
    if (present >= limits::devicesPerUser || all >= deviceRowsPerUser)
        return refuse(ErrorCode::Quota, "too many devices");

    insertDevice(db, user, record);
    db.run(sql::bumpDevices, user);
    Changed changed;
    if (const auto info = findDevice(db, user, record.id))
        changed.news.push_back(note(context, user, "device", ValueWriter::write(*info)));
    noteProfile(context, user, changed.news);
    return changed;
}

Answer<Changed> revokeDevice(WriteContext &context, const UserId &user, const DeviceId &dev, qint64 now)
{
    auto &db = context.db;
    const auto known = findDevice(db, user, dev);
    if (!known)
        return refuse(ErrorCode::NotFound, "no such device");
    if (known->revoked)
        return Changed {};
    db.run(sql::revokeDevice, now, user, dev);
    db.run(sql::bumpDevices, user);
    context.push.remove(db, user, dev);
    Changed changed;
    if (const auto info = findDevice(db, user, dev))
        changed.news.push_back(note(context, user, "device", ValueWriter::write(*info)));
    noteProfile(context, user, changed.news);
    return changed;
}

Answer<Changed> setProfile(WriteContext &context, const UserId &user, const UserSet &change, qint64 now)
{
    auto &db = context.db;
    const bool hasAvatar = change.avatar && !change.avatar->isNull();
    if (hasAvatar && !areComplete(db, {*change.avatar}))
        return refuse(ErrorCode::NotFound, "avatar names what is not there");
    Changed changed;
    if (change.name)
        db.run(sql::setName, *change.name, user);
    if (change.avatar)
        setAvatar(db, user, change.avatar, now);
    if (change.about)
        db.run(sql::setAbout, *change.about, user);
    if (change.name || change.avatar || change.about)
        noteProfile(context, user, changed.news);
    if (change.privacy) {
        db.run(sql::setPrivacy, packPrivacy(*change.privacy), user);
        changed.news.push_back(note(context, user, "privacy", ValueWriter::write(*change.privacy)));
    }
    return changed;
}

Answer<Changed> setBlock(WriteContext &context, const UserId &user, const Block &block)
{
    auto &db = context.db;
    if (block.user == user)
        return refuse(ErrorCode::BadArg, "that is you");
    if (block.on) {
        if (!isPresentUser(db, block.user))
            return refuse(ErrorCode::NotFound, "no such user");
        auto rows = db.run(sql::countBlocks, user);
        if (rows.next() && rows.integer(0) >= blocksPerUser)
            return refuse(ErrorCode::Quota, "too many blocked");
    }
    const int changedRows
        = block.on ? db.run(sql::putBlock, user, block.user).changed() : db.run(sql::deleteBlock, user, block.user).changed();
    if (changedRows == 0)
        return Changed {};
    context.chats.refreshRelations(directChatOf(user, block.user));
    return Changed {{note(context, user, "block", ValueWriter::write(block))}};
}

Answer<Changed> setPrefs(WriteContext &context, const UserId &user, const Prefs &prefs)
{
    auto &db = context.db;
    {
        auto rows = db.run(sql::countPrefs, user);
        if (rows.next() && rows.integer(0) + prefs.items.size() > prefsPerUser)
            return refuse(ErrorCode::Quota, "too many settings");
    }
    Changed changed;
    for (const auto &item : prefs.items) {
        if (item.value.isEmpty())
            db.run(sql::deletePref, user, item.key);
        else
            db.run(sql::putPref, user, item.key, item.value);
        changed.news.push_back(note(context, user, "prefs", ValueWriter::write(Prefs {{item}})));
    }
    return changed;
}

Answer<Departure> deleteUser(WriteContext &context, const UserId &user, qint64 now)
{
    auto &db = context.db;
    if (!isPresentUser(db, user))
        return refuse(ErrorCode::NotFound, "no such user");

    Profile blank; // what contacts keep: the id and no name
    blank.user = user;
    const auto data = ValueWriter::write(blank);
    std::vector<UserId> contacts;
    std::vector<ChatId> chats;
    {
        auto rows = db.run(sql::contactsOf, user);
        while (rows.next())
            contacts.push_back(rows.id<UserId>(0));
    }
    {
        auto rows = db.run(sql::chatsOfMember, user);
        while (rows.next())
            chats.push_back(rows.id<ChatId>(0));
    }
    Departure departure;
    for (const auto &contact : contacts)
        departure.news.push_back(note(context, contact, "contact", data));
    for (const auto &chat : chats)
        if (const auto *state = context.chats.load(chat); state && state->kind == ChatKind::Group)
            if (auto left = leaveChat(context, user, chat, now))
                departure.left.push_back(std::move(*left));

    setAvatar(db, user, {}, now);
    releaseOwned(db, user);
    db.run(sql::eraseUser, now, user);
    db.run(sql::freeUsername, now + nameReservedMs, user);
    for (const auto *statement : {sql::deleteDevices, sql::deleteLog, sql::deleteBlocks, sql::deletePrefs})
        db.run(statement, user);
    context.push.removeAll(db, user);
    for (const auto &chat : chats)
        context.chats.refreshRelations(chat);
    return departure;
}

} // namespace confab::server::writes
