#include "core/sync/tick_state.h"

#include <QCoreApplication>

namespace confab {

MessageState tickState(const MessageRow &row, const ChatSummary &chat, const UserId &self)
{
    if (row.from != self)
        return MessageState::Sent;
    if (row.seq == Seq())
        return row.state == MessageState::Failed ? MessageState::Failed : MessageState::Queued;
    if (row.seq <= chat.readAll)
        return MessageState::Read;
    if (row.seq <= chat.recvAll)
        return MessageState::Delivered;
    return MessageState::Sent;
}

QString tickText(MessageState state)
{
    switch (state) {
    case MessageState::Queued:
        return QCoreApplication::translate("Ticks", "Sending");
    case MessageState::Sent:
        return QCoreApplication::translate("Ticks", "Sent");
    case MessageState::Delivered:
        return QCoreApplication::translate("Ticks", "Delivered");
    case MessageState::Read:
        return QCoreApplication::translate("Ticks", "Read");
    case MessageState::Failed:
        return QCoreApplication::translate("Ticks", "Not sent, press Enter for options");
    }
    return {};
}

} // namespace confab
