#include "app/cli/passphrase.h"

#include "app/cli/interrupt.h"
#include "core/crypto/secret.h"

#include <QCoreApplication>
#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

namespace confab::cli {

namespace {

constexpr qsizetype lengthMax = 4096; //!< bytes
constexpr int pollMs = 100;

QString tr(const char *text)
{
    return QCoreApplication::translate("cli", text);
}

//! The terminal that the program was started from, whatever its standard streams are; without echo while this lives.
class QuietTerminal {
public:
    QuietTerminal()
        : m_fd(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY))
    {
        if (m_fd < 0 || ::tcgetattr(m_fd, &m_before) != 0)
            return;
        termios quiet = m_before;
        quiet.c_lflag &= ~tcflag_t(ECHO);
        m_quiet = ::tcsetattr(m_fd, TCSAFLUSH, &quiet) == 0;
    }
    ~QuietTerminal()
    {
        if (m_quiet)
            ::tcsetattr(m_fd, TCSAFLUSH, &m_before);
        if (m_fd >= 0)
            ::close(m_fd);
    }
    QuietTerminal(const QuietTerminal &) = delete;
    QuietTerminal &operator=(const QuietTerminal &) = delete;

    bool isThere() const { return m_quiet; }
    void write(const QString &text) const
    {
        const QByteArray bytes = text.toLocal8Bit();
        [[maybe_unused]] const auto written = ::write(m_fd, bytes.constData(), std::size_t(bytes.size()));
    }
    //! A line is there, or the terminal has gone.
    bool isReady() const
    {
        pollfd waiting {m_fd, POLLIN, 0};
        return ::poll(&waiting, 1, pollMs) > 0;
    }
    qsizetype read(char *into, qsizetype size) const { return ::read(m_fd, into, std::size_t(size)); }

private:
    int m_fd;
    bool m_quiet = false;
    termios m_before {};
};

CliError noPassphrase()
{
    return {"locked", tr("A passphrase is needed: set CONFAB_PASSPHRASE, or start this on a terminal."), 1};
}

std::optional<QString> fromEnvironment(const char *variable)
{
    if (!qEnvironmentVariableIsSet(variable))
        return std::nullopt;
    return qEnvironmentVariable(variable);
}

} // namespace

CliResult<QString> PassphraseSource::ask(const QString &prompt) const
{
    const QuietTerminal terminal;
    if (!terminal.isThere())
        return Failure {noPassphrase()};
    terminal.write(prompt);
    QByteArray line;
    line.reserve(lengthMax); // no reallocation leaves a part of it behind
    const WipedOnExit wiped(line);
    while (!line.endsWith('\n')) {
        QCoreApplication::processEvents();
        if (m_interrupt.caught()) {
            terminal.write("\n");
            return Failure {CliError {"interrupted", tr("Stopped before it was done."), 1}};
        }
        if (!terminal.isReady())
            continue;
        char byte = 0;
        if (terminal.read(&byte, 1) != 1 || line.size() == lengthMax)
            return Failure {noPassphrase()};
        line.append(byte);
    }
    terminal.write("\n");
    return QString::fromLocal8Bit(line.constData(), line.size() - 1);
}

CliResult<QString> PassphraseSource::current() const
{
    if (const auto given = fromEnvironment("CONFAB_PASSPHRASE"))
        return *given;
    return ask(tr("Passphrase of this profile: "));
}

CliResult<QString> PassphraseSource::chosen(const char *variable) const
{
    auto passphrase = fromEnvironment(variable);
    if (!passphrase) {
        const auto typed = ask(tr("New passphrase: "));
        if (!typed)
            return typed;
        const auto again = ask(tr("The same again: "));
        if (!again)
            return again;
        if (*typed != *again)
            return Failure {CliError {"mismatch", tr("The two passphrases are not the same."), 1}};
        passphrase = *typed;
    }
    if (passphrase->isEmpty())
        return Failure {CliError {"bad_arg", tr("An empty passphrase protects nothing."), 1}};
    return *passphrase;
}

CliResult<QString> PassphraseSource::first() const
{
    return chosen("CONFAB_PASSPHRASE");
}

CliResult<QString> PassphraseSource::replacement() const
{
    return chosen("CONFAB_NEW_PASSPHRASE");
}

} // namespace confab::cli
