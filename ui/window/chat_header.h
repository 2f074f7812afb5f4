#pragma once

#include "core/session/change_set.h"
#include "ui/common/ui_context.h"

#include <QTimer>
#include <QWidget>

namespace confab {

class AvatarView;
class IconButton;
class Label;
class PlaintextTag;
class TypingDots;

//! The 56 px over a chat: who, and what they are doing: typing before presence, trouble with the connection
//! before both.
class ChatHeader : public QWidget {
    Q_OBJECT
public:
    explicit ChatHeader(const UiContext &context, QWidget *parent = nullptr);

    void setChat(const std::optional<ChatId> &chat);
    void setBackVisible(bool visible); //!< one column
    void setInfoShown(bool shown); //!< the info column is open
    QString statusText() const; //!< what stands under the name

signals:
    void backClicked();
    void infoClicked();
    void menuClicked(QPoint globalPos);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    void refresh();
    void refreshStatus();
    void askMembers();
    void applyChanges(const ChangeSet &changes);
    QString groupStatus(const ChatSummary &chat) const;

    const UiContext m_ui;
    std::optional<ChatId> m_chat;
    QList<UserId> m_members;
    qint64 m_troubleSince = 0;
    IconButton *m_back;
    AvatarView *m_avatar;
    Label *m_title;
    QWidget *m_line; //!< below the title; hidden while there is nothing to say
    TypingDots *m_dots;
    Label *m_status;
    PlaintextTag *m_plaintext;
    IconButton *m_info;
    IconButton *m_more;
    QTimer m_timer; //!< the moment at which the status says something else by itself
};

} // namespace confab
