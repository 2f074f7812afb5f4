#pragma once

#include "ui/chatlist/chat_list_model.h"
#include "ui/chatlist/chat_row_painter.h"
#include "ui/common/accessible_list.h"
#include "ui/common/ui_context.h"

#include <QAbstractScrollArea>
#include <QHash>
#include <QTimer>

namespace confab {

//! The painted chat list. Rows are worked out when first painted and kept until something about them changes. A row
//! that moves takes selection, cursor and menu with it; what is in view stays where it is.
class ChatListView : public QAbstractScrollArea, public AccessibleItems {
    Q_OBJECT
public:
    ChatListView(const UiContext &context, ChatListModel *model, QWidget *parent = nullptr);

    void setOpen(const std::optional<ChatId> &chat); //!< the selected row
    std::optional<ChatId> open() const { return m_open; }
    void setNarrow(bool narrow); //!< avatars only

    void moveCursor(int rows); //!< from the cursor, else from the open chat
    void openCursor(); //!< or the first row
    void showRow(int row); //!< scrolls it into view
    QRect rowRect(int row) const; //!< in the viewport
    int rowAt(int y) const; //!< -1: none
    ChatRow content(int row) const;

    // ---- AccessibleItems ----
    int itemCount() const override;
    QString itemText(int item) const override;
    QRect itemRect(int item) const override;
    quint64 itemKey(int item) const override;
    int currentItem() const override;
    bool isItemSelected(int item) const override;
    void activateItem(int item) override;
    void focusItem(int item) override;

signals:
    void openRequested(const confab::ChatId &chat);
    void menuRequested(const confab::ChatId &chat, const QPoint &global);
    void typed(const QString &text); //!< letters go to the search field
    void escaped();

public slots:
    void setHighlighted(const std::optional<confab::ChatId> &chat); //!< the row whose menu is open

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void changeEvent(QEvent *event) override;

private:
    void reordered(const std::optional<ChatId> &touched);
    void updateRange();
    void updateRow(int row);
    void forgetContents();
    void setCursorChat(const std::optional<ChatId> &chat);
    void setHover(int row);
    void hoverUnderMouse();
    void watchPeers();
    void scheduleMidnight();

    const UiContext m_ui;
    ChatListModel *m_model;
    ChatRowPainter m_painter;
    mutable QHash<ChatId, ChatRow> m_contents;
    std::optional<ChatId> m_open;
    std::optional<ChatId> m_cursor;
    std::optional<ChatId> m_pressed;
    std::optional<ChatId> m_highlighted;
    int m_hover = -1;
    bool m_narrow = false;
    QTimer m_midnight;
};

} // namespace confab
