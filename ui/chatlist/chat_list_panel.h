#pragma once

#include "ui/chatlist/chat_list_model.h"
#include "ui/common/ui_context.h"

#include <QTimer>
#include <QWidget>

class QBoxLayout;
class QStackedLayout;

namespace confab {

class ChatListView;
class ConnectionBanner;
class EmptyState;
class FilterChips;
class IconButton;
class Label;
class Panel;
class SearchField;

//! The left column: head with the own avatar, title and buttons; search; filters; the list, or what to do while there
//! is nothing in it. Narrower than 260 px it shows avatars only.
class ChatListPanel : public QWidget {
    Q_OBJECT
public:
    explicit ChatListPanel(const UiContext &context, QWidget *parent = nullptr);

    ChatListModel *model() const { return m_model; }
    ChatListView *view() const { return m_view; }
    void setOpen(const std::optional<ChatId> &chat);
    bool isNarrow() const { return m_narrow; }

public slots:
    void focusSearch();
    void focusList();

signals:
    void openRequested(const confab::ChatId &chat);
    void newChatRequested();
    void newGroupRequested();
    void notesRequested(); //!< the chat with oneself
    void settingsRequested();
    void shortcutsRequested();
    void quitRequested();
    void narrowSearchRequested(); //!< the search button of the narrow list: make room, then focusSearch()

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void build();
    void showMenu();
    void showRowMenu(const ChatId &chat, const QPoint &global);
    void search(const QString &text);
    void updateEmpty();
    void updateConnection();
    void updateSelf();
    void setNarrow(bool narrow);

    const UiContext m_ui;
    ChatListModel *m_model;
    ChatListView *m_view;
    Panel *m_head;
    QBoxLayout *m_top;
    class SelfButton *m_self;
    Label *m_title;
    IconButton *m_searchButton;
    IconButton *m_newChat;
    IconButton *m_menu;
    QWidget *m_find; //!< search and filters
    SearchField *m_search;
    FilterChips *m_chips;
    ConnectionBanner *m_banner;
    QStackedLayout *m_stack;
    EmptyState *m_empty = nullptr; //!< made when first needed
    qint64 m_troubleSince = 0;
    QTimer m_connectionCheck;
    bool m_narrow = false;
};

} // namespace confab
