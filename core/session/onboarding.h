#pragma once

#include "core/profile/profile_gate.h"
#include "core/session/session.h"

#include <QUrl>
#include <memory>

namespace confab {

struct ServerInfo {
    QUrl url; //!< normalised: ws or wss, host, port, /v1/ws
    bool open = false; //!< registration without an invite
    bool plaintext = false; //!< takes messages that are not end-to-end encrypted
};

//! The new device's side of linking. Starts at once, renews its code before it expires, ends with `linked` or `failed`.
class LinkRequest : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
signals:
    //! `text` as 7QF2-9KDM-XW4R; `qr`: what the picture holds; `expires`: ms since 1970.
    void codeReady(const QString &text, const QByteArray &qr, qint64 expires);
    void digitsReady(const QString &sixDigits);
    void linked(); //!< the profile now holds the account
    void failed(const confab::SessionError &error);
};

//! What can be done before an account exists on this computer. Thread: the caller's; nothing blocks.
class Onboarding : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    //! `address` as people write it: host, host:port, ws://…, wss://…. Plain ws only where it is loopback or spelled out.
    virtual QFuture<Outcome<ServerInfo>> checkServer(const QString &address) = 0;
    //! Makes the keys, stores them, registers. A name that is taken fails with UsernameTaken and changes nothing.
    virtual QFuture<Outcome<Done>> createAccount(
        const QString &address, const QString &username, const QString &name, const QString &invite)
        = 0;
    //! Owned by the caller; deleting it cancels.
    virtual LinkRequest *requestLink(const QString &address) = 0;
};

//! Whether the profile holds an account, be it one whose keys are damaged. Blocks for a few disk accesses.
bool hasAccount(const OpenProfilePtr &profile);
std::unique_ptr<Onboarding> makeOnboarding(const OpenProfilePtr &profile);
//! The session of the account in the profile; `server` overrides the address kept there where it is not empty.
std::unique_ptr<Session> makeSession(const OpenProfilePtr &profile, const QString &server = {});

} // namespace confab
