#include "server-stub/gateway/gateway.h"

#include "server-stub/gateway/http_exchange.h"
#include "server-stub/gateway/ws_connection.h"

#include <QFile>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <condition_variable>
#include <fcntl.h>

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace confab::server {

namespace {

constexpr int backlog = 4096;
constexpr auto acceptPause = std::chrono::milliseconds(100); //!< while descriptors are short
constexpr auto closeTime = std::chrono::seconds(2);

QString textOf(const error_code &error)
{
    return QString::fromStdString(error.message());
}

//! A process started from this one must not hold our sockets open. Asio has no option for it.
template <typename Socket>
void keepFromChildren(Socket &socket)
{
    ::fcntl(socket.native_handle(), F_SETFD, FD_CLOEXEC);
}

std::unique_ptr<asio::ssl::context> tlsContext(const GatewayOptions &options, QString &problem)
{
    auto context = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
    context->set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_sslv2
        | asio::ssl::context::no_sslv3 | asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1);
    error_code error;
    context->use_certificate_chain_file(QFile::encodeName(options.tlsCertificate).toStdString(), error);
    if (error) {
        problem = QStringLiteral("cannot use the TLS certificate %1: %2").arg(options.tlsCertificate, textOf(error));
        return nullptr;
    }
    context->use_private_key_file(QFile::encodeName(options.tlsKey).toStdString(), asio::ssl::context::pem, error);
    if (error || SSL_CTX_check_private_key(context->native_handle()) != 1) {
        problem = QStringLiteral("cannot use the TLS key %1: %2")
                      .arg(options.tlsKey, error ? textOf(error) : QStringLiteral("it does not belong to the certificate"));
        return nullptr;
    }
    return context;
}

} // namespace

class Gateway::Private {
public:
    Private(GatewayOptions options, FrameHandler &handler)
        : state(std::move(options), handler)
    {
    }

    QString bind();
    void accept();
    void adopt(tcp::socket socket, IoThread &thread);
    template <typename F>
    void onEachThread(F work);

    GatewayState state;
    std::vector<std::unique_ptr<IoThread>> threads;
    std::optional<tcp::acceptor> acceptor; //!< lives on the first thread
    std::optional<asio::steady_timer> pause;
    std::unique_ptr<asio::ssl::context> tls;
    std::size_t nextThread = 0;
    quint16 port = 0;
    bool running = false;
};

Gateway::Gateway(GatewayOptions options, FrameHandler &handler)
    : d(std::make_unique<Private>(std::move(options), handler))
{
}

Gateway::~Gateway()
{
    stop();
}

void Gateway::addMetrics(std::function<void(MetricsText &)> source)
{
    d->state.metricsSources.push_back(std::move(source));
}

void Gateway::serveBlobs(BlobHandler *blobs)
{
    d->state.blobs = blobs;
}

Result<quint16, QString> Gateway::start()
{
    const GatewayOptions &options = d->state.options;
    QString problem;
    if (!options.tlsCertificate.isEmpty()) {
        d->tls = tlsContext(options, problem);
        if (!d->tls)
            return Failure {problem};
    }
    const int count = options.threads > 0 ? options.threads : std::max(1, int(std::thread::hardware_concurrency()));
    for (int i = 0; i < count; ++i)
        d->threads.push_back(std::make_unique<IoThread>());
    problem = d->bind();
    if (!problem.isEmpty()) {
        d->acceptor.reset();
        d->threads.clear();
        return Failure {problem};
    }
    d->pause.emplace(d->threads.front()->context());
    d->accept();
    for (const auto &thread : d->threads)
        thread->start();
    d->running = true;
    return d->port;
}

QString Gateway::Private::bind()
{
    const auto &options = state.options;
    const auto refuse = [&](const QString &why) {
        return QStringLiteral("cannot listen on %1:%2: %3").arg(options.host).arg(options.port).arg(why);
    };
    error_code error;
    const auto address = asio::ip::make_address(options.host.toStdString(), error);
    if (error)
        return refuse(QStringLiteral("not an address"));
    const tcp::endpoint endpoint(address, options.port);
    acceptor.emplace(threads.front()->context());
    acceptor->open(endpoint.protocol(), error);
    if (!error)
        keepFromChildren(*acceptor);
    if (!error)
        acceptor->set_option(tcp::acceptor::reuse_address(true), error);
    if (!error && options.sendBuffer > 0)
        acceptor->set_option(asio::socket_base::send_buffer_size(options.sendBuffer), error); // inherited
    if (!error)
        acceptor->bind(endpoint, error);
    if (!error)
        acceptor->listen(backlog, error);
    if (error)
        return refuse(textOf(error));
    port = acceptor->local_endpoint(error).port();
    return {};
}

