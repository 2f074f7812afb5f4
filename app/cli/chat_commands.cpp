#include "app/cli/chat_commands.h"

#include "app/cli/delivery.h"

#include <QCoreApplication>
#include <QTextStream>

namespace confab::cli {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("cli", text);
}

//! What edit, react and delete have in common: queue something about a message, wait, print how it looks then.
CliResult<Done> changeMessage(Client &client, const std::function<Cid(Session &, const Target &)> &change)
{
    const auto target = resolveTarget(client, client.options().arguments[0]);
    if (!target)
        return Failure {target.error()};
    if (const auto there = storedRow(client, target->chat, target->seq); !there)
        return Failure {there.error()};
    Delivery delivery(client, target->chat);
    bool queued = false;
    const auto connection = QObject::connect(&client.session(), &Session::changed, &client, [&](const ChangeSet &changes) {
        for (const ChatChange &chat : changes.chats)
            queued |= chat.chat == target->chat;
    });
    const Cid cid = change(client.session(), *target);
    const bool stored = client.waitUntil([&queued] { return queued; });
    QObject::disconnect(connection);
    if (!stored)
        return Failure {client.noAnswer()};
    if (!client.options().noWait)
        if (const auto sent = delivery.waitUntilSent(cid); !sent)
            return sent;
    const auto row = storedRow(client, target->chat, target->seq);
    if (!row)
        return Failure {row.error()};
    client.printer().message(*row, client.session());
    return Done {};
}

CliResult<Done> printChat(Client &client, const ChatId &chat)
{
    client.waitUntil([&] { return client.session().chat(chat).has_value(); });
    const auto members = client.await(client.session().members(chat));
    if (!members)
        return Failure {members.error()};
    client.printer().chat(client.session().chat(chat).value_or(ChatSummary()), *members, client.session());
    return Done {};
}

CliResult<Done> createGroup(Client &client, const QString &title, const QStringList &names)
{
    const auto users = client.resolveUsers(names);
    if (!users)
        return Failure {users.error()};
    const auto chat = client.await(client.session().createGroup(title, *users));
    if (!chat)
        return Failure {chat.error()};
    // The title travels as a message of its own.
    Delivery delivery(client, *chat);
    client.waitUntil([&] { return client.session().chat(*chat).has_value(); });
    if (const auto sent = delivery.waitUntilSent(); !sent)
        return sent;
    return printChat(client, *chat);
}

} // namespace

CliResult<Done> listChats(Client &client)
{
    QList<ChatSummary> chats = client.session().chats();
    std::stable_sort(chats.begin(), chats.end(), [](const ChatSummary &a, const ChatSummary &b) { return a.activity > b.activity; });
    for (const ChatSummary &chat : std::as_const(chats)) {
        const auto members = client.await(client.session().members(chat.chat));
        client.printer().chat(chat, members ? *members : QList<Member>(), client.session());
    }
    return Done {};
}

CliResult<Done> showHistory(Client &client)
{
    const auto chat = client.resolveChat(client.options().arguments[0], false);
    if (!chat)
        return Failure {chat.error()};
    const int limit = client.options().limit;
    QList<MessageRow> newestFirst;
    PageRequest request {PageRequest::From::Newest, Seq(), std::min(limit, 200)};
    while (newestFirst.size() < limit) {
        const auto page = client.await(client.session().page(*chat, request));
        if (!page)
            return Failure {page.error()};
        for (auto row = page->rows.crbegin(); row != page->rows.crend(); ++row)
            if (row->kind == EventKind::Msg || !client.options().json)
                newestFirst.append(*row);
        if (page->incomplete)
            client.printer().notice(tr("Older messages are on the server, which cannot be reached."));
        Seq lowest;
        for (const MessageRow &row : page->rows)
            if (row.seq.value > 0 && (lowest.value == 0 || row.seq < lowest))
                lowest = row.seq;
        if (!page->moreBefore || page->incomplete || lowest.value <= 1)
            break;
        request = {PageRequest::From::Before, lowest, std::min(limit, 200)};
    }
    newestFirst.resize(std::min<qsizetype>(newestFirst.size(), limit));
    for (auto row = newestFirst.crbegin(); row != newestFirst.crend(); ++row)
        client.printer().message(*row, client.session());
    return Done {};
}

