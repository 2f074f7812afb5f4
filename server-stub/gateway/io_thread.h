#pragma once

#include "server-stub/gateway/timer_wheel.h"
#include "server-stub/services/connection.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <unordered_set>
#include <variant>
#include <vector>

namespace confab::server {

class WsConnection;

//! Something another thread wants of a connection.
struct Reply {
    QByteArray bytes;
};
struct CloseOrder {
    CloseCode code;
};
struct WaitNote {
    std::chrono::milliseconds longer;
};
struct AuthenticatedNote {};
using Order = std::variant<std::shared_ptr<const OutFrame>, Reply, CloseOrder, WaitNote, AuthenticatedNote>;

//! A connection as its thread's mailbox knows it. Both are called on that thread.
class Recipient {
public:
    virtual ~Recipient() = default;
    virtual void carryOut(Order order) = 0;
    virtual void flush() = 0; //!< after the last order of a burst
};

//! Something on a thread that the end of the gateway ends.
class Abortable {
public:
    virtual void abort() = 0; //!< on that thread

protected:
    ~Abortable() = default;
};

//! One io_context, its thread, and what all connections pinned to it share: the read buffer, the timers, and the
//! mailbox through which other threads reach them.
class IoThread {
public:
    IoThread();
    ~IoThread();

    boost::asio::io_context &context() { return m_context; }
    TimerWheel &wheel() { return m_wheel; }

    //! The thread's read buffer: 64 KiB, used between a read and the return from its handler.
    std::span<char> scratch() { return m_scratch; }

    //! Any thread. Orders are carried out in the order given; a burst wakes the thread once.
    void post(std::shared_ptr<Recipient> connection, Order order);

    //! Connections that are open, for drain and stop. Own thread only.
    std::unordered_set<WsConnection *> &open() { return m_open; }

    //! Requests being read or answered, and blob transfers under way. Own thread only.
    std::unordered_set<Abortable *> &exchanges() { return m_exchanges; }

    void start();
    void join(); //!< after the context was stopped
    std::size_t mailboxSize() const; //!< orders not yet carried out

private:
    struct Letter {
        std::shared_ptr<Recipient> to;
        Order order;
    };
    void deliver();
    void armTick();

    TimerWheel m_wheel; //!< first: what the context still holds at its end is linked here
    boost::asio::io_context m_context {1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> m_work;
    boost::asio::steady_timer m_ticker;
    std::vector<char> m_scratch;
    std::unordered_set<WsConnection *> m_open;
    std::unordered_set<Abortable *> m_exchanges;

    mutable std::mutex m_mutex; //!< of the two below
    std::vector<Letter> m_mailbox;
    bool m_woken = false;

    std::vector<Letter> m_delivering; //!< keeps its capacity between rounds
    std::thread m_thread;
};

} // namespace confab::server
