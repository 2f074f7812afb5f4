#include "server-stub/gateway/blob_exchange.h"

using std::chrono::steady_clock;

namespace confab::server {

namespace {
constexpr auto lingerTime = std::chrono::seconds(5); //!< for the peer to read an answer and close
} // namespace

BlobExchange::BlobExchange(std::shared_ptr<Transport> transport, IoThread &thread, GatewayState &gateway, StrangerLimit::Pass pass,
    StrangerLimit::Pass place, BlobRequest request)
    : m_transport(std::move(transport))
    , m_thread(thread)
    , m_gateway(gateway)
    , m_request(std::move(request))
    , m_pass(std::move(pass))
    , m_place(std::move(place))
{
    m_thread.exchanges().insert(this);
    m_gateway.counters.transfers.fetch_add(1, std::memory_order_relaxed);
}

BlobExchange::~BlobExchange()
{
    m_gateway.counters.transfers.fetch_sub(1, std::memory_order_relaxed);
}

void BlobExchange::start()
{
    m_transport->setUser(shared_from_this());
    restartWindow();
    begin();
}

void BlobExchange::restartWindow()
{
    m_movedBefore = moved();
    m_thread.wheel().set(*this, steady_clock::now() + m_gateway.options.noProgress);
}

void BlobExchange::due(SteadyTime)
{
    if (m_lingering)
        return end();
    if (m_answered && moved() == m_movedBefore)
        return end(); // it does not even take the answer
    if (!m_answered && waitsForPeer() && moved() - m_movedBefore < leastProgress) {
        m_gateway.counters.tooSlow.fetch_add(1, std::memory_order_relaxed);
        restartWindow();
        return tooSlow();
    }
    restartWindow();
}

void BlobExchange::answer(int status, bool keepAlive, std::vector<std::pair<QByteArray, QByteArray>> headers)
{
    QByteArray text = status >= 400 ? reasonOf(status) + ".\n" : QByteArray();
    ResponseHead head {status, text.size(), keepAlive && wantsKeepAlive(), std::move(headers)};
    head.headers.emplace_back("Cache-Control", "no-store");
    if (!text.isEmpty())
        head.headers.emplace_back("Content-Type", "text/plain; charset=utf-8");
    if (m_request.head.method == "HEAD")
        text.clear();
    if (status >= 400)
        m_gateway.counters.refused.fetch_add(1, std::memory_order_relaxed);
    m_answered = true;
    m_keepAlive = head.keepAlive;
    write(head.toBytes() + text);
    if (flush())
        completed(m_keepAlive);
}

void BlobExchange::write(QByteArray head)
{
    m_out += head;
}

bool BlobExchange::flush()
{
    if (m_out.isEmpty())
        return true;
    const boost::asio::const_buffer buffer(m_out.constData(), std::size_t(m_out.size()));
    m_out.remove(0, qsizetype(m_transport->write(std::span(&buffer, 1))));
    return m_out.isEmpty();
}

void BlobExchange::readMore()
{
    if (!std::exchange(m_reading, true))
        m_transport->read();
}

void BlobExchange::received(std::span<char> bytes)
{
    m_reading = false;
    if (m_answered)
        return readMore(); // it talks on: the answer says how this ends, and the deadline when
    consume(bytes);
}

void BlobExchange::writable()
{
    if (m_lingering || !flush())
        return;
    if (m_answered)
        completed(m_keepAlive);
    else
        mayWrite();
}

void BlobExchange::completed(bool keepAlive)
{
    const auto self = shared_from_this();
    if (keepAlive) {
        m_thread.wheel().cancel(*this);
        m_thread.exchanges().erase(this);
        m_ended = true;
        ended();
        return m_request.next(std::move(m_transport), std::move(m_ahead), m_reading, std::move(m_pass));
    }
    // The peer closes first: closing with bytes of its unread could lose the answer on its way.
    m_lingering = true;
    m_answered = true;
    ended();
    m_thread.wheel().set(*this, steady_clock::now() + lingerTime);
    m_transport->shutdownWrite();
    readMore();
}

void BlobExchange::end()
{
    if (std::exchange(m_ended, true))
        return;
    const auto self = shared_from_this();
    m_thread.wheel().cancel(*this);
    m_thread.exchanges().erase(this);
    ended();
    m_transport->close();
    m_pass.release();
}

} // namespace confab::server
