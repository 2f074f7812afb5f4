#pragma once

#include "ui/common/accessible_list.h"
#include "ui/media/media_desk.h"

#include <QAbstractScrollArea>
#include <QUrl>

namespace confab {

class PopupMenu;

//! One tab of the media panel: pictures and videos as a grid, the rest as rows, under headings of months. Painted; pages
//! more in as it is scrolled; decodes what is in view.
class MediaList : public QAbstractScrollArea, public AccessibleItems {
    Q_OBJECT
public:
    MediaList(const UiContext &context, QWidget *parent = nullptr);
    void show(const ChatId &chat, MediaTab tab);
    MediaTab tab() const { return m_tab; }
    bool isLoading() const { return m_loading; }
    int paintedCells() const { return m_painted; } //!< by the last paint

    int itemCount() const override { return int(m_cells.size()); }
    QString itemText(int item) const override;
    QRect itemRect(int item) const override;
    quint64 itemKey(int item) const override;
    int currentItem() const override { return m_current; }
    void activateItem(int item) override;
    void focusItem(int item) override;

signals:
    void viewerRequested(const confab::MediaItem &item);
    void showInChatRequested(confab::Seq message);
    void forwardRequested(confab::Seq message);
    void openUrlRequested(const QUrl &url);
    void loaded(); //!< a page came

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    struct Cell {
        MediaItem item;
        MediaId media;
        QRect rect; //!< content coordinates
    };
    struct Heading {
        QString text;
        int top = 0;
    };
    void load();
    void relayout();
    void update(int cell);
    void updateWants();
    int cellAt(QPoint viewportPos) const;
    std::pair<int, int> visibleCells() const;
    bool isGrid() const { return m_tab == MediaTab::Pictures || m_tab == MediaTab::Videos; }
    QSize pixels(const Cell &cell) const;
    void paintTile(QPainter &painter, const Cell &cell, QRect rect) const;
    void paintRow(QPainter &painter, const Cell &cell, QRect rect, bool hovered) const;
    QString emptyText() const;
    void showMenu(int cell, QPoint globalPos);

    const UiContext m_ui;
    ChatId m_chat;
    MediaTab m_tab = MediaTab::Pictures;
    std::vector<Cell> m_cells; //!< newest first
    std::vector<Heading> m_headings;
    int m_content = 0; //!< height
    int m_current = -1;
    int m_hovered = -1;
    bool m_more = false;
    bool m_loading = false;
    QString m_error;
    quint64 m_turn = 0;
    int m_painted = 0;
};

} // namespace confab
