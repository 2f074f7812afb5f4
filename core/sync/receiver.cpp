#include "core/sync/receiver.h"

namespace confab {

namespace {

constexpr qsizetype maxOrphans = 512;

} // namespace

Receiver::Receiver(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m(parts)
    , m_due(parts.clock, [this] { ring(); })
{
    connect(&m.backfill, &Backfill::closed, this, [this](const ChatId &chat) {
        if (const Sequencer *s = sequencer(chat))
            if (m.committer.commit(StoreWriter::Durability::Normal, [&](StoreTransaction &tx) { tx.markReceived(chat, s->have()); }))
                m.receipts.stored(chat, s->have());
        emit progressed();
    });
    connect(&m.backfill, &Backfill::stuck, this, &Receiver::progressed);
}

// ---- live ----

void Receiver::event(const Event &event)
{
    if (event.seq < Seq(1))
        return;
    const auto orphans = m_orphans.find(event.chat);
    if (orphans != m_orphans.end()) {
        if (orphans->size() < maxOrphans)
            orphans->append(event);
        return;
    }
    Sequencer *s = sequencer(event.chat);
    if (!s) {
        m_orphans[event.chat].append(event);
        emit chatUnknown(event.chat);
        return;
    }
    if (event.seq <= s->have()) {
        m_repeated.append(event);
        schedule();
        return;
    }
    take(*s, s->event(event, instantOf(m.clock)), event.chat);
}

void Receiver::marks(const MarksMoved &marks)
{
    m_marks.append(marks);
    schedule();
}

void Receiver::aggregate(const AggregateMoved &aggregate)
{
    m_aggregates.append(aggregate);
    schedule();
}

void Receiver::head(const ChatId &chat, Seq head)
{
    if (Sequencer *s = sequencer(chat)) {
        take(*s, s->head(head, instantOf(m.clock)), chat);
    } else if (!m_orphans.contains(chat)) {
        m_orphans.insert(chat, {});
        emit chatUnknown(chat);
    }
}

void Receiver::appended(const ChatId &chat, Seq seq)
{
    if (Sequencer *s = sequencer(chat))
        take(*s, s->appended(seq, instantOf(m.clock)), chat);
}

void Receiver::take(Sequencer &s, Sequencer::Step step, const ChatId &chat)
{
    if (!step.apply.isEmpty() || step.covers) {
        if (!m_heldBefore.contains(chat) && step.covers)
            m_heldBefore.insert(chat, step.covers->low.previous());
        const bool joins = !m_stretches.isEmpty() && m_stretches.last().chat == chat && m_stretches.last().covers
            && step.covers && m_stretches.last().covers->high.next() == step.covers->low;
        if (joins) {
            m_stretches.last().events.append(step.apply);
            m_stretches.last().covers->high = step.covers->high;
        } else {
            m_stretches.append({chat, step.apply, step.covers});
        }
        schedule();
    }
    if (step.fetch)
        fetch(*step.fetch);
    arm(chat, s);
}

void Receiver::schedule()
{
    if (!std::exchange(m_scheduled, true))
        QMetaObject::invokeMethod(this, &Receiver::flush, Qt::QueuedConnection);
}

void Receiver::flush()
{
    m_scheduled = false;
    if (m_stretches.isEmpty() && m_repeated.isEmpty() && m_marks.isEmpty() && m_aggregates.isEmpty())
        return;
    (void)store({}, {}); // a failure has been told, and has put the sequencers back
}

// ---- answers ----

bool Receiver::heads(const QList<ChatHead> &heads, const StoreWriter::Body &also)
{
    QList<ChatId> behind;
    for (const ChatHead &head : heads)
        sequencer(head.chat); // where the chat is known, from what is stored
    const bool stored = store(
        [&](StoreTransaction &tx) {
            for (const ChatHead &head : heads) {
                const auto before = m_heldBefore.constFind(head.chat);
                const auto heldBefore = before == m_heldBefore.constEnd() ? std::nullopt : std::optional(*before);
                if (tx.applyHead(head, heldBefore) == Verdict::ServerBehind) {
                    behind.append(head.chat);
                    continue;
                }
                Sequencer &s = sequencerFor(head);
                take(s, tailOf(head, s), head.chat);
            }
        },
        also);
    if (!stored)
        return false;
    for (const ChatId &chat : std::as_const(behind))
        emit serverBehind(chat);
    for (const auto &[chat, hole] : std::exchange(m_holes, {}))
        m.backfill.add(chat, hole);
    return true;
}

//! A tail that does not touch what is stored becomes the chat's new end at once; what lies between is filled behind it.
Sequencer::Step Receiver::tailOf(const ChatHead &head, Sequencer &s)
{
    const Instant now = instantOf(m.clock);
    const bool usable = !head.events.isEmpty() && isStretch(head.chat, head.events) && head.events.back().seq == head.seq;
    if (!usable)
        return s.head(head.seq, now);
    // The newest one that is held already: whether it still is the same.
    const auto above = std::find_if(head.events.cbegin(), head.events.cend(), [&s](const Event &e) { return e.seq > s.have(); });
    if (above != head.events.cbegin())
        m_repeated.append(*std::prev(above));
    const Seq first = head.events.front().seq;
    const SeqRange hole {s.have().next(), first.previous()};
    if (s.have() > Seq(0) && hole.low <= hole.high && hole.high.value - hole.low.value < Backfill::largest) {
        m_holes.append({head.chat, hole});
        s.reset(first.previous());
    }
    return s.tail(head.events, head.seq, now);
}

void Receiver::adopt(const ChatId &chat)
{
    const auto waiting = m_orphans.take(chat);
    if (!sequencer(chat))
        return; // it did not come: no member, or a server that makes things up
    for (const Event &e : waiting)
        event(e);
}

// ---- storing ----

//! One transaction: `before`, then the events and marks in hand, then `after`.
bool Receiver::store(const StoreWriter::Body &before, const StoreWriter::Body &after)
{
    QSet<ChatId> behind;
    QSet<ChatId> touched;
    const bool stored = m.committer.commit(StoreWriter::Durability::Normal, [&](StoreTransaction &tx) {
        if (before)
            before(tx);
        for (const Stretch &stretch : std::as_const(m_stretches)) {
            QList<OpenedEvent> opened;
            opened.reserve(stretch.events.size());
            for (const Event &e : stretch.events)
                opened.append(m.decryptor.open(e));
            if (tx.applyEvents(stretch.chat, opened, stretch.covers) == Verdict::ServerBehind)
                behind.insert(stretch.chat);
            touched.insert(stretch.chat);
        }
        for (const Event &e : std::as_const(m_repeated))
            if (tx.applyEvents(e.chat, {m.decryptor.open(e)}, std::nullopt) == Verdict::ServerBehind)
                behind.insert(e.chat);
        for (const ChatId &chat : std::as_const(touched))
            received(chat, tx);
        for (const MarksMoved &marks : std::as_const(m_marks))
            tx.applyMarks(marks);
        for (const AggregateMoved &aggregate : std::as_const(m_aggregates))
            tx.applyAggregate(aggregate);
        if (after)
            after(tx);
    });
    const auto stretches = std::exchange(m_stretches, {});
    m_repeated.clear();
    m_marks.clear();
    m_aggregates.clear();
    if (!stored) {
        m_holes.clear();
        for (const Stretch &stretch : stretches)
            m_sequencers.erase(stretch.chat); // made anew from what is stored
        emit storeFailed();
        return false;
    }
    for (const ChatId &chat : std::as_const(touched)) {
        const auto s = m_sequencers.find(chat);
        if (s != m_sequencers.end() && !m.backfill.isOpen(chat))
            m.receipts.stored(chat, s->second.have());
    }
    for (const ChatId &chat : std::as_const(behind))
        emit serverBehind(chat);
    emit progressed();
    return true;
}

void Receiver::received(const ChatId &chat, StoreTransaction &tx)
{
    const bool hole = m.backfill.isOpen(chat)
        || std::any_of(m_holes.cbegin(), m_holes.cend(), [&chat](const auto &h) { return h.first == chat; });
    if (const auto s = m_sequencers.find(chat); s != m_sequencers.end() && !hole)
        tx.markReceived(chat, s->second.have());
}

// ---- gaps ----

Sequencer *Receiver::sequencer(const ChatId &chat)
{
    const auto known = m_sequencers.find(chat);
    if (known != m_sequencers.end())
        return &known->second;
    const auto summary = m.committer.read().summary(chat);
    if (!summary)
        return nullptr;
    return &m_sequencers.try_emplace(chat, chat, summary->stored).first->second;
}

//! Does not look into the store: called within a transaction that may just have made the chat.
Sequencer &Receiver::sequencerFor(const ChatHead &head)
{
    return m_sequencers.try_emplace(head.chat, head.chat, Seq()).first->second;
}

void Receiver::fetch(const Hist &hist)
{
    m.history.fetch(hist, HistoryFetcher::Urgency::Background, [this, chat = hist.chat](const Result<HistPage, NetError> &page) {
        Sequencer *s = sequencer(chat);
        if (!s)
            return;
        if (page) {
            take(*s, s->page(*page, instantOf(m.clock)), chat);
        } else {
            s->fetchFailed(instantOf(m.clock));
            arm(chat, *s);
        }
        emit progressed();
    });
}

void Receiver::arm(const ChatId &chat, const Sequencer &s)
{
    if (s.deadline())
        m_waiting.insert(chat);
    else if (!m_waiting.remove(chat))
        return;
    std::optional<Instant> first;
    for (const ChatId &waiting : std::as_const(m_waiting)) {
        const auto it = m_sequencers.find(waiting);
        if (it != m_sequencers.end() && it->second.deadline() && (!first || *it->second.deadline() < *first))
            first = it->second.deadline();
    }
    m_due.set(first);
}

void Receiver::ring()
{
    const Instant now = instantOf(m.clock);
    for (const ChatId &chat : QSet<ChatId>(m_waiting)) {
        const auto it = m_sequencers.find(chat);
        if (it == m_sequencers.end())
            m_waiting.remove(chat);
        else if (it->second.deadline() && *it->second.deadline() <= now)
            take(it->second, it->second.tick(now), chat);
        else
            arm(chat, it->second);
    }
}

void Receiver::resumed()
{
    for (const ChatSummary &chat : m.committer.read().summaries()) {
        if (chat.stored >= chat.head || chat.left)
            continue;
        if (Sequencer *s = sequencer(chat.chat))
            take(*s, s->head(chat.head, instantOf(m.clock)), chat.chat);
    }
    for (auto &[chat, s] : m_sequencers)
        take(s, s.resumed(instantOf(m.clock)), chat);
    m.backfill.findHoles();
    emit progressed();
}

void Receiver::disconnected()
{
    for (auto &[chat, s] : m_sequencers) {
        s.disconnected();
        arm(chat, s);
    }
    m_orphans.clear();
}

bool Receiver::isCaughtUp() const
{
    if (!m.backfill.isIdle() || !m_stretches.isEmpty())
        return false;
    return std::none_of(m_sequencers.cbegin(), m_sequencers.cend(), [](const auto &s) { return s.second.behind() && !s.second.stuck(); });
}

} // namespace confab
