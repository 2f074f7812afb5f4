#pragma once

#include "app/cli/cli_error.h"

namespace confab::cli {

class Interrupt;

//! Where passphrases come from: the environment, for scripts, or the terminal, without echo.
class PassphraseSource {
public:
    explicit PassphraseSource(const Interrupt &interrupt)
        : m_interrupt(interrupt)
    {
    }

    //! CONFAB_PASSPHRASE, or asked. Fails as `locked` where there is neither.
    CliResult<QString> current() const;
    //! CONFAB_NEW_PASSPHRASE, else as `first`; on the terminal it is typed twice.
    CliResult<QString> replacement() const;
    //! Of a profile that has none yet: CONFAB_PASSPHRASE; on the terminal it is typed twice.
    CliResult<QString> first() const;

private:
    CliResult<QString> chosen(const char *variable) const;
    CliResult<QString> ask(const QString &prompt) const;

    const Interrupt &m_interrupt;
};

} // namespace confab::cli
