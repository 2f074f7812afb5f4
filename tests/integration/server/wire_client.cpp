#include "tests/integration/server/wire_client.h"

#include "core/protocol/content.h"

#include <QRandomGenerator>

namespace confab::tests {

namespace {

using Clock = std::chrono::steady_clock;

int millisecondsUntil(Clock::time_point until)
{
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
    return int(std::max<long long>(0, left));
}

QByteArray headerOf(const QByteArray &head, const QByteArray &name)
{
    for (const QByteArray &line : head.split('\n'))
        if (line.toLower().startsWith(name.toLower() + ':'))
            return line.mid(name.size() + 1).trimmed();
    return {};
}

} // namespace

bool WireClient::connectTo(quint16 port, int receiveBuffer)
{
    m_socket.abort();
    m_buffer.clear();
    m_waiting.clear();
    m_parser = ws::FrameParser(ws::Side::Client, {4 * 1024 * 1024, 1024});
    if (receiveBuffer > 0) {
        // The descriptor must exist before the option can be set, and the window is agreed on at connect.
        m_socket.bind(QHostAddress(QHostAddress::LocalHost));
        m_socket.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, receiveBuffer);
        m_socket.setReadBufferSize(receiveBuffer);
    }
    m_socket.connectToHost(QStringLiteral("127.0.0.1"), port);
    return m_socket.waitForConnected(5000);
}

int WireClient::open(quint16 port)
{
    return open(port, Opening());
}

int WireClient::open(quint16 port, const Opening &opening)
{
    if (!connectTo(port, opening.receiveBuffer))
        return 0;
    if (opening.tls) {
        m_socket.setPeerVerifyMode(QSslSocket::VerifyNone);
        m_socket.startClientEncryption();
        if (!m_socket.waitForEncrypted(5000))
            return 0;
    }
    QByteArray request = opening.method + ' ' + opening.target + " HTTP/1.1\r\nHost: " + opening.host
        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    if (!opening.protocols.isEmpty())
        request += "Sec-WebSocket-Protocol: " + opening.protocols.join(", ") + "\r\n";
    for (const QByteArray &line : opening.headers)
        request += line + "\r\n";
    m_socket.write(request + "\r\n");

    const auto until = Clock::now() + 5s;
    while (!m_buffer.contains("\r\n\r\n"))
        if (!fill(until))
            return 0;
    const qsizetype end = m_buffer.indexOf("\r\n\r\n") + 4;
    m_response = m_buffer.left(end);
    m_buffer.remove(0, end);
    m_protocol = headerOf(m_response, "Sec-WebSocket-Protocol");
    m_encoding = m_protocol == subprotocolCbor ? Encoding::Cbor : Encoding::Json;
    return m_response.mid(9, 3).toInt();
}

void WireClient::sendRaw(QByteArrayView bytes)
{
    m_socket.write(bytes.data(), bytes.size());
    while (m_socket.bytesToWrite() > 0 && m_socket.waitForBytesWritten(5000)) { }
}

void WireClient::sendFrame(ws::Opcode opcode, QByteArrayView payload, bool fin)
{
    sendRaw(ws::clientFrame(opcode, payload, QRandomGenerator::global()->generate(), fin));
}

void WireClient::sendFrame(const QByteArray &frame)
{
    sendFrame(m_encoding == Encoding::Json ? ws::Opcode::Text : ws::Opcode::Binary, frame);
}

bool WireClient::fill(Clock::time_point until)
{
    if (m_socket.bytesAvailable() == 0 && !m_socket.waitForReadyRead(millisecondsUntil(until)))
        return false;
    m_buffer += m_socket.readAll();
    return true;
}

std::optional<WireClient::Received> WireClient::receive(std::chrono::milliseconds within)
{
    const auto until = Clock::now() + within;
    while (true) {
        std::span<char> input(m_buffer.data(), std::size_t(m_buffer.size()));
        const auto message = m_parser.next(input);
        std::optional<Received> out;
        if (message)
            out = Received {message->opcode, message->payload.toByteArray()};
        m_buffer = QByteArray(input.data(), qsizetype(input.size()));
        if (out || !fill(until))
            return out;
    }
}

int WireClient::closeCode(std::chrono::milliseconds within)
{
    const auto until = Clock::now() + within;
    while (const auto received = receive(std::chrono::milliseconds(millisecondsUntil(until))))
        if (received->opcode == ws::Opcode::Close)
            return ws::closeCodeOf(received->payload).value_or(0);
    return m_socket.state() == QAbstractSocket::ConnectedState ? stillOpen : cut;
}

bool WireClient::isGone(std::chrono::milliseconds within)
{
    const auto until = Clock::now() + within;
    while (m_socket.state() == QAbstractSocket::ConnectedState && fill(until)) { }
    return m_socket.state() != QAbstractSocket::ConnectedState;
}

