#pragma once

#include "core/session/change_set.h"
#include "ui/common/ui_context.h"

#include <QTimer>
#include <QUrl>
#include <QWidget>

namespace confab {

class ActivitySource;
class ChatHeader;
class Composer;
class EmptyState;
class PlayerBar;
struct MediaItem;
class QueueBanner;
class TimelineView;

//! The main column: header, what waits in the queue, messages, composer; or, with no chat open, an invitation
//! to pick one.
class ChatPane : public QWidget {
    Q_OBJECT
public:
    explicit ChatPane(const UiContext &context, QWidget *parent = nullptr);

    void openChat(const ChatId &chat);
    void closeChat();
    std::optional<ChatId> chat() const { return m_chat; }

    void setActivity(ActivitySource *activity);
    void setBackVisible(bool visible);
    void setInfoShown(bool shown);

    // ---- what the window's shortcuts do ----
    void focusComposer();
    void focusMessages();
    void scrollToNewest();
    void replyStep(int step); //!< Ctrl+Up: -1, Ctrl+Down: 1
    void openViewer(const MediaItem &item);
    void forward(const QList<Seq> &messages); //!< asks where to
    void showMessage(Seq seq); //!< of the open chat, e.g. from a search

    ChatHeader *header() const { return m_header; }
    TimelineView *timeline() const { return m_timeline; }
    Composer *composer() const { return m_composer; }

    //! Opens a checked address; the desktop's browser unless a test puts its own in.
    std::function<void(const QUrl &)> openUrl;

signals:
    void chatChanged(); //!< another one, or none
    void backRequested(); //!< the back arrow, or Esc with nothing else to close
    void infoRequested();
    void newChatRequested();
    void mediaRequested(); //!< the panel of the chat's media
    void chatRequested(const confab::ChatId &chat);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void connectParts();
    void applyChanges(const ChangeSet &changes);
    void refreshBanner();
    void escape();

    const UiContext m_ui;
    std::optional<ChatId> m_chat;
    EmptyState *m_empty;
    QWidget *m_content;
    ChatHeader *m_header;
    QueueBanner *m_banner;
    PlayerBar *m_player;
    TimelineView *m_timeline;
    Composer *m_composer;
    qint64 m_waitingSince = 0;
    QTimer m_waiting;
};

} // namespace confab
