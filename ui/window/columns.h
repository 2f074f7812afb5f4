#pragma once

#include "ui/common/ui_context.h"

#include <QWidget>

namespace confab {

//! The three columns of the window: list (draggable edge, 280 to 540 px, or 72 px of avatars), pane, info (320 px).
//! Below 640 px only the front one is seen; where there is no room for three, the info column covers the pane.
class Columns : public QWidget {
    Q_OBJECT
public:
    enum class Column { List, Pane, Info };

    Columns(const UiContext &context, QWidget *list, QWidget *pane, QWidget *parent = nullptr);

    void setInfo(QWidget *info); //!< takes it; null: none
    QWidget *info() const { return m_info; }
    void setFront(Column column); //!< what one column shows
    Column front() const { return m_front; }
    bool isOneColumn() const { return m_oneColumn; }

    //! At 100 %; it grows with the text.
    int listWidth() const { return m_listWidth; }
    void setListWidth(int width); //!< below 260 it becomes 72

signals:
    void oneColumnChanged(bool oneColumn);
    void listWidthChanged(int width); //!< by the user

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    friend class ColumnEdge;
    void arrange();

    const UiContext m_ui;
    QWidget *m_list;
    QWidget *m_pane;
    QWidget *m_info = nullptr;
    class ColumnEdge *m_edge;
    Column m_front = Column::List;
    int m_listWidth;
    bool m_oneColumn = false;
};

} // namespace confab
