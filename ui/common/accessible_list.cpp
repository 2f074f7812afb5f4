#include "ui/common/accessible_list.h"

#include <QAccessibleWidget>
#include <QHash>
#include <QWidget>

namespace confab {

namespace {

class AccessibleList;

//! One painted row. Knows its key, not its place: rows move.
class AccessibleItem : public QAccessibleInterface, public QAccessibleActionInterface {
public:
    AccessibleItem(AccessibleList *list, quint64 key)
        : m_list(list)
        , m_key(key)
    {
    }

    bool isValid() const override;
    QObject *object() const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    QAccessibleInterface *parent() const override;
    QAccessibleInterface *child(int index) const override;
    int childCount() const override;
    int indexOfChild(const QAccessibleInterface *child) const override;
    QString text(QAccessible::Text kind) const override;
    void setText(QAccessible::Text, const QString &) override { }
    QRect rect() const override;
    QAccessible::Role role() const override;
    QAccessible::State state() const override;
    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface *>(this) : nullptr;
    }

    QStringList actionNames() const override { return {pressAction(), setFocusAction()}; }
    void doAction(const QString &name) override;
    QStringList keyBindingsForAction(const QString &) const override { return {}; }

    ~AccessibleItem() override { forgetParts(); }
    void detach()
    {
        m_list = nullptr;
        forgetParts();
    }
    int index() const;
    AccessibleList *list() const { return m_list; }

private:
    void forgetParts() const;

    AccessibleList *m_list;
    quint64 m_key;
    mutable QList<std::pair<QAccessible::Id, class AccessiblePart *>> m_parts;
};

class AccessibleList : public QAccessibleWidget {
public:
    AccessibleList(QWidget *widget, AccessibleItems *items)
        : QAccessibleWidget(widget, items->listRole())
        , m_items(items)
    {
    }
    ~AccessibleList() override { forget(); }

    AccessibleItems *items() const { return widget() ? m_items : nullptr; }
    QWidget *host() const { return widget(); }

    int childCount() const override { return items() ? m_items->itemCount() : 0; }
    QAccessibleInterface *child(int index) const override
    {
        if (!items() || index < 0 || index >= m_items->itemCount())
            return nullptr;
        const quint64 key = m_items->itemKey(index);
        auto at = m_known.constFind(key);
        if (at == m_known.cend()) {
            if (m_known.size() > maxKnown)
                forget();
            auto *item = new AccessibleItem(const_cast<AccessibleList *>(this), key);
            at = m_known.insert(key, {QAccessible::registerAccessibleInterface(item), item});
        }
        return at->item;
    }
    QAccessibleInterface *childAt(int x, int y) const override
    {
        if (!items())
            return nullptr;
        const QPoint local = widget()->mapFromGlobal(QPoint(x, y));
        for (int i = 0; i < m_items->itemCount(); ++i) {
            if (m_items->itemRect(i).contains(local))
                return child(i);
        }
        return nullptr;
    }
    QAccessibleInterface *focusChild() const override
    {
        return items() && widget()->hasFocus() ? child(m_items->currentItem()) : nullptr;
    }
    int indexOfChild(const QAccessibleInterface *child) const override
    {
        for (const Known &known : m_known) {
            if (known.item == child)
                return known.item->index();
        }
        return -1;
    }
    int indexOfKey(quint64 key) const
    {
        for (int i = 0; items() && i < m_items->itemCount(); ++i) {
            if (m_items->itemKey(i) == key)
                return i;
        }
        return -1;
    }

private:
    static constexpr int maxKnown = 4096; // a screen reader walks; it does not need every row at once

    struct Known {
        QAccessible::Id id;
        AccessibleItem *item;
    };

    void forget() const
    {
        for (const Known &known : std::as_const(m_known)) {
            known.item->detach();
            QAccessible::deleteAccessibleInterface(known.id);
        }
        m_known.clear();
    }

    AccessibleItems *m_items;
    mutable QHash<quint64, Known> m_known;
};

//! A picture or file inside a row.
class AccessiblePart : public QAccessibleInterface, public QAccessibleActionInterface {
public:
    AccessiblePart(const AccessibleItem *item, int part)
        : m_item(item)
        , m_part(part)
    {
    }
    bool isValid() const override { return m_item && m_item->isValid() && m_part < m_item->childCount(); }
    QObject *object() const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    QAccessibleInterface *parent() const override { return const_cast<AccessibleItem *>(m_item); }
    QAccessibleInterface *child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Name && isValid() ? items()->partText(m_item->index(), m_part) : QString();
    }
    void setText(QAccessible::Text, const QString &) override { }
    QRect rect() const override
    {
        const QRect local = isValid() ? items()->partRect(m_item->index(), m_part) : QRect();
        return local.isEmpty() ? local : QRect(m_item->list()->host()->mapToGlobal(local.topLeft()), local.size());
    }
    QAccessible::Role role() const override { return QAccessible::Button; }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.invalid = !isValid();
        state.focusable = true;
        return state;
    }
    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface *>(this) : nullptr;
    }
    QStringList actionNames() const override { return {pressAction()}; }
    void doAction(const QString &name) override
    {
        if (isValid() && name == pressAction())
            items()->activatePart(m_item->index(), m_part);
    }
    QStringList keyBindingsForAction(const QString &) const override { return {}; }
    void detach() { m_item = nullptr; }

