#pragma once

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
    void linked(); //!< the profile folder now holds the account
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

//! Whether `folder` holds an account.
bool hasAccount(const QString &folder);
std::unique_ptr<Onboarding> makeOnboarding(const QString &folder);
//! The session of the account in `folder`; `server` overrides the address kept there where it is not empty.
std::unique_ptr<Session> makeSession(const QString &folder, const QString &server = {});

} // namespace confab
