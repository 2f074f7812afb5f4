#include "ui/chatlist/chat_actions.h"

#include "core/session/when_done.h"
#include "ui/chatlist/chat_list_model.h"
#include "ui/common/display_text.h"
#include "ui/common/menu.h"
#include "ui/common/sheet.h"
#include "ui/common/toast.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPointer>
#include <limits>

namespace confab::chat_actions {

namespace {

struct ActionText {
    Q_DECLARE_TR_FUNCTIONS(ChatActions)
};

constexpr qint64 hour = 3'600'000;

// A command whose failure the user has to hear of.
void report(const UiContext &context, const QFuture<Outcome<Done>> &future, QWidget *window)
{
    whenDone(future, window, [context, window](const Outcome<Done> &outcome) {
        if (!outcome)
            Toast::show(context, window, outcome.error().message);
    });
}

QString untilText(qint64 until, qint64 now)
{
    if (until == std::numeric_limits<qint64>::max())
        return ActionText::tr("Unmute");
    const QDateTime end = QDateTime::fromMSecsSinceEpoch(until);
    const bool today = end.date() == QDateTime::fromMSecsSinceEpoch(now).date();
    return ActionText::tr("Unmute (muted until %1)")
        .arg(today ? clockTime(until) : QLocale().toString(end, QLocale::ShortFormat));
}

void addMute(PopupMenu *menu, const UiContext &context, const ChatSummary &chat)
{
    const ChatId id = chat.chat;
    const auto mute = [context, id](qint64 until) { return [context, id, until] { context.session->setMuted(id, until); }; };
    const qint64 now = context.now();
    if (chat.mutedUntil > now) {
        menu->addItem("bell", untilText(chat.mutedUntil, now), mute(0));
        return;
    }
    PopupMenu *durations = menu->addSubmenu("belloff", ActionText::tr("Mute"));
    durations->addItem({}, ActionText::tr("For 1 hour"), mute(now + hour));
    durations->addItem({}, ActionText::tr("For 8 hours"), mute(now + 8 * hour));
    durations->addItem({}, ActionText::tr("For 1 week"), mute(now + 7 * 24 * hour));
    durations->addItem({}, ActionText::tr("Always"), mute(std::numeric_limits<qint64>::max()));
}

} // namespace

void toggleRead(const UiContext &context, const ChatSummary &chat)
{
    if (!ChatListModel::hasUnread(chat)) {
        context.session->setMarkedUnread(chat.chat, true);
        return;
    }
    if (chat.markedUnread)
        context.session->setMarkedUnread(chat.chat, false);
    if (chat.unread > 0)
        context.session->markRead(chat.chat, chat.head);
}

void setArchived(const UiContext &context, const ChatSummary &chat, bool on, QWidget *window)
{
    context.session->setArchived(chat.chat, on);
    Toast::show(context, window, on ? ActionText::tr("Chat archived") : ActionText::tr("Chat moved back to the list"),
        ActionText::tr("Undo"), [context, id = chat.chat, on] { context.session->setArchived(id, !on); });
}

void leave(const UiContext &context, const ChatSummary &chat, QWidget *window)
{
    askSheet(context, window, ActionText::tr("Leave %1?").arg(isolated(chatTitle(chat, *context.session))),
        ActionText::tr("You will receive no more messages of this group. What you have stays here."), ActionText::tr("Leave"),
        true, [context, id = chat.chat, window] { report(context, context.session->leave(id), window); });
}

void block(const UiContext &context, const UserId &user, bool on, QWidget *window)
{
    const auto run = [context, user, on, window] { report(context, context.session->block(user, on), window); };
    if (!on) {
        run();
        return;
    }
    askSheet(context, window, ActionText::tr("Block %1?").arg(isolated(userName(*context.session, user))),
        ActionText::tr("They cannot send you direct messages or see when you are online. They are not told."),
        ActionText::tr("Block"), true, run);
}

PopupMenu *menuFor(const UiContext &context, const ChatSummary &chat, QWidget *window)
{
    Session *session = context.session;
    const ChatId id = chat.chat;
    auto *menu = new PopupMenu(context, window);
    const bool unread = ChatListModel::hasUnread(chat);
    menu->addItem(unread ? "select" : "unread", unread ? ActionText::tr("Mark as read") : ActionText::tr("Mark as unread"),
        [context, chat] { toggleRead(context, chat); });
    const bool pinned = chat.pinned > 0;
    menu->addItem(pinned ? "unpin" : "pin", pinned ? ActionText::tr("Unpin") : ActionText::tr("Pin"),
        [session, id, pinned] { session->setPinned(id, !pinned); });
    if (chat.kind != ChatKind::Self)
        addMute(menu, context, chat);
    menu->addItem(chat.archived ? "unarchive" : "archive", chat.archived ? ActionText::tr("Unarchive") : ActionText::tr("Archive"),
        [context, chat, window] { setArchived(context, chat, !chat.archived, window); });
    if (chat.kind == ChatKind::Group && !chat.left) {
        menu->addSeparator();
        menu->addDanger("logout", ActionText::tr("Leave group…"), [context, chat, window] { leave(context, chat, window); });
    } else if (chat.kind == ChatKind::Direct) {
        menu->addSeparator();
        if (session->contact(chat.peer).blocked)
            menu->addItem("block", ActionText::tr("Unblock"), [=] { block(context, chat.peer, false, window); });
        else
            menu->addDanger("block", ActionText::tr("Block…"), [=] { block(context, chat.peer, true, window); });
    }
    return menu;
}

} // namespace confab::chat_actions
