#pragma once

#include "core/store/rows.h"

namespace confab {

class Session;

//! A message as a screen reader says it: "Alice, in reply to Bob: Great, thanks. 18:55. Read."
QString messageSpeech(const MessageRow &row, const ChatSummary &chat, const Session &session);

//! One message as plain text for the clipboard, with name and time: "[3 March 2024 18:55] Alice: Great,
//! thanks."
QString messageForCopy(const MessageRow &row, const Session &session);

} // namespace confab
