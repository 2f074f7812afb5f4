#pragma once

#include "app/cli/options.h"
#include "app/cli/passphrase.h"
#include "app/cli/printer.h"
#include "core/profile/profile_gate.h"

namespace confab::cli {

class Interrupt;

//! The gate of the profile that a command line names, as something that commands can use from top to bottom. A wait ends
//! with the gate's answer: a signal to the process cancels what can be cancelled. What is written again takes its time,
//! so --timeout bounds the keyring's windows only.
class ProfileDoor {
public:
    ProfileDoor(const Options &options, Printer &printer, const Interrupt &interrupt);
    ~ProfileDoor();

    ProfileFacts look();
    //! By --keyring, else by what the profile has: unprotected, keyring, passphrase. A plain one is moved into the sealed
    //! form. With `make` a new one is made, else it fails as `no_account`.
    CliResult<OpenProfilePtr> open(bool make);

    CliResult<Done> changeProtection(const OpenProfilePtr &profile, const Protection &protection, const QString &passphrase);
    CliResult<OpenProfilePtr> rotateKey(const OpenProfilePtr &profile, const QString &passphrase);
    const PassphraseSource &passphrases() const { return m_passphrases; }

private:
    template <typename T>
    CliResult<T> answerOf(const QFuture<GateResult<T>> &future);
    CliResult<OpenProfilePtr> protect(bool isNew);
    CliResult<OpenProfilePtr> unlock(const Protection &protection);
    CliResult<OpenProfilePtr> unlockBy(KeyKeeping way);

    const Options &m_options;
    Printer &m_printer;
    const Interrupt &m_interrupt;
    PassphraseSource m_passphrases;
    std::unique_ptr<ProfileGate> m_gate;
};

} // namespace confab::cli
