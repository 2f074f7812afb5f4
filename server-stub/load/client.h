#pragma once

#include "core/protocol/codec.h"
#include "server-stub/load/account.h"
#include "server-stub/websocket/frame_writer.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace confab::load {

using Time = std::chrono::steady_clock::time_point;
inline Time now() { return std::chrono::steady_clock::now(); }

//! Where to, and what all clients share: one thread, one read buffer.
struct Target {
    boost::asio::io_context &io;
    boost::asio::ip::tcp::endpoint endpoint;
    QByteArray hostHeader;
    Encoding encoding = Encoding::Cbor;
    std::vector<char> scratch = std::vector<char>(64 * 1024);
};

//! One device's connection. As cheap as it gets, for thousands of them on one thread: no buffer while it waits.
class Client : public std::enable_shared_from_this<Client> {
public:
    using Answer = std::function<void(const Frame &)>;

    Client(Target &target, Account account)
        : m_target(target)
        , m_account(std::move(account))
        , m_socket(target.io)
    {
    }

    const Account &account() const { return m_account; }

    //! Connects, signs in (the first time by registering) and syncs to the end; true once live frames flow.
    void signIn(std::function<void(bool)> done);
    //! Cuts the connection, as a lost network does.
    void drop();
    bool isLive() const { return m_live; }

    template <typename T>
    void request(const T &body, Answer answer)
    {
        const quint32 i = ++m_lastRequest;
        m_pending.push_back({i, std::move(answer)});
        send(encodeRequest(i, body, m_target.encoding));
    }
    void ping();

    std::function<void(const Frame &)> onPush; //!< frames that answer nothing
    std::function<void()> onLost; //!< a live connection ended though nobody here dropped it

private:
    struct Pending {
        quint32 i;
        Answer answer;
    };

    void send(const QByteArray &frame);
    void write(const QByteArray &bytes);
    void flush();
    void upgrade();
    void read();
    void received(std::span<char> bytes);
    bool takeUpgrade(std::span<char> &bytes);
    void frame(const Frame &frame);
    void introduce(const QByteArray &nonce);
    void sync(std::optional<QByteArray> since);
    void fail();

    Target &m_target;
    Account m_account;
    boost::asio::ip::tcp::socket m_socket;
    ws::FrameParser m_parser {ws::Side::Client, {4 * 1024 * 1024, 64}};
    QByteArray m_head; //!< of the upgrade's answer, while it comes
    QByteArray m_unsent;
    std::vector<Pending> m_pending;
    std::function<void(bool)> m_signedIn;
    quint32 m_lastRequest = 0;
    quint32 m_generation = 0; //!< of the socket: what an older one still says is not heard
    bool m_registered = false;
    bool m_upgraded = false;
    bool m_live = false;
    bool m_waitingToWrite = false;
};
using ClientPtr = std::shared_ptr<Client>;

//! What an `err` says, for people.
QString whyRefused(const Frame &frame);

} // namespace confab::load