void Gateway::Private::accept()
{
    IoThread &thread = *threads[nextThread++ % threads.size()];
    acceptor->async_accept(thread.context(), [this, &thread](error_code error, tcp::socket socket) {
        if (!acceptor->is_open())
            return;
        if (error) {
            // Out of descriptors, most likely: those who knock wait in the backlog meanwhile.
            pause->expires_after(acceptPause);
            pause->async_wait([this](error_code stopped) {
                if (!stopped)
                    accept();
            });
            return;
        }
        state.counters.accepted.fetch_add(1, std::memory_order_relaxed);
        asio::post(thread.context(),
            [this, &thread, moved = std::make_shared<tcp::socket>(std::move(socket))] { adopt(std::move(*moved), thread); });
        accept();
    });
}

void Gateway::Private::adopt(tcp::socket socket, IoThread &thread)
{
    error_code error;
    const auto peer = socket.remote_endpoint(error);
    if (error || state.draining)
        return;
    keepFromChildren(socket);
    socket.set_option(tcp::no_delay(true), error);
    socket.non_blocking(true, error);
    const QString address = QString::fromStdString(peer.address().to_string());
    StrangerLimit::Pass pass;
    if (state.options.rateLimit) {
        auto allowed = state.strangers.enter(address, limits::unauthenticatedPerAddress);
        if (!allowed) {
            state.counters.refused.fetch_add(1, std::memory_order_relaxed);
            return; // the socket closes: the cheapest answer to a flood
        }
        pass = std::move(*allowed);
    }
    auto transport = tls ? Transport::tls(std::move(socket), *tls) : Transport::plain(std::move(socket), thread);
    std::make_shared<HttpExchange>(std::move(transport), thread, state, address, std::move(pass))->start();
}

//! Runs `work(thread)` on every I/O thread and waits until all have done it.
template <typename F>
void Gateway::Private::onEachThread(F work)
{
    std::mutex mutex;
    std::condition_variable done;
    std::size_t left = threads.size();
    for (const auto &thread : threads) {
        asio::post(thread->context(), [&, t = thread.get()] {
            work(*t);
            const std::lock_guard lock(mutex);
            --left;
            done.notify_one();
        });
    }
    std::unique_lock lock(mutex);
    done.wait(lock, [&] { return left == 0; });
}

void Gateway::drain(std::chrono::milliseconds ms)
{
    if (!d->running)
        return;
    d->state.draining = true;
    asio::post(d->threads.front()->context(), [this] {
        error_code ignored;
        d->acceptor->close(ignored);
    });
    const auto waitUntilGone = [this](std::chrono::steady_clock::time_point until) {
        while (connections() > 0 && std::chrono::steady_clock::now() < until)
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
    };
    Drain drain;
    drain.ms = ms.count();
    const auto notice = OutFrame::push(drain);
    d->onEachThread([&](IoThread &thread) {
        for (WsConnection *connection : thread.open())
            connection->send(notice);
    });
    waitUntilGone(std::chrono::steady_clock::now() + ms);
    d->onEachThread([](IoThread &thread) {
        for (WsConnection *connection : thread.open())
            connection->close(CloseCode::ShuttingDown);
    });
    waitUntilGone(std::chrono::steady_clock::now() + closeTime);
}

void Gateway::stop()
{
    if (!d->running)
        return;
    d->running = false;
    d->state.draining = true;
    d->onEachThread([this](IoThread &thread) {
        error_code ignored;
        if (&thread == d->threads.front().get() && d->acceptor)
            d->acceptor->close(ignored);
        const auto open = thread.open(); // abort() takes them out one by one
        for (WsConnection *connection : open)
            connection->abort();
        const auto exchanges = thread.exchanges();
        for (Abortable *exchange : exchanges)
            exchange->abort();
    });
    for (const auto &thread : d->threads)
        thread->context().stop();
    // The contexts stay: threads of the store and of the disk may be about to post to them.
    for (const auto &thread : d->threads)
        thread->join();
    d->pause.reset();
    d->acceptor.reset();
}

quint16 Gateway::port() const
{
    return d->port;
}

int Gateway::connections() const
{
    return int(d->state.counters.open.load(std::memory_order_relaxed));
}

} // namespace confab::server
