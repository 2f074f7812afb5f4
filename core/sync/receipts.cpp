#include "core/sync/receipts.h"

namespace confab {

Receipts::Receipts(Committer &committer, Connection &connection, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_committer(committer)
    , m_connection(connection)
    , m_clock(clock)
    , m_due(clock, [this] { sendDue(instantOf(m_clock)); })
{
}

void Receipts::stored(const ChatId &chat, Seq seq)
{
    if (!m_connection.isLive())
        return; // the store has it marked as unsent
    m_batcher.stored(chat, seq, instantOf(m_clock));
    sendDue(instantOf(m_clock));
}

void Receipts::markRead(const ChatId &chat, Seq seq)
{
    if (!m_committer.commit(StoreWriter::Durability::Normal, [&](StoreTransaction &tx) { tx.markRead(chat, seq); }))
        return;
    if (!m_connection.isLive())
        return;
    const auto summary = m_committer.read().summary(chat);
    if (!summary)
        return;
    m_batcher.read(chat, std::min(seq, summary->read), summary->unread == 0, instantOf(m_clock));
    sendDue(instantOf(m_clock));
}

void Receipts::synced()
{
    const Instant now = instantOf(m_clock);
    for (const PendingMarks &marks : m_committer.read().pendingMarks()) {
        if (marks.recv)
            m_batcher.stored(marks.chat, *marks.recv, now);
        if (marks.read)
            m_batcher.read(marks.chat, *marks.read, true, now);
    }
    sendDue(now);
}

void Receipts::disconnected()
{
    m_batcher.clear();
    m_due.set(std::nullopt);
}

void Receipts::flush()
{
    sendDue(Instant::max());
}

void Receipts::sendDue(Instant now)
{
    const auto batches = m_batcher.due(now);
    for (const auto &marks : batches.recv)
        m_connection.post(Recv {marks});
    for (const auto &marks : batches.read)
        m_connection.post(Read {marks, false});
    m_due.set(m_batcher.deadline());
}

} // namespace confab
