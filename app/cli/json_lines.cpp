#include "app/cli/json_lines.h"

#include "core/protocol/wire_names.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace confab::cli {

namespace {

QString latin1(std::string_view text)
{
    return QString::fromLatin1(text.data(), qsizetype(text.size()));
}

QString nameOfPhase(ConnectionPhase phase)
{
    switch (phase) {
    case ConnectionPhase::Offline:
        return "offline";
    case ConnectionPhase::Connecting:
        return "connecting";
    case ConnectionPhase::Updating:
        return "updating";
    case ConnectionPhase::Online:
        return "online";
    case ConnectionPhase::Waiting:
        return "waiting";
    case ConnectionPhase::Fatal:
        return "fatal";
    }
    Q_UNREACHABLE();
}

QJsonArray usersJson(const QList<UserId> &users)
{
    QJsonArray list;
    for (const UserId &user : users)
        list.append(user.toText());
    return list;
}

QJsonArray reactionsJson(const QList<Reaction> &reactions)
{
    QJsonArray list;
    for (const Reaction &reaction : reactions)
        list.append(QJsonObject {{"emoji", reaction.emoji}, {"users", usersJson(reaction.users)}});
    return list;
}

QJsonArray mediaJson(const QList<Attachment> &media)
{
    QJsonArray list;
    for (const Attachment &item : media)
        list.append(QJsonObject {{"name", item.name}, {"mime", item.mime}, {"size", item.size}, {"width", item.width},
            {"height", item.height}, {"duration", item.durationMs}});
    return list;
}

//! What a `sys` event says, in its own keys.
void addSystemFields(QJsonObject &object, const Content &content)
{
    object["type"] = "system";
    object["what"] = content.what.value_or(QString());
    if (content.by)
        object["by"] = content.by->toText();
    QJsonArray users;
    for (const UserId &user : content.users)
        users.append(user.toText());
    object["users"] = users;
    if (content.role)
        object["role"] = latin1(enumName(*content.role));
}

} // namespace

QString displayName(const Contact &contact)
{
    if (!contact.name.isEmpty())
        return contact.name;
    return contact.username.isEmpty() ? contact.user.toText() : contact.username;
}

QString titleOf(const ChatSummary &chat, const Session &session)
{
    switch (chat.kind) {
    case ChatKind::Group:
        return chat.title;
    case ChatKind::Self:
        return QCoreApplication::translate("cli", "Note to self");
    case ChatKind::Direct:
        return displayName(session.contact(chat.peer));
    }
    Q_UNREACHABLE();
}

QString stateName(const MessageRow &row, const ChatSummary &chat, const UserId &self)
{
    if (row.state == MessageState::Failed)
        return "failed";
    if (row.seq.value == 0)
        return "queued";
    if (row.from == self && chat.kind != ChatKind::Self) {
        if (row.seq <= chat.readAll)
            return "read";
        if (row.seq <= chat.recvAll)
            return "delivered";
    }
    return "sent";
}

QJsonObject toJson(const MessageRow &row, const Session &session)
{
    const auto chat = session.chat(row.chat).value_or(ChatSummary());
    QJsonObject object {
        {"type", "message"},
        {"chat", row.chat.toText()},
        {"seq", row.seq.value},
        {"cid", row.cid.toText()},
        {"from", row.from.toText()},
        {"from_name", displayName(session.contact(row.from))},
        {"text", row.content.text.value_or(QString())},
        {"ts", row.ts},
        {"state", stateName(row, chat, session.self().user)},
        {"edited", row.edited},
        {"deleted", row.deleted},
        {"reply_to", row.content.reply ? QJsonValue(row.content.reply->seq.value) : QJsonValue()},
        {"media", mediaJson(row.content.media)},
        {"reactions", reactionsJson(row.reactions)},
        {"played", usersJson(row.played)},
        {"enc", latin1(enumName(row.enc))},
    };
    if (row.failure)
        object["error"] = latin1(toWire(*row.failure));
    if (row.undecodable)
        object["undecodable"] = true;
    if (row.kind == EventKind::Sys)
        addSystemFields(object, row.content);
    return object;
}

QJsonObject toJson(const ChatSummary &chat, const QList<Member> &members, const Session &session)
{
    QJsonArray list;
    for (const Member &member : members) {
        const Contact contact = session.contact(member.user);
        list.append(QJsonObject {{"user", member.user.toText()}, {"username", contact.username},
            {"name", displayName(contact)}, {"role", latin1(enumName(member.role))}});
    }
    return {
        {"type", "chat"},
        {"chat", chat.chat.toText()},
        {"kind", latin1(enumName(chat.kind))},
        {"title", titleOf(chat, session)},
        {"about", chat.about},
        {"unread", chat.unread},
        {"head", chat.head.value},
        {"read", chat.read.value},
        {"last", chat.last ? QJsonValue(toJson(*chat.last, session)) : QJsonValue()},
        {"members", list},
        {"role", latin1(enumName(chat.myRole))},
        {"left", chat.left},
        {"muted_until", double(chat.mutedUntil)},
        {"pinned", chat.pinned > 0},
        {"archived", chat.archived},
        {"marked_unread", chat.markedUnread},
        {"waiting", chat.waiting},
        {"enc", latin1(enumName(chat.enc))},
    };
}

QJsonObject toJson(const Device &device)
{
    return {{"type", "device"}, {"device", device.device.toText()}, {"name", device.name}, {"created", device.created},
        {"seen", device.seen}, {"online", device.online}, {"current", device.current}, {"verified", device.verified}};
}

QJsonObject toJson(const Presence &presence, const Session &session)
{
    return {{"type", "presence"}, {"user", presence.user.toText()},
        {"username", session.contact(presence.user).username}, {"state", latin1(enumName(presence.state))},
        {"seen", presence.seen ? QJsonValue(*presence.seen) : QJsonValue()}};
}

QJsonObject toJson(const ConnectionView &connection)
{
    QJsonObject object {{"type", "connection"}, {"phase", nameOfPhase(connection.phase)}};
    if (connection.phase == ConnectionPhase::Waiting)
        object["retry_at"] = connection.retryAt;
    if (!connection.reason.isEmpty())
        object["reason"] = connection.reason;
    return object;
}

QJsonObject toJson(const CliError &error)
{
    return {{"error", QJsonObject {{"code", error.code}, {"msg", error.msg}}}};
}

QJsonObject whoami(const SelfView &self)
{
    return {{"user", self.user.toText()}, {"username", self.username}, {"name", self.name},
        {"device", self.device.toText()}, {"device_name", self.deviceName}, {"server", self.server}};
}

QJsonObject marksJson(const ChatSummary &chat)
{
    return {{"type", "marks"}, {"chat", chat.chat.toText()}, {"recv_all", chat.recvAll.value},
        {"read_all", chat.readAll.value}, {"read", chat.read.value}, {"unread", chat.unread}};
}

QJsonObject typingJson(const ChatId &chat, const QList<UserId> &users, const Session &session)
{
    QJsonArray list;
    for (const UserId &user : users)
        list.append(QJsonObject {{"user", user.toText()}, {"username", session.contact(user).username}});
    return {{"type", "typing"}, {"chat", chat.toText()}, {"users", list}};
}

} // namespace confab::cli
