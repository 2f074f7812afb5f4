#include "app/cli/account_commands.h"

#include "core/session/onboarding.h"

#include <QCoreApplication>
#include <QTextStream>
#include <algorithm>

namespace confab::cli {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("cli", text);
}

//! A profile, made where there is none, without an account.
CliResult<Done> openUnused(Client &client)
{
    const Options &options = client.options();
    if (options.server.isEmpty())
        return Failure {usageError(tr("--server is missing: the address of the server."))};
    if (const auto unlocked = client.unlock(true); !unlocked)
        return unlocked;
    if (hasAccount(client.profile()))
        return Failure {CliError {"conflict", tr("There is an account in %1 already.").arg(options.data)}};
    return Done {};
}

bool askYesNo(const QString &question)
{
    QTextStream(stderr) << question << " [y/N] " << Qt::flush;
    const QString answer = QTextStream(stdin).readLine().trimmed().toLower();
    return answer == "y" || answer == "yes";
}

//! This profile is the new device.
CliResult<Done> linkShow(Client &client)
{
    if (const auto unused = openUnused(client); !unused)
        return unused;
    const auto onboarding = makeOnboarding(client.profile());
    const std::unique_ptr<LinkRequest> request(onboarding->requestLink(client.options().server));
    std::optional<Outcome<Done>> end;
    QObject::connect(request.get(), &LinkRequest::codeReady, &client,
        [&client](const QString &text, const QByteArray &, qint64 expires) { client.printer().linkCode(text, expires); });
    QObject::connect(request.get(), &LinkRequest::digitsReady, &client,
        [&client](const QString &digits) { client.printer().digits(digits, {}); });
    QObject::connect(request.get(), &LinkRequest::linked, &client, [&end] { end = Done {}; });
    QObject::connect(request.get(), &LinkRequest::failed, &client, [&end](const SessionError &error) { end = Failure {error}; });

    // Somebody has to walk to the other device: the code renews itself, so only a given time-out ends the wait.
    const auto patience = client.options().timeoutGiven ? client.options().timeout : std::chrono::milliseconds(600'000);
    if (!client.waitUntil([&end] { return end.has_value(); }, patience))
        return Failure {client.noAnswer()};
    if (!*end)
        return Failure {toCliError(end->error())};
    if (const auto opened = client.open(); !opened)
        return opened;
    return showSelf(client);
}

//! This profile is the old device.
CliResult<Done> linkAccept(Client &client, const QString &code)
{
    if (const auto opened = client.open(); !opened)
        return opened;
    if (const auto online = client.goOnline(); !online)
        return online;
    const std::unique_ptr<LinkApproval> approval(client.session().approveLink(code));
    std::optional<CliResult<Done>> end;
    bool asked = false;
    QString digits;
    QString device;
    QObject::connect(approval.get(), &LinkApproval::digitsReady, &client, [&](const QString &six, const QString &name) {
        digits = six;
        device = name;
    });
    QObject::connect(approval.get(), &LinkApproval::linked, &client, [&](const QString &name) {
        client.printer().done({{"type", "linked"}, {"device_name", name}}, tr("%1 is linked to this account.").arg(name));
        end = Done {};
    });
    QObject::connect(approval.get(), &LinkApproval::failed, &client, [&](const SessionError &error) {
        end = Failure {toCliError(error)};
    });
    if (!client.waitUntil([&] { return end || !digits.isEmpty(); }))
        return Failure {client.noAnswer()};
    if (!end) {
        client.printer().digits(digits, device);
        asked = client.options().yes || askYesNo(tr("Does %1 show the same digits?").arg(device));
        if (!asked) {
            approval->reject();
            return Failure {CliError {"rejected", tr("The device was not linked.")}};
        }
        approval->confirm();
        if (!client.waitUntil([&end] { return end.has_value(); }))
            return Failure {client.noAnswer()};
    }
    return *end;
}

} // namespace

CliResult<Done> registerAccount(Client &client)
{
    const Options &options = client.options();
    if (const auto unused = openUnused(client); !unused)
        return unused;
    const auto onboarding = makeOnboarding(client.profile());
    const QString username = options.arguments.first();
    const auto created = client.await(onboarding->createAccount(
        options.server, username, options.display.isEmpty() ? username : options.display, options.invite));
    if (!created)
        return created;
    if (const auto opened = client.open(); !opened)
        return opened;
    return showSelf(client);
}

CliResult<Done> showSelf(Client &client)
{
    client.printer().whoami(client.session().self());
    return Done {};
}

CliResult<Done> devices(Client &client)
{
    const QStringList &arguments = client.options().arguments;
    if (!arguments.isEmpty()) {
        const auto device = arguments.size() == 2 && arguments[0] == "revoke" ? DeviceId::fromText(arguments[1]) : std::nullopt;
        if (!device)
            return Failure {usageError(tr("“devices” takes nothing, or: revoke ID."))};
        if (const auto revoked = client.await(client.session().revokeDevice(*device)); !revoked)
            return revoked;
    }
    const auto list = client.await(client.session().devices());
    if (!list)
        return Failure {list.error()};
    for (const Device &device : *list)
        client.printer().device(device);
    return Done {};
}

CliResult<Done> link(Client &client)
{
    const QStringList &arguments = client.options().arguments;
    if (arguments.size() == 1 && arguments[0] == "show")
        return linkShow(client);
    if (arguments.size() == 2 && arguments[0] == "accept")
        return linkAccept(client, arguments[1]);
    return Failure {usageError(tr("“link” takes: show, or: accept CODE."))};
}

CliResult<Done> synchronise(Client &client)
{
    // The client is online by now, which it is only once it has caught up; what waits here goes out as well.
    const auto sent = [&] {
        const auto chats = client.session().chats();
        return std::all_of(chats.begin(), chats.end(), [](const ChatSummary &chat) { return chat.waiting == 0 || chat.failed; });
    };
    if (!client.waitUntil(sent))
        return Failure {client.noAnswer()};
    int unread = 0;
    for (const ChatSummary &chat : client.session().chats())
        unread += chat.unread;
    const auto chats = client.session().chats().size();
    client.printer().done({{"type", "sync"}, {"chats", chats}, {"unread", unread}},
        tr("Up to date: %1 chats, %2 unread messages.").arg(chats).arg(unread));
    return Done {};
}

} // namespace confab::cli
