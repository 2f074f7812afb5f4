#pragma once

#include "tests/ui/support/fake_session.h"
#include "tests/ui/support/ui_probe.h"
#include "ui/contacts/person_list.h"

#include <QApplication>
#include <QMenu>
#include <QTest>

namespace confab::test {

//! A fake world and what widgets need around them.
struct Rig {
    explicit Rig(FakeSession::Seed seed = FakeSession::Seed::World)
        : session(seed)
        , ui(&session)
    {
    }
    FakeSession session;
    TestUi ui;
};

//! The same with an empty window for sheets to open over.
struct SheetRig : Rig {
    explicit SheetRig(FakeSession::Seed seed = FakeSession::Seed::World)
        : Rig(seed)
    {
        present(&window, {900, 700});
    }
    QWidget window;
};

inline PersonList *list(QWidget *root, const QString &name)
{
    return named<PersonList>(root, name);
}
inline int rowOf(PersonList *people, const UserId &user)
{
    for (int i = 0; i < people->items().size(); ++i)
        if (people->items()[i].user == user)
            return i;
    return -1;
}
//! Where the button stands that opens the menu of a row.
inline QPoint menuPoint(PersonList *people, int row)
{
    [people] { QTRY_COMPARE(people->height(), people->sizeHint().height()); }(); // the layout follows in a later turn
    const auto rect = people->itemRect(row);
    return {rect.right() - 20, rect.center().y()};
}

//! The open popup menu, or null.
inline QMenu *menu()
{
    return qobject_cast<QMenu *>(QApplication::activePopupWidget());
}
//! Waits for a menu and takes its entry that begins with `text`.
inline void choose(const QString &text)
{
    QTRY_VERIFY(menu());
    for (auto *action : menu()->actions()) {
        if (action->text().startsWith(text)) {
            QVERIFY2(action->isEnabled(), qPrintable(text));
            auto *from = menu();
            action->trigger();
            from->close();
            return;
        }
    }
    QFAIL(qPrintable("no menu entry " + text));
}

} // namespace confab::test
