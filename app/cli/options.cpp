#include "app/cli/options.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QRegularExpression>

namespace confab::cli {

namespace {

const QCommandLineOption dataOption("data", QCoreApplication::translate("cli", "The profile's folder."), "folder");
const QCommandLineOption serverOption("server",
    QCoreApplication::translate("cli", "Address of the server: host, host:port, ws://… or wss://…."), "address");
const QCommandLineOption keyringOption("keyring",
    QCoreApplication::translate("cli",
        "Where the key of a new profile is kept, and how an existing one is opened: system (the login's keyring), passphrase "
        "(typed, or CONFAB_PASSPHRASE) or file (unprotected, in the folder). Without it a new profile takes file, and an "
        "existing one is opened in the ways that it has."),
    "kind");
const QCommandLineOption jsonOption("json", QCoreApplication::translate("cli", "Print JSON, one object a line."));
const QCommandLineOption offlineOption("offline",
    QCoreApplication::translate("cli", "whoami, chats, history: show what is stored without asking the server."));
const QCommandLineOption timeoutOption("timeout",
    QCoreApplication::translate("cli", "Give up after this many seconds (default 20)."), "seconds", "20");
const QCommandLineOption noWaitOption("no-wait",
    QCoreApplication::translate("cli", "send, send-file, react, edit, delete: return once it is queued."));
const QCommandLineOption yesOption("yes", QCoreApplication::translate("cli", "link accept: confirm without asking."));
const QCommandLineOption displayOption("display",
    QCoreApplication::translate("cli", "register: the name that others see."), "name");
const QCommandLineOption inviteOption("invite",
    QCoreApplication::translate("cli", "register: the invite of a server that asks for one."), "code");
const QCommandLineOption limitOption("limit",
    QCoreApplication::translate("cli", "history: at most this many messages, the newest (default 50)."), "count", "50");
const QCommandLineOption replyOption("reply",
    QCoreApplication::translate("cli", "send: the number of the message that this one answers."), "seq");
const QCommandLineOption focusOption("focus",
    QCoreApplication::translate("cli", "listen: have this chat on screen, as an open window would (up to four times)."), "chat");

const char commandsText[] = QT_TRANSLATE_NOOP("cli",
    "Commands (TO and CHAT: @username or a chat's id):\n"
    "  register NAME              make an account on --server\n"
    "  whoami                     this account and device\n"
    "  chats                      all chats, most recent first\n"
    "  history CHAT               messages, oldest first\n"
    "  send TO TEXT               send a message; TEXT - is read from standard input\n"
    "  send-file TO FILE          send a file, as it is\n"
    "  download CHAT:SEQ FOLDER   save the files of a message\n"
    "  react CHAT:SEQ EMOJI       react to a message; an empty EMOJI takes it back\n"
    "  edit CHAT:SEQ TEXT         change an own message\n"
    "  delete CHAT:SEQ            delete an own message for everyone\n"
    "  read CHAT [SEQ]            mark as read\n"
    "  group create TITLE @A…     make a group\n"
    "  group add|remove CHAT @A…  change its members\n"
    "  group admin CHAT @A…       make members administrators; group member takes it back\n"
    "  group leave CHAT           leave it\n"
    "  profile show               how this profile's key is kept\n"
    "  profile protect KIND…      keep it otherwise: system, passphrase, both, or file\n"
    "  profile passphrase         change the passphrase; CONFAB_NEW_PASSPHRASE for scripts\n"
    "  profile rotate             seal everything again under a new key\n"
    "  devices                    this account's devices; devices revoke ID logs one out\n"
    "  link show                  link this empty profile to an account: shows a code\n"
    "  link accept CODE           let the device that shows CODE into this account\n"
    "  listen                     print what happens until stopped\n"
    "  sync                       catch up and exit");

std::optional<int> positiveNumber(const QString &text, int max)
{
    bool ok = false;
    const int number = text.toInt(&ok);
    return ok && number > 0 && number <= max ? std::optional(number) : std::nullopt;
}

CliResult<KeyKeeping> parseKeyring(const QString &kind)
{
    if (kind == "system")
        return KeyKeeping::System;
    if (kind == "passphrase")
        return KeyKeeping::Passphrase;
    if (kind == "file")
        return KeyKeeping::File;
    return Failure {usageError(QCoreApplication::translate("cli", "--keyring takes system, passphrase or file."))};
}

//! Ids of chats are base64url: one in 64 begins with a hyphen, and the parser would read it as options. What has such
//! an id's shape is handed to it behind a character that no argument begins with.
constexpr QChar shield = u'\n';

QStringList shielded(QStringList arguments)
{
    static const QRegularExpression id(QStringLiteral("\\A-[A-Za-z0-9_-]{21}(:[0-9]+)?\\z"));
    for (QString &argument : arguments)
        if (id.match(argument).hasMatch())
            argument.prepend(shield);
    return arguments;
}

QStringList unshielded(QStringList arguments)
{
    for (QString &argument : arguments)
        if (argument.startsWith(shield))
            argument.remove(0, 1);
    return arguments;
}

} // namespace

CliResult<Options> parseOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate("cli", "Confab without a window.") + "\n\n"
        + QCoreApplication::translate("cli", commandsText));
    const auto help = parser.addHelpOption();
    const auto version = parser.addVersionOption();
    parser.addOptions({dataOption, serverOption, keyringOption, jsonOption, offlineOption, timeoutOption, noWaitOption,
        yesOption, displayOption, inviteOption, limitOption, replyOption, focusOption});
    parser.addPositionalArgument("command", QCoreApplication::translate("cli", "What to do."), "COMMAND …");

    Options options;
    if (!parser.parse(shielded(arguments)))
        return Failure {usageError(parser.errorText())};
    if (parser.isSet(help))
        parser.showHelp();
    if (parser.isSet(version))
        parser.showVersion();
    if (parser.isSet(keyringOption)) {
        const auto keyring = parseKeyring(parser.value(keyringOption));
        if (!keyring)
            return Failure {keyring.error()};
        options.keyring = *keyring;
    }

    const auto seconds = positiveNumber(parser.value(timeoutOption), 24 * 3600);
    const auto limit = positiveNumber(parser.value(limitOption), 1'000'000);
    const auto reply = parser.isSet(replyOption) ? positiveNumber(parser.value(replyOption), INT_MAX) : std::optional(0);
    if (!seconds || !limit || !reply)
        return Failure {usageError(
            QCoreApplication::translate("cli", "--timeout, --limit and --reply take a whole number above 0."))};
    options.timeout = std::chrono::seconds(*seconds);
    options.timeoutGiven = parser.isSet(timeoutOption);
    options.limit = *limit;
    options.reply = Seq(*reply);
    options.data = parser.value(dataOption);
    options.server = parser.value(serverOption);
    options.json = parser.isSet(jsonOption);
    options.offline = parser.isSet(offlineOption);
    options.noWait = parser.isSet(noWaitOption);
    options.yes = parser.isSet(yesOption);
    options.display = parser.value(displayOption);
    options.invite = parser.value(inviteOption);
    options.focus = unshielded(parser.values(focusOption));
    if (options.focus.size() > limits::focusChats)
        return Failure {usageError(QCoreApplication::translate("cli", "--focus can be given four times."))};

    options.arguments = unshielded(parser.positionalArguments());
    if (options.arguments.isEmpty())
        return Failure {usageError(QCoreApplication::translate("cli", "There is no command; --help lists them."))};
    options.command = options.arguments.takeFirst();
    if (options.data.isEmpty())
        return Failure {usageError(QCoreApplication::translate("cli", "--data is missing: the profile's folder."))};
    return options;
}

} // namespace confab::cli
