#pragma once

#include "core/profile/profile_gate.h"

#include <QPromise>
#include <QStringList>
#include <deque>

namespace confab::test {

//! A profile folder that a test scripts. Every question waits until the test answers it (`answer…`) or, where `next`
//! holds an outcome, gets that in the next turn of the event loop.
class FakeGate : public ProfileGate {
public:
    using Kind = GateError::Kind;
    explicit FakeGate(QObject *parent = nullptr);

    ProfileFacts facts; //!< the next `inspect` says
    //! Outcomes of the next questions, in order. `nullopt`: opens, with `profile`.
    std::deque<std::optional<Kind>> next;
    //! Whether `cancel` ends a waiting question.
    bool cancellable = true;

    QStringList calls; //!< "inspect", "protect(keyring)", "unlockWithKeyring", …; never with a passphrase
    int callCount(const QString &call) const { return int(calls.count(call)); }
    QString passphrase; //!< what the last question was given
    Protection asked; //!< by the last protect or changeProtection
    OpenProfilePtr profile; //!< what opening answers; a handle without content

    bool isAsked() const { return bool(m_waiting); }
    void open(); //!< answers the waiting question
    void fail(Kind kind);
    void work(ProfileWork::Step step, qint64 done = 0, qint64 total = 0) { emit working({step, done, total}); }

    static ProfileFacts sealed(bool keyring, bool passphrase);

    QFuture<ProfileFacts> inspect() override;
    QFuture<GateResult<OpenProfilePtr>> protect(const Protection &protection, const QString &passphrase) override;
    QFuture<GateResult<OpenProfilePtr>> unlockWithKeyring() override;
    QFuture<GateResult<OpenProfilePtr>> unlockWithPassphrase(const QString &passphrase) override;
    QFuture<GateResult<OpenProfilePtr>> unlockUnprotected() override;
    QFuture<GateResult<Done>> changeProtection(
        const OpenProfilePtr &profile, const Protection &protection, const QString &passphrase) override;
    QFuture<GateResult<OpenProfilePtr>> rotateKey(const OpenProfilePtr &profile, const QString &passphrase) override;
    QFuture<GateResult<QString>> setAside() override;
    void cancel() override;

private:
    using Answer = std::function<void(std::optional<Kind>)>;
    template <typename T>
    QFuture<GateResult<T>> ask(const QString &call, std::function<T()> value);
    void settle(std::optional<Kind> outcome);

    Answer m_waiting;
};

} // namespace confab::test
