#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <memory>
#include <span>

namespace boost::asio::ssl {
class context;
}

namespace confab::server {

class IoThread;

//! What a transport tells the one who uses it, always on its I/O thread.
class TransportUser {
public:
    //! Bytes that arrived, in the thread's own buffer: gone after the call, free to be overwritten in it.
    //! The next ones come after read().
    virtual void received(std::span<char> bytes) = 0;
    //! write() takes more again, after it had taken less than all (TLS: after every write).
    virtual void writable() = 0;
    //! The peer has gone or the connection broke. Once, and nothing after it.
    virtual void lost() = 0;

protected:
    ~TransportUser() = default;
};

//! A byte stream to one peer, plain or TLS, on one I/O thread. It keeps itself and its user alive while an operation is
//! under way; close() lets both go.
class Transport : public std::enable_shared_from_this<Transport> {
public:
    virtual ~Transport() = default;

    static std::shared_ptr<Transport> plain(boost::asio::ip::tcp::socket socket, IoThread &thread);
    static std::shared_ptr<Transport> tls(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context &context);

    void setUser(std::shared_ptr<TransportUser> user) { m_user = std::move(user); }

    //! Asks for what arrives next; one request at a time. A plain one holds no buffer while it waits.
    virtual void read() = 0;
    //! Takes what it can without waiting; less than all: writable() follows. Not again before that.
    virtual std::size_t write(std::span<const boost::asio::const_buffer> buffers) = 0;
    //! Bytes that write() has taken and the peer's system has not confirmed.
    virtual std::size_t unsent() = 0;
    //! No more is written; the peer reads to the end what was. Then close().
    virtual void shutdownWrite() = 0;
    //! Ends both directions at once and forgets the user.
    virtual void close() = 0;

protected:
    std::shared_ptr<TransportUser> m_user;
};

} // namespace confab::server
