#pragma once

#include "core/session/onboarding.h"
#include "tests/ui/support/fake_script.h"

#include <QMap>
#include <QPointer>
#include <QSet>

namespace confab::test {

//! The new device's side of linking; a test emits its signals: `onboarding.link->codeReady(…)`.
class FakeLinkRequest : public LinkRequest {
public:
    using LinkRequest::LinkRequest;
    void offer(const QString &text = QStringLiteral("7QF2-9KDM-XW4R"), int secondsLeft = 108);
};

//! An Onboarding that a test scripts (`script`, verbs "checkServer" and "createAccount").
class FakeOnboarding : public Onboarding {
public:
    explicit FakeOnboarding(QObject *parent = nullptr);

    Script script;
    //! Addresses that answer. Everything else is unreachable. From the start: "harbourline.example" (open,
    //! takes plain messages), "invite.example" (needs an invite) and "localhost:7345".
    QMap<QString, ServerInfo> servers;
    QSet<QString> takenNames; //!< from the start: "ines"
    QString goodInvite = QStringLiteral("LAMP-POST");
    QPointer<FakeLinkRequest> link; //!< the newest one
    //! Whether a link request offers a code by itself at the next turn.
    bool autoOffer = true;

    struct Account {
        QString address, username, name, invite;
    };
    std::optional<Account> created;

    QFuture<Outcome<ServerInfo>> checkServer(const QString &address) override;
    QFuture<Outcome<Done>> createAccount(
        const QString &address, const QString &username, const QString &name, const QString &invite) override;
    LinkRequest *requestLink(const QString &address) override;
};

} // namespace confab::test
