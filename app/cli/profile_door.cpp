#include "app/cli/profile_door.h"

#include "app/cli/interrupt.h"
#include "core/profile/folder_gate.h"
#include "core/profile/system_keyring.h"

#include <QCoreApplication>
#include <QFutureWatcher>

namespace confab::cli {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("cli", text);
}

CliError toCliError(const GateError &error)
{
    const auto code = [kind = error.kind] {
        switch (kind) {
        case GateError::Kind::NoKeyring:
            return "no_keyring";
        case GateError::Kind::KeyringLocked:
            return "locked";
        case GateError::Kind::KeyringMissing:
            return "keyring_missing";
        case GateError::Kind::KeyringWrong:
            return "keyring_wrong";
        case GateError::Kind::KeyringDenied:
            return "keyring_denied";
        case GateError::Kind::KeyringSilent:
            return "timeout";
        case GateError::Kind::KeyringForgets:
            return "keyring_forgets";
        case GateError::Kind::WrongPassphrase:
            return "wrong_passphrase";
        case GateError::Kind::NoMemory:
            return "no_memory";
        case GateError::Kind::Damaged:
            return "damaged";
        case GateError::Kind::Busy:
            return "busy";
        case GateError::Kind::DiskFull:
            return "disk_full";
        case GateError::Kind::Cancelled:
            return "interrupted";
        case GateError::Kind::Io:
            break;
        }
        return "io";
    };
    return {QLatin1String(code()), error.message, 1};
}

Protection protectionOf(KeyKeeping way)
{
    return {way == KeyKeeping::System, way == KeyKeeping::Passphrase, way == KeyKeeping::File};
}

} // namespace

ProfileDoor::ProfileDoor(const Options &options, Printer &printer, const Interrupt &interrupt)
    : m_options(options)
    , m_printer(printer)
    , m_interrupt(interrupt)
    , m_passphrases(interrupt)
{
    GateOptions gateOptions;
    gateOptions.patience.prompt = options.timeout;
    m_gate = std::make_unique<FolderGate>(options.data, std::make_unique<SystemKeyring>(), gateOptions);
}

ProfileDoor::~ProfileDoor() = default;

template <typename T>
CliResult<T> ProfileDoor::answerOf(const QFuture<GateResult<T>> &future)
{
    QFutureWatcher<GateResult<T>> watcher; // wakes the event loop
    watcher.setFuture(future);
    bool cancelled = false;
    while (!future.isFinished()) {
        if (m_interrupt.caught() && !std::exchange(cancelled, true))
            m_gate->cancel();
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    GateResult<T> result = future.result();
    if (!result)
        return Failure {toCliError(result.error())};
    return std::move(result).value();
}

ProfileFacts ProfileDoor::look()
{
    const auto future = m_gate->inspect();
    QFutureWatcher<ProfileFacts> watcher;
    watcher.setFuture(future);
    while (!future.isFinished())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return future.result();
}

CliResult<OpenProfilePtr> ProfileDoor::open(bool make)
{
    const ProfileFacts facts = look();
    switch (facts.state) {
    case ProfileFacts::State::New:
        if (make)
            return protect(true);
        return Failure {CliError {"no_account", tr("There is no account in %1: register or link it first.").arg(m_options.data), 1}};
    case ProfileFacts::State::Plain:
        return protect(false);
    case ProfileFacts::State::Sealed:
        return unlock(facts.protection);
    case ProfileFacts::State::Damaged:
        break;
    }
    return Failure {CliError {"damaged",
        tr("The file with the key of the profile %1 is damaged. It was left as it is; restore it from a backup.").arg(m_options.data), 1}};
}

CliResult<OpenProfilePtr> ProfileDoor::protect(bool isNew)
{
    const KeyKeeping way = m_options.keyring.value_or(KeyKeeping::File);
    QString passphrase;
    if (way == KeyKeeping::Passphrase) {
        const auto chosen = m_passphrases.first();
        if (!chosen)
            return Failure {chosen.error()};
        passphrase = *chosen;
    }
    auto profile = answerOf(m_gate->protect(protectionOf(way), passphrase));
    if (!profile)
        return profile;
    if (!isNew)
        m_printer.notice(tr("The files of this profile, written by an earlier version, are now sealed."));
    if (!m_options.keyring)
        m_printer.notice(tr("The key of this profile lies unprotected on this computer. "
                            "“profile protect system” or “profile protect passphrase” changes that; --keyring chooses it beforehand."));
    return profile;
}

CliResult<OpenProfilePtr> ProfileDoor::unlockBy(KeyKeeping way)
{
    switch (way) {
    case KeyKeeping::File:
        return answerOf(m_gate->unlockUnprotected());
    case KeyKeeping::System:
        return answerOf(m_gate->unlockWithKeyring());
    case KeyKeeping::Passphrase:
        break;
    }
    const auto passphrase = m_passphrases.current();
    if (!passphrase)
        return Failure {passphrase.error()};
    return answerOf(m_gate->unlockWithPassphrase(*passphrase));
}

CliResult<OpenProfilePtr> ProfileDoor::unlock(const Protection &protection)
{
    const auto has = [&](KeyKeeping way) {
        return way == KeyKeeping::System ? protection.keyring
            : way == KeyKeeping::Passphrase ? protection.passphrase
                                            : protection.unprotected;
    };
    if (m_options.keyring) {
        if (has(*m_options.keyring))
            return unlockBy(*m_options.keyring);
        return Failure {CliError {"not_kept", tr("The key of this profile is not kept in that way; “profile show” tells in which."), 1}};
    }
    CliResult<OpenProfilePtr> last = Failure {CliError {"damaged", tr("The key of this profile cannot be got at."), 1}};
    for (const KeyKeeping way : {KeyKeeping::File, KeyKeeping::System, KeyKeeping::Passphrase}) {
        if (!has(way))
            continue;
        auto opened = unlockBy(way);
        // Where the keyring does not help and there is no passphrase to be had, what the keyring said is the reason.
        if (opened || m_interrupt.caught())
            return opened;
        if (last.error().code == "damaged" || opened.error().code != "locked")
            last = std::move(opened);
    }
    return last;
}

CliResult<Done> ProfileDoor::changeProtection(
    const OpenProfilePtr &profile, const Protection &protection, const QString &passphrase)
{
    return answerOf(m_gate->changeProtection(profile, protection, passphrase));
}

CliResult<OpenProfilePtr> ProfileDoor::rotateKey(const OpenProfilePtr &profile, const QString &passphrase)
{
    return answerOf(m_gate->rotateKey(profile, passphrase));
}

} // namespace confab::cli
