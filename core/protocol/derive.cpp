#include "core/protocol/derive.h"

#include "core/protocol/limits.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace confab {

namespace {

template <typename IdType>
IdType firstBytesOfHash(std::initializer_list<QByteArrayView> parts)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const auto part : parts)
        hash.addData(part);
    return *IdType::fromBytes(QByteArrayView(hash.result()).first(IdType::size));
}

template <typename IdType>
QByteArrayView view(const IdType &id)
{
    return QByteArrayView(reinterpret_cast<const char *>(id.data()), IdType::size);
}

} // namespace

UserId userIdOf(const PublicKey &aik)
{
    return firstBytesOfHash<UserId>({"confab-user-v1", view(aik)});
}

ChatId directChatOf(const UserId &a, const UserId &b)
{
    const auto &[low, high] = std::minmax(a, b);
    return firstBytesOfHash<ChatId>({"confab-dm-v1", view(low), view(high)});
}

ChatId groupChatOf(const UserId &creator, const Cid &cid)
{
    return firstBytesOfHash<ChatId>({"confab-group-v1", view(creator), view(cid)});
}

QByteArray certificateMessage(const UserId &user, const DeviceId &device, const PublicKey &deviceKey, qint64 created)
{
    QByteArray bigEndian(sizeof created, Qt::Uninitialized);
    qToBigEndian(quint64(created), bigEndian.data());
    return "confab-device-v1" + user.toBytes() + device.toBytes() + deviceKey.toBytes() + bigEndian;
}

QByteArray authMessage(const QByteArray &nonce, const QByteArray &host, const QByteArray &subprotocol)
{
    return "confab-auth-v1" + nonce + host + subprotocol;
}

bool isValidUsername(const QString &username)
{
    if (username.size() < limits::usernameMin || username.size() > limits::usernameMax)
        return false;
    return std::all_of(username.begin(), username.end(), [](QChar c) {
        const auto u = c.unicode();
        return (u >= 'a' && u <= 'z') || (u >= '0' && u <= '9') || u == '_' || u == '.' || u == '-';
    });
}

} // namespace confab
