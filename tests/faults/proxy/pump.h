#pragma once

#include "core/protocol/kinds.h"
#include "server-stub/websocket/frame_parser.h"
#include "tests/faults/proxy/fault_proxy.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <array>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <random>

namespace confab::tests {

//! What all pumps share. `mutex` guards all of it.
struct ProxyState {
    std::mutex mutex;
    std::array<Faults, 2> faults; //!< by way
    FaultCounts counts;
};

//! One direction of one connection: reads, decides, writes what is left.
class Pump : public std::enable_shared_from_this<Pump> {
public:
    using Socket = boost::asio::ip::tcp::socket;

    Pump(ProxyState &state, FaultProxy::Way way, Socket &from, Socket &to, quint64 seed, std::shared_ptr<Encoding> encoding,
        std::function<void()> cut, std::function<void()> over);

    void start() { read(); }
    void blackHole() { m_blackHole = true; }
    void halfClose();
    void stop() { m_stopped = true; }

private:
    using Time = std::chrono::steady_clock::time_point;
    struct Piece {
        QByteArray bytes;
        Time due;
    };

    void read();
    void received(std::span<char> bytes);
    bool takeHead(std::span<char> &bytes);
    void message(const ws::Message &message);
    void harm(const Faults &faults, QByteArray frame);
    void hold(QByteArray frame);
    void enqueue(QByteArray bytes, const Faults &faults);
    void releaseHeld();
    void write();
    void writeSlice(std::shared_ptr<QByteArray> bytes, std::size_t at);
    void ended();

    bool concerns(const Faults &faults, const ws::Message &message) const;
    QByteArray frameOf(const ws::Message &message);

    ProxyState &m_state;
    const FaultProxy::Way m_way;
    Socket &m_from;
    Socket &m_to;
    std::mt19937_64 m_random;
    std::shared_ptr<Encoding> m_encoding; //!< learnt from the server's answer, shared by both ways
    std::function<void()> m_cut; //!< both ways die
    std::function<void()> m_over; //!< this way has ended in good order
    ws::FrameParser m_parser;
    boost::asio::steady_timer m_timer;
    boost::asio::steady_timer m_holdTimer;
    std::array<char, 16 * 1024> m_buffer;
    QByteArray m_head;
    QByteArray m_held; //!< a frame that waits for the next one to pass
    std::deque<Piece> m_queue;
    qsizetype m_queued = 0; //!< bytes of it
    Time m_lastDue;
    int m_sliceNow = 0;
    bool m_upgraded = false;
    bool m_writing = false;
    bool m_paused = false; //!< the queue is long: no more is read
    bool m_ended = false; //!< nothing more will come
    bool m_blackHole = false;
    bool m_stopped = false;
};

} // namespace confab::tests
