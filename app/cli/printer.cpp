#include "app/cli/printer.h"

#include "app/cli/json_lines.h"
#include "core/protocol/wire_names.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QLocale>

namespace confab::cli {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("cli", text);
}

//! Others choose names and texts: nothing of theirs may steer the terminal.
QString harmless(QString text)
{
    for (QChar &c : text)
        if ((c.category() == QChar::Other_Control && c != '\n' && c != '\t') || (c.unicode() >= 0x202A && c.unicode() <= 0x202E)
            || (c.unicode() >= 0x2066 && c.unicode() <= 0x2069))
            c = QChar::ReplacementCharacter;
    return text;
}

QString timeOf(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms).toString("yyyy-MM-dd hh:mm");
}

QString systemSentence(const MessageRow &row, const Session &session)
{
    QStringList names;
    for (const UserId &user : row.content.users)
        names.append(displayName(session.contact(user)));
    const QString who = row.content.by ? displayName(session.contact(*row.content.by)) : QString();
    const QString what = row.content.what.value_or(QString());
    if (what == "created")
        return tr("%1 began this chat").arg(who);
    if (what == "added")
        return tr("%1 added %2").arg(who, names.join(", "));
    if (what == "removed")
        return tr("%1 removed %2").arg(who, names.join(", "));
    if (what == "left")
        return tr("%1 left").arg(names.isEmpty() ? who : names.join(", "));
    if (what == "role")
        return row.content.role == Role::Admin ? tr("%1 is now an administrator").arg(names.join(", "))
                                               : tr("%1 is no longer an administrator").arg(names.join(", "));
    return tr("(something this version does not know)");
}

QString messageText(const MessageRow &row, const Session &session)
{
    if (row.kind == EventKind::Sys)
        return "-- " + systemSentence(row, session);
    if (row.kind == EventKind::Meta)
        return "-- " + tr("%1 named the group “%2”").arg(displayName(session.contact(row.from)), row.content.title.value_or(QString()));
    QString body = row.content.text.value_or(QString());
    if (row.deleted)
        body = tr("(deleted)");
    else if (row.undecodable)
        body = tr("(this version cannot show this message)");
    else if (!row.content.media.isEmpty())
        body.prepend(tr("[%n attachment(s)] ").replace("%n", QString::number(row.content.media.size())));
    QString text = displayName(session.contact(row.from)) + ": " + body;
    if (row.edited && !row.deleted)
        text += " " + tr("(edited)");
    for (const Reaction &reaction : row.reactions)
        text += QString(" [%1 %2]").arg(reaction.emoji).arg(reaction.users.size());
    return text;
}

QString presencePhrase(const Presence &presence)
{
    switch (presence.state) {
    case PresenceState::Active:
        return tr("online");
    case PresenceState::Away:
        return tr("away");
    case PresenceState::Offline:
        return presence.seen ? tr("last seen %1").arg(timeOf(*presence.seen)) : tr("offline");
    }
    Q_UNREACHABLE();
}

} // namespace

Printer::Printer(bool json)
    : m_out(stdout)
    , m_err(stderr)
    , m_json(json)
{
}

void Printer::line(const QJsonObject &object, const QString &text)
{
    if (m_json)
        m_out << QJsonDocument(object).toJson(QJsonDocument::Compact) << Qt::endl;
    else
        m_out << harmless(text) << Qt::endl;
}

void Printer::message(const MessageRow &row, const Session &session)
{
    const auto chat = session.chat(row.chat).value_or(ChatSummary());
    const QString state = row.from == session.self().user ? " (" + stateName(row, chat, row.from) + ")" : QString();
    line(toJson(row, session),
        QString("%1  %2  %3%4")
            .arg(timeOf(row.ts), row.seq.value ? "#" + QString::number(row.seq.value) : QStringLiteral("…"),
                messageText(row, session), state));
}

void Printer::chat(const ChatSummary &chat, const QList<Member> &members, const Session &session)
{
    QString text = chat.chat.toText() + "  " + titleOf(chat, session);
    if (chat.kind == ChatKind::Direct)
        text += " @" + session.contact(chat.peer).username;
    if (chat.kind == ChatKind::Group)
        text += "  " + tr("%1 members").arg(chat.memberCount);
    if (chat.unread > 0)
        text += "  " + tr("%1 unread").arg(chat.unread);
    if (chat.waiting > 0)
        text += "  " + tr("%1 waiting to be sent").arg(chat.waiting);
    if (chat.left)
        text += "  " + tr("left");
    if (chat.last)
        text += "\n    " + messageText(*chat.last, session).replace('\n', ' ');
    line(toJson(chat, members, session), text);
}

void Printer::device(const Device &device)
{
    QString text = device.device.toText() + "  " + device.name;
    if (device.current)
        text += "  " + tr("(this device)");
    if (device.online)
        text += "  " + tr("online");
    else if (device.seen > 0)
        text += "  " + tr("last seen %1").arg(timeOf(device.seen));
    if (!device.verified)
        text += "  " + tr("NOT SIGNED BY THIS ACCOUNT");
    line(toJson(device), text);
}

void Printer::whoami(const SelfView &self)
{
    line(cli::whoami(self),
        tr("%1 (@%2)\nuser   %3\ndevice %4 %5\nserver %6")
            .arg(self.name, self.username, self.user.toText(), self.device.toText(), self.deviceName, self.server));
}

void Printer::presence(const Presence &presence, const Session &session)
{
    line(toJson(presence, session), displayName(session.contact(presence.user)) + ": " + presencePhrase(presence));
}

void Printer::connection(const ConnectionView &view)
{
    const QJsonObject object = toJson(view);
    line(object, "-- " + object["phase"].toString() + (view.reason.isEmpty() ? QString() : ": " + view.reason));
}

void Printer::marks(const ChatSummary &chat, const Session &session)
{
    line(marksJson(chat),
        tr("%1: received by all up to #%2, read by all up to #%3, read here up to #%4")
            .arg(titleOf(chat, session))
            .arg(chat.recvAll.value)
            .arg(chat.readAll.value)
            .arg(chat.read.value));
}

void Printer::typing(const ChatId &chat, const QList<UserId> &users, const Session &session)
{
    QStringList names;
    for (const UserId &user : users)
        names.append(displayName(session.contact(user)));
    const auto summary = session.chat(chat).value_or(ChatSummary());
    line(typingJson(chat, users, session),
        titleOf(summary, session) + ": " + (names.isEmpty() ? tr("nobody is typing") : tr("%1 typing…").arg(names.join(", "))));
}

void Printer::linkCode(const QString &code, qint64 expires)
{
    line({{"type", "link_code"}, {"code", code}, {"expires", expires}},
        tr("On a device of your account enter this code: %1\n(confab-cli link accept %1)").arg(code));
}

void Printer::digits(const QString &digits, const QString &deviceName)
{
    const QString grouped = digits.left(3) + " " + digits.mid(3);
    line({{"type", "link_digits"}, {"digits", digits}, {"device_name", deviceName}},
        tr("Both devices must show: %1").arg(grouped));
}

void Printer::done(const QJsonObject &object, const QString &sentence)
{
    line(object, sentence);
}

void Printer::error(const CliError &error)
{
    m_err << QJsonDocument(toJson(error)).toJson(QJsonDocument::Compact) << Qt::endl;
}

void Printer::notice(const QString &sentence)
{
    if (m_json)
        m_err << QJsonDocument(QJsonObject {{"notice", sentence}}).toJson(QJsonDocument::Compact) << Qt::endl;
    else
        m_err << harmless(sentence) << Qt::endl;
}

} // namespace confab::cli
