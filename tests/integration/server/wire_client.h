#pragma once

#include "core/crypto/identity.h"
#include "core/protocol/codec.h"
#include "server-stub/websocket/frame_writer.h"

#include <QSslSocket>
#include <chrono>
#include <deque>

namespace confab::tests {

using namespace std::chrono_literals;

//! A WebSocket client that can say anything, well-formed or not, and waits for what it is told to wait for. Blocking,
//! with a deadline on every wait; no event loop needed. Not the product's client on purpose.
class WireClient {
public:
    struct Opening {
        QByteArray target = "/v1/ws";
        QByteArray host = "localhost";
        QList<QByteArray> protocols = {subprotocolJson};
        QList<QByteArray> headers; //!< whole lines, e.g. "Origin: https://a.example"
        QByteArray method = "GET";
        int receiveBuffer = 0; //!< SO_RCVBUF in bytes; 0: the system's
        bool tls = false; //!< whatever the certificate says
    };
    //! A received message or control frame.
    struct Received {
        ws::Opcode opcode;
        QByteArray payload;
    };
    static constexpr int cut = 1006; //!< the stream ended without a close frame
    static constexpr int stillOpen = 0;

    //! TCP alone.
    bool connectTo(quint16 port, int receiveBuffer = 0);
    //! TCP and the upgrade request; the HTTP status that came back, 0 where none did.
    int open(quint16 port);
    int open(quint16 port, const Opening &opening);
    QByteArray chosenProtocol() const { return m_protocol; }
    QByteArray response() const { return m_response; } //!< head of the upgrade's answer

    void sendRaw(QByteArrayView bytes);
    void sendFrame(ws::Opcode opcode, QByteArrayView payload, bool fin = true);
    void sendText(QByteArrayView text) { sendFrame(ws::Opcode::Text, text); }

    std::optional<Received> receive(std::chrono::milliseconds within = 5s);
    //! Reads on to the end: the code of the server's close frame, `cut`, or `stillOpen` where neither came in time.
    int closeCode(std::chrono::milliseconds within = 5s);
    //! The server has ended the TCP connection.
    bool isGone(std::chrono::milliseconds within = 5s);
    void cutOff() { m_socket.abort(); }
    QTcpSocket &socket() { return m_socket; }

    // ---- frames of the protocol ----
    Encoding encoding() const { return m_encoding; }
    void sendFrame(const QByteArray &frame);
    //! The next data message as a frame. Pushes that came earlier come first.
    std::optional<Frame> frame(std::chrono::milliseconds within = 5s);
    //! The next frame of that type; those before it stay for later.
    std::optional<Frame> frameOf(std::string_view type, std::chrono::milliseconds within = 5s);

    //! Sends a request and waits for its answer; frames that arrive meanwhile stay for frame().
    template <typename T>
    std::optional<Frame> request(const T &body, std::chrono::milliseconds within = 10s)
    {
        const quint32 i = ++m_lastRequest;
        sendFrame(encodeRequest(i, body, m_encoding));
        return answerTo(i, within);
    }
    //! The same, as the reply's own type; nothing where it is an error or does not parse.
    template <typename T>
    std::optional<typename T::Reply> ask(const T &body, std::chrono::milliseconds within = 10s)
    {
        const auto frame = request(body, within);
        if (!frame || frame->t != frameOk)
            return std::nullopt;
        auto reply = bodyAs<typename T::Reply>(*frame);
        return reply ? std::optional(std::move(*reply)) : std::nullopt;
    }
    template <typename T>
    void tell(const T &body)
    {
        sendFrame(encodeRequest(std::nullopt, body, m_encoding));
    }
    //! The error code of the answer, or nothing where it was `ok` or none came.
    template <typename T>
    std::optional<ErrorCode> errorOf(const T &body)
    {
        const auto frame = request(body);
        return frame && frame->e ? std::optional(frame->e->code) : std::nullopt;
    }

private:
    std::optional<Frame> answerTo(quint32 i, std::chrono::milliseconds within);
    bool fill(std::chrono::steady_clock::time_point until);

    QSslSocket m_socket; //!< a plain one until it is told otherwise
    QByteArray m_response;
    QByteArray m_protocol;
    QByteArray m_buffer;
    Encoding m_encoding = Encoding::Json;
    ws::FrameParser m_parser {ws::Side::Client, {4 * 1024 * 1024, 1024}};
    std::deque<Frame> m_waiting;
    quint32 m_lastRequest = 0;
};

//! An account's device with its keys; talks through a WireClient of its own.
class TestDevice {
public:
    explicit TestDevice(QByteArray subprotocol = subprotocolJson)
        : m_subprotocol(std::move(subprotocol))
    {
    }
    //! A device that was made elsewhere, with its keys.
    TestDevice(Seed account, Seed device, DeviceRecord record)
        : m_subprotocol(subprotocolCbor)
        , m_account(std::make_shared<AccountKey>(std::move(account)))
        , m_key(std::move(device))
        , m_device(std::move(record))
    {
    }

    //! Connects, reads welcome and registers a new account.
    bool registerAt(quint16 port, const QString &username, std::optional<QString> invite = {});
    //! Connects again and authenticates.
    bool authenticateAt(quint16 port, int receiveBuffer = 0);
    //! Both without authentication: welcome has been read.
    bool greet(quint16 port, int receiveBuffer = 0);
    //! The first `sync`: live frames flow from here on.
    bool sync();

    UserId user() const { return m_account->user(); }
    DeviceId device() const { return m_device.id; }
    const DeviceRecord &record() const { return m_device; }
    const AccountKey &account() const { return *m_account; }
    Auth authFrame() const { return authFrame(m_welcome.nonce); }
    Auth authFrame(const QByteArray &nonce) const;
    Register registerFrame(const QString &username) const { return registerFrame(username, m_welcome.nonce); }
    Register registerFrame(const QString &username, const QByteArray &nonce) const;
    const Welcome &welcome() const { return m_welcome; }

    //! A second device of the same account, certified and entered by this one.
    std::unique_ptr<TestDevice> addDevice(quint16 port);
    //! The direct chat with `other`, created from this side.
    std::optional<ChatId> chatWith(const TestDevice &other);
    Send message(const ChatId &chat, const QByteArray &text) const;

    WireClient wire;

private:
    QByteArray m_subprotocol;
    std::shared_ptr<const AccountKey> m_account = std::make_shared<AccountKey>(AccountKey::generate());
    DeviceKey m_key = DeviceKey::generate();
    DeviceRecord m_device = m_account->certify(newDeviceId(), m_key.publicKey(), 1'700'000'000'000, QStringLiteral("test"));
    Welcome m_welcome;
};

} // namespace confab::tests
