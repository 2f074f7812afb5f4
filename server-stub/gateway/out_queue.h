#pragma once

#include "core/protocol/limits.h"
#include "server-stub/websocket/frame_writer.h"

#include <QByteArray>
#include <vector>

namespace confab::server {

//! What waits to be written to one socket, under the backpressure rules of protocol section 6. Pure: no socket, no
//! clock. Holds no memory while it is empty.
//!
//! Invariant: a frame of which a byte has been written is never dropped, so the stream stays well-formed.
class OutQueue {
public:
    enum class Pushed {
        Queued,
        EventsDropped, //!< over the soft limit: every queued event went, and events are refused until the queue is empty
        Overflow, //!< over the hard limit: the connection must go (4012)
    };

    Pushed push(ws::Opcode opcode, QByteArray payload, bool droppable);
    //! Everything that has not begun to be written goes: what is left to say is a close frame.
    void dropUnsent();

    //! Takes note that so many bytes went out.
    void written(std::size_t bytes);

    bool isEmpty() const { return m_head == m_frames.size(); }
    //! Events were dropped, and the queue has not been empty since. The reader of the flag clears it once drained.
    bool isLagging() const { return m_lagging; }
    void caughtUp() { m_lagging = false; }

    std::size_t frames() const { return m_frames.size() - m_head; }
    qsizetype bytes() const { return m_bytes; }

    //! Calls `piece(const char *, std::size_t)` for what comes next, at most `maxPieces` times.
    template <typename F>
    void peek(std::size_t maxPieces, F piece) const
    {
        std::size_t skip = m_sent;
        for (std::size_t i = m_head; i < m_frames.size() && maxPieces >= 2; ++i) {
            const Frame &frame = m_frames[i];
            const std::size_t header = frame.header.size;
            if (skip < header) {
                piece(frame.header.bytes.data() + skip, header - skip);
                --maxPieces;
            }
            const std::size_t from = skip > header ? skip - header : 0;
            if (from < std::size_t(frame.payload.size())) {
                piece(frame.payload.constData() + from, std::size_t(frame.payload.size()) - from);
                --maxPieces;
            }
            skip = 0;
        }
    }

private:
    struct Frame {
        ws::FrameHeader header;
        bool droppable = false;
        QByteArray payload;
        std::size_t size() const { return header.size + std::size_t(payload.size()); }
    };

    template <typename Keep>
    void keepOnly(Keep keep);

    std::vector<Frame> m_frames;
    std::size_t m_head = 0; //!< index of the frame being written
    std::size_t m_sent = 0; //!< bytes of it that went out
    qsizetype m_bytes = 0;
    bool m_lagging = false;
};

} // namespace confab::server
