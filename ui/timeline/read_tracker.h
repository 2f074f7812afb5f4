#pragma once

#include "core/sync/read_rule.h"
#include "ui/timeline/activity_source.h"

#include <QPointer>
#include <QTimer>
#include <functional>

namespace confab {

class Session;

//! Feeds the read rule with what the timeline shows and what the window knows, and marks what it says is due.
//! Nothing here happens from paint; a scroll only tells what is visible, the rule decides.
class ReadTracker : public QObject {
    Q_OBJECT
public:
    using Clock = std::function<Instant()>; //!< monotonic

    explicit ReadTracker(Session *session, QObject *parent = nullptr);

    void setClock(Clock clock) { m_clock = std::move(clock); }
    void setActivity(ActivitySource *activity);

    void showChat(const std::optional<ChatId> &chat);
    void setScrollDone(bool on);
    void setVisible(Seq newest);
    bool userActive() const { return m_rule.userActive(m_clock()); }
    void evaluate();

private:
    void takeFacts();

    Session *m_session;
    Clock m_clock;
    ReadRule m_rule;
    QPointer<ActivitySource> m_activity;
    ActivityFacts m_facts;
    QTimer m_deadline;
};

} // namespace confab