std::optional<Frame> WireClient::frame(std::chrono::milliseconds within)
{
    if (!m_waiting.empty()) {
        Frame frame = std::move(m_waiting.front());
        m_waiting.pop_front();
        return frame;
    }
    const auto until = Clock::now() + within;
    while (const auto received = receive(std::chrono::milliseconds(millisecondsUntil(until)))) {
        if (ws::isControl(received->opcode)) {
            if (received->opcode == ws::Opcode::Close)
                return std::nullopt;
            continue;
        }
        auto frame = decodeFrame(received->payload, m_encoding, limits::frameOut);
        return frame ? std::optional(std::move(*frame)) : std::nullopt;
    }
    return std::nullopt;
}

std::optional<Frame> WireClient::frameOf(std::string_view type, std::chrono::milliseconds within)
{
    const auto until = Clock::now() + within;
    std::deque<Frame> others;
    std::optional<Frame> found;
    while (auto next = frame(std::chrono::milliseconds(millisecondsUntil(until)))) {
        if (next->t == type) {
            found = std::move(next);
            break;
        }
        others.push_back(std::move(*next));
    }
    m_waiting.insert(m_waiting.begin(), std::make_move_iterator(others.begin()), std::make_move_iterator(others.end()));
    return found;
}

std::optional<Frame> WireClient::answerTo(quint32 i, std::chrono::milliseconds within)
{
    const auto until = Clock::now() + within;
    std::deque<Frame> others;
    std::optional<Frame> found;
    while (auto next = frame(std::chrono::milliseconds(millisecondsUntil(until)))) {
        if (next->i == i && (next->t == frameOk || next->t == frameErr)) {
            found = std::move(next);
            break;
        }
        others.push_back(std::move(*next));
    }
    m_waiting.insert(m_waiting.begin(), std::make_move_iterator(others.begin()), std::make_move_iterator(others.end()));
    return found;
}

bool TestDevice::greet(quint16 port, int receiveBuffer)
{
    WireClient::Opening opening;
    opening.receiveBuffer = receiveBuffer;
    opening.protocols = {m_subprotocol};
    if (wire.open(port, opening) != 101 || wire.chosenProtocol() != m_subprotocol)
        return false;
    const auto frame = wire.frame();
    if (!frame || frame->t != Welcome::type)
        return false;
    auto body = bodyAs<Welcome>(*frame);
    if (!body)
        return false;
    m_welcome = *body;
    return true;
}

Register TestDevice::registerFrame(const QString &username, const QByteArray &nonce) const
{
    Register form;
    form.username = username;
    form.name = username;
    form.aik = m_account->publicKey();
    form.dev = m_device;
    form.sig = m_key.signAuth(nonce, "localhost", m_subprotocol);
    return form;
}

Auth TestDevice::authFrame(const QByteArray &nonce) const
{
    Auth auth;
    auth.user = user();
    auth.dev = device();
    auth.sig = m_key.signAuth(nonce, "localhost", m_subprotocol);
    return auth;
}

bool TestDevice::registerAt(quint16 port, const QString &username, std::optional<QString> invite)
{
    if (!greet(port))
        return false;
    Register form = registerFrame(username);
    form.invite = std::move(invite);
    const auto reply = wire.ask(form);
    return reply && reply->user == user();
}

bool TestDevice::authenticateAt(quint16 port, int receiveBuffer)
{
    return greet(port, receiveBuffer) && wire.ask(authFrame()).has_value();
}

bool TestDevice::sync()
{
    Sync sync;
    while (const auto page = wire.ask(sync)) {
        if (!page->more)
            return true;
        sync.since = page->next;
    }
    return false;
}

std::unique_ptr<TestDevice> TestDevice::addDevice(quint16 port)
{
    auto second = std::make_unique<TestDevice>(m_subprotocol);
    second->m_account = m_account;
    second->m_device
        = m_account->certify(newDeviceId(), second->m_key.publicKey(), 1'700'000'000'001, QStringLiteral("second"));
    DevAdd add;
    add.dev = second->m_device;
    return wire.ask(add) && second->authenticateAt(port) ? std::move(second) : nullptr;
}

std::optional<ChatId> TestDevice::chatWith(const TestDevice &other)
{
    ChatCreate create;
    create.kind = ChatKind::Direct;
    create.members = {other.user()};
    create.cid = newCid();
    const auto created = wire.ask(create);
    return created ? std::optional(created->chat) : std::nullopt;
}

Send TestDevice::message(const ChatId &chat, const QByteArray &text) const
{
    Send send;
    send.chat = chat;
    send.cid = newCid();
    Content content;
    content.text = QString::fromUtf8(text);
    send.body = encodeContent(content);
    return send;
}

} // namespace confab::tests
