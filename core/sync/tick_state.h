#pragma once

#include "core/store/rows.h"

namespace confab {

//! Where an own message stands by the watermarks of the others (protocol section 7). Others' rows are always Sent.
//! Forward only: it follows from watermarks, which are.
MessageState tickState(const MessageRow &row, const ChatSummary &chat, const UserId &self);

//! What a screen reader says for it, translated.
QString tickText(MessageState state);

} // namespace confab
