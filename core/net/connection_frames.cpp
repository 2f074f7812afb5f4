#include "core/net/connection.h"

#include "core/net/pushes.h"

namespace confab {

void Connection::incoming(const QByteArray &bytes, Encoding encoding)
{
    if (encoding != m_encoding)
        return nonsense(QStringLiteral("a frame of the other encoding"));
    m_heartbeat.heard();
    const auto frame = decodeFrame(bytes, encoding, limits::frameOut);
    if (!frame)
        return nonsense(frame.error().reason);
    handle(*frame);
}

void Connection::handle(const Frame &frame)
{
    if (frame.t == frameOk || frame.t == frameErr) {
        answered(frame);
    } else if (m_status.phase == Phase::Connecting) {
        if (frame.t == Welcome::type)
            greet(frame);
        // Whatever else comes before `welcome` has no meaning yet; the deadline of the way up goes on.
    } else if (frame.t == Drain::type) {
        if (const auto body = bodyAs<Drain>(frame))
            drain(std::chrono::milliseconds(body->ms));
        else
            nonsense(QStringLiteral("drain"));
    } else {
        push(frame);
    }
}

void Connection::answered(const Frame &frame)
{
    // An answer without an id is about a frame that expects none: nobody waits for it.
    const auto entry = frame.i ? m_outstanding.find(*frame.i) : m_outstanding.end();
    if (entry == m_outstanding.end())
        return; // came after its time-out
    const auto outstanding = std::move(entry->second);
    m_outstanding.erase(entry);

    const QPointer<Connection> alive(this);
    const auto *socket = m_socket.get();
    bool understood = true;
    if (frame.t == frameOk)
        understood = outstanding.reply(frame);
    else if (frame.e)
        outstanding.reply(Failure {NetError {NetError::Kind::Refused, *frame.e}});
    else
        understood = false, outstanding.reply(Failure {NetError::nonsense()});
    if (!understood && alive && socket && m_socket.get() == socket)
        nonsense(QStringLiteral("an answer of a wrong shape"));
}

void Connection::push(const Frame &frame)
{
    auto typed = pushOf(frame);
    if (!typed)
        return nonsense(QString::fromStdString(frame.t + " field " + typed.error()));
    if (!*typed)
        return; // of a later version
    if (const auto *pong = std::get_if<Pong>(&**typed))
        m_clockOffset = pong->now - m_clock.wallMs();
    if (isLive())
        emit received(**typed);
}

void Connection::ask(const char *verb, Value body, Reply reply, std::chrono::milliseconds timeout)
{
    if (!isLive())
        return failLater(std::move(reply), NetError::of(NetError::Kind::Offline));
    if (m_outstanding.size() >= std::size_t(limits::outstanding) || m_socket->bytesToWrite() > limits::queuedBytes)
        return failLater(std::move(reply), NetError::of(NetError::Kind::TooMany));
    sendRequest(verb, body, std::move(reply), timeout);
}

void Connection::sendRequest(const char *verb, const Value &body, Reply reply, std::chrono::milliseconds timeout)
{
    const quint32 id = m_nextId++;
    auto expired = m_clock.after(timeout, [this, id] {
        const auto entry = m_outstanding.find(id);
        auto outstanding = std::move(entry->second);
        m_outstanding.erase(entry);
        outstanding.reply(Failure {NetError::of(NetError::Kind::TimedOut)});
    });
    m_outstanding.insert_or_assign(id, Outstanding {std::move(reply), std::move(expired)});
    transmit(encodeFrame(verb, id, body, m_encoding));
}

bool Connection::tell(const char *verb, const Value &body)
{
    // Pings also go out before the connection is live: LoginProbe never gets there.
    const bool up = m_socket && (isLive() || std::string_view(verb) == Ping::verb);
    if (!up || m_socket->bytesToWrite() > limits::queuedBytes)
        return false;
    transmit(encodeFrame(verb, std::nullopt, body, m_encoding));
    return true;
}

void Connection::transmit(const QByteArray &frame)
{
    if (m_encoding == Encoding::Cbor)
        m_socket->sendBinary(frame);
    else
        m_socket->sendText(frame);
}

void Connection::failLater(Reply reply, NetError error)
{
    QMetaObject::invokeMethod(
        this, [reply = std::move(reply), error = std::move(error)] { reply(Failure {error}); }, Qt::QueuedConnection);
}

void Connection::failOutstanding(NetError::Kind kind)
{
    auto all = std::exchange(m_outstanding, {});
    for (auto &[id, outstanding] : all)
        failLater(std::move(outstanding.reply), NetError::of(kind));
}

} // namespace confab
