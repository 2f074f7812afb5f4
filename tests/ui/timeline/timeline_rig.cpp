#include "tests/ui/timeline/timeline_rig.h"

#include <QScrollBar>
#include <QTest>
#include <QWheelEvent>

namespace confab::test {

TimelineRig::TimelineRig(FakeSession::Seed seed, QSize size)
    : session(seed, QDateTime(QDate(2026, 11, 24), QTime(14, 40), Qt::UTC).toMSecsSinceEpoch())
    , ui(&session, Theme::Mode::Light, session.now)
    , view(std::make_unique<TimelineView>(ui.context()))
{
    view->reads().setClock([this] { return clock; });
    view->reads().setActivity(&activity);
    present(view.get(), size);
}

ChatId TimelineRig::openFilled(int count)
{
    other = session.addPerson(QStringLiteral("Bo Ek"), QStringLiteral("bo"));
    chat = session.addGroup(QStringLiteral("Group"), {other});
    session.fill(chat, count);
    session.flush();
    open(chat);
    return chat;
}

void TimelineRig::open(const ChatId &which)
{
    chat = which;
    view->openChat(which);
    QTRY_VERIFY(view->isReady());
    QCoreApplication::processEvents();
}

void TimelineRig::someoneActive()
{
    activity.set(activity.current);
    emit activity.input();
    clock += Instant(500); // past the pause after activation
    emit activity.input();
}

QScrollBar *TimelineRig::bar() const { return view->verticalScrollBar(); }

Seq TimelineRig::firstVisible() const
{
    for (const auto &item : view->model().items()) {
        if (item.row.seq.value > 0 && !item.service && view->bubbleRect(item.key()).top() >= 0)
            return item.row.seq;
    }
    return {};
}

void TimelineRig::wheel(int steps)
{
    const QPoint at = view->viewport()->rect().center();
    QWheelEvent event(at, view->viewport()->mapToGlobal(at), {}, {0, 120 * steps}, Qt::NoButton,
        Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(view->viewport(), &event);
}

void TimelineRig::clickAt(QPoint pos, Qt::KeyboardModifiers modifiers)
{
    QTest::mouseClick(view->viewport(), Qt::LeftButton, modifiers, pos);
}

void TimelineRig::drag(QPoint from, QPoint to)
{
    QTest::mousePress(view->viewport(), Qt::LeftButton, {}, from);
    const auto move = [&](QPoint at) {
        QMouseEvent event(QEvent::MouseMove, at, view->viewport()->mapToGlobal(at), Qt::NoButton,
            Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(view->viewport(), &event);
    };
    move((from * 2 + to) / 3);
    move((from + to * 2) / 3);
    move(to);
    QTest::mouseRelease(view->viewport(), Qt::LeftButton, {}, to);
}

} // namespace confab::test
