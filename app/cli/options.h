#pragma once

#include "app/cli/cli_error.h"

#include <QStringList>

namespace confab::cli {

//! Where a profile's key is kept (--keyring).
enum class KeyKeeping : std::uint8_t {
    System, //!< the keyring of the login
    Passphrase,
    File, //!< unprotected, in the profile's folder
};

//! The command line, taken apart and checked as far as that goes without a store.
struct Options {
    QString data; //!< profile folder
    QString server; //!< overrides the address kept in the profile
    std::optional<KeyKeeping> keyring; //!< of a new profile; of one that is there, how it is opened
    bool json = false;
    bool offline = false; //!< reading commands show what is stored and ask nobody
    bool noWait = false; //!< `send` returns once the message is queued
    bool yes = false; //!< `link accept` confirms without asking
    std::chrono::milliseconds timeout {20'000};
    bool timeoutGiven = false;

    QString display; //!< name shown to others, for `register`
    QString invite;
    int limit = 50; //!< messages of `history`
    Seq reply; //!< message that `send` answers, 0: none
    QStringList focus; //!< chats that `listen` has on screen

    QString command;
    QStringList arguments; //!< without the command's name
};

//! Parses `arguments` (the program's name first). `--help` and `--version` print and end the program.
CliResult<Options> parseOptions(const QStringList &arguments);

} // namespace confab::cli
