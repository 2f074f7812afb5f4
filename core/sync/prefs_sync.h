#pragma once

#include "core/crypto/sealed_prefs.h"
#include "core/net/connection.h"
#include "core/sync/committer.h"

namespace confab {

//! Mute, pin, archive and marked-unread of chats, the same on all own devices, sealed for the server.
class PrefsSync : public QObject {
    Q_OBJECT
public:
    PrefsSync(Committer &committer, Connection &connection, const Seed &aikSeed, QObject *parent = nullptr);

    //! By the user: stored at once, sent when there is a connection.
    void change(const ChatId &chat, const std::function<void(ChatSettings &)> &edit);
    int nextPin() const; //!< behind all pinned chats
    void synced(); //!< sends what earlier connections did not

    //! From another device, as `sync` brings it.
    void apply(const Pref &pref, StoreTransaction &tx) const;

private:
    void sendUnsent();

    Committer &m_committer;
    Connection &m_connection;
    PrefsSealer m_sealer;
    bool m_sending = false;
};

} // namespace confab
