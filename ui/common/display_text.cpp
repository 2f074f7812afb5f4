#include "ui/common/display_text.h"

#include "core/session/session.h"
#include "ui/common/media_text.h"

#include <QCoreApplication>

namespace confab {

namespace {

struct DisplayText {
    Q_DECLARE_TR_FUNCTIONS(DisplayText)
};

constexpr QChar firstStrongIsolate(0x2068);
constexpr QChar popIsolate(0x2069);

// Characters that would reach out of the text and reorder what stands beside it.
bool isDirectionOverride(QChar c)
{
    return (c >= QChar(0x202A) && c <= QChar(0x202E)) || (c >= QChar(0x2066) && c <= QChar(0x2069));
}

QString namesOf(const Session &session, const QList<UserId> &users)
{
    QStringList names;
    for (const UserId &user : users.first(std::min<qsizetype>(users.size(), 3)))
        names.append(isolated(userName(session, user)));
    if (users.size() > 3)
        return DisplayText::tr("%1 and %n other(s)", nullptr, int(users.size() - 3)).arg(names.join(", "));
    return names.join(", ");
}

} // namespace

QString isolated(const QString &name)
{
    return firstStrongIsolate + name + popIsolate;
}

QString oneLine(const QString &text, int maxLength)
{
    QString line;
    line.reserve(std::min<qsizetype>(text.size(), maxLength));
    bool space = false;
    for (QChar c : text) {
        if (line.size() >= maxLength)
            break;
        if (isDirectionOverride(c))
            continue;
        // U+200D joins emoji and letters and is a format character, not a control: it stays.
        if (c.isSpace() || c.category() == QChar::Other_Control) {
            space = !line.isEmpty();
            continue;
        }
        if (space)
            line.append(' ');
        space = false;
        line.append(c);
    }
    if (!line.isEmpty() && line.back().isHighSurrogate())
        line.chop(1);
    return line;
}

QString contactName(const Contact &person)
{
    if (const QString name = oneLine(person.name, 128); !name.isEmpty())
        return name;
    return person.username.isEmpty() ? DisplayText::tr("Unknown") : '@' + oneLine(person.username, 64);
}

QString userName(const Session &session, const UserId &user)
{
    if (user == session.self().user)
        return DisplayText::tr("You");
    return contactName(session.contact(user));
}

QString chatTitle(const ChatSummary &chat, const Session &session)
{
    switch (chat.kind) {
    case ChatKind::Self:
        return DisplayText::tr("Notes to self");
    case ChatKind::Direct:
        return contactName(session.contact(chat.peer));
    case ChatKind::Group:
        break;
    }
    const QString title = oneLine(chat.title, 128);
    return title.isEmpty() ? DisplayText::tr("Group") : title;
}

static QString metaText(const MessageRow &row, const Session &session)
{
    const Content &c = row.content;
    const bool byMe = row.from == session.self().user;
    const QString by = isolated(userName(session, row.from));
    if (c.title && !c.title->isEmpty()) {
        const QString title = isolated(oneLine(*c.title, 128));
        return byMe ? DisplayText::tr("You named the group %1").arg(title)
                    : DisplayText::tr("%1 named the group %2").arg(by, title);
    }
    return byMe ? DisplayText::tr("You changed the group's description")
                : DisplayText::tr("%1 changed the group's description").arg(by);
}

QString systemText(const MessageRow &row, const Session &session)
{
    if (row.kind == EventKind::Meta)
        return metaText(row, session);
    const Content &c = row.content;
    const UserId self = session.self().user;
    const bool byMe = c.by && *c.by == self;
    const QString by = c.by ? isolated(userName(session, *c.by)) : QString();
    const QString users = namesOf(session, c.users);
    const bool me = c.users.size() == 1 && c.users.first() == self;
    const QString what = c.what.value_or(QString());
    if (what == "created")
        return byMe ? DisplayText::tr("You created this chat") : DisplayText::tr("%1 created this chat").arg(by);
    if (what == "added") {
        if (me)
            return DisplayText::tr("%1 added you").arg(by);
        return byMe ? DisplayText::tr("You added %1").arg(users) : DisplayText::tr("%1 added %2").arg(by, users);
    }
    if (what == "removed") {
        if (me)
            return DisplayText::tr("%1 removed you").arg(by);
        return byMe ? DisplayText::tr("You removed %1").arg(users) : DisplayText::tr("%1 removed %2").arg(by, users);
    }
    if (what == "left")
        return me || (c.users.isEmpty() && byMe) ? DisplayText::tr("You left")
                                                 : DisplayText::tr("%1 left").arg(c.users.isEmpty() ? by : users);
    if (what == "role") {
        const bool admin = c.role == Role::Admin;
        if (me)
            return admin ? DisplayText::tr("You are an admin now") : DisplayText::tr("You are no longer an admin");
        return admin ? DisplayText::tr("%1 is an admin now").arg(users)
                     : DisplayText::tr("%1 is no longer an admin").arg(users);
    }
    return DisplayText::tr("Something changed. Update Confab to see what");
}

QString previewText(const MessageRow &row, const Session &session)
{
    if (row.deleted)
        return DisplayText::tr("Message deleted");
    if (row.kind != EventKind::Msg)
        return systemText(row, session);
    if (row.undecodable)
        return DisplayText::tr("Update Confab to see this message");
    if (const QString text = oneLine(row.content.text.value_or(QString())); !text.isEmpty())
        return text;
    return mediaSummary(row.content.media);
}

} // namespace confab
