#include "server-stub/gateway/ws_connection.h"

#include "core/protocol/codec.h"

#include <QDateTime>
#include <QRandomGenerator>
#include <algorithm>

using namespace std::chrono_literals;
using std::chrono::steady_clock;

namespace confab::server {

namespace {

constexpr std::size_t gatheredPieces = 64; //!< of one write: the kernel takes 1024, more than this saves nothing
constexpr auto closeGrace = 2s; //!< for what is queued and for the peer's own close frame
constexpr auto shortGrace = 1s; //!< where the peer must be gone soon: revoked, replaced, too slow
constexpr std::size_t discardMax = 1024 * 1024;

// Token buckets: inbound bytes of protocol section 12, and pings and pongs, of which an honest client sends few.
constexpr double byteBurst = 8.0 * 1024 * 1024;
constexpr double bytesPerSecond = 256.0 * 1024;
constexpr double controlBurst = 64;
constexpr double controlPerSecond = 4;

constexpr std::uint16_t closeFlood = std::uint16_t(CloseCode::Rate);

bool mustGoSoon(std::uint16_t code)
{
    switch (CloseCode(code)) {
    case CloseCode::Revoked:
    case CloseCode::Replaced:
    case CloseCode::Disabled:
    case CloseCode::TooSlow:
    case CloseCode::AuthFailed:
        return true;
    default:
        return false;
    }
}

QByteArray freshNonce()
{
    QByteArray nonce(32, Qt::Uninitialized);
    auto *words = reinterpret_cast<quint32 *>(nonce.data());
    QRandomGenerator::system()->fillRange(words, nonce.size() / qsizetype(sizeof(quint32)));
    return nonce;
}

SteadyTime later(SteadyTime now, std::chrono::milliseconds ms)
{
    return now + ms;
}

} // namespace

WsConnection::WsConnection(std::shared_ptr<Transport> transport, IoThread &thread, GatewayState &gateway,
    Upgraded upgraded, StrangerLimit::Pass pass)
    : m_transport(std::move(transport))
    , m_thread(thread)
    , m_gateway(gateway)
    , m_host(std::move(upgraded.host))
    , m_nonce(upgraded.encoding ? freshNonce() : QByteArray())
    , m_address(std::move(upgraded.address))
    , m_pass(std::move(pass))
    , m_parser(ws::Side::Server, {limits::frameBeforeAuth, 16})
    , m_byteCredit(byteBurst)
    , m_controlCredit(controlBurst)
    , m_encoding(upgraded.encoding.value_or(Encoding::Json))
    , m_agreed(upgraded.encoding.has_value())
{
    m_gateway.counters.open.fetch_add(1, std::memory_order_relaxed);
}

WsConnection::~WsConnection()
{
    m_gateway.counters.open.fetch_sub(1, std::memory_order_relaxed);
}

void WsConnection::start(std::span<char> ahead)
{
    const auto now = steady_clock::now();
    m_heard = m_progress = m_bucketAt = now;
    m_introduceBy = later(now, m_gateway.options.authDeadline);
    m_thread.open().insert(this);
    m_transport->setUser(shared_from_this());

    if (!m_agreed) {
        beginClose(std::uint16_t(CloseCode::Version));
    } else if (m_gateway.draining) {
        beginClose(std::uint16_t(CloseCode::ShuttingDown));
    } else {
        Welcome welcome;
        welcome.nonce = m_nonce;
        welcome.hbMs = m_gateway.options.heartbeat.count();
        welcome.now = QDateTime::currentMSecsSinceEpoch();
        welcome.caps = m_gateway.options.caps;
        enqueue(encodePush(welcome, m_encoding), false);
        m_opened = true;
        m_gateway.handler.opened(shared_from_this());
    }
    schedule(now);
    consume(ahead);
    flush();
    if (m_phase != Phase::Closed)
        m_transport->read();
}

// ---- any thread ----

void WsConnection::send(std::shared_ptr<const OutFrame> frame)
{
    m_thread.post(shared_from_this(), std::move(frame));
}

void WsConnection::sendBytes(QByteArray frame)
{
    m_thread.post(shared_from_this(), Reply {std::move(frame)});
}

void WsConnection::close(CloseCode code)
{
    m_thread.post(shared_from_this(), CloseOrder {code});
}

void WsConnection::authenticated(const UserId &, const DeviceId &)
{
    m_thread.post(shared_from_this(), AuthenticatedNote {});
}

void WsConnection::mayWait(std::chrono::milliseconds longer)
{
    m_thread.post(shared_from_this(), WaitNote {longer});
}

// ---- own thread ----

void WsConnection::carryOut(Order order)
{
    if (m_phase != Phase::Open)
        return;
    const auto now = steady_clock::now();
    if (const auto *frame = std::get_if<std::shared_ptr<const OutFrame>>(&order)) {
        enqueue((*frame)->bytes(m_encoding), (*frame)->droppable());
    } else if (auto *reply = std::get_if<Reply>(&order)) {
        enqueue(std::move(reply->bytes), false);
    } else if (const auto *end = std::get_if<CloseOrder>(&order)) {
        beginClose(std::uint16_t(end->code));
    } else if (const auto *wait = std::get_if<WaitNote>(&order)) {
        m_introduceBy = later(now, wait->longer);
        schedule(now);
    } else {
        m_authenticated = true;
        m_pass.release();
        m_parser.setLimits({limits::frameIn, 128});
        schedule(now);
    }
}

void WsConnection::enqueue(QByteArray payload, bool droppable)
{
    m_gateway.counters.framesOut.fetch_add(1, std::memory_order_relaxed);
    switch (m_queue.push(dataOpcode(), std::move(payload), droppable)) {
    case OutQueue::Pushed::Queued:
        break;
    case OutQueue::Pushed::EventsDropped:
        m_gateway.counters.lagging.fetch_add(1, std::memory_order_relaxed);
        break;
    case OutQueue::Pushed::Overflow:
        beginClose(std::uint16_t(CloseCode::TooSlow));
        break;
    }
}

void WsConnection::flush()
{
    while (m_phase != Phase::Closed && !m_blocked && !m_queue.isEmpty()) {
        std::array<boost::asio::const_buffer, gatheredPieces> pieces;
        std::size_t count = 0;
        std::size_t wanted = 0;
        m_queue.peek(pieces.size(), [&](const char *bytes, std::size_t size) {
            pieces[count++] = boost::asio::const_buffer(bytes, size);
            wanted += size;
        });
        const std::size_t taken = m_transport->write(std::span(pieces).first(count));
        m_queue.written(taken);
        m_gateway.counters.bytesOut.fetch_add(qint64(taken), std::memory_order_relaxed);
        if (taken < wanted) {
            m_blocked = true;
            m_progress = steady_clock::now();
            schedule(m_progress);
        }
    }
    if (m_phase == Phase::Closed || !m_queue.isEmpty())
        return;
    if (m_queue.isLagging()) {
        m_queue.caughtUp();
        if (m_phase == Phase::Open)
            m_gateway.handler.drained(shared_from_this());
    }
    if (m_phase == Phase::Closing)
        closeFlushed();
}

void WsConnection::writable()
{
    m_blocked = false;
    m_progress = steady_clock::now();
    flush();
}

void WsConnection::received(std::span<char> bytes)
{
    const auto now = steady_clock::now();
    const auto count = bytes.size();
    m_heard = now;
    m_gateway.counters.bytesIn.fetch_add(qint64(count), std::memory_order_relaxed);
    if (m_deaf) {
        m_discarded += count;
        if (m_discarded > discardMax)
            return finish();
    } else {
        consume(bytes);
        flush();
    }
    if (m_phase != Phase::Closed)
        readMore(now, count);
}

void WsConnection::readMore(SteadyTime now, std::size_t justRead)
{
    const double elapsed = std::chrono::duration<double>(now - m_bucketAt).count();
    m_bucketAt = now;
    m_controlCredit = std::min(controlBurst, m_controlCredit + elapsed * controlPerSecond);
    m_byteCredit = std::min(byteBurst, m_byteCredit + elapsed * bytesPerSecond) - double(justRead);
    if (m_byteCredit >= 0 || !m_gateway.options.rateLimit)
        return m_transport->read();
    // No error: the peer is simply read no faster than it may write.
    m_throttled = true;
    m_readAgain = now + std::chrono::milliseconds(qint64(-m_byteCredit / bytesPerSecond * 1000));
    schedule(now);
}

void WsConnection::consume(std::span<char> bytes)
{
    bool completed = false;
    const bool wasMidMessage = m_parser.isMidMessage();
    while (m_phase != Phase::Closed && !m_peerClosed) {
        const auto message = m_parser.next(bytes);
        if (!message)
            break;
        completed = true;
        onMessage(*message);
    }
    if (m_phase == Phase::Closed)
        return;
    if (const auto code = m_parser.violation()) {
        m_gateway.counters.violations.fetch_add(1, std::memory_order_relaxed);
        m_deaf = true;
        beginClose(code);
    } else if (m_parser.isMidMessage() && (completed || !wasMidMessage)) {
        m_messageBegan = steady_clock::now();
        schedule(m_messageBegan);
    }
}

void WsConnection::onMessage(const ws::Message &message)
{
    if (ws::isControl(message.opcode))
        return onControl(message);
    if (m_phase != Phase::Open)
        return; // only the peer's close frame matters now
    if (message.opcode != dataOpcode())
        return beginClose(std::uint16_t(CloseCode::CannotDecode));
    onFrame(message.payload);
}

void WsConnection::onFrame(QByteArrayView payload)
{
    m_gateway.counters.framesIn.fetch_add(1, std::memory_order_relaxed);
    auto frame = decodeFrame(payload, m_encoding, limits::frameIn);
    if (!frame) {
        m_gateway.counters.violations.fetch_add(1, std::memory_order_relaxed);
        return beginClose(std::uint16_t(frame.error().tooBig ? CloseCode::TooBig : CloseCode::CannotDecode));
    }
    m_gateway.handler.frame(shared_from_this(), std::move(*frame));
}

void WsConnection::onControl(const ws::Message &message)
{
    if (message.opcode == ws::Opcode::Close) {
        m_peerClosed = true;
        const auto code = ws::closeCodeOf(message.payload).value_or(ws::closeNoStatus);
        if (m_phase == Phase::Open)
            beginClose(code == ws::closeNoStatus ? std::uint16_t(CloseCode::Bye) : code);
        return;
    }
    m_controlCredit -= 1;
    if (m_controlCredit < 0)
        return beginClose(closeFlood);
    if (message.opcode == ws::Opcode::Ping && m_phase == Phase::Open)
        m_queue.push(ws::Opcode::Pong, message.payload.toByteArray(), false);
}

void WsConnection::lost()
{
    finish();
}

void WsConnection::beginClose(std::uint16_t code)
{
    if (m_phase != Phase::Open)
        return;
    const auto now = steady_clock::now();
    m_phase = Phase::Closing;
    m_endBy = later(now, mustGoSoon(code) ? shortGrace : closeGrace);
    if (CloseCode(code) == CloseCode::TooSlow) {
        m_gateway.counters.tooSlow.fetch_add(1, std::memory_order_relaxed);
        m_queue.dropUnsent();
    }
    m_queue.push(ws::Opcode::Close, ws::closePayload(code), false);
    schedule(now);
}

void WsConnection::closeFlushed()
{
    if (m_peerClosed)
        finish();
    else if (m_deaf)
        m_transport->shutdownWrite(); // closing with unread bytes would reset the stream and lose the close frame
}

void WsConnection::finish()
{
    if (m_phase == Phase::Closed)
        return;
    const auto self = shared_from_this();
    m_phase = Phase::Closed;
    m_thread.wheel().cancel(*this);
    m_thread.open().erase(this);
    m_transport->close();
    m_queue.dropUnsent();
    m_pass.release();
    if (m_opened)
        m_gateway.handler.closed(self);
}

void WsConnection::schedule(SteadyTime now)
{
    if (m_phase == Phase::Closed)
        return;
    const auto &options = m_gateway.options;
    SteadyTime next = m_heard + options.heartbeat * 5 / 2;
    if (m_phase == Phase::Closing)
        next = std::min(next, m_endBy);
    else if (!m_authenticated)
        next = std::min(next, m_introduceBy);
    if (m_blocked)
        next = std::min(next, m_progress + options.noProgress);
    if (m_parser.isMidMessage())
        next = std::min(next, m_messageBegan + options.authDeadline);
    if (m_throttled)
        next = std::min(next, m_readAgain);
    m_thread.wheel().set(*this, std::max(next, now));
}

void WsConnection::due(SteadyTime now)
{
    const auto self = shared_from_this();
    const auto &options = m_gateway.options;
    if (m_phase == Phase::Closing && now >= m_endBy)
        return finish();
    if (now >= m_heard + options.heartbeat * 5 / 2) {
        m_gateway.counters.silent.fetch_add(1, std::memory_order_relaxed);
        return finish();
    }
    if (m_throttled && now >= m_readAgain) {
        m_throttled = false;
        m_transport->read();
    }
    if (m_phase == Phase::Open) {
        if (!m_authenticated && now >= m_introduceBy)
            beginClose(std::uint16_t(CloseCode::NoAuthInTime));
        else if (m_blocked && now >= m_progress + options.noProgress)
            beginClose(std::uint16_t(CloseCode::TooSlow));
        else if (m_parser.isMidMessage() && now >= m_messageBegan + options.authDeadline)
            beginClose(std::uint16_t(CloseCode::TooSlow));
    }
    flush();
    schedule(now);
}

} // namespace confab::server
