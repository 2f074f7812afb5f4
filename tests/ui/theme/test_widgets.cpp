#include "tests/ui/support/ui_probe.h"
#include "ui/common/accessible_list.h"
#include "ui/common/buttons.h"
#include "ui/common/fields.h"
#include "ui/common/labels.h"
#include "ui/common/menu.h"
#include "ui/common/sheet.h"
#include "ui/common/toast.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace confab;
using namespace confab::test;

namespace {

//! A list of words: what matters is what a screen reader is told of it.
class WordList : public QWidget, public AccessibleItems {
public:
    QStringList words {"one", "two", "three"};
    int current = 1;
    int activated = -1;

    int itemCount() const override { return int(words.size()); }
    QString itemText(int item) const override { return words[item]; }
    QRect itemRect(int item) const override { return {0, item * 20, 100, 20}; }
    quint64 itemKey(int item) const override { return qHash(words[item]); }
    int currentItem() const override { return current; }
    void activateItem(int item) override { activated = item; }
    void focusItem(int item) override { current = item; }
};

QAccessibleInterface *accessible(QObject *object)
{
    return QAccessible::queryAccessibleInterface(object);
}

} // namespace

class TestWidgets : public QObject {
    Q_OBJECT
private slots:
    void buttonsArePressedByKeys()
    {
        TestUi ui;
        QWidget window;
        auto *row = new QHBoxLayout(&window);
        auto *button = new Button(ui.context(), Button::Kind::Primary, "Send");
        auto *icon = new IconButton(ui.context(), "search", "Search");
        auto *toggle = new Switch(ui.context(), "Notifications");
        for (QWidget *w : QList<QWidget *> {button, icon, toggle})
            row->addWidget(w);
        present(&window, {300, 80});
        QSignalSpy clicked(button, &Button::clicked);
        button->setFocus();
        QTest::keyClick(button, Qt::Key_Return);
        QTest::keyClick(button, Qt::Key_Space);
        QCOMPARE(clicked.size(), 2);
        button->setBusy(true);
        QTest::keyClick(button, Qt::Key_Return);
        QCOMPARE(clicked.size(), 2);
        QTest::keyClick(toggle, Qt::Key_Space);
        QVERIFY(toggle->isChecked());
        QCOMPARE(accessible(icon)->text(QAccessible::Name), "Search");
        QCOMPARE(accessible(icon)->role(), QAccessible::Button);
        QVERIFY(accessible(toggle)->state().checked);
        QCOMPARE(unnamedFocusables(&window), QStringList());
    }

    void focusRingsAreForTheKeyboard()
    {
        TestUi ui;
        QWidget window;
        auto *row = new QHBoxLayout(&window);
        auto *first = new Button(ui.context(), Button::Kind::Secondary, "One");
        auto *second = new Button(ui.context(), Button::Kind::Secondary, "Two");
        row->addWidget(first);
        row->addWidget(second);
        present(&window, {300, 80});
        first->setFocus(Qt::MouseFocusReason);
        setKeyboardMode(&window, false);
        QVERIFY(!focusVisible(first));
        press(&window, Qt::Key_Tab);
        QVERIFY(focusVisible(second));
        setKeyboardMode(&window, false);
        QVERIFY(!focusVisible(second));
    }

    void sheetTrapsFocusAndGivesItBack()
    {
        TestUi ui;
        QWidget window;
        auto *column = new QVBoxLayout(&window);
        auto *outside = new QLineEdit;
        column->addWidget(outside);
        present(&window, {700, 500});
        outside->setFocus();

        auto *sheet = new Sheet(ui.context(), &window, "Title");
        auto *inside = new QLineEdit;
        sheet->body()->addWidget(inside);
        auto *yes = new Button(ui.context(), Button::Kind::Primary, "Yes");
        sheet->footer()->addWidget(yes);
        QSignalSpy closed(sheet, &Sheet::closed);
        sheet->open();
        QCOMPARE(Sheet::on(outside), sheet);
        QVERIFY(inside->hasFocus());
        QSet<QWidget *> visited;
        for (int i = 0; i < 10; ++i) {
            press(&window, Qt::Key_Tab, i % 4 == 3 ? Qt::ShiftModifier : Qt::NoModifier);
            visited.insert(window.focusWidget());
            QVERIFY(sheet->isAncestorOf(window.focusWidget()));
        }
        QVERIFY(visited.contains(yes));
        QCOMPARE(accessible(sheet)->role(), QAccessible::Dialog);
        QCOMPARE(accessible(sheet)->text(QAccessible::Name), "Title");
        press(&window, Qt::Key_Escape);
        QCOMPARE(closed.size(), 1);
        QVERIFY(outside->hasFocus());
        QVERIFY(!Sheet::on(outside));
    }

    void sheetFitsSmallWindows()
    {
        TestUi ui;
        QWidget window;
        present(&window, {400, 300});
        auto *sheet = new Sheet(ui.context(), &window, "Long", Sheet::Width::Wide);
        auto *text = new Label(ui.context(), TextRole::Body, Token::TextPrimary, QString("many words ").repeated(400));
        sheet->body()->addWidget(text);
        auto *yes = new Button(ui.context(), Button::Kind::Primary, "Yes");
        sheet->footer()->addWidget(yes);
        sheet->open();
        QTest::qWait(1); // the layout request of the text
        QVERIFY(window.rect().contains(QRect(yes->mapTo(&window, QPoint(0, 0)), yes->size())));
        QTest::mouseClick(sheet, Qt::LeftButton, {}, QPoint(3, 3)); // beside the card
        QTRY_VERIFY(!Sheet::on(&window));
    }

