#pragma once

#include "ui/settings/settings_page.h"

#include <QKeySequence>
#include <QList>

namespace confab {

//! Every action of the window that has keys, by id. Those marked as the chat's own are handled by composer and timeline
//! and stand here so that one list tells them all.
enum class ShortcutId {
    Search, NewChat, NewGroup,
    PreviousChat, NextChat, PreviousUnread, NextUnread,
    Chat1, Chat2, Chat3, Chat4, Chat5, Chat6, Chat7, Chat8, Chat9,
    MarkRead, Archive, Mute, Info, NewestMessage,
    TextLarger, TextSmaller, TextNormal,
    Settings, Shortcuts, Minimise, Close, Quit,
    Count, // the chat's own follow in the table
};

struct ShortcutRow {
    ShortcutId id; //!< Count: handled by the chat itself
    const char *section; //!< translation source, context "Shortcuts"
    const char *what;
    QList<QKeySequence> keys;
};

const QList<ShortcutRow> &shortcutTable();
QList<QKeySequence> shortcutKeys(ShortcutId id);
//! For the settings page and the list behind Ctrl+/. The nine "open chat n" are one line.
QList<ShortcutInfo> shortcutList();

} // namespace confab
