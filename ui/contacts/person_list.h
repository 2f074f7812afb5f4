#pragma once

#include "core/protocol/ids.h"
#include "ui/common/accessible_list.h"
#include "ui/common/ui_context.h"

#include <QList>
#include <QTimer>
#include <QWidget>
#include <optional>

class QScrollArea;

namespace confab {

//! One row of a PersonList; name, picture and presence are asked of the session when the row is painted.
struct PersonItem {
    UserId user;
    QString tag{}; //!< at the end of the row: "Admin"
    bool accentTag = false;
    bool checked = false;
    bool enabled = true; //!< false: greyed, cannot be activated; `detail` says why
    QString detail{}; //!< in place of presence or user name
    friend bool operator==(const PersonItem &, const PersonItem &) = default;
};

//! Painted rows of people, 52 high: only those in view cost anything, whatever their number. As tall as its
//! rows; put it into a scroll area (its own, made by `scrolled`, or the column's). Keyboard, pointer, menu
//! and screen reader reach every row.
class PersonList : public QWidget, public AccessibleItems {
    Q_OBJECT
public:
    enum class Detail { Presence, Username };
    PersonList(const UiContext &context, const QString &name, QWidget *parent = nullptr);

    void setItems(const QList<PersonItem> &items);
    const QList<PersonItem> &items() const { return m_items; }
    void setDetail(Detail detail)
    {
        m_detail = detail;
        update();
    }
    void setCheckable(bool on)
    {
        m_checkable = on;
        update();
    }
    void setMenus(bool on)
    {
        m_menus = on;
        update();
    } //!< a "more" button in the row under the pointer or cursor
    void setTyping(const QList<UserId> &users);
    //! The own row reads "Note to self" instead of the own name with "you".
    void setSelfIsNotes(bool on)
    {
        m_selfIsNotes = on;
        update();
    }
    void refresh(); //!< contacts or presence changed

    int current() const { return m_current; }
    std::optional<UserId> currentUser() const;
    void setCurrent(int row); //!< -1: none; scrolls it into view
    void moveCurrent(int rows); //!< skips disabled rows
    void activateCurrent();

    //! The list in a scroll area without a frame.
    static QScrollArea *scrolled(PersonList *list, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

    int itemCount() const override { return int(m_items.size()); }
    QString itemText(int item) const override;
    QRect itemRect(int item) const override { return rowRect(item); }
    quint64 itemKey(int item) const override;
    int currentItem() const override { return m_current; }
    bool isItemSelected(int item) const override;
    void activateItem(int item) override;
    void focusItem(int item) override;

signals:
    void activated(const confab::UserId &user);
    void menuRequested(const confab::UserId &user, const QPoint &globalPosition);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    struct Look {
        QString name;
        QString suffix; //!< "you"
        QString detail;
        bool online = false;
        bool accentDetail = false;
    };
    Look lookOf(const PersonItem &item) const;
    void paintRow(QPainter *painter, int row) const;
    int rowHeight() const;
    QRect rowRect(int row) const;
    QRect menuRect(int row) const;
    int rowAt(const QPoint &position) const;
    void requestMenu(int row, const QPoint &globalPosition);
    void setHovered(int row);
    void armClock();

    const UiContext m_ui;
    QList<PersonItem> m_items;
    QList<UserId> m_typing;
    Detail m_detail = Detail::Presence;
    QTimer m_clock; //!< until the next of the visible phrases changes
    int m_current = -1;
    int m_hovered = -1;
    int m_pressed = -1;
    bool m_checkable = false;
    bool m_menus = false;
    bool m_selfIsNotes = false;
};

} // namespace confab