    void askRunsOnlyOnYes()
    {
        TestUi ui;
        QWidget window;
        present(&window, {700, 500});
        int done = 0;
        askSheet(ui.context(), &window, "Leave?", "Really.", "Leave", true, [&] { ++done; });
        press(&window, Qt::Key_Return); // what destroys does not have the focus
        QCOMPARE(done, 0);
        QVERIFY(!Sheet::on(&window));
        askSheet(ui.context(), &window, "Leave?", "Really.", "Leave", true, [&] { ++done; });
        click(named<Button>(&window, "Leave"));
        QCOMPARE(done, 1);
    }

    void toastOffersItsAction()
    {
        TestUi ui;
        QWidget window;
        present(&window, {700, 500});
        int undone = 0;
        Toast::show(ui.context(), &window, "First", "Undo", [&] { undone += 10; });
        Toast::show(ui.context(), &window, "Second", "Undo", [&] { ++undone; });
        QVERIFY(!shows(&window, "First"));
        click(named<Button>(&window, "Undo"));
        QCOMPARE(undone, 1);
        QTRY_VERIFY(!window.findChild<Toast *>());
    }

    void fieldTellsItsStateToEverybody()
    {
        TestUi ui;
        QWidget window;
        auto *column = new QVBoxLayout(&window);
        auto *field = new LabeledField(ui.context(), "User name", "3 to 32 letters");
        column->addWidget(field);
        present(&window, {400, 160});
        const int height = field->sizeHint().height();
        field->setError("This name is taken");
        QCOMPARE(field->sizeHint().height(), height); // nothing jumps
        const QString heard = accessible(field->field())->text(QAccessible::Description);
        QVERIFY(heard.contains("3 to 32 letters") && heard.contains("This name is taken"));
        QSignalSpy edited(field, &LabeledField::edited);
        field->setFocus();
        typeText(&window, "x");
        QCOMPARE(edited.size(), 1);
        QVERIFY(!field->hasError());
    }

    void searchFieldMovesClearsAndLeaves()
    {
        TestUi ui;
        QWidget window;
        auto *column = new QVBoxLayout(&window);
        auto *search = new SearchField(ui.context(), "Search");
        column->addWidget(search);
        present(&window, {300, 60});
        QSignalSpy moved(search, &SearchField::moved), escaped(search, &SearchField::escaped);
        search->setFocus();
        typeText(&window, "ab");
        press(&window, Qt::Key_Down);
        press(&window, Qt::Key_Up);
        QCOMPARE(moved.size(), 2);
        press(&window, Qt::Key_Escape);
        QCOMPARE(search->text(), "");
        QCOMPARE(escaped.size(), 0);
        press(&window, Qt::Key_Escape);
        QCOMPARE(escaped.size(), 1);
    }

    void labelsWrapToTheirWidth()
    {
        TestUi ui;
        Label label(ui.context(), TextRole::Body, Token::TextPrimary, QString("word ").repeated(60));
        const int line = ui.theme.lineHeight(TextRole::Body);
        QVERIFY(label.heightForWidth(200) > 4 * line);
        QVERIFY(label.heightForWidth(100) > label.heightForWidth(200));
        QCOMPARE(label.heightForWidth(200) % line, 0);
        label.setElided(true);
        QCOMPARE(label.sizeHint().height(), line);
    }

    void menuEntriesRun()
    {
        TestUi ui;
        QWidget window;
        present(&window, {300, 300});
        QStringList ran;
        auto *menu = new PopupMenu(ui.context(), &window);
        menu->addItem("pin", "Pin", [&] { ran += "pin"; }, "Ctrl+P");
        menu->addDanger("trash", "Delete", [&] { ran += "delete"; });
        menu->popupOnce(window.mapToGlobal(QPoint(10, 10)));
        QTest::keyClick(menu, Qt::Key_Down);
        QTest::keyClick(menu, Qt::Key_Down);
        QTest::keyClick(menu, Qt::Key_Return);
        QCOMPARE(ran, QStringList {"delete"});
    }

    void paintedListsAreReadAndWalked()
    {
        TestUi ui;
        WordList list;
        present(&list, {100, 60});
        QAccessibleInterface *root = accessible(&list);
        QCOMPARE(root->role(), QAccessible::List);
        QCOMPARE(root->childCount(), 3);
        QAccessibleInterface *second = root->child(1);
        QCOMPARE(second->text(QAccessible::Name), "two");
        QCOMPARE(second->role(), QAccessible::ListItem);
        QVERIFY(second->state().selected);
        QCOMPARE(root->indexOfChild(second), 1);
        QCOMPARE(second->rect().topLeft(), list.mapToGlobal(QPoint(0, 20)));
        QCOMPARE(root->childAt(second->rect().center().x(), second->rect().center().y()), second);
        second->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(list.activated, 1);

        list.words.prepend("zero"); // rows move; the object goes with its word
        QCOMPARE(root->child(2), second);
        QCOMPARE(second->text(QAccessible::Name), "two");
        list.words.removeAll("two");
        QVERIFY(!second->isValid());
        QVERIFY(second->text(QAccessible::Name).isEmpty());
        QCOMPARE(root->childCount(), 3);
    }
};

QTEST_MAIN(TestWidgets)
#include "test_widgets.moc"
