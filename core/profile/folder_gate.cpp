#include "core/profile/folder_gate.h"

#include "core/profile/gate_errors.h"
#include "core/profile/key_files.h"
#include "core/profile/profile_folder.h"
#include "core/profile/system_keyring.h"

#include <QPromise>

namespace confab {

namespace {

using Kind = GateError::Kind;

constexpr qsizetype entrySize = 16; //!< bytes of the name of a keyring's entry

//! Goes on with what `next` makes of a success; a failure is the question's answer.
template <typename T, typename R, typename Next>
std::function<void(GateResult<T>)> onSuccess(const std::function<void(GateResult<R>)> &answer, Next next)
{
    return [answer, next = std::move(next)](GateResult<T> result) {
        if (result)
            next(std::move(result).value());
        else
            answer(Failure {result.error()});
    };
}

template <typename T>
QFuture<GateResult<T>> answered(GateResult<T> result)
{
    QPromise<GateResult<T>> promise;
    promise.start();
    promise.addResult(std::move(result));
    promise.finish();
    return promise.future();
}

bool makesSense(const Protection &protection)
{
    const bool locked = protection.keyring || protection.passphrase;
    return locked != protection.unprotected;
}

} // namespace

struct FolderGate::Task {
    std::atomic_bool stop {false};
    std::unique_ptr<FolderLock> lock;
};

struct FolderGate::Wrapping {
    SymmetricKey master;
    WrappedKey key;
    QByteArray newEntry; //!< of the keyring, made for this; empty: none was
    QByteArray oldEntry; //!< which the wrapping before this one used; empty: none, or it stays
};

FolderGate::FolderGate(QString folder, std::unique_ptr<Keyring> keyring, GateOptions options)
    : m_folder(std::move(folder))
    , m_options(options)
    , m_keyring(std::move(keyring), options.patience)
{
    m_worker.setMaxThreadCount(1);
    connect(&m_keyring, &KeyringDesk::unlocked, this, &ProfileGate::keyringUnlocked);
}

FolderGate::~FolderGate()
{
    cancel();
    m_worker.waitForDone();
}

// ---- how a question runs ----

template <typename T>
std::pair<QFuture<GateResult<T>>, FolderGate::Answer<T>> FolderGate::begin()
{
    if (m_task)
        return {answered<T>(Failure {gateError(Kind::Busy)}), nullptr};
    m_task = std::make_shared<Task>();
    auto promise = std::make_shared<QPromise<GateResult<T>>>();
    promise->start();
    auto future = promise->future();
    return {future, [this, promise](GateResult<T> result) {
                m_task->lock.reset(); // the worker may let go of the task a little later
                m_task.reset();
                promise->addResult(std::move(result));
                promise->finish();
            }};
}

template <typename T>
void FolderGate::inWorker(std::function<GateResult<T>()> work, Answer<T> then)
{
    m_worker.start([this, task = m_task, work = std::move(work), then = std::move(then)]() mutable {
        auto result = std::make_shared<GateResult<T>>(
            task->stop ? GateResult<T>(Failure {gateError(Kind::Cancelled)}) : work());
        QMetaObject::invokeMethod(
            this, [result, then = std::move(then)] { then(std::move(*result)); }, Qt::QueuedConnection);
    });
}

template <typename T>
void FolderGate::locked(std::function<GateResult<T>()> work, Answer<T> then)
{
    inWorker<T>(
        [folder = m_folder, task = m_task, work = std::move(work)]() -> GateResult<T> {
            auto lock = profile::lockKeyFiles(folder);
            if (!lock)
                return Failure {lock.error()};
            task->lock = std::move(*lock);
            return work();
        },
        std::move(then));
}

void FolderGate::tell(ProfileWork::Step step)
{
    QMetaObject::invokeMethod(this, [this, step] { emit working({step, 0, 0}); }, Qt::QueuedConnection);
}

profile::WorkWatch FolderGate::watchOf(const Task &task)
{
    return {[this](const ProfileWork &work) {
                QMetaObject::invokeMethod(this, [this, work] { emit working(work); }, Qt::QueuedConnection);
            },
        &task.stop};
}

void FolderGate::cancel()
{
    if (!m_task)
        return;
    m_task->stop = true;
    m_keyring.cancel();
}

// ---- finding out ----

QFuture<ProfileFacts> FolderGate::inspect()
{
    auto promise = std::make_shared<QPromise<ProfileFacts>>();
    promise->start();
    m_worker.start([this, promise] {
        const ProfileFacts facts = profile::readFacts(m_folder);
        QMetaObject::invokeMethod(
            this,
            [this, promise, facts] {
                m_keyring.look([promise, facts](const KeyringFacts &keyring) {
                    ProfileFacts all = facts;
                    all.keyringAvailable = keyring.available;
                    all.keyringName = keyring.name;
                    promise->addResult(all);
                    promise->finish();
                });
            },
            Qt::QueuedConnection);
    });
    return promise->future();
}

// ---- wrapping a key ----

//! Brings the slots of `wrapping` to what `protection` says. A passphrase that is null leaves the slot as it is.
void FolderGate::wrap(
    const WrappingPtr &wrapping, const Protection &protection, const QString &passphrase, const Answer<Done> &answer)
{
    if (protection.passphrase && passphrase.isEmpty() && !wrapping->key.has(KeySlot::Passphrase)) {
        answer(Failure {gateError(Kind::WrongPassphrase)});
        return;
    }
    const bool derive = protection.passphrase && !passphrase.isEmpty();
    if (derive)
        tell(ProfileWork::Step::Deriving);
    inWorker<Done>(
        [wrapping, protection, passphrase, derive, cost = m_options.cost]() -> GateResult<Done> {
            WrappedKey &key = wrapping->key;
            if (!protection.passphrase)
                key.remove(KeySlot::Passphrase);
            if (derive && !key.setPassphrase(wrapping->master, passphrase, cost))
                return Failure {gateError(Kind::NoMemory)};
            if (protection.unprotected)
                key.setUnprotected(wrapping->master);
            else
                key.remove(KeySlot::Unprotected);
            return Done {};
        },
        onSuccess<Done>(answer, [this, wrapping, protection, answer](Done) {
            if (protection.keyring) {
                wrapInKeyring(wrapping, answer);
                return;
            }
            wrapping->oldEntry = wrapping->key.keyringEntry();
            wrapping->key.remove(KeySlot::Keyring);
            answer(Done {});
        }));
}

//! A slot that is there already is relied on only if the keyring still holds what opens it.
void FolderGate::wrapInKeyring(const WrappingPtr &wrapping, const Answer<Done> &answer)
{
    tell(ProfileWork::Step::CheckingKeyring);
    if (!wrapping->key.has(KeySlot::Keyring)) {
        wrapInNewEntry(wrapping, answer);
        return;
    }
    m_keyring.read(wrapping->key.keyringEntry(), [this, wrapping, answer](GateResult<KeyringDesk::Value> value) {
        if (!value && value.error().kind != Kind::KeyringMissing && value.error().kind != Kind::KeyringWrong) {
            answer(Failure {value.error()});
            return;
        }
        const auto master = value ? wrapping->key.openWithKeyring(*value) : Failure {UnwrapError::Wrong};
        if (master && master->sameAs(wrapping->master))
            answer(Done {});
        else
            wrapInNewEntry(wrapping, answer);
    });
}

void FolderGate::wrapInNewEntry(const WrappingPtr &wrapping, const Answer<Done> &answer)
{
    wrapping->oldEntry = wrapping->key.keyringEntry();
    wrapping->newEntry = randomBytes(entrySize);
    const auto value = std::make_shared<const KeyringDesk::Value>(KeyringDesk::Value::random());
    m_keyring.keep(wrapping->newEntry, *value, [wrapping, value, answer](GateResult<Done> kept) {
        if (kept)
            wrapping->key.setKeyring(wrapping->master, wrapping->newEntry, *value);
        else
            wrapping->newEntry.clear(); // taken back already
        answer(std::move(kept));
    });
}

template <typename T>
void FolderGate::sweep(const WrappingPtr &wrapping, GateResult<T> result, const Answer<T> &answer)
{
    const QByteArray candidate = result ? wrapping->oldEntry : wrapping->newEntry;
    const auto kept = std::make_shared<GateResult<T>>(std::move(result));
    const auto end = [kept, answer] { answer(std::move(*kept)); };
    if (candidate.isEmpty()) {
        end();
        return;
    }
    m_worker.start([this, candidate, end] {
        const bool named = profile::namesEntry(m_folder, candidate);
        QMetaObject::invokeMethod(
            this,
            [this, candidate, end, named] {
                if (named)
                    end();
                else
                    m_keyring.forget(candidate, end);
            },
            Qt::QueuedConnection);
    });
}

// ---- making, opening ----

QFuture<GateResult<OpenProfilePtr>> FolderGate::protect(const Protection &protection, const QString &passphrase)
{
    auto [future, reply] = begin<OpenProfilePtr>();
    if (!reply)
        return future;
    if (!makesSense(protection)) {
        reply(Failure {gateError(Kind::Io)});
        return future;
    }
    const auto wrapping = std::make_shared<Wrapping>();
    wrapping->master = SymmetricKey::random();
    const Answer<OpenProfilePtr> answer = [this, wrapping, reply = reply](GateResult<OpenProfilePtr> result) {
        sweep<OpenProfilePtr>(wrapping, std::move(result), reply);
    };
    const auto establish = [this, wrapping, answer](Done) {
        inWorker<OpenProfilePtr>(
            [this, wrapping, task = m_task] {
                return profile::establish(m_folder, wrapping->master, wrapping->key, watchOf(*task));
            },
            answer);
    };
    locked<Done>(
        [folder = m_folder]() -> GateResult<Done> {
            const auto state = profile::readFacts(folder).state;
            if (state == ProfileFacts::State::Damaged)
                return Failure {gateError(Kind::Damaged)};
            if (state == ProfileFacts::State::Sealed)
                return Failure {gateError(Kind::Busy)}; // by another program, since it was inspected
            return Done {};
        },
        onSuccess<Done>(answer, [this, wrapping, protection, passphrase, answer, establish](Done) {
            wrap(wrapping, protection, passphrase, onSuccess<Done>(answer, establish));
        }));
    return future;
}

QFuture<GateResult<OpenProfilePtr>> FolderGate::unlockWithKeyring()
{
    auto [future, reply] = begin<OpenProfilePtr>();
    if (!reply)
        return future;
    tell(ProfileWork::Step::CheckingKeyring);
    inWorker<QList<WrappedKey>>(
        [folder = m_folder]() -> GateResult<QList<WrappedKey>> {
            QList<WrappedKey> candidates = profile::readKeyFiles(folder).usable;
            if (candidates.isEmpty())
                return Failure {gateError(Kind::Damaged)};
            candidates.removeIf([](const WrappedKey &key) { return !key.has(KeySlot::Keyring); });
            if (candidates.isEmpty())
                return Failure {gateError(Kind::KeyringMissing)};
            return candidates;
        },
        onSuccess<QList<WrappedKey>>(
            reply, [this, reply = reply](const QList<WrappedKey> &candidates) { tryKeyring(candidates, 0, reply); }));
    return future;
}

//! Several candidates are there only after something was cut short; each may have an entry of its own.
void FolderGate::tryKeyring(const QList<WrappedKey> &candidates, qsizetype at, const Answer<OpenProfilePtr> &answer)
{
    const Answer<OpenProfilePtr> orNext = [this, candidates, at, answer](GateResult<OpenProfilePtr> result) {
        const bool another = at + 1 < candidates.size() && !result
            && (result.error().kind == Kind::KeyringMissing || result.error().kind == Kind::KeyringWrong
                || result.error().kind == Kind::Damaged);
        if (another)
            tryKeyring(candidates, at + 1, answer);
        else
            answer(std::move(result));
    };
    const WrappedKey &key = candidates.at(at);
    m_keyring.read(key.keyringEntry(), [this, key, orNext](GateResult<KeyringDesk::Value> value) {
        if (!value) {
            orNext(Failure {value.error()});
            return;
        }
        const auto held = std::make_shared<const KeyringDesk::Value>(std::move(*value));
        inWorker<OpenProfilePtr>(
            [folder = m_folder, key, held] {
                return profile::unlock(
                    folder, {key}, [held](const WrappedKey &k) { return k.openWithKeyring(*held); }, Kind::KeyringWrong);
            },
            orNext);
    });
}

QFuture<GateResult<OpenProfilePtr>> FolderGate::unlockWithPassphrase(const QString &passphrase)
{
    auto [future, reply] = begin<OpenProfilePtr>();
    if (!reply)
        return future;
    tell(ProfileWork::Step::Deriving);
    inWorker<OpenProfilePtr>(
        [folder = m_folder, passphrase, task = m_task]() -> GateResult<OpenProfilePtr> {
            const auto open = [&](const WrappedKey &key) -> Result<SymmetricKey, UnwrapError> {
                auto master = key.openWithPassphrase(passphrase);
                if (task->stop)
                    return Failure {UnwrapError::NoSlot};
                return master;
            };
            auto result = profile::unlock(folder, profile::readKeyFiles(folder).usable, open, Kind::WrongPassphrase);
            if (!result && task->stop)
                return Failure {gateError(Kind::Cancelled)};
            return result;
        },
        reply);
    return future;
}

QFuture<GateResult<OpenProfilePtr>> FolderGate::unlockUnprotected()
{
    auto [future, reply] = begin<OpenProfilePtr>();
    if (!reply)
        return future;
    inWorker<OpenProfilePtr>(
        [folder = m_folder] {
            return profile::unlock(folder, profile::readKeyFiles(folder).usable,
                [](const WrappedKey &key) { return key.openUnprotected(); }, Kind::Damaged);
        },
        reply);
    return future;
}

// ---- changing ----

QFuture<GateResult<Done>> FolderGate::changeProtection(
    const OpenProfilePtr &profile, const Protection &protection, const QString &passphrase)
{
    auto [future, reply] = begin<Done>();
    if (!reply)
        return future;
    if (!makesSense(protection)) {
        reply(Failure {gateError(Kind::Io)});
        return future;
    }
    const auto wrapping = std::make_shared<Wrapping>();
    wrapping->master = profile->master().clone();
    const Answer<Done> answer
        = [this, wrapping, reply = reply](GateResult<Done> result) { sweep<Done>(wrapping, std::move(result), reply); };
    const auto write = [this, wrapping, answer](Done) {
        tell(ProfileWork::Step::Finishing);
        inWorker<Done>([folder = m_folder, wrapping] { return profile::rewrap(folder, wrapping->key); }, answer);
    };
    locked<WrappedKey>([folder = m_folder, profile] { return profile::wrappingOf(folder, *profile); },
        onSuccess<WrappedKey>(answer, [this, wrapping, protection, passphrase, answer, write](const WrappedKey &current) {
            wrapping->key = current;
            wrap(wrapping, protection, passphrase, onSuccess<Done>(answer, write));
        }));
    return future;
}

QFuture<GateResult<OpenProfilePtr>> FolderGate::rotateKey(const OpenProfilePtr &profile, const QString &passphrase)
{
    auto [future, reply] = begin<OpenProfilePtr>();
    if (!reply)
        return future;
    const auto wrapping = std::make_shared<Wrapping>();
    wrapping->master = SymmetricKey::random();
    const Answer<OpenProfilePtr> answer = [this, wrapping, reply = reply](GateResult<OpenProfilePtr> result) {
        sweep<OpenProfilePtr>(wrapping, std::move(result), reply);
    };
    const auto rotate = [this, wrapping, profile, answer](Done) {
        inWorker<OpenProfilePtr>(
            [this, wrapping, profile, task = m_task] {
                return profile::rotate(*profile, wrapping->master, wrapping->key, watchOf(*task));
            },
            answer);
    };
    tell(ProfileWork::Step::Deriving);
    locked<WrappedKey>(
        [folder = m_folder, profile, passphrase]() -> GateResult<WrappedKey> {
            auto current = profile::wrappingOf(folder, *profile);
            if (current && current->has(KeySlot::Passphrase)) {
                const auto opened = current->openWithPassphrase(passphrase);
                if (!opened)
                    return Failure {gateError(opened.error() == UnwrapError::NoMemory ? Kind::NoMemory : Kind::WrongPassphrase)};
            }
            return current;
        },
        onSuccess<WrappedKey>(answer, [this, wrapping, passphrase, answer, rotate](const WrappedKey &current) {
            const Protection protection {
                current.has(KeySlot::Keyring), current.has(KeySlot::Passphrase), current.has(KeySlot::Unprotected)};
            const auto named = [wrapping, rotate, entry = current.keyringEntry()](Done) {
                wrapping->oldEntry = entry;
                rotate(Done {});
            };
            wrap(wrapping, protection, passphrase, onSuccess<Done>(answer, named));
        }));
    return future;
}

QFuture<GateResult<QString>> FolderGate::setAside()
{
    auto [future, reply] = begin<QString>();
    if (reply)
        locked<QString>([folder = m_folder] { return profile::setAside(folder); }, reply);
    return future;
}

std::unique_ptr<ProfileGate> makeProfileGate(const QString &folder)
{
    return std::make_unique<FolderGate>(folder, std::make_unique<SystemKeyring>());
}

} // namespace confab
