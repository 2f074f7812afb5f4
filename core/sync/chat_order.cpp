#include "core/sync/chat_order.h"

#include <algorithm>

namespace confab {

qint64 activityOf(const ChatSummary &chat)
{
    return chat.draft.isEmpty() ? chat.activity : std::max(chat.activity, chat.draft.editedAt);
}

bool standsBefore(const ChatSummary &a, const ChatSummary &b)
{
    if ((a.pinned > 0) != (b.pinned > 0))
        return a.pinned > 0;
    if (a.pinned != b.pinned)
        return a.pinned < b.pinned;
    if (a.pinned == 0 && activityOf(a) != activityOf(b))
        return activityOf(a) > activityOf(b);
    return a.chat < b.chat;
}

} // namespace confab
