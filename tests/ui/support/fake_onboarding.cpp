#include "tests/ui/support/fake_onboarding.h"

#include <QDateTime>

namespace confab::test {

void FakeLinkRequest::offer(const QString &text, int secondsLeft)
{
    emit codeReady(text,
        QByteArrayLiteral("confab-link:harbourline.example/") + text.toUtf8() + QByteArray(48, 'k'),
        QDateTime::currentMSecsSinceEpoch() + secondsLeft * 1000);
}

FakeOnboarding::FakeOnboarding(QObject *parent)
    : Onboarding(parent)
{
    const auto info = [](const char *url, bool open) {
        return ServerInfo{QUrl(QString::fromLatin1(url)), open, true};
    };
    servers = {
        {QStringLiteral("harbourline.example"), info("wss://harbourline.example/v1/ws", true)},
        {QStringLiteral("invite.example"), info("wss://invite.example/v1/ws", false)},
        {QStringLiteral("localhost:7345"), info("ws://localhost:7345/v1/ws", true)},
    };
    takenNames = {QStringLiteral("ines")};
}

QFuture<Outcome<ServerInfo>> FakeOnboarding::checkServer(const QString &address)
{
    return script.answer<ServerInfo>(
        this, QStringLiteral("checkServer"), address, true, [this, address]() -> Outcome<ServerInfo> {
            if (!servers.contains(address))
                return Failure{SessionError{
                    ErrorCode::Internal, QStringLiteral("No server answers at this address."), true}};
            return servers[address];
        });
}

QFuture<Outcome<Done>> FakeOnboarding::createAccount(
    const QString &address, const QString &username, const QString &name, const QString &invite)
{
    return script.answer<Done>(this, QStringLiteral("createAccount"),
        QStringList{address, username, name, invite}.join(','), true, [=, this]() -> Outcome<Done> {
            if (!servers.contains(address))
                return Failure{SessionError{
                    ErrorCode::Internal, QStringLiteral("No server answers at this address."), true}};
            if (takenNames.contains(username))
                return Failure{
                    SessionError{ErrorCode::UsernameTaken, QStringLiteral("This name is taken."), false}};
            if (!servers[address].open && invite != goodInvite)
                return Failure{
                    SessionError{ErrorCode::Invite, QStringLiteral("This server needs an invite."), false}};
            created = Account{address, username, name, invite};
            return Done{};
        });
}

LinkRequest *FakeOnboarding::requestLink(const QString &address)
{
    script.calls.append(QStringLiteral("requestLink(%1)").arg(address));
    link = new FakeLinkRequest(this);
    if (autoOffer)
        QTimer::singleShot(0, link, [request = link.data()] { request->offer(); });
    return link;
}

} // namespace confab::test
