#pragma once

#include "core/protocol/result.h"

#include <QFuture>
#include <QList>
#include <QObject>
#include <QString>
#include <memory>

namespace confab {

//! An opened profile folder: the master key, and what is made with it. Opaque to the window, which hands it from
//! `ProfileGate` to makeOnboarding() and makeSession().
class OpenProfile;
using OpenProfilePtr = std::shared_ptr<const OpenProfile>;

//! How the key of a profile may be kept (e2ee.md "At rest"). `keyring` and `passphrase` may both be set: each opens the
//! profile alone. `unprotected` stands alone, and is only ever what a user asked for in so many words.
struct Protection {
    bool keyring = false;
    bool passphrase = false;
    bool unprotected = false;
    friend bool operator==(const Protection &, const Protection &) = default;
};

//! What can be said of a profile folder before any key is known.
struct ProfileFacts {
    enum class State {
        New, //!< nothing there yet: `protect` makes the key
        Plain, //!< an account kept as plain files by an earlier version: `protect` moves it
        Sealed, //!< `unlock…` opens it, and carries a move or rotation that was cut short to its end
        Damaged, //!< the file of the wrapped key, and its copies, cannot be used. Never replaced by a new key
    };
    State state = State::New;
    Protection protection; //!< of Sealed: how the key can be got at
    bool keyringAvailable = false; //!< this computer has a keyring that answers, locked or not
    QString keyringName; //!< "GNOME Keyring", "KWallet"; empty where there is none
};

struct GateError {
    enum class Kind {
        NoKeyring, //!< no keyring service on this computer, or not in this login
        KeyringLocked, //!< it is there, and wants to be unlocked by the user first
        KeyringMissing, //!< the keyring has no entry for this profile
        KeyringWrong, //!< it has one, and it does not open this profile
        KeyringDenied, //!< the user or the system said no
        KeyringSilent, //!< no answer within the time-out
        KeyringForgets, //!< what was written could not be read back the same: it was not used
        WrongPassphrase,
        NoMemory, //!< the cost of the passphrase could not be paid now
        Damaged, //!< of the wrapped key
        Busy, //!< another program has the profile open
        DiskFull,
        Cancelled, //!< by `cancel`; nothing has changed
        Io,
    };
    Kind kind = Kind::Io;
    QString message; //!< translated, one sentence
};
template <typename T>
using GateResult = Result<T, GateError>;

//! A long piece of work on the files of a profile, for a progress bar.
struct ProfileWork {
    enum class Step {
        Deriving, //!< Argon2id, about a second; without numbers
        CheckingKeyring,
        Copying, //!< `done` of `total` bytes
        Checking, //!< reading back what was written; `done` of `total` bytes
        Finishing, //!< cannot be cancelled any more
    };
    Step step = Step::Deriving;
    qint64 done = 0;
    qint64 total = 0; //!< 0: unknown
};

//! The door of one profile folder: finds out what is there, makes or opens the key, moves plain profiles into the sealed
//! form and changes how the key is kept. One question at a time; a second one while the first is under way is answered
//! Busy. Thread: the caller's, usually the GUI's; nothing blocks, every call of a keyring has a time-out.
class ProfileGate : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    virtual QFuture<ProfileFacts> inspect() = 0;

    //! New: makes a master key and wraps it. Plain: the same, and moves what is there; a crash at any moment leaves the
    //! old or the new form, complete. The keyring's value is written, read back and compared before it counts.
    //! `passphrase` is empty unless `protection.passphrase`.
    virtual QFuture<GateResult<OpenProfilePtr>> protect(const Protection &protection, const QString &passphrase) = 0;

    virtual QFuture<GateResult<OpenProfilePtr>> unlockWithKeyring() = 0;
    virtual QFuture<GateResult<OpenProfilePtr>> unlockWithPassphrase(const QString &passphrase) = 0;
    virtual QFuture<GateResult<OpenProfilePtr>> unlockUnprotected() = 0;

    //! Of an opened profile: replaces how the key is kept. The passphrase may stay what it is (`passphrase` null) or be
    //! new. Fails without a change. The master key stays, so this is quick.
    virtual QFuture<GateResult<Done>> changeProtection(
        const OpenProfilePtr &profile, const Protection &protection, const QString &passphrase)
        = 0;
    //! Of a profile that was opened and is not in use by a session: a new master key, everything sealed again under it;
    //! crash-safe like `protect`. Kept by the keyring, or unprotected, as before; a passphrase has to be given again.
    virtual QFuture<GateResult<OpenProfilePtr>> rotateKey(const OpenProfilePtr &profile, const QString &passphrase) = 0;

    //! Gives up a profile whose key is lost: moves all that is sealed under it into a new folder beside this one and
    //! answers that folder's path. Nothing is deleted; `inspect` then says New. Not while a profile of it is in use.
    virtual QFuture<GateResult<QString>> setAside() = 0;

    //! Ends what is under way where that is still possible; its future then says Cancelled.
    virtual void cancel() = 0;

signals:
    //! At most ten times a second, while one of the above is under way.
    void working(const confab::ProfileWork &work);
    //! The keyring, which was locked at the last question, says that it no longer is: worth asking again.
    void keyringUnlocked();
};

//! The real gate of `folder`, with the system's keyring.
std::unique_ptr<ProfileGate> makeProfileGate(const QString &folder);

} // namespace confab

Q_DECLARE_METATYPE(confab::ProfileWork)
