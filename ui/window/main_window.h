#pragma once

#include "core/session/session.h"
#include "ui/common/ui_context.h"
#include "ui/settings/settings_page.h"
#include "ui/window/shortcuts.h"

#include <QTimer>
#include <QWidget>

class QStackedLayout;

namespace confab {

class ChatListPanel;
class ChatPane;
class Columns;
class EmptyState;
class UserActivity;

//! The window of one account: chat list, the open chat, the info column; settings and dialogs over them. What is not on
//! screen is not made: the chat pane with the first chat, the rest with its first use.
class MainWindow : public QWidget {
    Q_OBJECT
public:
    explicit MainWindow(const UiContext &context, QWidget *parent = nullptr);
    ~MainWindow() override;

    void openChat(const ChatId &chat);
    void closeChat();
    std::optional<ChatId> openedChat() const { return m_open; }
    void showSettings(SettingsPage::Page page = SettingsPage::Page::Profile);
    void showFailure(const SessionError &error); //!< the store could not be opened: nothing else can be shown

    //! Closing hides: the tray brings the window back. Else closing quits.
    void setHidesOnClose(bool hides) { m_hidesOnClose = hides; }
    void bringToFront();

    UserActivity *activity() const { return m_activity; }
    ChatListPanel *list() const { return m_list; }
    ChatPane *pane() const { return m_pane; } //!< null before the first chat
    Columns *columns() const { return m_columns; }

signals:
    void loggedOut(); //!< everything of the account on this computer is to be removed
    void quitRequested(); //!< Ctrl+Q, the menu, or the window was closed for good
    void hidden(); //!< closed into the tray
    void openedChatChanged();
    void painted(); //!< once, after the first paint

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void moveEvent(QMoveEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    void connectList();
    void connectSession();
    void makeShortcuts();
    void runShortcut(ShortcutId id);
    void makePane();
    void tellFocus();
    void watchPeople(); //!< who is online in the open chat
    void goBack(); //!< Esc and the back arrow: the info column first, then the chat
    void newChat();
    void newGroup();
    void openNotes();
    void showShortcuts();
    void setInfo(bool shown);
    void showMedia(const ChatId &chat); //!< in the info column
    void showPerson(const UserId &user);
    void withOpenChat(const std::function<void(const ChatSummary &)> &run) const;
    void savePlacement();

    const UiContext m_ui;
    UserActivity *m_activity;
    ChatListPanel *m_list;
    QWidget *m_main; //!< the pane's column: welcome, or the chat
    QStackedLayout *m_stack;
    Columns *m_columns;
    EmptyState *m_welcome;
    ChatPane *m_pane = nullptr;
    SettingsPage *m_settings = nullptr;
    std::optional<ChatId> m_open;
    QTimer m_placementSoon;
    bool m_hidesOnClose = false;
    bool m_wasPainted = false;
};

} // namespace confab