CliResult<Done> sendMessage(Client &client)
{
    const Options &options = client.options();
    const QString text = options.arguments[1] == "-" ? QTextStream(stdin).readAll() : options.arguments[1];
    if (text.trimmed().isEmpty())
        return Failure {usageError(tr("The message is empty."))};
    const auto chat = client.resolveChat(options.arguments[0], true);
    if (!chat)
        return Failure {chat.error()};
    OutgoingMessage message {text, std::nullopt};
    if (options.reply.value > 0) {
        const auto quoted = storedRow(client, *chat, options.reply);
        if (!quoted)
            return Failure {quoted.error()};
        message.reply = Quote {quoted->seq, quoted->from, quoted->content.text.value_or(QString()).left(200),
            quotedPicture(quoted->content)};
    }
    Delivery delivery(client, *chat);
    const Cid cid = client.session().send(*chat, message);
    const auto row = options.noWait ? delivery.wait(cid, [](const MessageRow &) { return true; })
                                    : delivery.wait(cid, [](const MessageRow &r) { return r.seq.value > 0; });
    if (!row)
        return Failure {row.error()};
    client.printer().message(*row, client.session());
    return Done {};
}

CliResult<Done> react(Client &client)
{
    const QString emoji = client.options().arguments[1];
    return changeMessage(client, [&](Session &session, const Target &target) { return session.react(target.chat, target.seq, emoji); });
}

CliResult<Done> editMessage(Client &client)
{
    const QString text = client.options().arguments[1];
    if (text.trimmed().isEmpty())
        return Failure {usageError(tr("The message is empty; delete removes it."))};
    return changeMessage(client, [&](Session &session, const Target &target) { return session.edit(target.chat, target.seq, text); });
}

CliResult<Done> deleteMessage(Client &client)
{
    return changeMessage(client, [](Session &session, const Target &target) { return session.redact(target.chat, target.seq); });
}

CliResult<Done> markRead(Client &client)
{
    const auto chat = client.resolveChat(client.options().arguments[0], false);
    if (!chat)
        return Failure {chat.error()};
    Seq upTo = client.session().chat(*chat).value_or(ChatSummary()).head;
    if (client.options().arguments.size() == 2) {
        const qint64 seq = client.options().arguments[1].toLongLong();
        if (seq <= 0 || Seq(seq) > upTo)
            return Failure {usageError(tr("There is no message #%1 in this chat.").arg(client.options().arguments[1]))};
        upTo = Seq(seq);
    }
    client.session().markRead(*chat, upTo);
    if (!client.waitUntil([&] { return client.session().chat(*chat).value_or(ChatSummary()).read >= upTo; }))
        return Failure {client.noAnswer()};
    return printChat(client, *chat);
}

CliResult<Done> group(Client &client)
{
    const QStringList &arguments = client.options().arguments;
    const QString &what = arguments[0];
    if (what == "create")
        return createGroup(client, arguments[1], arguments.mid(2));
    const bool named = arguments.size() > 2;
    if ((what == "leave") == named || !QStringList {"leave", "add", "remove", "admin", "member"}.contains(what))
        return Failure {usageError(tr("“group” takes: create TITLE @A…, add|remove|admin|member CHAT @A…, leave CHAT."))};

    const auto chat = client.resolveChat(arguments[1], false);
    if (!chat)
        return Failure {chat.error()};
    if (what == "leave") {
        const auto left = client.await(client.session().leave(*chat));
        return left ? printChat(client, *chat) : left;
    }
    const auto users = client.resolveUsers(arguments.mid(2));
    if (!users)
        return Failure {users.error()};
    QList<UserId> add;
    QList<UserId> remove;
    QList<RoleChange> roles;
    if (what == "add")
        add = *users;
    else if (what == "remove")
        remove = *users;
    else
        for (const UserId &user : *users)
            roles.append({user, what == "admin" ? Role::Admin : Role::Member});
    const auto changed = client.await(client.session().changeMembers(*chat, add, remove, roles));
    return changed ? printChat(client, *chat) : changed;
}

} // namespace confab::cli
