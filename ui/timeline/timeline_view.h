#pragma once

#include "core/session/change_set.h"
#include "ui/common/accessible_list.h"
#include "ui/common/ui_context.h"
#include "ui/timeline/bubble_painter.h"
#include "ui/timeline/read_tracker.h"
#include "ui/timeline/scroll_anchor.h"
#include "ui/timeline/timeline_layouter.h"
#include "ui/timeline/timeline_loader.h"
#include "ui/timeline/timeline_media.h"
#include "ui/timeline/timeline_selection.h"
#include "ui/timeline/unread_separator.h"

#include <QAbstractScrollArea>
#include <QHash>
#include <QTimer>

class QScrollBar;

namespace confab {

class JumpButton;
class PopupMenu;

//! The messages of one chat: painted, never a widget a message. Holds a window of the history around what is
//! looked at, pages more in before it is needed, and keeps every message where it is on screen while anything
//! around it changes.
class TimelineView : public QAbstractScrollArea, public AccessibleItems {
    Q_OBJECT
public:
    explicit TimelineView(const UiContext &context, QWidget *parent = nullptr);
    ~TimelineView() override;

    //! Shows `chat` where its unread messages begin, else where it was left, else at its end. The same chat:
    //! nothing.
    void openChat(const ChatId &chat);
    void closeChat();
    std::optional<ChatId> chat() const { return m_chat; }
    bool isReady() const { return m_ready; } //!< the first page is laid out and placed

    ReadTracker &reads() { return m_reads; }
    //! Scrolls to a message, loading around it if need be, and highlights it for 1.4 s. `from`: the message
    //! to return to with the jump button.
    void jumpTo(Seq seq, std::optional<Seq> from = {});
    void scrollToNewest();
    bool isAtBottom() const;
    //! Gives a message the keyboard: the newest one on screen.
    void focusMessages();
    //! Opens its place in the composer: the newest own message that can still be edited.
    std::optional<MessageRow> lastEditable() const;
    //! The message `step` rows up (-1) or down (1) from `from` that can be replied to; from the end where
    //! null.
    std::optional<MessageRow> replyTarget(std::optional<Seq> from, int step) const;
    //! Commits what waits for its "Undo" to expire.
    void flushPending();

    // ---- the selection ----
    const TimelineSelection &selection() const { return m_selection; }
    void copySelection() const;
    void clearSelection();

    // ---- for tests and tools ----
    const TimelineModel &model() const { return m_model; }
    int unreadSeparatorCount() const { return m_separator.count(); }
    std::optional<Seq> unreadSeparator() const { return m_separator.first(); }
    QRect bubbleRect(const ItemKey &key) const; //!< in viewport coordinates; empty where it is not held
    JumpButton *jumpButton() const { return m_jump; }
    quint64 paintCount() const { return m_paints; }

    // ---- AccessibleItems ----
    int itemCount() const override { return m_model.size(); }
    QString itemText(int item) const override;
    QRect itemRect(int item) const override;
    quint64 itemKey(int item) const override;
    int currentItem() const override;
    bool isItemSelected(int item) const override;
    void activateItem(int item) override;
    void focusItem(int item) override;
    int partCount(int item) const override;
    QString partText(int item, int part) const override;
    QRect partRect(int item, int part) const override;
    void activatePart(int item, int part) override;

signals:
    void replyRequested(const confab::MessageRow &row);
    void editRequested(const confab::MessageRow &row);
    void infoRequested(const confab::MessageRow &row);
    void leaveRequested(); //!< Esc or Tab: the keyboard goes back to the composer
    void typed(QKeyEvent *event); //!< a text key while the list has the focus: it belongs to the composer
    void viewerRequested(const confab::MediaItem &item); //!< a picture or video is to be seen large
    void forwardRequested(const QList<confab::Seq> &messages);
    void openUrlRequested(const QUrl &url); //!< passed the check, or the user said yes
    void ready();
    void spoken(const QString &sentence); //!< an arrival was announced to screen readers

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Place {
        int item = -1;
        BubbleLayout::Hit hit;
        bool inBubble() const { return item >= 0 && hit.part != BubbleLayout::Part::None; }
    };
    struct Saved {
        ItemKey key;
        int offset = 0;
        UnreadSeparator separator;
    };
    enum class Drag { None, Text, Messages };

    // Data (timeline_view.cpp)
    void applyChanges(const ChangeSet &changes);
    void applyChat(const ChatChange &change);
    void pageOpened(const PageRequest &request, const Page &page);
    void pageBefore(Seq asked, const Page &page);
    void pageAfter(Seq asked, const Page &page);
    void rangeRead(Seq low, Seq high, const QList<MessageRow> &rows);
    TimelineModel::Arrival takeRows(const ChatChange &change);
    //! Applies again what changed while an answer was under way: the answer may be older.
    void replay();
    void openNewest();
    void arrivedLive(const TimelineModel::Arrival &arrival, bool seen);
    void forgetChat();
    //! Without the message whose deletion waits for its "Undo" to expire.
    QList<MessageRow> withoutHidden(QList<MessageRow> rows) const;
    Page withoutHidden(Page page) const;

