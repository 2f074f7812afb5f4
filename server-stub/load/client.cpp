#include "server-stub/load/client.h"

#include <sodium.h>

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace confab::load {

namespace {
constexpr std::size_t headMax = 8 * 1024;
constexpr std::size_t readsAWake = 16;
} // namespace

void Client::signIn(std::function<void(bool)> done)
{
    m_signedIn = std::move(done);
    m_socket = tcp::socket(m_target.io);
    m_parser = ws::FrameParser(ws::Side::Client, {4 * 1024 * 1024, 64});
    m_head.clear();
    m_unsent.clear();
    m_pending.clear();
    m_upgraded = m_live = m_waitingToWrite = false;
    ++m_generation;
    m_socket.async_connect(m_target.endpoint, [this, self = shared_from_this(), mine = m_generation](error_code error) {
        if (mine != m_generation)
            return;
        if (error)
            return fail();
        m_socket.set_option(tcp::no_delay(true), error);
        m_socket.non_blocking(true, error);
        upgrade();
        read();
    });
}

void Client::drop()
{
    ++m_generation;
    m_live = false;
    error_code ignored;
    m_socket.close(ignored);
}

void Client::fail()
{
    const bool wasLive = m_live;
    drop();
    if (auto done = std::exchange(m_signedIn, {}))
        done(false);
    else if (wasLive && onLost)
        onLost();
}

void Client::upgrade()
{
    std::array<unsigned char, 16> key {};
    randombytes_buf(key.data(), key.size());
    write("GET /v1/ws HTTP/1.1\r\nHost: " + m_target.hostHeader
        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
        + QByteArray(reinterpret_cast<const char *>(key.data()), key.size()).toBase64()
        + "\r\nSec-WebSocket-Protocol: " + subprotocolOf(m_target.encoding) + "\r\n\r\n");
}

void Client::read()
{
    m_socket.async_wait(tcp::socket::wait_read, [this, self = shared_from_this(), mine = m_generation](error_code error) {
        for (std::size_t i = 0; i < readsAWake && mine == m_generation; ++i) {
            const std::size_t n = error ? 0 : m_socket.read_some(asio::buffer(m_target.scratch), error);
            if (error == asio::error::would_block)
                break;
            if (error)
                return mine == m_generation ? fail() : void();
            received(std::span(m_target.scratch).first(n));
            if (n < m_target.scratch.size())
                break;
        }
        if (mine == m_generation)
            read();
    });
}

void Client::received(std::span<char> bytes)
{
    if (!m_upgraded && !takeUpgrade(bytes))
        return;
    const auto mine = m_generation;
    while (mine == m_generation) {
        const auto message = m_parser.next(bytes);
        if (!message)
            break;
        if (message->opcode == ws::Opcode::Close)
            return fail();
        if (ws::isControl(message->opcode))
            continue;
        const auto decoded = decodeFrame(message->payload, m_target.encoding, limits::frameOut);
        if (!decoded)
            return fail();
        frame(*decoded);
    }
    if (mine == m_generation && m_parser.violation())
        fail();
}

bool Client::takeUpgrade(std::span<char> &bytes)
{
    const qsizetype before = m_head.size();
    m_head.append(bytes.data(), qsizetype(bytes.size()));
    const qsizetype end = m_head.indexOf("\r\n\r\n");
    if (end < 0) {
        if (std::size_t(m_head.size()) > headMax)
            fail();
        return false;
    }
    if (!m_head.startsWith("HTTP/1.1 101 ")) {
        fail();
        return false;
    }
    bytes = bytes.subspan(std::size_t(end + 4 - before));
    m_head = {};
    m_upgraded = true;
    return true;
}

void Client::frame(const Frame &frame)
{
    if (frame.i && (frame.t == frameOk || frame.t == frameErr)) {
        for (std::size_t k = 0; k < m_pending.size(); ++k) {
            if (m_pending[k].i != *frame.i)
                continue;
            const Answer answer = std::move(m_pending[k].answer);
            m_pending.erase(m_pending.begin() + std::ptrdiff_t(k));
            return answer(frame);
        }
        return;
    }
    if (frame.t == Welcome::type) {
        const auto welcome = bodyAs<Welcome>(frame);
        return welcome ? introduce(welcome->nonce) : fail();
    }
    if (onPush)
        onPush(frame);
}

void Client::introduce(const QByteArray &nonce)
{
    const Answer then = [this](const Frame &frame) {
        if (frame.t != frameOk)
            return fail();
        m_registered = true;
        sync({});
    };
    const QByteArray subprotocol = subprotocolOf(m_target.encoding);
    if (m_registered)
        request(m_account.authentication(nonce, m_target.hostHeader, subprotocol), then);
    else
        request(m_account.registration(nonce, m_target.hostHeader, subprotocol), then);
}

void Client::sync(std::optional<QByteArray> since)
{
    Sync sync;
    sync.since = std::move(since);
    sync.tail = 1;
    request(sync, [this](const Frame &frame) {
        const auto page = frame.t == frameOk ? bodyAs<SyncReply>(frame) : Failure {std::string("err")};
        if (!page)
            return fail();
        if (page->more)
            return this->sync(page->next);
        m_live = true;
        if (auto done = std::exchange(m_signedIn, {}))
            done(true);
    });
}

void Client::ping()
{
    send(encodeRequest(std::nullopt, Ping(), m_target.encoding));
}

void Client::send(const QByteArray &frame)
{
    const auto opcode = m_target.encoding == Encoding::Json ? ws::Opcode::Text : ws::Opcode::Binary;
    write(ws::clientFrame(opcode, frame, randombytes_random()));
}

void Client::write(const QByteArray &bytes)
{
    m_unsent += bytes;
    if (!m_waitingToWrite)
        flush();
}

void Client::flush()
{
    error_code error;
    const std::size_t n = m_socket.write_some(asio::buffer(m_unsent.constData(), std::size_t(m_unsent.size())), error);
    if (error && error != asio::error::would_block)
        return; // reading reports the loss
    if (n == std::size_t(m_unsent.size())) {
        m_unsent = {};
        return;
    }
    m_unsent.remove(0, qsizetype(n));
    m_waitingToWrite = true;
    m_socket.async_wait(tcp::socket::wait_write, [this, self = shared_from_this(), mine = m_generation](error_code failed) {
        if (mine != m_generation)
            return;
        m_waitingToWrite = false;
        if (!failed)
            flush();
    });
}

QString whyRefused(const Frame &frame)
{
    if (!frame.e)
        return QStringLiteral("the answer makes no sense");
    const auto code = toWire(frame.e->code);
    return QString::fromUtf8(code.data(), qsizetype(code.size())) + QStringLiteral(" (") + frame.e->msg + QLatin1Char(')');
}

} // namespace confab::load
