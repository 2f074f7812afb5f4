#pragma once

#include "tests/ui/support/fake_session.h"
#include "tests/ui/support/ui_probe.h"
#include "ui/timeline/timeline_view.h"

namespace confab::test {

//! The person before the window, as a test wants them.
class TestActivity : public ActivitySource {
public:
    ActivityFacts current{true, true, false, false, false};
    ActivityFacts facts() const override { return current; }
    void set(const ActivityFacts &value)
    {
        current = value;
        emit factsChanged();
    }
};

//! A timeline on screen over a scripted session, with a clock for the read rule that only moves when told.
class TimelineRig {
public:
    explicit TimelineRig(FakeSession::Seed seed = FakeSession::Seed::Empty, QSize size = {700, 600});

    //! A group with one other member and `count` messages; opened and ready.
    ChatId openFilled(int count);
    void open(const ChatId &chat);
    void someoneActive(); //!< the window is active and was just used
    QScrollBar *bar() const;
    QRect rectOf(Seq seq) const { return view->bubbleRect({seq, {}}); }
    //! The first message whose bubble begins inside the viewport.
    Seq firstVisible() const;
    void wheel(int steps); //!< up: positive
    void clickAt(QPoint viewportPos, Qt::KeyboardModifiers modifiers = {});
    void drag(QPoint from, QPoint to);

    FakeSession session;
    TestUi ui;
    TestActivity activity;
    Instant clock{1'000'000};
    std::unique_ptr<TimelineView> view;
    UserId other;
    ChatId chat;
};

} // namespace confab::test
