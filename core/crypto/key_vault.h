#pragma once

#include "core/crypto/identity.h"
#include "core/protocol/result.h"

#include <QFuture>
#include <memory>

namespace confab {

//! All that makes this device this device of this account. Immutable once made; shared by pointer so that no copy of
//! the keys is made.
struct AccountKeys {
    Seed aikSeed;
    Seed deviceSeed;
    UserId user;
    DeviceRecord device; //!< with its certificate
    QString server; //!< as the user entered it
    QString username;
    QString name;
    //! False from before `register` is sent until it was answered: after a crash in between, register again with these
    //! same keys.
    bool registered = false;
};
using AccountKeysPtr = std::shared_ptr<const AccountKeys>;

struct VaultError {
    enum class Kind : std::uint8_t {
        Empty, //!< there are no keys
        Occupied, //!< there are keys already: they are never replaced by others
        Damaged, //!< there is a file, but not one that can be used; it is left as it is
        Io, //!< the system refused
    };
    Kind kind = Kind::Io;
    QString message; //!< translated, one sentence
};
template <typename T>
using VaultResult = Result<T, VaultError>;

//! Where the keys of one account rest. Asynchronous, because disks may take their time; operations of one vault run in
//! the order they were asked for. Thread-safe. Futures resolve on a thread of the vault.
class KeyVault {
public:
    enum class State : std::uint8_t { Empty, Open, Damaged };

    virtual ~KeyVault() = default;

    virtual QFuture<State> state() = 0;
    virtual QFuture<VaultResult<AccountKeysPtr>> load() = 0;
    //! Keeps the keys of a new account. Durable once it succeeds. Fails with Occupied where there are any.
    virtual QFuture<VaultResult<Done>> create(AccountKeysPtr keys) = 0;
    //! Replaces what is kept by a newer state of the same account and device; Occupied where those are others.
    virtual QFuture<VaultResult<Done>> update(AccountKeysPtr keys) = 0;
    //! Forgets the keys, for an account that could not be registered. Nothing to forget is a success.
    virtual QFuture<VaultResult<Done>> erase() = 0;
};

} // namespace confab
