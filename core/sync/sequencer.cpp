#include "core/sync/sequencer.h"

namespace confab {

Sequencer::Sequencer(const ChatId &chat, Seq have)
    : m_chat(chat)
    , m_have(have)
    , m_known(have)
{
}

Sequencer::Step Sequencer::event(const Event &event, Instant now)
{
    if (event.seq <= m_have)
        return {};
    m_known = std::max(m_known, event.seq);
    hold(event.seq, event);
    return drain(now);
}

Sequencer::Step Sequencer::appended(Seq seq, Instant now)
{
    if (seq <= m_have)
        return {};
    m_known = std::max(m_known, seq);
    hold(seq, std::nullopt);
    return drain(now);
}

Sequencer::Step Sequencer::head(Seq head, Instant now)
{
    if (head <= m_known)
        return {};
    m_known = head;
    return drain(now);
}

Sequencer::Step Sequencer::tail(const QList<Event> &events, Seq head, Instant now)
{
    m_known = std::max(m_known, head);
    if (!events.isEmpty()) {
        const Seq low = events.first().seq;
        const bool tooFar = low.value - m_have.value > largeGap;
        if (low > m_have.next() && (m_have == Seq() || tooFar)) {
            m_have = low.previous(); // a new window: what lies below is history, fetched when it is looked at
            m_buffer.erase(m_buffer.begin(), m_buffer.upper_bound(m_have));
        }
        for (const Event &event : events)
            if (event.seq > m_have)
                hold(event.seq, event);
    }
    Step step = drain(now);
    // A tail is told after everything that is on its way: what is missing now does not come by itself.
    if (behind() && !m_fetching)
        ask(step, now);
    return step;
}

Sequencer::Step Sequencer::page(const HistPage &page, Instant now)
{
    m_fetching = false;
    m_known = std::max(m_have, page.head); // what a single frame claimed may have been wrong, the log itself is not
    if (!m_buffer.empty())
        m_known = std::max(m_known, m_buffer.rbegin()->first);
    const Seq before = m_have;
    // `low` may lie above have + 1 where this user may not see what is between (joined later), or the server lost it.
    if (!page.items.isEmpty() && page.low > m_have.next() && page.low == page.items.first().seq)
        m_have = page.low.previous();
    else if (page.items.isEmpty() && page.head > m_have && !m_buffer.empty())
        m_have = m_buffer.begin()->first.previous();
    for (const Event &event : page.items)
        if (event.seq > m_have)
            m_buffer.insert_or_assign(event.seq, event); // bounded by the page
    Step step = drain(now);
    if (m_have > before)
        m_fruitless = 0;
    if (!behind())
        return step;
    if (m_have > before) {
        ask(step, now);
    } else {
        m_fruitless = std::max(m_fruitless, 1); // that was an answer: a second one would say the same
        pause(fetchTimeout / 4, now); // a server that contradicts itself is not asked in a loop
    }
    return step;
}

void Sequencer::fetchFailed(Instant now)
{
    m_fetching = false;
    if (behind())
        pause(patience / 2, now);
    else
        m_deadline.reset();
}

//! Doubles with every try that brought nothing.
void Sequencer::pause(std::chrono::milliseconds first, Instant now)
{
    ++m_fruitless;
    m_deadline = now + std::min(longestPause, first * (1 << std::min(m_fruitless, 12)));
}

void Sequencer::disconnected()
{
    m_fetching = false;
    m_deadline.reset();
}

Sequencer::Step Sequencer::resumed(Instant now)
{
    m_fruitless = 0;
    Step step = drain(now);
    if (behind() && !m_fetching)
        ask(step, now);
    return step;
}

Sequencer::Step Sequencer::tick(Instant now)
{
    Step step;
    if (!m_deadline || now < *m_deadline)
        return step;
    m_fetching = false; // an answer that did not come in time is not waited for any more
    if (behind())
        ask(step, now);
    else
        m_deadline.reset();
    return step;
}

void Sequencer::reset(Seq have)
{
    m_have = have;
    m_known = std::max(m_known, have);
    m_buffer.clear();
    m_fetching = false;
    m_fruitless = 0;
    m_deadline.reset();
}

void Sequencer::hold(Seq seq, std::optional<Event> event)
{
    const auto there = m_buffer.find(seq);
    if (there != m_buffer.end()) {
        if (!there->second && event)
            there->second = std::move(event);
        return;
    }
    if (m_buffer.size() >= maxBuffered) {
        // Nearest first: the farthest one is dropped and comes again with the history.
        const auto farthest = std::prev(m_buffer.end());
        if (seq > farthest->first)
            return;
        m_buffer.erase(farthest);
    }
    m_buffer.emplace(seq, std::move(event));
}

//! Everything that follows on `have` without a gap leaves; what remains waits for what is missing.
Sequencer::Step Sequencer::drain(Instant now)
{
    Step step;
    m_buffer.erase(m_buffer.begin(), m_buffer.upper_bound(m_have));
    const Seq low = m_have.next();
    while (!m_buffer.empty() && m_buffer.begin()->first == m_have.next()) {
        auto node = m_buffer.extract(m_buffer.begin());
        if (node.mapped())
            step.apply.append(std::move(*node.mapped()));
        m_have = m_have.next();
    }
    if (m_have >= low)
        step.covers = SeqRange {low, m_have};
    m_known = std::max(m_known, m_have);
    if (!behind()) {
        m_deadline.reset();
        m_fetching = false;
    } else if (!m_fetching && (!m_deadline || step.covers)) {
        m_deadline = now + patience;
    }
    return step;
}

void Sequencer::ask(Step &step, Instant now)
{
    m_fetching = true;
    m_deadline = now + fetchTimeout;
    Hist hist;
    hist.chat = m_chat;
    hist.after = m_have;
    hist.limit = limits::histPage;
    step.fetch = hist;
}

} // namespace confab
