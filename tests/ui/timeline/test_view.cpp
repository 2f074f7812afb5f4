#include "tests/ui/timeline/timeline_rig.h"
#include "ui/timeline/jump_button.h"

#include <QAccessible>
#include <QClipboard>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace confab;
using namespace confab::test;

//! The timeline as a person meets it: real widget, real clicks, wheel and keys, a scripted session.
class TestView : public QObject {
    Q_OBJECT
private slots:
    // position
    void opensAtTheEnd();
    void opensAtTheFirstUnread();
    void returnsToWhereItWasLeft();
    void nothingMovesOnScreen_data();
    void nothingMovesOnScreen();
    void stuckAtBottomStaysStuck();
    void olderPagesComeBeforeTheyAreNeeded();
    void hundredThousandMessages();
    // unread
    void barGrowsInPlaceWhileScrolledUp();
    void barGoesWhenOneWrites();
    void barGoesWhenSeenAtOnce();
    void nobodyLookingKeepsTheBarOnScreen();
    void readOnlyWhatIsSeen();
    // jumping
    void jumpButton();
    void quoteJumpsAndComesBack();
    void jumpLoadsWhatIsFar();
};

// ---- position ----

void TestView::opensAtTheEnd()
{
    TimelineRig rig;
    rig.openFilled(200);
    QVERIFY(rig.view->isAtBottom());
    QVERIFY(!rig.view->unreadSeparator());
    QVERIFY(!rig.view->jumpButton()->isShown());
    const auto last = rig.session.rows(rig.chat).last();
    QVERIFY(rig.view->viewport()->rect().contains(rig.rectOf(last.seq)));
}

void TestView::opensAtTheFirstUnread()
{
    TimelineRig rig;
    rig.other = rig.session.addPerson("Bo", "bo");
    const auto chat = rig.session.addGroup("Group", {rig.other});
    rig.session.fill(chat, 100);
    Seq first;
    for (int i = 0; i < 40; ++i) {
        const auto seq = rig.session.receive(chat, {rig.other, QStringLiteral("unread %1").arg(i)});
        if (i == 0)
            first = seq;
    }
    rig.session.flush();
    rig.open(chat);
    QCOMPARE(rig.view->unreadSeparator(), first);
    QCOMPARE(rig.view->unreadSeparatorCount(), 40);
    QVERIFY(!rig.view->isAtBottom());
    const auto rect = rig.rectOf(first);
    QVERIFY2(rect.top() > 0 && rect.top() < 100, qPrintable(QString::number(rect.top())));
    QVERIFY(rig.view->jumpButton()->isShown());
    QVERIFY(rig.view->jumpButton()->count() > 20);
}

void TestView::returnsToWhereItWasLeft()
{
    TimelineRig rig;
    const auto chat = rig.openFilled(300);
    rig.wheel(8);
    const auto seq = rig.firstVisible();
    const int y = rig.rectOf(seq).top();
    const auto other = rig.session.addGroup("Other", {rig.other});
    rig.session.fill(other, 50);
    rig.session.flush();
    rig.open(other);
    QVERIFY(rig.view->isAtBottom());
    rig.open(chat);
    QCOMPARE(rig.rectOf(seq).top(), y);
    // Left at the end, the place is forgotten.
    rig.view->scrollToNewest();
    QTRY_VERIFY(rig.view->isAtBottom());
    rig.open(other);
    rig.open(chat);
    QVERIFY(rig.view->isAtBottom());
}

void TestView::nothingMovesOnScreen_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 6; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

//! 2.12: random things happen to a timeline that is scrolled up; what is read does not move by a pixel.
void TestView::nothingMovesOnScreen()
{
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    TimelineRig rig;
    rig.openFilled(400);
    rig.wheel(10 + int(random.bounded(10)));
    QCoreApplication::processEvents();
    int moved = 0;
    for (int step = 0; step < 40; ++step) {
        const auto kept = rig.firstVisible();
        QVERIFY(kept.value > 0);
        const int y = rig.rectOf(kept).top();
        const auto rows = rig.session.rows(rig.chat);
        const auto &victim = rows[random.bounded(rows.size())];
        switch (random.bounded(7)) {
        case 0:
            rig.session.receive(
                rig.chat, {rig.other, QStringLiteral("word ").repeated(int(random.bounded(1, 60)))});
            break;
        case 1:
            if (victim.kind == EventKind::Msg)
                rig.session.receiveEdit(
                    rig.chat, victim.seq, QStringLiteral("edited ").repeated(int(random.bounded(1, 80))));
            break;
        case 2:
            if (victim.seq != kept && victim.kind == EventKind::Msg)
                rig.session.receiveRedact(rig.chat, victim.seq);
            break;
        case 3:
            if (victim.kind == EventKind::Msg)
                rig.session.receiveReaction(rig.chat, victim.seq, rig.other, QString::fromUtf8("👍"));
            break;
        case 4:
            rig.session.setRead(rig.chat, rows.last().seq);
            break;
        case 5:
            rig.view->resize(rig.view->width(), int(random.bounded(350, 700)));
            break;
        case 6:
            rig.view->resize(int(random.bounded(420, 900)), rig.view->height());
            break;
        }
        rig.session.flush();
        QCoreApplication::processEvents();
        QVERIFY(!rig.view->isAtBottom());
        const int now = rig.rectOf(kept).top();
        if (now != y && rig.bar()->value() != 0) {
            ++moved;
            qInfo() << "step" << step << "moved by" << now - y;
        }
    }
    QCOMPARE(moved, 0);
}

