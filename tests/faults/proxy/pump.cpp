#include "tests/faults/proxy/pump.h"

#include "core/protocol/codec.h"
#include "server-stub/websocket/frame_writer.h"

#include <boost/asio/write.hpp>

namespace asio = boost::asio;
using boost::system::error_code;

namespace confab::tests {

namespace {

constexpr qsizetype queueMax = 256 * 1024;
constexpr auto holdAtMost = std::chrono::milliseconds(50);
constexpr ws::Limits unlimited {64 * 1024 * 1024, 1 << 20};

} // namespace

Pump::Pump(ProxyState &state, FaultProxy::Way way, Socket &from, Socket &to, quint64 seed,
    std::shared_ptr<Encoding> encoding, std::function<void()> cut, std::function<void()> over)
    : m_state(state)
    , m_way(way)
    , m_from(from)
    , m_to(to)
    , m_random(seed)
    , m_encoding(std::move(encoding))
    , m_cut(std::move(cut))
    , m_over(std::move(over))
    , m_parser(way == FaultProxy::Way::ToServer ? ws::Side::Server : ws::Side::Client, unlimited)
    , m_timer(from.get_executor())
    , m_holdTimer(from.get_executor())
{
}

void Pump::read()
{
    m_from.async_read_some(asio::buffer(m_buffer), [this, self = shared_from_this()](error_code error, std::size_t n) {
        if (m_stopped)
            return;
        if (error == asio::error::eof)
            return ended();
        if (error)
            return m_cut();
        received(std::span(m_buffer).first(n));
        m_paused = m_queued > queueMax;
        if (!m_stopped && !m_ended && !m_paused)
            read();
    });
}

void Pump::received(std::span<char> bytes)
{
    if (!m_upgraded && !takeHead(bytes))
        return;
    while (!m_stopped) {
        const auto next = m_parser.next(bytes);
        if (!next)
            break;
        message(*next);
    }
    if (m_parser.violation() && !m_stopped)
        m_cut(); // whoever speaks here does not speak WebSocket
}

//! The HTTP heads pass unharmed.
bool Pump::takeHead(std::span<char> &bytes)
{
    const qsizetype before = m_head.size();
    m_head.append(bytes.data(), qsizetype(bytes.size()));
    const qsizetype end = m_head.indexOf("\r\n\r\n");
    if (end < 0)
        return false;
    bytes = bytes.subspan(std::size_t(end + 4 - before));
    m_head.truncate(end + 4);
    if (m_way == FaultProxy::Way::ToClient)
        *m_encoding = m_head.contains(subprotocolJson) ? Encoding::Json : Encoding::Cbor;
    m_upgraded = true;
    enqueue(std::exchange(m_head, {}), {});
    return true;
}

QByteArray Pump::frameOf(const ws::Message &message)
{
    return m_way == FaultProxy::Way::ToServer
        ? ws::clientFrame(message.opcode, message.payload, quint32(m_random()))
        : ws::serverFrame(message.opcode, message.payload);
}

bool Pump::concerns(const Faults &faults, const ws::Message &message) const
{
    const double any = faults.cut + faults.blackHole + faults.halfClose + faults.drop + faults.duplicate + faults.reorder
        + faults.dropBytes;
    if (any <= 0 || ws::isControl(message.opcode))
        return false;
    if (faults.only.isEmpty())
        return true;
    const auto frame = decodeFrame(message.payload, *m_encoding, unlimited.message);
    return frame && faults.only.contains(QByteArray::fromStdString(frame->t));
}

void Pump::message(const ws::Message &message)
{
    Faults faults;
    {
        const std::lock_guard lock(m_state.mutex);
        faults = m_state.faults[std::size_t(m_way)];
        ++m_state.counts.messages;
    }
    if (concerns(faults, message))
        return harm(faults, frameOf(message));
    enqueue(frameOf(message), faults);
    releaseHeld();
}

void Pump::harm(const Faults &faults, QByteArray frame)
{
    const auto count = [this](qint64 FaultCounts::*what) {
        const std::lock_guard lock(m_state.mutex);
        ++(m_state.counts.*what);
    };
    count(&FaultCounts::exposed);
    if (m_blackHole)
        return count(&FaultCounts::swallowed);
    double fate = std::uniform_real_distribution<>(0, 1)(m_random);
    const auto drawn = [&fate, &count](double chance, qint64 FaultCounts::*what) {
        fate -= chance;
        if (fate >= 0)
            return false;
        count(what);
        return true;
    };
    if (drawn(faults.cut, &FaultCounts::cut))
        return m_cut();
    if (drawn(faults.blackHole, &FaultCounts::blackHoles))
        return blackHole();
    if (drawn(faults.halfClose, &FaultCounts::halfCloses))
        return halfClose();
    if (drawn(faults.drop, &FaultCounts::dropped))
        return;
    if (m_held.isEmpty() && drawn(faults.reorder, &FaultCounts::reordered))
        return hold(std::move(frame));
    if (drawn(faults.duplicate, &FaultCounts::duplicated)) {
        enqueue(frame, faults);
    } else if (drawn(faults.dropBytes, &FaultCounts::mangled)) {
        const auto at = std::uniform_int_distribution<qsizetype>(0, frame.size() - 1)(m_random);
        frame.remove(at, std::uniform_int_distribution<qsizetype>(1, 8)(m_random));
    }
    enqueue(std::move(frame), faults);
    releaseHeld();
}

void Pump::hold(QByteArray frame)
{
    m_held = std::move(frame);
    m_holdTimer.expires_after(holdAtMost);
    m_holdTimer.async_wait([this, self = shared_from_this()](error_code error) {
        if (!error && !m_stopped)
            releaseHeld();
    });
}

void Pump::releaseHeld()
{
    m_holdTimer.cancel();
    if (m_held.isEmpty())
        return;
    Faults faults;
    {
        const std::lock_guard lock(m_state.mutex);
        faults = m_state.faults[std::size_t(m_way)];
    }
    enqueue(std::exchange(m_held, {}), faults);
}

void Pump::enqueue(QByteArray bytes, const Faults &faults)
{
    if (m_blackHole)
        return;
    using std::chrono::milliseconds;
    const auto late = std::uniform_int_distribution<qint64>(
        faults.delayMin.count(), std::max(faults.delayMin, faults.delayMax).count())(m_random);
    m_lastDue = std::max(m_lastDue, std::chrono::steady_clock::now() + milliseconds(late));
    m_sliceNow = faults.slice;
    m_queued += bytes.size();
    m_queue.push_back({std::move(bytes), m_lastDue});
    if (!m_writing)
        write();
}

void Pump::write()
{
    if (m_stopped)
        return;
    m_writing = !m_queue.empty();
    if (m_queue.empty()) {
        if (m_ended) {
            error_code ignored;
            m_to.shutdown(Socket::shutdown_send, ignored);
            if (const auto over = std::exchange(m_over, {}))
                over();
        }
        return;
    }
    if (m_queue.front().due > std::chrono::steady_clock::now()) {
        m_timer.expires_at(m_queue.front().due);
        m_timer.async_wait([this, self = shared_from_this()](error_code error) {
            if (!error)
                write();
        });
        return;
    }
    auto bytes = std::make_shared<QByteArray>(std::move(m_queue.front().bytes));
    m_queue.pop_front();
    writeSlice(std::move(bytes), 0);
}

void Pump::writeSlice(std::shared_ptr<QByteArray> bytes, std::size_t at)
{
    const std::size_t left = std::size_t(bytes->size()) - at;
    const std::size_t size
        = m_sliceNow > 0 ? std::min(left, std::uniform_int_distribution<std::size_t>(1, std::size_t(m_sliceNow))(m_random)) : left;
    const asio::const_buffer slice(bytes->constData() + at, size);
    asio::async_write(m_to, asio::buffer(slice), [this, self = shared_from_this(), bytes, at, size](error_code error, std::size_t) {
        if (m_stopped)
            return;
        if (error)
            return m_cut();
        if (at + size < std::size_t(bytes->size()))
            return writeSlice(bytes, at + size);
        m_queued -= bytes->size();
        if (m_paused && m_queued <= queueMax) {
            m_paused = false;
            read();
        }
        write();
    });
}

void Pump::halfClose()
{
    m_blackHole = true;
    ended();
}

void Pump::ended()
{
    releaseHeld();
    m_ended = true;
    if (!m_writing)
        write();
}

} // namespace confab::tests
