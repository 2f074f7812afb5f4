#include "server-stub/gateway/transport.h"

#include "server-stub/gateway/io_thread.h"

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <array>
#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <vector>

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace confab::server {

namespace {

bool wouldBlock(const error_code &error)
{
    return error == asio::error::would_block || error == asio::error::try_again;
}

std::size_t unconfirmed(int socket)
{
    int bytes = 0;
    return ::ioctl(socket, SIOCOUTQ, &bytes) == 0 ? std::size_t(std::max(bytes, 0)) : 0;
}

//! Waits for readiness, then reads into the thread's buffer: what an idle connection costs is one queued operation.
class PlainTransport final : public Transport {
public:
    PlainTransport(tcp::socket socket, IoThread &thread)
        : m_socket(std::move(socket))
        , m_thread(thread)
    {
    }

    void read() override
    {
        m_socket.async_wait(tcp::socket::wait_read, [this, self = shared_from_this()](error_code error) {
            if (!m_user)
                return;
            const auto user = m_user;
            if (error)
                return user->lost();
            const auto scratch = m_thread.scratch();
            const std::size_t n = m_socket.read_some(asio::buffer(scratch.data(), scratch.size()), error);
            if (wouldBlock(error))
                return read();
            if (error)
                return user->lost();
            user->received(scratch.first(n));
        });
    }

    std::size_t write(std::span<const asio::const_buffer> buffers) override
    {
        if (m_waiting)
            return 0;
        std::size_t wanted = 0;
        for (const auto &buffer : buffers)
            wanted += buffer.size();
        error_code error;
        const std::size_t n = m_socket.write_some(buffers, error);
        if (error && !wouldBlock(error))
            return wanted; // the read side will report the loss; swallowing keeps it the only one that does
        if (n < wanted)
            awaitWritable();
        return n;
    }

    std::size_t unsent() override { return unconfirmed(m_socket.native_handle()); }

    void shutdownWrite() override
    {
        error_code ignored;
        m_socket.shutdown(tcp::socket::shutdown_send, ignored);
    }

    void close() override
    {
        error_code ignored;
        m_socket.close(ignored);
        m_user.reset();
    }

private:
    void awaitWritable()
    {
        m_waiting = true;
        m_socket.async_wait(tcp::socket::wait_write, [this, self = shared_from_this()](error_code error) {
            m_waiting = false;
            const auto user = m_user;
            if (user && !error)
                user->writable();
        });
    }

    tcp::socket m_socket;
    IoThread &m_thread;
    bool m_waiting = false;
};

//! TLS keeps buffers of its own anyway; writes are flattened into one record at a time.
class TlsTransport final : public Transport {
public:
    TlsTransport(tcp::socket socket, asio::ssl::context &context)
        : m_stream(std::move(socket), context)
    {
    }

    void read() override
    {
        if (!m_handshaken)
            return handshake();
        m_stream.async_read_some(asio::buffer(m_in), [this, self = shared_from_this()](error_code error, std::size_t n) {
            const auto user = m_user;
            if (!user)
                return;
            if (error)
                return user->lost();
            user->received(std::span(m_in).first(n));
        });
    }

    std::size_t write(std::span<const asio::const_buffer> buffers) override
    {
        if (!m_out.empty() || !m_handshaken)
            return 0;
        for (const auto &buffer : buffers) {
            const std::size_t take = std::min(buffer.size(), recordSize - m_out.size());
            const auto *bytes = static_cast<const char *>(buffer.data());
            m_out.insert(m_out.end(), bytes, bytes + take);
        }
        const std::size_t taken = m_out.size();
        asio::async_write(m_stream, asio::buffer(m_out), [this, self = shared_from_this()](error_code error, std::size_t) {
            m_out = {};
            const auto user = m_user;
            if (!user || error)
                return;
            if (m_shutdown)
                return sendShutdown();
            user->writable();
        });
        return taken;
    }

    std::size_t unsent() override { return unconfirmed(m_stream.lowest_layer().native_handle()) + m_out.size(); }

    void shutdownWrite() override
    {
        m_shutdown = true;
        if (m_out.empty())
            sendShutdown();
    }

    void close() override
    {
        error_code ignored;
        m_stream.lowest_layer().close(ignored);
        m_user.reset();
    }

private:
    static constexpr std::size_t recordSize = 16 * 1024;

    void handshake()
    {
        m_stream.async_handshake(asio::ssl::stream_base::server, [this, self = shared_from_this()](error_code error) {
            const auto user = m_user;
            if (!user)
                return;
            if (error)
                return user->lost();
            m_handshaken = true;
            read();
        });
    }

    void sendShutdown()
    {
        if (std::exchange(m_shutdownSent, true))
            return;
        m_stream.async_shutdown([this, self = shared_from_this()](error_code) {
            error_code ignored;
            m_stream.lowest_layer().shutdown(tcp::socket::shutdown_send, ignored);
        });
    }

    asio::ssl::stream<tcp::socket> m_stream;
    std::array<char, 4096> m_in;
    std::vector<char> m_out;
    bool m_handshaken = false;
    bool m_shutdown = false;
    bool m_shutdownSent = false;
};

} // namespace

std::shared_ptr<Transport> Transport::plain(tcp::socket socket, IoThread &thread)
{
    return std::make_shared<PlainTransport>(std::move(socket), thread);
}

std::shared_ptr<Transport> Transport::tls(tcp::socket socket, asio::ssl::context &context)
{
    return std::make_shared<TlsTransport>(std::move(socket), context);
}

} // namespace confab::server
