#include "core/sync/receipt_batcher.h"

#include <algorithm>

namespace confab {

void ReceiptBatcher::stored(const ChatId &chat, Seq seq, Instant now)
{
    if (m_recv.raise(chat, seq))
        m_recv.schedule(now + coalesceRecv);
}

void ReceiptBatcher::read(const ChatId &chat, Seq seq, bool nothingUnread, Instant now)
{
    if (!m_read.raise(chat, seq))
        return;
    m_read.schedule(nothingUnread ? now : now + coalesceRead);
}

void ReceiptBatcher::forget(const ChatId &chat)
{
    for (Lane *lane : {&m_recv, &m_read}) {
        lane->waiting.remove(chat);
        lane->said.remove(chat);
        if (lane->waiting.isEmpty())
            lane->due.reset();
    }
}

void ReceiptBatcher::clear()
{
    m_recv = {};
    m_read = {};
}

ReceiptBatcher::Batches ReceiptBatcher::due(Instant now)
{
    Batches batches;
    batches.read = m_read.take(now);
    // Read implies received: what a `read` says needs no `recv`.
    for (const auto &frame : std::as_const(batches.read))
        for (const ChatSeq &mark : frame)
            m_recv.said[mark.chat] = std::max(m_recv.said.value(mark.chat), mark.seq);
    m_recv.waiting.removeIf([this](auto it) { return m_recv.said.value(it.key()) >= it.value(); });
    if (m_recv.waiting.isEmpty())
        m_recv.due.reset();
    batches.recv = m_recv.take(now);
    return batches;
}

std::optional<Instant> ReceiptBatcher::deadline() const
{
    if (m_recv.due && m_read.due)
        return std::min(*m_recv.due, *m_read.due);
    return m_recv.due ? m_recv.due : m_read.due;
}

bool ReceiptBatcher::Lane::raise(const ChatId &chat, Seq seq)
{
    if (seq <= said.value(chat) || seq <= waiting.value(chat))
        return false;
    waiting.insert(chat, seq);
    return true;
}

void ReceiptBatcher::Lane::schedule(Instant at)
{
    if (!due || at < *due)
        due = at;
}

QList<QList<ChatSeq>> ReceiptBatcher::Lane::take(Instant now)
{
    QList<QList<ChatSeq>> frames;
    if (!due || now < *due)
        return frames;
    due.reset();
    QList<ChatSeq> all;
    for (auto it = waiting.cbegin(); it != waiting.cend(); ++it) {
        all.append({it.key(), it.value()});
        said[it.key()] = it.value();
    }
    waiting.clear();
    std::sort(all.begin(), all.end(), [](const ChatSeq &a, const ChatSeq &b) { return a.chat < b.chat; });
    for (qsizetype i = 0; i < all.size(); i += limits::marksPerFrame)
        frames.append(all.mid(i, limits::marksPerFrame));
    return frames;
}

} // namespace confab
