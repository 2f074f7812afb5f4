#include "ui/timeline/read_tracker.h"

#include "core/session/session.h"

namespace confab {

ReadTracker::ReadTracker(Session *session, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_clock([] {
        return std::chrono::duration_cast<Instant>(std::chrono::steady_clock::now().time_since_epoch());
    })
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &ReadTracker::evaluate);
}

void ReadTracker::setActivity(ActivitySource *activity)
{
    if (m_activity)
        disconnect(m_activity, nullptr, this, nullptr);
    m_activity = activity;
    if (!activity)
        return;
    connect(activity, &ActivitySource::factsChanged, this, &ReadTracker::takeFacts);
    connect(activity, &ActivitySource::input, this, [this] {
        m_rule.input(m_clock());
        evaluate();
    });
    takeFacts();
}

void ReadTracker::takeFacts()
{
    const auto facts = m_activity->facts();
    m_rule.setExposed(facts.exposed);
    m_rule.setMinimised(facts.minimised);
    m_rule.setModal(facts.modal);
    m_rule.setLocked(facts.locked);
    if (facts.active != m_facts.active)
        m_rule.setActive(facts.active, m_clock());
    m_facts = facts;
    evaluate();
}

void ReadTracker::showChat(const std::optional<ChatId> &chat)
{
    m_rule.showChat(chat);
    m_rule.setScrollDone(false);
    m_rule.setVisible({});
    evaluate();
}

void ReadTracker::setScrollDone(bool on)
{
    m_rule.setScrollDone(on);
    evaluate();
}

void ReadTracker::setVisible(Seq newest)
{
    m_rule.setVisible(newest);
    evaluate();
}

void ReadTracker::evaluate()
{
    const auto now = m_clock();
    if (const auto mark = m_rule.due(now))
        m_session->markRead(mark->chat, mark->seq);
    if (const auto deadline = m_rule.deadline(now))
        m_deadline.start(std::max(*deadline - now, Instant(1)));
    else
        m_deadline.stop();
}

} // namespace confab
