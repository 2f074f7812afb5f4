#include "server-stub/gateway/asio_http_sender.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <mutex>
#include <thread>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using boost::system::error_code;

namespace confab::server {

namespace {

constexpr auto patience = std::chrono::seconds(10);
constexpr std::uint64_t answerMax = 8 * 1024;

asio::ip::address addressOf(const IpAddress &address)
{
    asio::ip::address_v6::bytes_type bytes;
    std::copy(address.bytes.begin(), address.bytes.end(), bytes.begin());
    const asio::ip::address_v6 v6(bytes);
    if (v6.is_v4_mapped())
        return asio::ip::make_address_v4(asio::ip::v4_mapped, v6);
    return v6;
}

IpAddress addressOf(const asio::ip::address &address)
{
    if (address.is_v4())
        return IpAddress::v4(address.to_v4().to_bytes());
    IpAddress out;
    const auto bytes = address.to_v6().to_bytes();
    std::copy(bytes.begin(), bytes.end(), out.bytes.begin());
    return out;
}

http::request<http::string_body> requestOf(const HttpPost &post)
{
    http::request<http::string_body> request(http::verb::post, post.target.toStdString(), 11);
    const quint16 usual = post.tls ? 443 : 80;
    const QString host = post.host.contains(QLatin1Char(':')) ? QLatin1Char('[') + post.host + QLatin1Char(']') : post.host;
    request.set(http::field::host,
        (post.port == usual ? host : host + QLatin1Char(':') + QString::number(post.port)).toStdString());
    request.set(http::field::connection, "close");
    request.set(http::field::user_agent, "confab-server");
    for (const auto &[name, value] : post.headers)
        request.set(name.toStdString(), value.toStdString());
    request.body() = post.body.toStdString();
    request.prepare_payload();
    return request;
}

//! One request on its way. `stream` is the TLS layer or, without TLS, the TCP stream under it.
class Exchange : public std::enable_shared_from_this<Exchange> {
public:
    Exchange(asio::io_context &context, asio::ssl::context &tls, HttpPost post, std::function<void(int)> done)
        : m_stream(context, tls)
        , m_post(std::move(post))
        , m_done(std::move(done))
        , m_request(requestOf(m_post))
    {
        m_parser.body_limit(answerMax);
        m_parser.header_limit(std::uint32_t(answerMax));
    }
    //! A callback that never ran says so: the context was stopped under it.
    ~Exchange() { finish(0); }

    void start()
    {
        tcpStream().expires_after(patience); // for the whole of it: never renewed
        tcpStream().async_connect(tcp::endpoint(addressOf(m_post.address), m_post.port),
            [self = shared_from_this()](error_code error) {
                if (!error)
                    self->m_post.tls ? self->handshake() : self->exchange(self->tcpStream());
            });
    }

private:
    beast::tcp_stream &tcpStream() { return beast::get_lowest_layer(m_stream); }

    void handshake()
    {
        const std::string host = m_post.host.toStdString();
        error_code literal;
        asio::ip::make_address(host, literal);
        if (literal && !SSL_set_tlsext_host_name(m_stream.native_handle(), host.c_str()))
            return;
        m_stream.set_verify_callback(asio::ssl::host_name_verification(host));
        m_stream.async_handshake(asio::ssl::stream_base::client, [self = shared_from_this()](error_code error) {
            if (!error)
                self->exchange(self->m_stream);
        });
    }

    template <typename Stream>
    void exchange(Stream &stream)
    {
        http::async_write(stream, m_request, [self = shared_from_this(), &stream](error_code error, std::size_t) {
            if (error)
                return;
            http::async_read_header(stream, self->m_buffer, self->m_parser,
                [self](error_code failed, std::size_t) { self->finish(failed ? 0 : self->m_parser.get().result_int()); });
        });
    }

    void finish(unsigned status)
    {
        if (const auto done = std::exchange(m_done, {}))
            done(int(status));
    }

    beast::ssl_stream<beast::tcp_stream> m_stream;
    HttpPost m_post;
    std::function<void(int)> m_done;
    http::request<http::string_body> m_request;
    beast::flat_buffer m_buffer {answerMax};
    http::response_parser<http::string_body> m_parser;
};

} // namespace

class AsioHttpSender::Private {
public:
    Private()
        : work(asio::make_work_guard(*context))
    {
        error_code ignored; // without roots every certificate fails, which is what should happen
        tls.set_default_verify_paths(ignored);
        tls.set_verify_mode(asio::ssl::verify_peer);
        thread = std::thread([this] { context->run(); });
    }

    //! Dropped to run what is still pending with a failure.
    std::unique_ptr<asio::io_context> context = std::make_unique<asio::io_context>(1);
    asio::executor_work_guard<asio::io_context::executor_type> work;
    asio::ssl::context tls {asio::ssl::context::tls_client};
    std::mutex mutex; //!< of stopped
    bool stopped = false;
    std::thread thread;
};

AsioHttpSender::AsioHttpSender()
    : d(std::make_unique<Private>())
{
}

AsioHttpSender::~AsioHttpSender()
{
    stop();
}

void AsioHttpSender::resolve(const QString &host, std::function<void(std::vector<IpAddress>)> done)
{
    std::unique_lock lock(d->mutex);
    if (d->stopped) {
        lock.unlock();
        return done({});
    }
    // The answer travels in an object whose end is an answer too, so that stopping never loses the callback.
    struct Question {
        Question(asio::io_context &context, std::function<void(std::vector<IpAddress>)> then)
            : resolver(context)
            , done(std::move(then))
        {
        }
        tcp::resolver resolver;
        std::function<void(std::vector<IpAddress>)> done;
        ~Question()
        {
            if (done)
                done({});
        }
    };
    auto question = std::make_shared<Question>(*d->context, std::move(done));
    asio::post(*d->context, [question, name = host.toStdString()] {
        question->resolver.async_resolve(name, "", [question](error_code error, const tcp::resolver::results_type &found) {
            std::vector<IpAddress> addresses;
            if (!error)
                for (const auto &entry : found)
                    addresses.push_back(addressOf(entry.endpoint().address()));
            std::exchange(question->done, {})(std::move(addresses));
        });
    });
}

void AsioHttpSender::post(HttpPost post, std::function<void(int)> done)
{
    std::unique_lock lock(d->mutex);
    if (d->stopped) {
        lock.unlock();
        return done(0);
    }
    auto exchange = std::make_shared<Exchange>(*d->context, d->tls, std::move(post), std::move(done));
    asio::post(*d->context, [exchange] { exchange->start(); });
}

void AsioHttpSender::stop()
{
    {
        const std::lock_guard lock(d->mutex);
        if (std::exchange(d->stopped, true))
            return;
    }
    d->work.reset();
    d->context->stop();
    d->thread.join();
    d->context.reset();
}

} // namespace confab::server
