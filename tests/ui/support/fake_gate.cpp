#include "tests/ui/support/fake_gate.h"

#include <QTimer>

namespace confab::test {

namespace {

QString words(const Protection &protection)
{
    QStringList list;
    if (protection.keyring)
        list += QStringLiteral("keyring");
    if (protection.passphrase)
        list += QStringLiteral("passphrase");
    if (protection.unprotected)
        list += QStringLiteral("unprotected");
    return list.join('+');
}

//! OpenProfile is opaque here: an address of something else that nobody reads through.
OpenProfilePtr handle()
{
    const auto something = std::make_shared<int>(0);
    return {something, reinterpret_cast<const OpenProfile *>(something.get())};
}

} // namespace

FakeGate::FakeGate(QObject *parent)
    : ProfileGate(parent)
    , profile(handle())
{
}

ProfileFacts FakeGate::sealed(bool keyring, bool passphrase)
{
    ProfileFacts facts;
    facts.state = ProfileFacts::State::Sealed;
    facts.protection = {keyring, passphrase, !keyring && !passphrase};
    facts.keyringAvailable = keyring;
    facts.keyringName = keyring ? QStringLiteral("GNOME Keyring") : QString();
    return facts;
}

template <typename T>
QFuture<GateResult<T>> FakeGate::ask(const QString &call, std::function<T()> value)
{
    calls += call;
    const auto promise = std::make_shared<QPromise<GateResult<T>>>();
    promise->start();
    m_waiting = [promise, value = std::move(value)](std::optional<Kind> failure) {
        if (failure)
            promise->addResult(Failure {GateError {*failure, QStringLiteral("The gate says no.")}});
        else
            promise->addResult(GateResult<T>(value()));
        promise->finish();
    };
    if (!next.empty()) {
        const auto outcome = next.front();
        next.pop_front();
        QTimer::singleShot(0, this, [this, outcome] { settle(outcome); });
    }
    return promise->future();
}

void FakeGate::settle(std::optional<Kind> outcome)
{
    if (const auto answer = std::exchange(m_waiting, nullptr))
        answer(outcome);
}

void FakeGate::open()
{
    settle(std::nullopt);
}

void FakeGate::fail(Kind kind)
{
    settle(kind);
}

void FakeGate::cancel()
{
    calls += QStringLiteral("cancel");
    if (cancellable)
        settle(Kind::Cancelled);
}

QFuture<ProfileFacts> FakeGate::inspect()
{
    calls += QStringLiteral("inspect");
    QPromise<ProfileFacts> promise;
    promise.start();
    promise.addResult(facts);
    promise.finish();
    return promise.future();
}

QFuture<GateResult<OpenProfilePtr>> FakeGate::protect(const Protection &protection, const QString &typed)
{
    asked = protection;
    passphrase = typed;
    return ask<OpenProfilePtr>("protect(" + words(protection) + ')', [this, protection] {
        facts.state = ProfileFacts::State::Sealed;
        facts.protection = protection;
        return profile;
    });
}

QFuture<GateResult<OpenProfilePtr>> FakeGate::unlockWithKeyring()
{
    return ask<OpenProfilePtr>("unlockWithKeyring", [this] { return profile; });
}

QFuture<GateResult<OpenProfilePtr>> FakeGate::unlockWithPassphrase(const QString &typed)
{
    passphrase = typed;
    return ask<OpenProfilePtr>("unlockWithPassphrase", [this] { return profile; });
}

QFuture<GateResult<OpenProfilePtr>> FakeGate::unlockUnprotected()
{
    return ask<OpenProfilePtr>("unlockUnprotected", [this] { return profile; });
}

QFuture<GateResult<Done>> FakeGate::changeProtection(
    const OpenProfilePtr &, const Protection &protection, const QString &typed)
{
    asked = protection;
    passphrase = typed;
    return ask<Done>("changeProtection(" + words(protection) + ')', [this, protection] {
        facts.protection = protection;
        return Done {};
    });
}

QFuture<GateResult<OpenProfilePtr>> FakeGate::rotateKey(const OpenProfilePtr &, const QString &typed)
{
    passphrase = typed;
    return ask<OpenProfilePtr>("rotateKey", [this] { return profile; });
}

QFuture<GateResult<QString>> FakeGate::setAside()
{
    return ask<QString>("setAside", [this] {
        facts = {};
        return QStringLiteral("/home/ines/.local/share/confab/default.aside-1");
    });
}

} // namespace confab::test
