#pragma once

#include "core/session/session.h"
#include "ui/common/ui_context.h"

class QWidget;

namespace confab {

class PopupMenu;

//! What can be done to a chat from outside of it: the menu of its row, and the same entries for its header.
namespace chat_actions {

//! The menu of a chat; the caller shows it. `window`: for confirmations and errors.
PopupMenu *menuFor(const UiContext &context, const ChatSummary &chat, QWidget *window);

void toggleRead(const UiContext &context, const ChatSummary &chat);
void setArchived(const UiContext &context, const ChatSummary &chat, bool on, QWidget *window); //!< with "Undo"
void leave(const UiContext &context, const ChatSummary &chat, QWidget *window); //!< asks first
void block(const UiContext &context, const UserId &user, bool on, QWidget *window); //!< asks first

} // namespace chat_actions
} // namespace confab
