#include "ui/chatlist/chat_row.h"

#include "core/sync/tick_state.h"
#include "core/sync/time_label.h"
#include "core/sync/typing_state.h"
#include "ui/common/display_text.h"
#include "ui/common/presence_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTimeZone>

namespace confab {

namespace {

struct ChatRowText {
    Q_DECLARE_TR_FUNCTIONS(ChatRow)
};

constexpr int badgeMost = 999;

QString attachmentIcon(const MessageRow &row)
{
    if (row.deleted || row.content.media.isEmpty())
        return {};
    const QString &mime = row.content.media.first().mime;
    if (mime.startsWith("image/"))
        return "image";
    if (mime.startsWith("video/"))
        return "video";
    return mime.startsWith("audio/") ? "mic" : "file";
}

QString firstName(const QString &name)
{
    const qsizetype space = name.indexOf(' ');
    return space > 0 ? name.left(space) : name;
}

void describeLast(ChatRow &row, const ChatSummary &chat, const Session &session)
{
    if (!chat.last) {
        row.preview = chat.kind == ChatKind::Self ? ChatRowText::tr("Only you can read what you put here")
                                                  : ChatRowText::tr("No messages yet");
        return;
    }
    const MessageRow &last = *chat.last;
    const UserId self = session.self().user;
    row.preview = previewText(last, session);
    row.icon = attachmentIcon(last);
    const bool own = last.from == self && last.kind == EventKind::Msg;
    if (own && chat.kind != ChatKind::Self && !last.deleted)
        row.tick = tickState(last, chat, self);
    else if (own && last.state != MessageState::Sent && last.seq.value == 0)
        row.tick = last.state;
    if (chat.failed) {
        row.tick = MessageState::Failed;
        row.tone = ChatRow::Tone::Failed;
        // The first of the queue failed; what stands last may be one that waits behind it.
        row.preview = chat.waiting > 1 ? ChatRowText::tr("%n message(s) not sent", nullptr, chat.waiting)
                                       : ChatRowText::tr("Not sent: %1").arg(row.preview);
    } else if (chat.kind == ChatKind::Group && last.kind == EventKind::Msg && !own) {
        row.lead = ChatRowText::tr("%1:").arg(isolated(firstName(userName(session, last.from))));
    }
}

QString speak(const ChatRow &row, const ChatSummary &chat)
{
    QStringList parts {row.title};
    if (chat.kind == ChatKind::Group)
        parts += ChatRowText::tr("group");
    if (row.online)
        parts += ChatRowText::tr("online");
    if (row.muted)
        parts += ChatRowText::tr("muted");
    if (row.pinned)
        parts += ChatRowText::tr("pinned");
    if (row.unread > 0)
        parts += ChatRowText::tr("%n unread message(s)", nullptr, row.unread);
    else if (row.unreadMark)
        parts += ChatRowText::tr("marked as unread");
    if (row.mentioned)
        parts += ChatRowText::tr("you are mentioned");
    parts += row.lead.isEmpty() ? row.preview : row.lead + ' ' + row.preview;
    if (row.tick)
        parts += tickText(*row.tick);
    parts += row.time;
    parts.removeAll(QString());
    return parts.join(", ");
}

} // namespace

QString ChatRow::badge() const
{
    if (unread > badgeMost)
        return ChatRowText::tr("%1+").arg(badgeMost);
    if (unread > 0)
        return QLocale().toString(unread);
    return unreadMark ? QStringLiteral("•") : QString();
}

ChatRow describeChat(const ChatSummary &chat, const Session &session, bool open, qint64 now)
{
    ChatRow row;
    row.title = chatTitle(chat, session);
    row.avatar = AvatarSpec::of(chat, session);
    row.online = chat.kind == ChatKind::Direct && isOnline(session, chat.peer);
    if (chat.activity > 0)
        row.time = listTime(chat.last ? chat.last->ts : chat.activity, now, QLocale(), QTimeZone::systemTimeZone()).text;
    row.unread = chat.unread;
    row.unreadIsEstimate = chat.unreadIsEstimate;
    row.unreadMark = chat.markedUnread && chat.unread == 0;
    row.muted = chat.mutedUntil > now;
    row.mentioned = chat.mentioned && chat.unread > 0;
    row.pinned = chat.pinned > 0;

    describeLast(row, chat, session);
    if (!open && !chat.draft.text.trimmed().isEmpty()) {
        row.tone = ChatRow::Tone::Draft;
        row.lead = ChatRowText::tr("Draft:");
        row.preview = oneLine(chat.draft.text);
        row.icon.clear();
        row.tick.reset();
    }
    if (const QList<UserId> typing = session.typing(chat.chat); !typing.isEmpty()) {
        QStringList names;
        for (const UserId &user : typing)
            names.append(isolated(firstName(userName(session, user))));
        row.tone = ChatRow::Tone::Typing;
        row.lead.clear();
        row.icon.clear();
        row.preview = typingPhrase(names, chat.kind == ChatKind::Direct);
    }
    row.spoken = speak(row, chat);
    return row;
}

} // namespace confab
