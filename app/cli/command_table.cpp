#include "app/cli/account_commands.h"
#include "app/cli/chat_commands.h"
#include "app/cli/commands.h"
#include "app/cli/file_commands.h"
#include "app/cli/listener.h"
#include "app/cli/profile_commands.h"

#include <QCoreApplication>

namespace confab::cli {

namespace {

//! What a command needs before it runs.
enum class Needs {
    Nothing, //!< not even an account
    Store, //!< an account; connecting, if at all, is its own affair
    Fresh, //!< what is stored, brought up to date where the server can be reached
    Online,
};

struct Command {
    const char *name;
    int minArguments;
    int maxArguments; //!< -1: any number
    Needs needs;
    CliResult<Done> (*run)(Client &);
};

constexpr Command commands[] = {
    {"register", 1, 1, Needs::Nothing, registerAccount},
    {"whoami", 0, 0, Needs::Store, showSelf},
    {"chats", 0, 0, Needs::Fresh, listChats},
    {"history", 1, 1, Needs::Fresh, showHistory},
    {"send", 2, 2, Needs::Store, sendMessage},
    {"send-file", 2, 2, Needs::Store, sendFile},
    {"download", 2, 2, Needs::Fresh, download},
    {"react", 2, 2, Needs::Store, react},
    {"edit", 2, 2, Needs::Store, editMessage},
    {"delete", 1, 1, Needs::Store, deleteMessage},
    {"read", 1, 2, Needs::Online, markRead},
    {"group", 2, -1, Needs::Online, group},
    {"devices", 0, 2, Needs::Online, devices},
    {"link", 1, 2, Needs::Nothing, link},
    {"profile", 1, 3, Needs::Nothing, profile},
    {"listen", 0, 0, Needs::Store, listen},
    {"sync", 0, 0, Needs::Online, synchronise},
};

constexpr const char *notYet[] = {"search", "safety"};

CliResult<Done> prepare(Client &client, Needs needs)
{
    if (needs == Needs::Nothing)
        return Done {};
    if (const auto opened = client.open(); !opened || needs == Needs::Store)
        return opened;
    return needs == Needs::Online ? client.goOnline() : client.refresh();
}

} // namespace

CliResult<Done> runCommand(Client &client)
{
    const QString &name = client.options().command;
    const auto tr = [](const char *text) { return QCoreApplication::translate("cli", text); };
    for (const char *missing : notYet) {
        if (name != missing)
            continue;
        return Failure {CliError {"unsupported",
            name == "safety" ? tr("Safety numbers come with encryption, which is not in this version.")
                             : tr("“%1” is not in this version.").arg(name)}};
    }
    for (const Command &command : commands) {
        if (name != command.name)
            continue;
        const auto count = client.options().arguments.size();
        if (count < command.minArguments || (command.maxArguments >= 0 && count > command.maxArguments))
            return Failure {usageError(tr("“%1” takes other arguments; --help lists them.").arg(name))};
        if (const auto ready = prepare(client, command.needs); !ready)
            return ready;
        return command.run(client);
    }
    return Failure {usageError(tr("There is no command “%1”; --help lists them.").arg(name))};
}

} // namespace confab::cli
