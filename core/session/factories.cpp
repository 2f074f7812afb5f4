#include "core/session/onboarding.h"

#include "core/protocol/derive.h"
#include "core/session/account_onboarding.h"
#include "core/session/link_requester.h"
#include "core/session/login_signer.h"
#include "core/session/promised.h"
#include "core/session/when_done.h"

#include <QDateTime>
#include <QTimer>

namespace confab {

namespace {

constexpr std::chrono::seconds patience {10};

//! A connection that serves one question. Calls `settled` with each status until that says it is done; then, or after
//! ten seconds, the connection goes.
void askOnce(QObject *owner, const Connection::Options &options, Clock &clock,
    const std::function<bool(Connection &, const Connection::Status &)> &settled, const std::function<void()> &timedOut)
{
    auto *connection = new Connection(options, clock, owner);
    QObject::connect(connection, &Connection::statusChanged, connection,
        [connection, settled](const Connection::Status &status) {
            if (settled(*connection, status)) {
                connection->disconnect();
                connection->deleteLater();
            }
        });
    QTimer::singleShot(patience, connection, [connection, timedOut] {
        connection->deleteLater();
        timedOut();
    });
    connection->start();
}

SessionError unreachable(const Connection::Status &status)
{
    if (status.refusal)
        return {status.refusal->code, sentenceOf(status.refusal->code), false};
    return {ErrorCode::Busy, status.reason, true};
}

SessionError silent()
{
    return {ErrorCode::Timeout, sentenceOf(ErrorCode::Timeout), true};
}

} // namespace

AccountOnboarding::AccountOnboarding(const OpenProfilePtr &profile)
    : m_profile(profile)
    , m_vault(profile)
{
}

QFuture<Outcome<ServerInfo>> AccountOnboarding::checkServer(const QString &address)
{
    auto [reply, future] = promised<ServerInfo>();
    const auto server = parseServerAddress(address);
    if (!server) {
        reply(Failure {SessionError {ErrorCode::BadArg, server.error().message, false}});
        return future;
    }
    Connection::Options options;
    options.server = *server;
    options.login = LoginProbe {};
    askOnce(
        this, options, m_clock,
        [reply = reply, url = server->url](Connection &connection, const Connection::Status &status) {
            if (status.phase == Connection::Phase::Greeted) {
                const auto &caps = connection.welcome().caps;
                reply(ServerInfo {url, caps.contains("open"), caps.contains("plaintext")});
                return true;
            }
            if (status.phase != Connection::Phase::Waiting && status.phase != Connection::Phase::Fatal)
                return false;
            reply(Failure {unreachable(status)});
            return true;
        },
        [reply = reply] { reply(Failure {silent()}); });
    return future;
}

AccountKeysPtr AccountOnboarding::newKeys(const QString &address, const QString &username, const QString &name) const
{
    const AccountKey account = AccountKey::generate();
    const DeviceKey device = DeviceKey::generate();
    auto keys = std::make_shared<AccountKeys>();
    keys->aikSeed = account.seed().clone();
    keys->deviceSeed = device.seed().clone();
    keys->user = account.user();
    keys->device = account.certify(newDeviceId(), device.publicKey(), QDateTime::currentMSecsSinceEpoch(), ownDeviceName());
    keys->server = address;
    keys->username = username;
    keys->name = name;
    return keys;
}

QFuture<Outcome<Done>> AccountOnboarding::createAccount(
    const QString &address, const QString &username, const QString &name, const QString &invite)
{
    auto [reply, future] = promised<Done>();
    const auto server = parseServerAddress(address);
    if (!server) {
        reply(Failure {SessionError {ErrorCode::BadArg, server.error().message, false}});
        return future;
    }
    if (!isValidUsername(username)) {
        reply(Failure {SessionError {ErrorCode::BadArg,
            tr("A username has 3 to 32 of the characters a–z, 0–9, “_”, “.” and “-”."), false}});
        return future;
    }
    // Keys of an attempt whose outcome is unknown are used again: the account may exist already.
    whenDone(m_vault.load(), this,
        [this, reply = reply, server = *server, address, username, name, invite](const VaultResult<AccountKeysPtr> &kept) {
            if (kept && (*kept)->registered) {
                reply(Failure {SessionError {ErrorCode::Conflict, tr("There is an account on this computer already."), false}});
                return;
            }
            if (kept && (*kept)->username == username) {
                registerKeys(*kept, server, invite, reply);
                return;
            }
            if (!kept && kept.error().kind != VaultError::Kind::Empty) {
                reply(Failure {SessionError {ErrorCode::Internal, kept.error().message, false}});
                return;
            }
            if (kept)
                m_vault.erase(); // of another name; in order before what follows
            const auto keys = newKeys(address, username, name);
            whenDone(m_vault.create(keys), this, [this, reply, keys, server, invite](const VaultResult<Done> &created) {
                if (created)
                    registerKeys(keys, server, invite, reply);
                else
                    reply(Failure {SessionError {ErrorCode::Internal, created.error().message, false}});
            });
        });
    return future;
}

void AccountOnboarding::registerKeys(
    const AccountKeysPtr &keys, const ServerAddress &server, const QString &invite, const Reply<Done> &reply)
{
    Register request;
    request.username = keys->username;
    request.name = keys->name;
    request.aik = publicKeyOf(keys->aikSeed);
    request.dev = keys->device;
    if (!invite.isEmpty())
        request.invite = invite;
    Connection::Options options;
    options.server = server;
    options.login = LoginRegister {request, loginSigner(keys->deviceSeed)};
    askOnce(
        this, options, m_clock,
        [this, keys, reply](Connection &, const Connection::Status &status) {
            if (status.phase == Connection::Phase::Live) {
                auto known = std::make_shared<AccountKeys>();
                known->aikSeed = keys->aikSeed.clone();
                known->deviceSeed = keys->deviceSeed.clone();
                known->user = keys->user;
                known->device = keys->device;
                known->server = keys->server;
                known->username = keys->username;
                known->name = keys->name;
                known->registered = true;
                whenDone(m_vault.update(known), this, [reply](const VaultResult<Done> &updated) {
                    if (updated)
                        reply(Done {});
                    else
                        reply(Failure {SessionError {ErrorCode::Internal, updated.error().message, false}});
                });
                return true;
            }
            if (status.phase != Connection::Phase::Waiting && status.phase != Connection::Phase::Fatal)
                return false;
            const SessionError error = unreachable(status);
            if (status.refusal) // refused for certain: nothing of it stays
                whenDone(m_vault.erase(), this, [reply, error](const VaultResult<Done> &) { reply(Failure {error}); });
            else
                reply(Failure {error});
            return true;
        },
        [reply] { reply(Failure {silent()}); });
}

LinkRequest *AccountOnboarding::requestLink(const QString &address)
{
    return new LinkRequester(m_profile, address);
}

bool hasAccount(const OpenProfilePtr &profile)
{
    // Keys that were never registered are no account yet; damaged ones are an account that must not be replaced.
    const auto keys = SealedKeyVault(profile).peek().result(); // whoever opens it tells what was mended
    return keys ? (*keys)->registered : keys.error().kind != VaultError::Kind::Empty;
}

std::unique_ptr<Onboarding> makeOnboarding(const OpenProfilePtr &profile)
{
    return std::make_unique<AccountOnboarding>(profile);
}

} // namespace confab
