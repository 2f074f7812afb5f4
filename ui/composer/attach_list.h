#pragma once

#include "ui/common/accessible_list.h"
#include "ui/common/ui_context.h"
#include "ui/composer/attach_item.h"

#include <QHash>
#include <QPixmap>
#include <QWidget>

namespace confab {

//! What will be sent, in its order: pictures and videos as tiles, all else as rows below. Moved by dragging or with
//! Ctrl and the arrow keys within their kind, removed with × or Delete. Previews are decoded in the thread pool.
class AttachList : public QWidget, public AccessibleItems {
    Q_OBJECT
public:
    explicit AttachList(const UiContext &context, QWidget *parent = nullptr);

    void append(const AttachItem &item);
    const QList<AttachItem> &items() const { return m_items; }
    //! Everything as rows: sent as files.
    void setRowsOnly(bool on);
    int current() const { return m_current; }

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;

    int itemCount() const override { return int(m_items.size()); }
    QString itemText(int item) const override;
    QRect itemRect(int item) const override { return m_rects.value(item); }
    quint64 itemKey(int item) const override { return m_items.value(item).id; }
    int currentItem() const override { return m_current; }
    void activateItem(int) override { }
    void focusItem(int item) override;

signals:
    void changed(); //!< added, removed, moved

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    bool isTile(const AttachItem &item) const { return !m_rowsOnly && item.isVisual(); }
    int tiles() const; //!< they come first in m_items
    QList<QRect> place(int width, int *height) const;
    void arrange();
    void sortKinds();
    void remove(int item);
    void move(int from, int to);
    void setCurrent(int item);
    void setHover(int item, bool onCross);
    int itemAt(QPoint point) const;
    QRect crossOf(int item) const;
    void loadPreview(const AttachItem &item);
    void paintTile(QPainter *painter, int item, QRect rect);
    void paintRow(QPainter *painter, int item, QRect rect);
    void paintCross(QPainter *painter, int item);
    QString detail(const AttachItem &item) const;

    const UiContext m_ui;
    QList<AttachItem> m_items;
    QList<QRect> m_rects;
    QHash<quint64, QPixmap> m_previews; //!< null while there is none
    bool m_rowsOnly = false;
    int m_current = -1;
    int m_hover = -1;
    bool m_onCross = false;
    quint64 m_nextId = 1;
    // Dragging
    int m_pressed = -1;
    QPoint m_pressedAt;
    QPoint m_dragOffset;
    bool m_dragging = false;
    QPoint m_dragPoint;
};

} // namespace confab
