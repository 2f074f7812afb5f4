#pragma once

#include "server-stub/load/client.h"
#include "server-stub/load/figures.h"

#include <deque>

namespace confab::load {

//! Numbered messages from one sender and what one receiver made of them. Messages carry their number in the text, so
//! loss, repetition and disorder show whatever the server says of seq.
class Stream {
public:
    //! A `send` of about 300 bytes with the next number in it.
    Send next(const ChatId &chat);
    //! To be called when the frame is handed to the socket.
    void handed() { m_handedAt.push_back(now()); }
    //! The receiver saw this event.
    void seen(const Event &event, Figures &figures);

    qint64 numbered() const { return m_next; }
    qint64 missing() const { return m_next - m_seen; }

private:
    qint64 m_next = 0; //!< number of the next message
    qint64 m_expected = 0; //!< every number below has been seen or skipped
    qint64 m_seen = 0; //!< different numbers seen
    std::vector<qint64> m_skipped; //!< numbers that did not come when they should
    qint64 m_forgotten = 0; //!< numbers below have left m_handedAt
    std::deque<Time> m_handedAt;
};

} // namespace confab::load
