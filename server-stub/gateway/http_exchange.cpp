#include "server-stub/gateway/http_exchange.h"

#include "server-stub/gateway/blob_get.h"
#include "server-stub/gateway/blob_put.h"

using std::chrono::steady_clock;

namespace confab::server {

namespace {
constexpr std::chrono::milliseconds idleTime = std::chrono::seconds(60); //!< between two requests
} // namespace

HttpExchange::HttpExchange(std::shared_ptr<Transport> transport, IoThread &thread, GatewayState &gateway,
    QString address, StrangerLimit::Pass pass)
    : m_transport(std::move(transport))
    , m_thread(thread)
    , m_gateway(gateway)
    , m_address(std::move(address))
    , m_pass(std::move(pass))
{
}

void HttpExchange::start()
{
    m_transport->setUser(shared_from_this());
    m_thread.exchanges().insert(this);
    m_thread.wheel().set(*this, steady_clock::now() + m_gateway.options.authDeadline);
    readMore();
}

void HttpExchange::resume(QByteArray ahead, bool reading)
{
    m_transport->setUser(shared_from_this());
    m_thread.exchanges().insert(this);
    m_idle = ahead.isEmpty();
    m_thread.wheel().set(*this, steady_clock::now() + (m_idle ? idleTime : m_gateway.options.authDeadline));
    m_reading = reading;
    m_idle ? readMore() : take(std::span(ahead.constData(), std::size_t(ahead.size())));
}

void HttpExchange::readMore()
{
    if (!std::exchange(m_reading, true))
        m_transport->read();
}

void HttpExchange::received(std::span<char> bytes)
{
    m_reading = false;
    if (m_answered) // the peer talks on instead of reading: the deadline ends it
        return readMore();
    if (std::exchange(m_idle, false))
        m_thread.wheel().set(*this, steady_clock::now() + m_gateway.options.authDeadline);
    take(bytes);
}

void HttpExchange::take(std::span<const char> bytes)
{
    switch (m_reader.feed(bytes)) {
    case HttpHeadReader::State::NeedMore:
        return readMore();
    case HttpHeadReader::State::Done:
        return handle(m_reader.head());
    case HttpHeadReader::State::TooBig:
        return answer(plainAnswer(431, "Request Header Fields Too Large", "At most 8 KiB of headers.\n"), true);
    case HttpHeadReader::State::Bad:
        return answer(plainAnswer(400, "Bad Request", "This is not HTTP.\n"), true);
    }
}

void HttpExchange::handle(const HttpHead &head)
{
    HttpAnswer reply = answerTo(head, m_gateway.options.origins);
    if (reply.blob && m_gateway.blobs)
        return transfer(head, *reply.blob);
    if (reply.metrics && mayReadMetrics(head))
        reply.body = metrics();
    else if (reply.metrics)
        reply = plainAnswer(404, "Not Found", "Nothing here.\n");
    if (!reply.upgrade) {
        if (reply.status != 200)
            m_gateway.counters.refused.fetch_add(1, std::memory_order_relaxed);
        return answer(reply, head.method != "HEAD");
    }
    m_upgraded = Upgraded {reply.encoding, head.host, m_address};
    answer(reply, false);
}

void HttpExchange::transfer(const HttpHead &head, const BlobId &blob)
{
    const bool puts = head.method == "PUT";
    if (!puts && head.method != "GET" && head.method != "HEAD")
        return answer(plainAnswer(405, "Method Not Allowed", "GET, HEAD and PUT only.\n"), true);
    const auto &options = m_gateway.options;
    const bool local = m_address.startsWith(QLatin1String("127.")) || m_address == QLatin1String("::1");
    auto place = m_gateway.transfers.enter(m_address, local ? options.transfers : options.transfersPerAddress);
    if (!place || m_gateway.counters.transfers.load(std::memory_order_relaxed) >= options.transfers) {
        auto refusal = plainAnswer(503, "Service Unavailable", "Too many transfers.\n");
        refusal.headers = {{"Retry-After", "1"}};
        m_gateway.counters.refused.fetch_add(1, std::memory_order_relaxed);
        return answer(refusal, head.method != "HEAD");
    }
    handOver();
    BlobRequest request {head, blob, m_reader.rest(), {}};
    request.next = [&thread = m_thread, &gateway = m_gateway, address = m_address](
                       std::shared_ptr<Transport> transport, QByteArray ahead, bool reading, StrangerLimit::Pass pass) {
        std::make_shared<HttpExchange>(std::move(transport), thread, gateway, address, std::move(pass))
            ->resume(std::move(ahead), reading);
    };
    std::shared_ptr<BlobExchange> exchange;
    if (puts)
        exchange = std::make_shared<BlobPut>(std::move(m_transport), m_thread, m_gateway, std::move(m_pass), std::move(*place), std::move(request));
    else
        exchange = std::make_shared<BlobGet>(std::move(m_transport), m_thread, m_gateway, std::move(m_pass), std::move(*place), std::move(request));
    exchange->start();
}

void HttpExchange::answer(const HttpAnswer &answer, bool withBody)
{
    m_answered = true;
    m_out = answer.toBytes(withBody);
    flush();
}

void HttpExchange::flush()
{
    if (!m_out.isEmpty()) {
        const boost::asio::const_buffer buffer(m_out.constData(), std::size_t(m_out.size()));
        m_out.remove(0, qsizetype(m_transport->write(std::span(&buffer, 1))));
        if (!m_out.isEmpty())
            return;
    }
    if (!m_upgraded) {
        m_transport->shutdownWrite();
        return readMore(); // until the peer closes: closing first could lose the answer
    }
    handOver();
    const auto connection = std::make_shared<WsConnection>(
        std::move(m_transport), m_thread, m_gateway, std::move(*m_upgraded), std::move(m_pass));
    QByteArray ahead = m_reader.rest();
    connection->start(std::span(ahead.data(), std::size_t(ahead.size())));
}

void HttpExchange::writable()
{
    if (m_answered && !m_out.isEmpty())
        flush();
}

void HttpExchange::lost()
{
    end();
}

void HttpExchange::due(SteadyTime)
{
    end();
}

void HttpExchange::handOver()
{
    m_thread.wheel().cancel(*this);
    m_thread.exchanges().erase(this);
}

void HttpExchange::end()
{
    const auto self = shared_from_this();
    handOver();
    if (m_transport)
        m_transport->close();
    m_pass.release();
}

//! A proxy on this machine hands on the name that the world knows, so what it forwards is not local.
bool HttpExchange::mayReadMetrics(const HttpHead &head) const
{
    using Metrics = GatewayOptions::Metrics;
    if (m_gateway.options.metrics != Metrics::Local)
        return m_gateway.options.metrics == Metrics::Open;
    boost::system::error_code error;
    const auto peer = boost::asio::ip::make_address(m_address.toStdString(), error);
    return !error && peer.is_loopback() && isLoopbackHost(head.host);
}

QByteArray HttpExchange::metrics() const
{
    const GatewayCounters &c = m_gateway.counters;
    const auto read = [](const std::atomic<qint64> &n) { return quint64(n.load(std::memory_order_relaxed)); };
    MetricsText text;
    text.gauge("confab_connections", "Open WebSocket connections.", double(read(c.open)));
    text.counter("confab_accepted_total", "TCP connections accepted.", read(c.accepted));
    text.counter("confab_refused_total", "Connections and requests refused.", read(c.refused));
    text.counter("confab_frames_in_total", "Messages from clients.", read(c.framesIn));
    text.counter("confab_frames_out_total", "Messages queued for clients.", read(c.framesOut));
    text.counter("confab_bytes_in_total", "Bytes from clients.", read(c.bytesIn));
    text.counter("confab_bytes_out_total", "Bytes to clients.", read(c.bytesOut));
    text.counter("confab_violations_total", "Connections ended for broken framing or encoding.", read(c.violations));
    text.counter("confab_queues_dropped_total", "Times that a full queue lost its events.", read(c.lagging));
    text.counter("confab_too_slow_total", "Connections closed for not reading.", read(c.tooSlow));
    text.counter("confab_silent_total", "Connections dropped for want of a heartbeat.", read(c.silent));
    for (const auto &source : m_gateway.metricsSources)
        source(text);
    return std::move(text).take();
}

} // namespace confab::server
