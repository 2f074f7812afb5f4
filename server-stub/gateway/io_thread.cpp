#include "server-stub/gateway/io_thread.h"

#include <boost/asio/post.hpp>

namespace asio = boost::asio;

namespace confab::server {

namespace {
constexpr std::size_t scratchBytes = 64 * 1024;
constexpr std::size_t keptLetters = 4096; //!< capacity that a burst may leave behind
} // namespace

IoThread::IoThread()
    : m_wheel(std::chrono::steady_clock::now())
    , m_work(asio::make_work_guard(m_context))
    , m_ticker(m_context)
    , m_scratch(scratchBytes)
{
}

IoThread::~IoThread()
{
    join();
}

void IoThread::start()
{
    armTick();
    m_thread = std::thread([this] { m_context.run(); });
}

void IoThread::join()
{
    if (m_thread.joinable())
        m_thread.join();
}

void IoThread::armTick()
{
    m_ticker.expires_after(TimerWheel::tick);
    m_ticker.async_wait([this](boost::system::error_code error) {
        if (error)
            return;
        m_wheel.advance(std::chrono::steady_clock::now());
        armTick();
    });
}

void IoThread::post(std::shared_ptr<Recipient> connection, Order order)
{
    {
        const std::lock_guard lock(m_mutex);
        m_mailbox.push_back({std::move(connection), std::move(order)});
        if (std::exchange(m_woken, true))
            return;
    }
    asio::post(m_context, [this] { deliver(); });
}

void IoThread::deliver()
{
    {
        const std::lock_guard lock(m_mutex);
        m_delivering.swap(m_mailbox);
        m_woken = false;
    }
    // Everything is queued before anything is written: frames for one socket leave in one write.
    for (Letter &letter : m_delivering)
        letter.to->carryOut(std::move(letter.order));
    for (Letter &letter : m_delivering)
        letter.to->flush();
    m_delivering.clear();
    if (m_delivering.capacity() > keptLetters)
        m_delivering = {};
}

std::size_t IoThread::mailboxSize() const
{
    const std::lock_guard lock(m_mutex);
    return m_mailbox.size();
}

} // namespace confab::server
