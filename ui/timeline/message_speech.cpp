#include "ui/timeline/message_speech.h"

#include "core/session/session.h"
#include "core/sync/tick_state.h"
#include "ui/common/display_text.h"
#include "ui/common/media_text.h"

#include <QCoreApplication>
#include <QLocale>

namespace confab {
namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(confab::Timeline)
};

QString bodyOf(const MessageRow &row)
{
    if (row.deleted)
        return Texts::tr("Message deleted");
    if (row.undecodable)
        return Texts::tr("Waiting for this message");
    const bool written = row.content.text && !row.content.text->isEmpty();
    if (!row.content.media.isEmpty())
        return written ? Texts::tr("%1: %2").arg(mediaSummary(row.content.media), *row.content.text)
                       : mediaSummary(row.content.media);
    return written ? *row.content.text : Texts::tr("A message of a kind that this version does not know");
}

} // namespace

QString messageSpeech(const MessageRow &row, const ChatSummary &chat, const Session &session)
{
    if (row.kind != EventKind::Msg)
        return Texts::tr("%1. %2.").arg(systemText(row, session), clockTime(row.ts));
    const auto name = isolated(userName(session, row.from));
    const auto body = bodyOf(row);
    QString sentence = row.content.reply && !row.deleted
        ? Texts::tr("%1, in reply to %2: %3").arg(name, isolated(userName(session, row.content.reply->from)), body)
        : Texts::tr("%1: %2").arg(name, body);
    if (!sentence.isEmpty() && !sentence.back().isPunct())
        sentence += u'.';
    sentence += u' ' + clockTime(row.ts) + u'.';
    if (row.edited && !row.deleted)
        sentence += u' ' + Texts::tr("Edited.");
    int reactions = 0;
    for (const auto &reaction : row.reactions)
        reactions += int(reaction.users.size());
    if (reactions > 0)
        sentence += u' '
            + (reactions == 1
                    ? Texts::tr("1 reaction.")
                    : QCoreApplication::translate("confab::Timeline", "%n reactions.", nullptr, reactions));
    if (row.from == session.self().user && !row.deleted) {
        const auto state = tickState(row, chat, session.self().user);
        sentence += u' '
            + (state == MessageState::Failed ? Texts::tr("Not sent, press Enter for options.")
                                             : tickText(state) + u'.');
    }
    return sentence;
}

QString messageForCopy(const MessageRow &row, const Session &session)
{
    const auto when = QLocale().toString(QDateTime::fromMSecsSinceEpoch(row.ts), QLocale::ShortFormat);
    if (row.kind != EventKind::Msg)
        return QStringLiteral("[%1] %2").arg(when, systemText(row, session));
    return QStringLiteral("[%1] %2: %3").arg(when, userName(session, row.from), bodyOf(row));
}

} // namespace confab