void TestView::stuckAtBottomStaysStuck()
{
    TimelineRig rig;
    rig.openFilled(100);
    rig.someoneActive();
    QVERIFY(rig.view->isAtBottom());
    rig.session.receive(rig.chat, {rig.other, QStringLiteral("new\nand tall")});
    rig.session.flush();
    QVERIFY(rig.view->isAtBottom());
    rig.view->resize(500, 300);
    QVERIFY(rig.view->isAtBottom());
    rig.view->resize(800, 700);
    QVERIFY(rig.view->isAtBottom());
    rig.ui.theme.setScalePercent(150);
    QVERIFY(rig.view->isAtBottom());
    const auto last = rig.session.rows(rig.chat).last();
    rig.session.receiveReaction(rig.chat, last.seq, rig.other, QString::fromUtf8("👍"));
    rig.session.flush();
    QVERIFY(rig.view->isAtBottom());
}

void TestView::olderPagesComeBeforeTheyAreNeeded()
{
    TimelineRig rig;
    rig.openFilled(1000);
    rig.session.script.calls.clear();
    for (int i = 0; i < 60; ++i) {
        rig.wheel(3);
        QCoreApplication::processEvents();
        const bool start = rig.view->model().firstSeq() == Seq(1);
        QVERIFY2(start || rig.bar()->value() > 0, "the top of what is loaded was reached");
    }
    QVERIFY(rig.session.script.callCount("page") > 3);
    // Far pages are let go: about eight screens on each side at most.
    const auto kept = rig.view->model().size();
    QVERIFY2(kept < 500, qPrintable(QString::number(kept)));
    QVERIFY(rig.view->model().moreAfter());
    rig.view->scrollToNewest();
    QTRY_VERIFY(rig.view->isAtBottom());
}

