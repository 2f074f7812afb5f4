#pragma once

#include "ui/common/ui_context.h"

class QWidget;

namespace confab {

//! The list behind Ctrl+/: every shortcut by section, keys as caps.
void showShortcutSheet(const UiContext &context, QWidget *over);

} // namespace confab
