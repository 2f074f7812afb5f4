#include "tests/ui/timeline/timeline_rig.h"
#include "ui/timeline/jump_button.h"

#include <QElapsedTimer>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace confab;
using namespace confab::test;

//! What happens to single messages in the timeline, and the states that a list without messages has.
class TestMessages : public QObject {
    Q_OBJECT
private slots:
    // messages
    void failedMessageIsRetriedByClick();
    void acknowledgedMessageDoesNotMove();
    void receiptsChangeNoHeight();
    void tombstoneKeepsOthersStill();
    void longMessageUnfolds();
    void linksAskBeforeTheyDeceive();
    void reactionIsToggledByClick();
    void deleteForMeCanBeUndone();
    // states
    void historyThatIsMissingCanBeRetried();
    void nothingIsPaintedWhileIdle();
    void skeletonOnlyAfterAWhile();
    void changesThatOvertakeAPageAreNotLost();
};

// ---- messages ----

void TestMessages::failedMessageIsRetriedByClick()
{
    TimelineRig rig;
    rig.openFilled(10);
    rig.session.autoAck = false;
    const auto cid = rig.session.send(rig.chat, {"will fail", {}});
    rig.session.flush();
    rig.session.fail(rig.chat, cid, ErrorCode::Forbidden);
    rig.session.flush();
    const auto bubble = rig.view->bubbleRect({{}, cid});
    QVERIFY(bubble.isValid());
    QVERIFY(rig.view->itemText(rig.view->itemCount() - 1).contains("Not sent"));
    rig.clickAt(bubble.bottomRight() + QPoint(-20, 10)); // "Not sent · Try again"
    QCOMPARE(rig.session.script.callCount("retry"), 1);
}

void TestMessages::acknowledgedMessageDoesNotMove()
{
    TimelineRig rig;
    rig.openFilled(30);
    rig.session.autoAck = false;
    const auto cid = rig.session.send(rig.chat, {"hello", {}});
    rig.session.flush();
    QTRY_VERIFY(rig.view->isAtBottom());
    const auto queued = rig.view->bubbleRect({{}, cid});
    const auto seq = rig.session.acknowledge(rig.chat, cid);
    rig.session.flush();
    QCOMPARE(rig.rectOf(seq), queued);
    QCOMPARE(rig.view->model().indexOf({{}, cid}), rig.view->model().indexOf({seq, {}}));
    QCOMPARE(rig.view->itemCount(), rig.view->model().size());
}

void TestMessages::receiptsChangeNoHeight()
{
    TimelineRig rig;
    rig.openFilled(30);
    rig.session.send(rig.chat, {"hello", {}});
    rig.session.flush();
    const int last = rig.view->itemCount() - 1;
    QTRY_VERIFY(rig.view->itemText(last).endsWith("Sent."));
    const auto seq = rig.session.rows(rig.chat).last().seq;
    const auto before = rig.rectOf(seq);
    rig.session.setDelivered(rig.chat, seq);
    rig.session.flush();
    QVERIFY(rig.view->itemText(last).endsWith("Delivered."));
    QCOMPARE(rig.rectOf(seq), before);
    rig.session.setRead(rig.chat, seq);
    rig.session.flush();
    QVERIFY(rig.view->itemText(last).endsWith("Read."));
    QCOMPARE(rig.rectOf(seq), before);
}

void TestMessages::tombstoneKeepsOthersStill()
{
    TimelineRig rig;
    rig.openFilled(100);
    rig.wheel(5);
    const auto kept = rig.firstVisible();
    const int y = rig.rectOf(kept).top();
    rig.session.receiveRedact(rig.chat, Seq(kept.value - 3));
    rig.session.flush();
    QCOMPARE(rig.rectOf(kept).top(), y);
}

