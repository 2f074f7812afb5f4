#pragma once

#include "core/session/session.h"
#include "ui/common/avatar_painter.h"

#include <QString>

namespace confab {

//! What one row of the chat list says, worked out from the snapshots once per change.
struct ChatRow {
    enum class Tone { Plain, Typing, Draft, Failed };

    QString title;
    AvatarSpec avatar;
    bool online = false;
    QString time;
    std::optional<MessageState> tick; //!< of the own last message
    Tone tone = Tone::Plain;
    QString lead; //!< "Kofi:", "Draft:": in a colour of its own
    QString preview;
    QString icon; //!< of an attachment, before the preview
    int unread = 0;
    bool unreadIsEstimate = false;
    bool unreadMark = false; //!< marked as unread, no number
    bool muted = false;
    bool mentioned = false;
    bool pinned = false;
    QString spoken; //!< the row as a sentence, for screen readers

    QString badge() const; //!< "7", "999+", "•"; empty for none
    bool hasBadge() const { return unread > 0 || unreadMark; }
};

//! `open`: the chat is on screen, so its draft is in the composer already.
ChatRow describeChat(const ChatSummary &chat, const Session &session, bool open, qint64 now);

} // namespace confab
