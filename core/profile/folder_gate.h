#pragma once

#include "core/crypto/master_key.h"
#include "core/profile/keyring_desk.h"
#include "core/profile/open_profile.h"
#include "core/profile/work_watch.h"

#include <QThreadPool>

namespace confab {

struct GateOptions {
    KeyringPatience patience;
    PassphraseCost cost; //!< of passphrases that are set
};

//! The real gate: files and Argon2id on a thread of its own, the keyring on the gate's.
class FolderGate final : public ProfileGate {
    Q_OBJECT
public:
    FolderGate(QString folder, std::unique_ptr<Keyring> keyring, GateOptions options = {});
    ~FolderGate() override; //!< waits for what the worker is at; open questions are never answered

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
    template <typename T>
    using Answer = std::function<void(GateResult<T>)>;
    //! A question under way.
    struct Task;
    //! A master key on its way into its wrapping.
    struct Wrapping;
    using WrappingPtr = std::shared_ptr<Wrapping>;

    //! The future of a new question and where its answer goes; without the latter, the future says Busy already.
    template <typename T>
    std::pair<QFuture<GateResult<T>>, Answer<T>> begin();
    template <typename T>
    void inWorker(std::function<GateResult<T>()> work, Answer<T> then);
    //! The same for work that must not run beside another program's: takes the lock first, until the question's end.
    template <typename T>
    void locked(std::function<GateResult<T>()> work, Answer<T> then);
    void tell(ProfileWork::Step step);
    profile::WorkWatch watchOf(const Task &task);

    void wrap(const WrappingPtr &wrapping, const Protection &protection, const QString &passphrase, const Answer<Done> &answer);
    void wrapInKeyring(const WrappingPtr &wrapping, const Answer<Done> &answer);
    void wrapInNewEntry(const WrappingPtr &wrapping, const Answer<Done> &answer);
    //! Removes the entry of the keyring that no file of a key names any more, then answers.
    template <typename T>
    void sweep(const WrappingPtr &wrapping, GateResult<T> result, const Answer<T> &answer);

    void tryKeyring(const QList<WrappedKey> &candidates, qsizetype at, const Answer<OpenProfilePtr> &answer);

    const QString m_folder;
    const GateOptions m_options;
    KeyringDesk m_keyring;
    std::shared_ptr<Task> m_task; //!< null: nothing is under way
    QThreadPool m_worker; //!< one thread
};

} // namespace confab