void TestMessages::longMessageUnfolds()
{
    TimelineRig rig;
    rig.openFilled(3);
    const auto seq =
        rig.session.receive(rig.chat, {rig.other, QStringLiteral("line of text\n").repeated(80)});
    const auto tail = rig.session.receive(rig.chat, {rig.other, QString(48 * 1024, u'w')});
    rig.session.flush();
    const auto item = [&](Seq which) -> const TimelineItem & {
        return rig.view->model().items()[size_t(rig.view->model().indexOf({which, {}}))];
    };
    const auto folded = item(seq).layout->bubble().height();
    QVERIFY(folded < 20 * 20 + 120);
    QVERIFY(item(tail).layout->bubble().height() < 20 * 20 + 120);
    QVERIFY(item(tail).layout->bubble().width() <= 520);
    rig.view->jumpTo(seq);
    const auto more = item(seq).layout->readMoreRect().translated(rig.rectOf(seq).topLeft());
    const int top = rig.rectOf(seq).top();
    if (!rig.view->viewport()->rect().contains(more.center()))
        rig.bar()->setValue(rig.bar()->value() + more.bottom() - rig.view->viewport()->height() + 20);
    const auto at = item(seq).layout->readMoreRect().translated(rig.rectOf(seq).topLeft()).center();
    Q_UNUSED(top);
    rig.clickAt(at);
    QVERIFY(item(seq).layout->bubble().height() > 80 * 20);
    QVERIFY(item(seq).layout->readMoreRect().isNull());
}

void TestMessages::linksAskBeforeTheyDeceive()
{
    TimelineRig rig;
    rig.openFilled(3);
    const auto good = rig.session.receive(rig.chat, {rig.other, "https://harbourline.example/t"});
    const auto bad = rig.session.receive(rig.chat, {rig.other, "https://bank.example@evil.example/"});
    rig.session.flush();
    QSignalSpy opened(rig.view.get(), &TimelineView::openUrlRequested);
    const auto text = [&](Seq seq) {
        const auto &item = rig.view->model().items()[size_t(rig.view->model().indexOf({seq, {}}))];
        return rig.rectOf(seq).topLeft() + item.layout->textAt() + QPoint(30, 10);
    };
    rig.clickAt(text(good));
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.first().first().toUrl(), QUrl("https://harbourline.example/t"));
    rig.clickAt(text(bad));
    QCOMPARE(opened.count(), 1);
    QVERIFY(shows(rig.view.get(), "evil.example"));
    auto *yes = named(rig.view.get(), "Open");
    QVERIFY(yes);
    click(yes);
    QTRY_COMPARE(opened.count(), 2);
}

void TestMessages::reactionIsToggledByClick()
{
    TimelineRig rig;
    rig.openFilled(5);
    const auto seq = rig.session.receive(rig.chat, {rig.other, "react to me"});
    rig.session.receiveReaction(rig.chat, seq, rig.other, QString::fromUtf8("🎉"));
    rig.session.flush();
    const auto &item = rig.view->model().items()[size_t(rig.view->model().indexOf({seq, {}}))];
    QCOMPARE(item.layout->chips().size(), size_t(1));
    rig.clickAt(rig.rectOf(seq).topLeft() + item.layout->chips()[0].rect.center());
    QCOMPARE(rig.session.script.callCount("react"), 1);
}

void TestMessages::deleteForMeCanBeUndone()
{
    TimelineRig rig;
    rig.openFilled(20);
    const auto seq = rig.session.rows(rig.chat).last().seq;
    const int count = rig.view->itemCount();
    rig.view->setFocus();
    rig.view->focusMessages();
    QTest::keyClick(rig.view.get(), Qt::Key_Delete);
    QCOMPARE(rig.view->itemCount(), count - 1);
    QCOMPARE(rig.session.script.callCount("hide"), 0);
    auto *undo = named(rig.view.get(), "Undo");
    QVERIFY(undo);
    click(undo);
    QTRY_COMPARE(rig.view->itemCount(), count);
    QCOMPARE(rig.session.script.callCount("hide"), 0);
    // Not undone, it is done at the latest when the chat is left.
    rig.view->focusItem(rig.view->model().indexOf({seq, {}}));
    QTest::keyClick(rig.view.get(), Qt::Key_Delete);
    rig.view->closeChat();
    QCOMPARE(rig.session.script.callCount("hide"), 1);
}