void TestView::hundredThousandMessages()
{
    TimelineRig rig;
    rig.openFilled(100'000);
    QVERIFY(rig.view->isAtBottom());
    QVERIFY(rig.view->model().size() < 200);
    QTest::keyClick(rig.view.get(), Qt::Key_Home);
    QTRY_VERIFY(rig.view->model().firstSeq() == Seq(1));
    QTRY_COMPARE(rig.bar()->value(), 0);
    QVERIFY(rig.view->model().size() < 300);
    QTest::keyClick(rig.view.get(), Qt::Key_End);
    QTRY_VERIFY(rig.view->isAtBottom());
    for (int i = 0; i < 30; ++i) {
        QTest::keyClick(rig.view.get(), Qt::Key_PageUp);
        QCoreApplication::processEvents();
    }
    QVERIFY(rig.view->model().size() < 500);
    rig.view->jumpTo(Seq(50'000));
    QTRY_VERIFY(rig.view->viewport()->rect().intersects(rig.rectOf(Seq(50'000))));
}

// ---- unread ----

void TestView::barGrowsInPlaceWhileScrolledUp()
{
    TimelineRig rig;
    rig.openFilled(200);
    rig.someoneActive();
    rig.wheel(6);
    const auto first = rig.session.receive(rig.chat, {rig.other, "one"});
    rig.session.flush();
    QCOMPARE(rig.view->unreadSeparator(), first);
    QCOMPARE(rig.view->unreadSeparatorCount(), 1);
    rig.session.receive(rig.chat, {rig.other, "two"});
    rig.session.flush();
    QCOMPARE(rig.view->unreadSeparator(), first);
    QCOMPARE(rig.view->unreadSeparatorCount(), 2);
    QCOMPARE(rig.view->jumpButton()->count(), 2);
}

void TestView::barGoesWhenOneWrites()
{
    TimelineRig rig;
    rig.openFilled(50);
    rig.wheel(6);
    rig.session.receive(rig.chat, {rig.other, "one"});
    rig.session.flush();
    QVERIFY(rig.view->unreadSeparator());
    rig.session.send(rig.chat, {"mine", {}});
    rig.session.flush();
    QVERIFY(!rig.view->unreadSeparator());
    QTRY_VERIFY(rig.view->isAtBottom());
}

void TestView::barGoesWhenSeenAtOnce()
{
    TimelineRig rig;
    rig.openFilled(50);
    rig.someoneActive();
    rig.session.receive(rig.chat, {rig.other, "seen"});
    rig.session.flush();
    QVERIFY(!rig.view->unreadSeparator());
    QVERIFY(rig.view->isAtBottom());
}

void TestView::nobodyLookingKeepsTheBarOnScreen()
{
    TimelineRig rig;
    rig.openFilled(50);
    rig.activity.set({true, false, false, false, false});
    const auto first = rig.session.receive(rig.chat, {rig.other, "first"});
    for (int i = 0; i < 60; ++i)
        rig.session.receive(rig.chat, {rig.other, QStringLiteral("more %1").arg(i)});
    rig.session.flush();
    QCOMPARE(rig.view->unreadSeparator(), first);
    QCOMPARE(rig.view->unreadSeparatorCount(), 61);
    QVERIFY(rig.view->viewport()->rect().contains(rig.rectOf(first)));
    QVERIFY(rig.view->jumpButton()->isShown());
}

//! 1.6: neither paint nor a programmatic scroll reads; a person who looks does, up to the last whole message.
void TestView::readOnlyWhatIsSeen()
{
    TimelineRig rig;
    rig.activity.set({true, false, false, false, false});
    rig.openFilled(100);
    rig.session.script.calls.clear();
    Seq last;
    for (int i = 0; i < 40; ++i)
        last = rig.session.receive(rig.chat, {rig.other, QStringLiteral("unread %1").arg(i)});
    rig.session.flush();
    rig.view->scrollToNewest();
    QTest::qWait(1);
    QCOMPARE(rig.session.script.callCount("markRead"), 0);
    rig.wheel(3);
    rig.activity.set({true, true, false, false, false});
    rig.someoneActive();
    QVERIFY(rig.session.script.callCount("markRead") > 0);
    const auto read = rig.session.chat(rig.chat)->read;
    QVERIFY(read < last);
    QVERIFY(rig.rectOf(read).bottom() <= rig.view->viewport()->height());
    rig.view->scrollToNewest();
    QTRY_VERIFY(rig.view->isAtBottom());
    emit rig.activity.input();
    QTRY_COMPARE(rig.session.chat(rig.chat)->read, last);
}

// ---- jumping ----

void TestView::jumpButton()
{
    TimelineRig rig;
    rig.openFilled(300);
    auto *button = rig.view->jumpButton();
    QVERIFY(!button->isShown());
    rig.bar()->setValue(rig.bar()->maximum() - 470);
    QVERIFY(!button->isShown());
    rig.bar()->setValue(rig.bar()->maximum() - 490);
    QVERIFY(button->isShown());
    QVERIFY(button->isVisible());
    QVERIFY(!button->accessibleName().isEmpty());
    click(button);
    QTRY_VERIFY(rig.view->isAtBottom());
    QVERIFY(!button->isShown());
    // The wheel over it scrolls the list beneath.
    rig.wheel(6);
    const int value = rig.bar()->value();
    QWheelEvent wheel(QPointF(20, 20), button->mapToGlobal(QPoint(20, 20)), {}, {0, 120}, Qt::NoButton,
        Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(button, &wheel);
    QVERIFY(rig.bar()->value() < value);
    rig.view->scrollToNewest();
    QTRY_VERIFY(rig.view->isAtBottom());
    // First to the first unread message below, then to the end.
    rig.wheel(12);
    Seq first;
    for (int i = 0; i < 40; ++i) {
        const auto seq = rig.session.receive(rig.chat, {rig.other, QStringLiteral("u %1").arg(i)});
        first = i == 0 ? seq : first;
    }
    rig.session.flush();
    QCOMPARE(button->count(), 40);
    click(button);
    QVERIFY(rig.view->viewport()->rect().contains(rig.rectOf(first)));
    QVERIFY(!rig.view->isAtBottom());
    click(button);
    QTRY_VERIFY(rig.view->isAtBottom());
}

void TestView::quoteJumpsAndComesBack()
{
    TimelineRig rig;
    rig.openFilled(120);
    const auto target = rig.session.rows(rig.chat)[90].seq;
    const auto reply = rig.session.say(rig.chat, {rig.other, "an answer", target});
    rig.session.flush();
    QVERIFY(rig.view->isAtBottom());
    const auto bubble = rig.rectOf(reply);
    QVERIFY(bubble.isValid());
    rig.clickAt(bubble.topLeft() + QPoint(40, 45)); // its quote
    QVERIFY(rig.view->viewport()->rect().contains(rig.rectOf(target)));
    QVERIFY(rig.view->jumpButton()->isShown());
    click(rig.view->jumpButton());
    QVERIFY(rig.view->viewport()->rect().contains(rig.rectOf(reply)));
}

void TestView::jumpLoadsWhatIsFar()
{
    TimelineRig rig;
    rig.openFilled(2000);
    QVERIFY(rig.rectOf(Seq(100)).isEmpty());
    rig.view->jumpTo(Seq(100));
    QTRY_VERIFY(rig.view->viewport()->rect().contains(rig.rectOf(Seq(100))));
    QVERIFY(rig.view->model().moreAfter());
    // A live message is not shown next to what it does not follow.
    const auto live = rig.session.receive(rig.chat, {rig.other, "live"});
    rig.session.flush();
    QVERIFY(rig.rectOf(live).isEmpty());
    QVERIFY(rig.view->jumpButton()->isShown());
}

QTEST_MAIN(TestView)
#include "test_view.moc"
