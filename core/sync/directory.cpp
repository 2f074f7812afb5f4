#include "core/sync/directory.h"

#include "core/protocol/derive.h"

namespace confab {

Directory::Directory(Committer &committer, Connection &connection, Owner owner, QObject *parent)
    : QObject(parent)
    , m_committer(committer)
    , m_connection(connection)
    , m_owner(owner)
{
}

std::optional<Contact> Directory::believed(const Profile &profile)
{
    if (userIdOf(profile.aik) != profile.user) {
        tellForged(profile.user.toBytes(),
            tr("The server shows a key for “%1” that does not belong to this person. It was refused.").arg(profile.username));
        return std::nullopt;
    }
    Contact contact;
    contact.user = profile.user;
    contact.username = profile.username;
    contact.name = profile.name.isEmpty() ? profile.username : profile.name;
    contact.aik = profile.aik;
    contact.avatar = profile.avatar;
    contact.about = profile.about;
    return contact;
}

Device Directory::judged(const PublicKey &aik, const DeviceInfo &info)
{
    Device device;
    device.device = info.dev.id;
    device.name = info.dev.name;
    device.created = info.dev.created;
    device.seen = info.seen;
    device.online = info.online;
    device.current = info.dev.id == m_owner.device;
    device.verified = verifyDevice(aik, m_owner.user, info.dev);
    if (!device.verified)
        tellForged(info.dev.id.toBytes(),
            tr("The server lists a device “%1” that your account has not let in. Do not trust it.").arg(info.dev.name));
    return device;
}

void Directory::tellForged(const QByteArray &id, const QString &sentence)
{
    if (m_told.contains(id))
        return;
    m_told.insert(id);
    emit forged(sentence);
}

void Directory::learn(const QList<UserId> &users)
{
    for (const UserId &user : users)
        m_wanted.insert(user);
    askNext();
}

void Directory::connected()
{
    m_asking = false;
    askNext();
}

void Directory::askNext()
{
    if (m_wanted.isEmpty() || m_asking || !m_connection.isLive())
        return;
    UserGet request;
    for (const UserId &user : std::as_const(m_wanted)) {
        if (request.users.size() == limits::usersPerGet)
            break;
        request.users.append(user);
    }
    m_asking = true;
    m_connection.request(request, this, [this, asked = request.users](const Connection::Answer<UserGet> &answer) {
        m_asking = false;
        if (!answer) {
            if (answer.error().kind == NetError::Kind::Refused)
                m_wanted.clear(); // asked again when they are met again
            return;
        }
        for (const UserId &user : asked)
            m_wanted.remove(user);
        QList<Contact> contacts;
        for (const Profile &profile : answer->users)
            if (const auto contact = believed(profile); contact && asked.contains(contact->user))
                contacts.append(*contact);
        const bool stored = m_committer.commit(StoreWriter::Durability::Normal, [&contacts](StoreTransaction &tx) {
            for (const Contact &contact : std::as_const(contacts))
                tx.putContact(contact);
        });
        if (stored)
            askNext();
    });
}

void Directory::find(const QString &username, Reply<Contact> reply)
{
    m_connection.request(UserFind {username}, this,
        [this, username, reply = std::move(reply)](const Connection::Answer<UserFind> &answer) {
            if (!answer) {
                SessionError error = toSessionError(answer.error());
                if (answer.error().isRefusal(ErrorCode::NotFound))
                    error.message = tr("There is nobody with this username.");
                reply(Failure {error});
                return;
            }
            const auto contact = believed(*answer);
            if (!contact || contact->username != username) {
                reply(Failure {SessionError {ErrorCode::Forbidden,
                    tr("The server's answer does not belong to this username. It was refused."), false}});
                return;
            }
            (void)m_committer.commit(StoreWriter::Durability::Normal, [&](StoreTransaction &tx) { tx.putContact(*contact); });
            reply(*contact);
        });
}

void Directory::listDevices(Reply<QList<Device>> reply)
{
    if (!m_connection.isLive()) {
        reply(m_committer.read().devices());
        return;
    }
    m_connection.request(DevList {m_owner.user}, this,
        [this, reply = std::move(reply)](const Connection::Answer<DevList> &answer) {
            if (!answer) {
                reply(Failure {toSessionError(answer.error())});
                return;
            }
            if (userIdOf(answer->aik) != m_owner.user) {
                reply(Failure {SessionError {ErrorCode::Forbidden,
                    tr("The server shows a key that is not the one of your account. Its list was refused."), false}});
                return;
            }
            QList<Device> devices;
            for (const DeviceInfo &info : answer->devices)
                if (!info.revoked)
                    devices.append(judged(answer->aik, info));
            (void)m_committer.commit(
                StoreWriter::Durability::Normal, [&devices](StoreTransaction &tx) { tx.setDevices(devices); });
            reply(devices);
        });
}

} // namespace confab