// ---- states ----

void TestMessages::historyThatIsMissingCanBeRetried()
{
    TimelineRig rig;
    rig.other = rig.session.addPerson("Bo", "bo");
    const auto chat = rig.session.addGroup("Group", {rig.other});
    rig.session.fill(chat, 200);
    rig.session.flush();
    rig.open(chat);
    QTRY_VERIFY(rig.view->model().size() >= 50);
    rig.session.script.failNext("page", ErrorCode::Busy);
    rig.session.script.calls.clear();
    rig.bar()->setValue(0);
    QTRY_VERIFY(rig.view->model().incompleteBefore() || rig.view->model().size() > 100);
    while (!rig.view->model().incompleteBefore() && rig.view->model().moreBefore()) {
        rig.session.script.failNext("page", ErrorCode::Busy);
        rig.bar()->setValue(0);
        QTest::qWait(5);
    }
    QVERIFY(rig.view->model().incompleteBefore());
    const int calls = rig.session.script.callCount("page");
    QTest::qWait(20);
    QCOMPARE(rig.session.script.callCount("page"), calls); // not again and again by itself
    rig.bar()->setValue(0);
    rig.clickAt({rig.view->viewport()->width() / 2, 26});
    QVERIFY(!rig.view->model().incompleteBefore());
    QTRY_VERIFY(rig.session.script.callCount("page") > calls);
}

void TestMessages::nothingIsPaintedWhileIdle()
{
    TimelineRig rig;
    rig.openFilled(100);
    QTest::qWait(300); // what was scheduled by opening
    const auto before = rig.view->paintCount();
    QTest::qWait(2000);
    QCOMPARE(rig.view->paintCount(), before);
}

void TestMessages::skeletonOnlyAfterAWhile()
{
    TimelineRig rig;
    rig.other = rig.session.addPerson("Bo", "bo");
    const auto chat = rig.session.addGroup("Group", {rig.other});
    rig.session.fill(chat, 20);
    rig.session.flush();
    rig.session.script.hold();
    rig.view->openChat(chat);
    QCoreApplication::processEvents();
    const auto ground = rig.ui.theme.color(Token::BgChat).rgb();
    const auto blank = [&] {
        const auto image = rig.view->viewport()->grab().toImage();
        for (int y = 0; y < image.height(); y += 7)
            for (int x = 0; x < image.width(); x += 7)
                if (image.pixel(x, y) != ground)
                    return false;
        return true;
    };
    QVERIFY(blank());
    QTRY_VERIFY(!blank());
    rig.session.script.release();
    QTRY_VERIFY(rig.view->isReady());
}

//! A page is read on another thread: what changed after it was read, and arrived before it, must not be
//! undone by it.
void TestMessages::changesThatOvertakeAPageAreNotLost()
{
    TimelineRig rig;
    rig.other = rig.session.addPerson("Bo", "bo");
    const auto chat = rig.session.addGroup("Group", {rig.other});
    rig.session.fill(chat, 20);
    rig.session.flush();
    const auto stale = rig.session.rows(chat);
    rig.session.script.hold();
    rig.view->openChat(chat);
    const auto late = rig.session.receive(chat, {rig.other, "overtakes"});
    rig.session.receiveEdit(chat, stale.last().seq, "edited meanwhile");
    rig.session.flush();
    QVERIFY(!rig.view->isReady());
    // The fake computes its answer when released; the stale one is what a reader thread would have had.
    Page page;
    page.rows = stale;
    auto *loader = rig.view->findChild<TimelineLoader *>();
    QVERIFY(loader);
    emit loader->opened({}, page);
    QVERIFY(rig.view->isReady());
    QVERIFY(rig.rectOf(late).isValid());
    const int index = rig.view->model().indexOf({stale.last().seq, {}});
    QCOMPARE(rig.view->model().items()[size_t(index)].row.content.text, QStringLiteral("edited meanwhile"));
}

QTEST_MAIN(TestMessages)
#include "test_messages.moc"
