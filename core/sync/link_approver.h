#pragma once

#include "core/crypto/link_handshake.h"
#include "core/net/connection.h"
#include "core/sync/outcome.h"
#include "core/sync/timer.h"

namespace confab {

//! Lets a new device into the account: the old device's side of linking, over the account's own connection. Single use.
class LinkApprover : public QObject {
    Q_OBJECT
public:
    LinkApprover(Connection &connection, AccountKeysPtr keys, Clock &clock, QObject *parent = nullptr);

    //! `code`: typed characters or the content of a picture.
    void start(const QString &code);
    void heard(const LinkRelay &relay);
    void confirm();
    void reject();

signals:
    void digitsReady(const QString &sixDigits, const QString &deviceName);
    void linked(const QString &deviceName);
    void failed(const confab::SessionError &error);

private:
    void relay(const QByteArray &bytes);
    void fail(const SessionError &error);
    void finish();

    Connection &m_connection;
    AccountKeysPtr m_keys;
    Clock &m_clock;
    std::optional<LinkOldDevice> m_handshake;
    QString m_deviceName;
    DeadlineTimer m_expiry;
};

} // namespace confab
