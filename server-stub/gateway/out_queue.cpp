#include "server-stub/gateway/out_queue.h"

namespace confab::server {

OutQueue::Pushed OutQueue::push(ws::Opcode opcode, QByteArray payload, bool droppable)
{
    if (droppable && m_lagging)
        return Pushed::Queued; // `lagged` will cover this one too
    Frame frame {ws::frameHeader(opcode, quint64(payload.size())), droppable, std::move(payload)};
    m_bytes += qsizetype(frame.size());
    m_frames.push_back(std::move(frame));
    if (m_bytes > limits::queuedBytesHard)
        return Pushed::Overflow;
    if (m_lagging || (frames() <= std::size_t(limits::queuedFrames) && m_bytes <= limits::queuedBytes))
        return Pushed::Queued;
    const std::size_t before = frames();
    keepOnly([](const Frame &f) { return !f.droppable; });
    if (frames() == before)
        return Pushed::Queued; // replies alone fill it: those are never dropped, the hard limit decides
    m_lagging = true;
    return Pushed::EventsDropped;
}

void OutQueue::dropUnsent()
{
    keepOnly([](const Frame &) { return false; });
}

template <typename Keep>
void OutQueue::keepOnly(Keep keep)
{
    std::vector<Frame> kept;
    qsizetype bytes = 0;
    for (std::size_t i = m_head; i < m_frames.size(); ++i) {
        const bool begun = i == m_head && m_sent > 0;
        if (!begun && !keep(m_frames[i]))
            continue;
        bytes += qsizetype(m_frames[i].size()) - (begun ? qsizetype(m_sent) : 0);
        kept.push_back(std::move(m_frames[i]));
    }
    m_frames = std::move(kept);
    m_head = 0;
    m_bytes = bytes;
}

void OutQueue::written(std::size_t bytes)
{
    m_bytes -= qsizetype(bytes);
    m_sent += bytes;
    while (m_head < m_frames.size() && m_sent >= m_frames[m_head].size()) {
        m_sent -= m_frames[m_head].size();
        m_frames[m_head].payload = QByteArray();
        ++m_head;
    }
    if (isEmpty()) {
        m_frames = {};
        m_head = 0;
    } else if (m_head >= 64 && m_head * 2 > m_frames.size()) {
        m_frames.erase(m_frames.begin(), m_frames.begin() + std::ptrdiff_t(m_head));
        m_head = 0;
    }
}

} // namespace confab::server
