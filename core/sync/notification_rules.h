#pragma once

#include "core/store/rows.h"

#include <QHash>
#include <QList>
#include <QSet>

namespace confab {

//! Notifications as derived state (experience.md 1.11 and 2.13): what should be on screen follows from the summaries;
//! a diff against what is on screen creates, updates and closes. Replay, restart and reading elsewhere need no code.
class NotificationRules {
public:
    struct Situation {
        bool syncDone = false; //!< while catching up nothing new appears
        bool userActive = false; //!< the window is active and was used in the last 30 s
        std::optional<ChatId> open; //!< the chat on screen
        qint64 now = 0; //!< ms since 1970, for mutes
    };
    struct Shown {
        ChatId chat;
        Seq last; //!< newest message that it tells of
        int unread = 0;
        friend bool operator==(const Shown &, const Shown &) = default;
    };
    struct Actions {
        QList<Shown> show; //!< new or updated: one live notification a chat
        QSet<ChatId> alert; //!< of those, the ones that may make a sound: their newest message is new
        QList<ChatId> close;
        bool isEmpty() const { return show.isEmpty() && close.isEmpty(); }
    };

    //! Whether this chat deserves a notification now.
    static bool wanted(const ChatSummary &chat, const Situation &situation);
    //! What to do so that the screen agrees with `chats`, which are those that changed; call `removed` where one is gone.
    [[nodiscard]] Actions reconcile(const QList<ChatSummary> &chats, const Situation &situation);
    //! The user closed it: not shown again before a newer message.
    void dismissed(const ChatId &chat);
    [[nodiscard]] Actions removed(const ChatId &chat);

private:
    QHash<ChatId, Shown> m_shown;
    QHash<ChatId, Seq> m_told; //!< up to here it was shown or dismissed
};

//! The one number of badge, tray and title. Archived chats count as muted ones do; one marked unread counts as 1.
int badgeTotal(const QList<ChatSummary> &chats, bool includeMuted, qint64 now);

} // namespace confab
