#pragma once

#include "core/crypto/identity.h"
#include "core/net/connection.h"
#include "core/sync/committer.h"
#include "core/sync/outcome.h"

namespace confab {

//! People and own devices as the server tells them, believed only where keys and ids fit: an id is the hash of its
//! account key, and a device is certified by that key.
class Directory : public QObject {
    Q_OBJECT
public:
    Directory(Committer &committer, Connection &connection, Owner owner, QObject *parent = nullptr);

    //! None, and `forged` once, where the key does not belong to the id.
    std::optional<Contact> believed(const Profile &profile);
    //! An own device; `verified` says whether the account key has signed it. `forged` once where not.
    Device judged(const PublicKey &aik, const DeviceInfo &info);

    void learn(const QList<UserId> &users); //!< asks for profiles that are not known
    void connected();
    void find(const QString &username, Reply<Contact> reply);
    void listDevices(Reply<QList<Device>> reply); //!< from the store where the server cannot be reached

signals:
    void forged(const QString &sentence);

private:
    void askNext();
    void tellForged(const QByteArray &id, const QString &sentence);

    Committer &m_committer;
    Connection &m_connection;
    Owner m_owner;
    QSet<UserId> m_wanted;
    bool m_asking = false;
    QSet<QByteArray> m_told;
};

} // namespace confab
