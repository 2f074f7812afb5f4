#pragma once

#include <QAccessible>
#include <QRect>
#include <QString>

class QWidget;

namespace confab {

//! What a painted list (chat list, timeline, members) tells a screen reader. The widget inherits this beside QWidget;
//! everything is asked on demand, nothing is built while no screen reader runs.
class AccessibleItems {
public:
    virtual ~AccessibleItems() = default;

    virtual int itemCount() const = 0;
    virtual QString itemText(int item) const = 0; //!< a whole sentence: "Alice, 2 unread messages, Great, thanks, 18:55"
    virtual QRect itemRect(int item) const = 0; //!< in the widget's coordinates; empty where scrolled out
    virtual quint64 itemKey(int item) const = 0; //!< stays the same while the item lives, wherever it moves
    virtual int currentItem() const = 0; //!< -1: none
    virtual bool isItemSelected(int item) const { return item == currentItem(); }
    virtual void activateItem(int item) = 0; //!< the default action
    virtual void focusItem(int item) = 0; //!< makes it the current one and scrolls it into view
    //! What an item is made of that can be used by itself (pictures, files); most have nothing.
    virtual int partCount(int) const { return 0; }
    virtual QString partText(int, int) const { return {}; }
    virtual QRect partRect(int, int) const { return {}; } //!< in the widget's coordinates
    virtual void activatePart(int, int) { }
    virtual QAccessible::Role listRole() const { return QAccessible::List; }
    virtual QAccessible::Role itemRole() const { return QAccessible::ListItem; }
};

//! A plain widget that means more to a screen reader than "client area": a dialog, a text.
class HasAccessibleRole {
public:
    virtual ~HasAccessibleRole() = default;
    virtual QAccessible::Role accessibleRole() const = 0;
};

//! A field whose content is for nobody's ears: a screen reader hears its name, its description and that it is a
//! password, never the text, also while the text is shown on screen.
class HasSecretText {
public:
    virtual ~HasSecretText() = default;
};

//! Once per program (and per test program), before the first widget: lets Qt find the classes above.
void installAccessibility();

//! The rows were reordered, added or removed.
void accessibleListChanged(QWidget *list);
//! `item` became the current one: a screen reader reads it.
void accessibleItemFocused(QWidget *list, int item);
//! Says `sentence` now, e.g. an arrived message; not interrupting.
void announce(QWidget *from, const QString &sentence);

} // namespace confab
