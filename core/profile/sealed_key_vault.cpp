#include "core/profile/sealed_key_vault.h"

#include "core/profile/identity_file.h"
#include "core/profile/open_profile.h"

#include <QPromise>

namespace confab {

namespace {

VaultError noMemory()
{
    return {VaultError::Kind::Io, SealedKeyVault::tr("There is not enough memory free.")};
}

} // namespace

SealedKeyVault::SealedKeyVault(OpenProfilePtr profile)
    : m_profile(std::move(profile))
    , m_cipher(m_profile->cipher())
{
    m_worker.setMaxThreadCount(1);
    m_worker.setExpiryTimeout(1000);
}

SealedKeyVault::~SealedKeyVault()
{
    m_worker.waitForDone();
}

template <typename T, typename F>
QFuture<T> SealedKeyVault::run(F work)
{
    auto promise = std::make_shared<QPromise<T>>();
    auto future = promise->future();
    promise->start();
    m_worker.start([promise, work = std::move(work)] {
        promise->addResult(work());
        promise->finish();
    });
    return future;
}

QFuture<KeyVault::State> SealedKeyVault::state()
{
    return run<State>([this] {
        const auto keys = read();
        if (keys)
            return State::Open;
        return keys.error().kind == VaultError::Kind::Empty ? State::Empty : State::Damaged;
    });
}

QFuture<VaultResult<AccountKeysPtr>> SealedKeyVault::load()
{
    return run<VaultResult<AccountKeysPtr>>([this] { return read(); });
}

QFuture<VaultResult<AccountKeysPtr>> SealedKeyVault::peek()
{
    return run<VaultResult<AccountKeysPtr>>([this]() -> VaultResult<AccountKeysPtr> {
        if (!m_cipher)
            return Failure {noMemory()};
        const auto found = profile::peekIdentity(m_profile->folder(), *m_cipher);
        if (!found)
            return Failure {found.error()};
        return found->keys;
    });
}

QFuture<VaultResult<Done>> SealedKeyVault::create(AccountKeysPtr keys)
{
    return run<VaultResult<Done>>([this, keys = std::move(keys)]() -> VaultResult<Done> {
        const auto current = read();
        if (current)
            return Failure {VaultError {VaultError::Kind::Occupied, tr("This profile has an account already.")}};
        if (current.error().kind != VaultError::Kind::Empty)
            return Failure {current.error()};
        return write(*keys);
    });
}

QFuture<VaultResult<Done>> SealedKeyVault::update(AccountKeysPtr keys)
{
    return run<VaultResult<Done>>([this, keys = std::move(keys)]() -> VaultResult<Done> {
        const auto current = read();
        if (!current)
            return Failure {current.error()};
        const AccountKeys &old = **current;
        if (!old.aikSeed.sameAs(keys->aikSeed) || !old.deviceSeed.sameAs(keys->deviceSeed) || old.device.id != keys->device.id)
            return Failure {VaultError {VaultError::Kind::Occupied, tr("This profile belongs to another account.")}};
        return write(*keys);
    });
}

QFuture<VaultResult<Done>> SealedKeyVault::erase()
{
    return run<VaultResult<Done>>([this] { return profile::eraseIdentity(m_profile->folder()); });
}

QString SealedKeyVault::notice() const
{
    const QMutexLocker lock(&m_mutex);
    return m_notice;
}

bool SealedKeyVault::wasUsed() const
{
    const QMutexLocker lock(&m_mutex);
    return m_used;
}

void SealedKeyVault::markUsed()
{
    if (wasUsed())
        return;
    m_worker.start([this] {
        if (!profile::markIdentityUsed(m_profile->folder(), *m_cipher))
            return; // the next opening tries again
        const QMutexLocker lock(&m_mutex);
        m_used = true;
    });
}

VaultResult<AccountKeysPtr> SealedKeyVault::read()
{
    if (!m_cipher)
        return Failure {noMemory()};
    auto found = profile::readIdentity(m_profile->folder(), *m_cipher);
    if (!found)
        return Failure {found.error()};
    const QMutexLocker lock(&m_mutex);
    m_used = found->used;
    if (!found->notice.isEmpty())
        m_notice = found->notice;
    return found->keys;
}

VaultResult<Done> SealedKeyVault::write(const AccountKeys &keys)
{
    return profile::writeIdentity(m_profile->folder(), *m_cipher, keys);
}

} // namespace confab
