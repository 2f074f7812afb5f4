#include "app/cli/profile_commands.h"

#include <QCoreApplication>

namespace confab::cli {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("cli", text);
}

QLatin1String nameOf(ProfileFacts::State state)
{
    switch (state) {
    case ProfileFacts::State::New:
        return QLatin1String("new");
    case ProfileFacts::State::Plain:
        return QLatin1String("plain");
    case ProfileFacts::State::Sealed:
        return QLatin1String("sealed");
    case ProfileFacts::State::Damaged:
        break;
    }
    return QLatin1String("damaged");
}

QString sentenceOf(const ProfileFacts &facts)
{
    switch (facts.state) {
    case ProfileFacts::State::New:
        return tr("There is no profile yet.");
    case ProfileFacts::State::Plain:
        return tr("The profile was written by an earlier version and is not sealed yet; any command that opens it seals it.");
    case ProfileFacts::State::Damaged:
        return tr("The file with the profile's key is damaged.");
    case ProfileFacts::State::Sealed:
        break;
    }
    if (facts.protection.unprotected)
        return tr("The profile is sealed; its key lies unprotected on this computer.");
    if (facts.protection.keyring && facts.protection.passphrase)
        return tr("The profile is sealed; the system's keyring opens it, and so does the passphrase.");
    return facts.protection.keyring ? tr("The profile is sealed; the system's keyring opens it.")
                                    : tr("The profile is sealed; the passphrase opens it.");
}

CliResult<Done> show(Client &client)
{
    const ProfileFacts facts = client.door().look();
    client.printer().done({{"type", "profile"}, {"state", nameOf(facts.state)}, {"system", facts.protection.keyring},
                              {"passphrase", facts.protection.passphrase}, {"file", facts.protection.unprotected},
                              {"keyring_available", facts.keyringAvailable}, {"keyring_name", facts.keyringName}},
        sentenceOf(facts));
    return Done {};
}

//! Only an existing profile, and what it is like before it is changed.
CliResult<ProfileFacts> openExisting(Client &client)
{
    if (const auto opened = client.unlock(false); !opened)
        return Failure {opened.error()};
    return client.door().look();
}

CliResult<Done> change(Client &client, const Protection &protection, bool newPassphrase)
{
    const auto before = openExisting(client);
    if (!before)
        return Failure {before.error()};
    QString passphrase;
    if (protection.passphrase && (newPassphrase || !before->protection.passphrase)) {
        const auto &source = client.door().passphrases();
        const auto chosen = before->protection.passphrase ? source.replacement() : source.first();
        if (!chosen)
            return Failure {chosen.error()};
        passphrase = *chosen;
    }
    if (const auto changed = client.door().changeProtection(client.profile(), protection, passphrase); !changed)
        return changed;
    return show(client);
}

CliResult<Done> protect(Client &client, const QStringList &ways)
{
    Protection protection;
    for (const QString &way : ways) {
        if (way == "system")
            protection.keyring = true;
        else if (way == "passphrase")
            protection.passphrase = true;
        else if (way == "file")
            protection.unprotected = true;
        else
            return Failure {usageError(tr("“profile protect” takes system, passphrase, both of them, or file."))};
    }
    if (protection.unprotected == (protection.keyring || protection.passphrase))
        return Failure {usageError(tr("“profile protect” takes system, passphrase, both of them, or file."))};
    return change(client, protection, false);
}

CliResult<Done> changePassphrase(Client &client)
{
    const ProfileFacts facts = client.door().look();
    if (facts.state == ProfileFacts::State::Sealed && !facts.protection.passphrase)
        return Failure {CliError {"not_kept", tr("This profile has no passphrase; “profile protect passphrase” gives it one."), 1}};
    return change(client, facts.protection, true);
}

CliResult<Done> rotate(Client &client)
{
    const auto before = openExisting(client);
    if (!before)
        return Failure {before.error()};
    QString passphrase;
    if (before->protection.passphrase) {
        const auto given = client.door().passphrases().current();
        if (!given)
            return Failure {given.error()};
        passphrase = *given;
    }
    const auto rotated = client.door().rotateKey(client.profile(), passphrase);
    if (!rotated)
        return Failure {rotated.error()};
    client.printer().done({{"type", "rotated"}}, tr("The profile is sealed under a new key."));
    return Done {};
}

} // namespace

CliResult<Done> profile(Client &client)
{
    const QStringList &arguments = client.options().arguments;
    const QString &what = arguments.first();
    if (what == "protect" && arguments.size() > 1)
        return protect(client, arguments.mid(1));
    if (arguments.size() == 1) {
        if (what == "show")
            return show(client);
        if (what == "passphrase")
            return changePassphrase(client);
        if (what == "rotate")
            return rotate(client);
    }
    return Failure {usageError(tr("“profile” takes: show, protect KIND, passphrase, or rotate."))};
}

} // namespace confab::cli
