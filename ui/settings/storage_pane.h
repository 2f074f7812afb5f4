#pragma once

#include "core/media/media_values.h"
#include "ui/settings/settings_pane.h"

#include <QList>

namespace confab {

class Button;
class OptionRow;
class Segments;
class UsageBar;
class UsageRow;

//! What the account's files take on this device and may be cleared; what is downloaded without asking; link previews.
class StoragePane : public SettingsPane {
    Q_OBJECT
public:
    explicit StoragePane(const UiContext &context, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void buildUsage();
    void buildRules();
    OptionRow *addChoice(const QString &title, const QString &description);
    void measure();
    void showUse(const StorageUse &use);
    void showChats();
    void openClear(const ChatId &chat);
    void refreshRules();
    void chooseRule(int rule);
    void chooseLimit();

    QList<StorageUse::Kind> kindsOf(const ChatId &chat) const;

    StorageUse m_use;
    bool m_all = false; //!< every chat is listed
    Label *m_total;
    Label *m_note;
    Button *m_retry;
    UsageBar *m_bar;
    Button *m_clear;
    Label *m_chatsTitle = nullptr;
    QVBoxLayout *m_chats;
    QList<UsageRow *> m_rows;
    Button *m_more;
    OptionRow *m_limit;
    Segments *m_where;
    QList<OptionRow *> m_rules; //!< photos, videos, voice, files
    OptionRow *m_links;
};

} // namespace confab
