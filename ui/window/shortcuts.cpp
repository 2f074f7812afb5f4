#include "ui/window/shortcuts.h"

#include <QCoreApplication>

namespace confab {

namespace {

constexpr char general[] = QT_TRANSLATE_NOOP("Shortcuts", "General");
constexpr char chats[] = QT_TRANSLATE_NOOP("Shortcuts", "Chats");
constexpr char writing[] = QT_TRANSLATE_NOOP("Shortcuts", "Writing");
constexpr char messages[] = QT_TRANSLATE_NOOP("Shortcuts", "Messages");

QKeySequence keys(const char *text)
{
    return QKeySequence(QLatin1StringView(text));
}

QList<ShortcutRow> makeTable()
{
    using Id = ShortcutId;
    QList<ShortcutRow> table {
        {Id::Search, general, QT_TRANSLATE_NOOP("Shortcuts", "Search"), {keys("Ctrl+K"), keys("Ctrl+F")}},
        {Id::NewChat, general, QT_TRANSLATE_NOOP("Shortcuts", "New chat"), {keys("Ctrl+N")}},
        {Id::NewGroup, general, QT_TRANSLATE_NOOP("Shortcuts", "New group"), {keys("Ctrl+Shift+N")}},
        {Id::Settings, general, QT_TRANSLATE_NOOP("Shortcuts", "Settings"), {keys("Ctrl+,")}},
        {Id::Shortcuts, general, QT_TRANSLATE_NOOP("Shortcuts", "This list"), {keys("Ctrl+/")}},
        {Id::TextLarger, general, QT_TRANSLATE_NOOP("Shortcuts", "Larger text"), {keys("Ctrl++"), keys("Ctrl+=")}},
        {Id::TextSmaller, general, QT_TRANSLATE_NOOP("Shortcuts", "Smaller text"), {keys("Ctrl+-")}},
        {Id::TextNormal, general, QT_TRANSLATE_NOOP("Shortcuts", "Normal text size"), {keys("Ctrl+0")}},
        {Id::Minimise, general, QT_TRANSLATE_NOOP("Shortcuts", "Minimise the window"), {keys("Ctrl+M")}},
        {Id::Close, general, QT_TRANSLATE_NOOP("Shortcuts", "Close the window"), {keys("Ctrl+W")}},
        {Id::Quit, general, QT_TRANSLATE_NOOP("Shortcuts", "Quit"), {keys("Ctrl+Q")}},
        {Id::PreviousChat, chats, QT_TRANSLATE_NOOP("Shortcuts", "Previous chat"), {keys("Alt+Up"), keys("Ctrl+PgUp")}},
        {Id::NextChat, chats, QT_TRANSLATE_NOOP("Shortcuts", "Next chat"), {keys("Alt+Down"), keys("Ctrl+PgDown")}},
        {Id::PreviousUnread, chats, QT_TRANSLATE_NOOP("Shortcuts", "Previous unread chat"), {keys("Alt+Shift+Up")}},
        {Id::NextUnread, chats, QT_TRANSLATE_NOOP("Shortcuts", "Next unread chat"), {keys("Alt+Shift+Down")}},
        {Id::MarkRead, chats, QT_TRANSLATE_NOOP("Shortcuts", "Mark as read or unread"), {keys("Ctrl+R")}},
        {Id::Archive, chats, QT_TRANSLATE_NOOP("Shortcuts", "Archive or unarchive"), {keys("Ctrl+Shift+A")}},
        {Id::Mute, chats, QT_TRANSLATE_NOOP("Shortcuts", "Mute or unmute"), {keys("Ctrl+Shift+M")}},
        {Id::Info, chats, QT_TRANSLATE_NOOP("Shortcuts", "Chat info"), {keys("Ctrl+D")}},
        {Id::NewestMessage, messages, QT_TRANSLATE_NOOP("Shortcuts", "Newest message"), {keys("Ctrl+J")}},
        {Id::Count, messages, QT_TRANSLATE_NOOP("Shortcuts", "Reply to the message above or below"), {keys("Ctrl+Up"), keys("Ctrl+Down")}},
        {Id::Count, messages, QT_TRANSLATE_NOOP("Shortcuts", "Copy"), {keys("Ctrl+C")}},
        {Id::Count, messages, QT_TRANSLATE_NOOP("Shortcuts", "Options of a message"), {keys("Return")}},
        {Id::Count, writing, QT_TRANSLATE_NOOP("Shortcuts", "New line"), {keys("Shift+Return")}},
        {Id::Count, writing, QT_TRANSLATE_NOOP("Shortcuts", "Edit the last message, in an empty field"), {keys("Up")}},
        {Id::Count, writing, QT_TRANSLATE_NOOP("Shortcuts", "Close: menu, selection, reply, search, chat"), {keys("Esc")}},
    };
    const auto before = std::find_if(table.cbegin(), table.cend(), [](const ShortcutRow &row) { return row.section == messages; });
    const qsizetype at = before - table.cbegin();
    for (int n = 8; n >= 0; --n) {
        table.insert(at, {Id(int(Id::Chat1) + n), chats, QT_TRANSLATE_NOOP("Shortcuts", "First to ninth chat"),
            {QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + n))}});
    }
    return table;
}

} // namespace

const QList<ShortcutRow> &shortcutTable()
{
    static const QList<ShortcutRow> table = makeTable();
    return table;
}

QList<QKeySequence> shortcutKeys(ShortcutId id)
{
    for (const ShortcutRow &row : shortcutTable()) {
        if (row.id == id)
            return row.keys;
    }
    return {};
}

QList<ShortcutInfo> shortcutList()
{
    QList<ShortcutInfo> list;
    for (const ShortcutRow &row : shortcutTable()) {
        if (row.id > ShortcutId::Chat1 && row.id < ShortcutId::Chat9)
            continue;
        if (row.id == ShortcutId::Chat9) {
            list.last().keys += row.keys; // Ctrl+1 … Ctrl+9
            continue;
        }
        list.append({QCoreApplication::translate("Shortcuts", row.section), QCoreApplication::translate("Shortcuts", row.what), row.keys});
    }
    return list;
}

} // namespace confab
