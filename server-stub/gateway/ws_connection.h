#pragma once

#include "server-stub/gateway/gateway_state.h"
#include "server-stub/gateway/io_thread.h"
#include "server-stub/gateway/out_queue.h"
#include "server-stub/gateway/transport.h"

namespace confab::server {

//! What the upgrade request said, once it was accepted.
struct Upgraded {
    std::optional<Encoding> encoding; //!< of the chosen subprotocol; none in common: the connection ends with 4006
    QByteArray host;
    QString address;
};

//! One WebSocket from its upgrade to its end (protocol sections 1, 4, 6). Lives on one I/O thread; the members of
//! Connection may be called from any and travel there through the thread's mailbox.
class WsConnection final : public Connection,
                           public Recipient,
                           public TransportUser,
                           public TimerWheel::Entry,
                           public std::enable_shared_from_this<WsConnection> {
public:
    WsConnection(std::shared_ptr<Transport> transport, IoThread &thread, GatewayState &gateway, Upgraded upgraded,
        StrangerLimit::Pass pass);
    ~WsConnection();

    //! Says welcome and begins to read; `ahead` are bytes that came with the upgrade request.
    void start(std::span<char> ahead);

    // Connection, any thread.
    Encoding encoding() const override { return m_encoding; }
    QByteArray hostHeader() const override { return m_host; }
    QByteArray nonce() const override { return m_nonce; }
    QString address() const override { return m_address; }
    void send(std::shared_ptr<const OutFrame> frame) override;
    void sendBytes(QByteArray frame) override;
    void close(CloseCode code) override;
    void authenticated(const UserId &user, const DeviceId &dev) override;
    void mayWait(std::chrono::milliseconds longer) override;

    // Own thread.
    void carryOut(Order order) override;
    void flush() override;
    //! Cuts the connection without a word, for the end of the process.
    void abort() { finish(); }

private:
    enum class Phase : std::uint8_t { Open, Closing, Closed };

    void received(std::span<char> bytes) override;
    void writable() override;
    void lost() override;
    void due(SteadyTime now) override;

    void consume(std::span<char> bytes);
    void onMessage(const ws::Message &message);
    void onControl(const ws::Message &message);
    void onFrame(QByteArrayView payload);
    void enqueue(QByteArray payload, bool droppable);
    void readMore(SteadyTime now, std::size_t justRead);
    void beginClose(std::uint16_t code);
    void closeFlushed();
    void finish();
    void schedule(SteadyTime now);
    ws::Opcode dataOpcode() const { return m_encoding == Encoding::Json ? ws::Opcode::Text : ws::Opcode::Binary; }

    std::shared_ptr<Transport> m_transport;
    IoThread &m_thread;
    GatewayState &m_gateway;
    const QByteArray m_host;
    const QByteArray m_nonce;
    const QString m_address;
    StrangerLimit::Pass m_pass;
    ws::FrameParser m_parser;
    OutQueue m_queue;

    SteadyTime m_heard; //!< when the peer last sent anything
    SteadyTime m_progress; //!< when the peer last took anything, while m_blocked
    SteadyTime m_messageBegan; //!< while the parser is in the middle of one
    SteadyTime m_introduceBy; //!< a stranger's time to authenticate
    SteadyTime m_endBy; //!< of the closing handshake
    SteadyTime m_readAgain; //!< while m_throttled
    SteadyTime m_bucketAt; //!< of the two buckets below
    double m_byteCredit;
    double m_controlCredit;

    std::size_t m_discarded = 0; //!< bytes read after a violation
    const Encoding m_encoding;
    Phase m_phase = Phase::Open;
    bool m_opened = false; //!< the handler knows this connection
    bool m_authenticated = false;
    bool m_blocked = false;
    bool m_throttled = false;
    bool m_peerClosed = false;
    bool m_deaf = false; //!< what still arrives after a violation is thrown away
    const bool m_agreed; //!< there is a common subprotocol
};

} // namespace confab::server