    // Geometry (timeline_view_scroll.cpp)
    template <typename Change>
    void mutate(Change change)
    {
        finishAnimation();
        const auto anchor = takeAnchor();
        change();
        settle(anchor);
    }
    ScrollFrame frame() const;
    ScrollAnchor takeAnchor() const;
    void settle(const ScrollAnchor &anchor, bool arrived = false); //!< `arrived`: messages of others came in
    void relayout();
    void setScroll(int value);
    void animateTo(int value);
    void finishAnimation();
    void afterScroll();
    void preload();
    void trim(bool fromFront);
    void updateJump();
    void updateVisible();
    void jumpClicked();
    void showItem(int item);
    void highlight(const ItemKey &key);
    int yOffset() const; //!< viewport y of content y 0
    int unreadBelow() const;
    int itemAt(int contentY) const; //!< the item whose area holds it; -1 outside

    // Painting (timeline_view_paint.cpp)
    void paintItem(QPainter &painter, int index, int offset);
    void paintNotices(QPainter &painter, int offset);
    void paintFloatingDate(QPainter &painter, int offset);
    void updateItem(int index);
    void showFloatingDate();
    QRect noticeRect(bool before) const;

    // Mouse and keyboard (timeline_view_input.cpp)
    Place placeAt(QPoint viewportPos) const;
    void click(const Place &place, const QMouseEvent &event);
    void updateHover(QPoint viewportPos);
    void autoScroll();
    void moveFocus(int step, bool extend);
    bool focusKey(QKeyEvent *event);
    bool scrollKey(QKeyEvent *event);
    void openLink(const Link &link, const QString &text);
    void showMenu(int item, QPoint globalPos);

    // Files (timeline_view_media.cpp)
    void connectMedia();
    void updateMedia(); //!< tells what is around the viewport
    void mediaChanged(const MediaId &media);
    MediaItem mediaItem(int item, int part) const;
    void useMedia(int item, int part, MediaPart::Zone zone, int offset = 0); //!< what a click does
    void useVideo(const MediaItem &item, const MediaPart &part, MediaPart::Zone zone, int offset);
    void openCard(const LinkPreview &link);
    bool wasPlayed(const MessageRow &row) const; //!< its note: the own one by somebody, another's by this user
    void playNext(const MediaItem &finished);
    bool partKey(QKeyEvent *event);
    void addMediaItems(PopupMenu *menu, const MessageRow &row);

    // Actions on messages (timeline_view_actions.cpp)
    PopupMenu *buildMenu(const MessageRow &row);
    void addReactions(PopupMenu *menu, const MessageRow &row);
    void addDeletions(PopupMenu *menu, const MessageRow &row);
    void hideWithUndo(const MessageRow &row);
    bool canWrite() const;
    QString reactionToolTip(int item, int chip) const;

    UiContext m_ui;
    TimelineStyle m_style;
    TimelineModel m_model;
    TimelineLayouter m_layouter;
    BubblePainter m_painter;
    TimelineMedia m_media;
    TimelineLoader m_loader;
    ReadTracker m_reads;
    UnreadSeparator m_separator;
    TimelineSelection m_selection;
    JumpButton *m_jump;
    QScrollBar *m_bar; //!< lies over the list, so that it takes no room from it

    std::optional<ChatId> m_chat;
    ChatSummary m_summary;
    QHash<ChatId, Saved> m_saved;
    bool m_ready = false;
    bool m_failed = false; //!< the first page could not be read
    bool m_skeleton = false; //!< waiting for the first page for more than 150 ms
    int m_content = 0; //!< height
    QList<ChatChange> m_meanwhile; //!< changes since the oldest answer that is under way was asked for
    std::optional<Seq> m_jumpTarget; //!< what the page under way was asked for
    QList<Seq> m_returns; //!< where jumps came from, newest last
    ItemKey m_focus;
    int m_part = 0; //!< of the focused message's files
    QTimer m_mediaSoon;
    ItemKey m_highlight;
    qreal m_highlightOpacity = 0;
    qreal m_dateOpacity = 0;
    int m_lastValue = 0;
    quint64 m_scrollRun = 0;
    std::optional<int> m_scrollTo; //!< while an animated scroll is under way
    quint64 m_highlightRun = 0;
    quint64 m_dateRun = 0;
    bool m_programmatic = false; //!< the value is being set by code, not by the user
    QTimer m_skeletonTimer;
    QTimer m_highlightTimer;
    QTimer m_dateTimer;
    QTimer m_midnight;

    struct Hidden {
        ChatId chat;
        Seq seq;
    };
    std::optional<Hidden> m_hidden; //!< deleted for me, can still be undone
    QTimer m_hiddenTimer;

    Drag m_drag = Drag::None;
    bool m_pressed = false;
    Place m_press;
    QPoint m_pressPos;
    QPoint m_lastMouse;
    int m_autoScroll = 0; //!< timer id
    int m_hoverItem = -1;
    int m_hoverChip = -1;
    quint64 m_paints = 0;
};

} // namespace confab