private:
    AccessibleItems *items() const { return m_item->list()->items(); }

    const AccessibleItem *m_item;
    int m_part;
};

int AccessibleItem::childCount() const
{
    const int at = m_list ? index() : -1;
    return at >= 0 ? m_list->items()->partCount(at) : 0;
}

QAccessibleInterface *AccessibleItem::child(int part) const
{
    if (part < 0 || part >= childCount())
        return nullptr;
    while (m_parts.size() <= part) {
        auto *made = new AccessiblePart(this, int(m_parts.size()));
        m_parts.append({QAccessible::registerAccessibleInterface(made), made});
    }
    return m_parts[part].second;
}

int AccessibleItem::indexOfChild(const QAccessibleInterface *child) const
{
    for (qsizetype i = 0; i < m_parts.size(); ++i)
        if (m_parts[i].second == child)
            return int(i);
    return -1;
}

void AccessibleItem::forgetParts() const
{
    for (const auto &[id, part] : std::exchange(m_parts, {})) {
        part->detach();
        QAccessible::deleteAccessibleInterface(id);
    }
}

int AccessibleItem::index() const
{
    return m_list ? m_list->indexOfKey(m_key) : -1;
}

bool AccessibleItem::isValid() const
{
    return m_list && m_list->isValid() && index() >= 0;
}

QAccessibleInterface *AccessibleItem::parent() const
{
    return m_list;
}

QString AccessibleItem::text(QAccessible::Text kind) const
{
    const int at = index();
    return kind == QAccessible::Name && at >= 0 ? m_list->items()->itemText(at) : QString();
}

QRect AccessibleItem::rect() const
{
    const int at = index();
    if (at < 0)
        return {};
    const QRect local = m_list->items()->itemRect(at);
    return local.isEmpty() ? QRect() : QRect(m_list->host()->mapToGlobal(local.topLeft()), local.size());
}

QAccessible::Role AccessibleItem::role() const
{
    return m_list && m_list->items() ? m_list->items()->itemRole() : QAccessible::ListItem;
}

QAccessible::State AccessibleItem::state() const
{
    QAccessible::State state;
    const int at = index();
    if (at < 0) {
        state.invalid = true;
        return state;
    }
    AccessibleItems *items = m_list->items();
    state.selectable = true;
    state.focusable = true;
    state.selected = items->isItemSelected(at);
    state.focused = m_list->host()->hasFocus() && items->currentItem() == at;
    state.offscreen = items->itemRect(at).isEmpty();
    return state;
}

void AccessibleItem::doAction(const QString &name)
{
    const int at = index();
    if (at < 0)
        return;
    if (name == pressAction())
        m_list->items()->activateItem(at);
    else if (name == setFocusAction())
        m_list->items()->focusItem(at);
}

class AccessibleSecret : public QAccessibleWidget {
public:
    explicit AccessibleSecret(QWidget *widget)
        : QAccessibleWidget(widget, QAccessible::EditableText)
    {
    }
    QAccessible::State state() const override
    {
        auto state = QAccessibleWidget::state();
        state.passwordEdit = true;
        state.editable = true;
        return state;
    }
};

QAccessibleInterface *makeInterface(const QString &, QObject *object)
{
    if (!object || !object->isWidgetType())
        return nullptr;
    auto *widget = static_cast<QWidget *>(object);
    if (auto *items = dynamic_cast<AccessibleItems *>(object))
        return new AccessibleList(widget, items);
    if (auto *role = dynamic_cast<HasAccessibleRole *>(object))
        return new QAccessibleWidget(widget, role->accessibleRole());
    if (dynamic_cast<HasSecretText *>(object))
        return new AccessibleSecret(widget);
    return nullptr;
}

} // namespace

void installAccessibility()
{
    QAccessible::installFactory(makeInterface); // known ones are not installed twice
}

void accessibleListChanged(QWidget *list)
{
    if (!QAccessible::isActive())
        return;
    QAccessibleEvent event(list, QAccessible::ObjectReorder);
    QAccessible::updateAccessibility(&event);
}

void accessibleItemFocused(QWidget *list, int item)
{
    if (!QAccessible::isActive() || item < 0)
        return;
    QAccessibleEvent event(list, QAccessible::Focus);
    event.setChild(item);
    QAccessible::updateAccessibility(&event);
}

void announce(QWidget *from, const QString &sentence)
{
    if (!QAccessible::isActive())
        return;
    // QAccessibleAnnouncementEvent is of Qt 6.8; before it, an alert on an object whose name is the sentence is read.
    from->setAccessibleDescription(sentence);
    QAccessibleEvent event(from, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

} // namespace confab
