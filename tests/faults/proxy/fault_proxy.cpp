#include "tests/faults/proxy/fault_proxy.h"

#include "tests/faults/proxy/pump.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <atomic>
#include <fcntl.h>
#include <future>
#include <thread>
#include <unordered_set>

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace confab::tests {

namespace {

//! Processes that a test starts must not hold the proxy's sockets open.
template <typename Socket>
void keepFromChildren(Socket &socket)
{
    ::fcntl(socket.native_handle(), F_SETFD, FD_CLOEXEC);
}

//! Both directions of one connection.
class Relay : public std::enable_shared_from_this<Relay> {
public:
    Relay(ProxyState &state, tcp::socket client, quint64 seed, std::function<void(Relay *)> gone)
        : m_state(state)
        , m_client(std::move(client))
        , m_server(m_client.get_executor())
        , m_seed(seed)
        , m_gone(std::move(gone))
    {
    }

    void start(quint16 serverPort)
    {
        const tcp::endpoint server(asio::ip::address_v4::loopback(), serverPort);
        m_server.async_connect(server, [this, self = shared_from_this()](error_code error) {
            if (error)
                return cut();
            keepFromChildren(m_client);
            keepFromChildren(m_server);
            error_code ignored;
            m_client.set_option(tcp::no_delay(true), ignored);
            m_server.set_option(tcp::no_delay(true), ignored);
            const auto encoding = std::make_shared<Encoding>(Encoding::Cbor);
            const auto end = [weak = weak_from_this()] {
                if (const auto relay = weak.lock())
                    relay->cut();
            };
            const auto over = [weak = weak_from_this()] {
                const auto relay = weak.lock();
                if (relay && ++relay->m_waysOver == 2)
                    relay->close(false);
            };
            using Way = FaultProxy::Way;
            m_up = std::make_shared<Pump>(m_state, Way::ToServer, m_client, m_server, m_seed * 2, encoding, end, over);
            m_down = std::make_shared<Pump>(m_state, Way::ToClient, m_server, m_client, m_seed * 2 + 1, encoding, end, over);
            m_up->start();
            m_down->start();
        });
    }

    //! The sockets go without a goodbye.
    void cut() { close(true); }
    void blackHole()
    {
        for (const auto &pump : {m_up, m_down})
            if (pump)
                pump->blackHole();
    }
    void halfClose(FaultProxy::Way way)
    {
        if (const auto &pump = way == FaultProxy::Way::ToServer ? m_up : m_down)
            pump->halfClose();
    }

private:
    void close(bool reset)
    {
        if (std::exchange(m_over, true))
            return;
        for (const auto &pump : {m_up, m_down})
            if (pump)
                pump->stop();
        error_code ignored;
        for (tcp::socket *socket : {&m_client, &m_server}) {
            if (reset)
                socket->set_option(asio::socket_base::linger(true, 0), ignored);
            socket->close(ignored);
        }
        // Handlers that are queued already still refer to the sockets: the relay goes after them.
        asio::post(m_client.get_executor(), [self = shared_from_this()] { self->m_gone(self.get()); });
    }

    ProxyState &m_state;
    tcp::socket m_client;
    tcp::socket m_server;
    const quint64 m_seed;
    std::function<void(Relay *)> m_gone;
    std::shared_ptr<Pump> m_up, m_down;
    int m_waysOver = 0;
    bool m_over = false;
};

} // namespace

class FaultProxy::Private {
public:
    Private(quint16 serverPort, quint64 s)
        : seed(s)
        , target(serverPort)
    {
    }

    void accept()
    {
        acceptor.async_accept([this](error_code error, tcp::socket socket) {
            if (error)
                return;
            if (!refusing) {
                quint64 ordinal = 0;
                {
                    const std::lock_guard lock(state.mutex);
                    ordinal = quint64(++state.counts.connections);
                }
                const auto relay = std::make_shared<Relay>(
                    state, std::move(socket), seed * 1'000'003 + ordinal, [this](Relay *gone) { forget(gone); });
                relays.insert(relay);
                open = int(relays.size());
                relay->start(target);
            }
            accept();
        });
    }
    void forget(Relay *gone)
    {
        std::erase_if(relays, [gone](const auto &relay) { return relay.get() == gone; });
        open = int(relays.size());
    }

    //! Runs `task` on the proxy's thread and waits for it.
    template <typename F>
    void onThread(F task)
    {
        std::promise<void> done;
        asio::post(io, [&] {
            task();
            done.set_value();
        });
        done.get_future().get();
    }
    template <typename F>
    void each(F task)
    {
        if (thread.joinable())
            onThread([&] {
                const auto all = relays; // a cut takes itself out
                for (const auto &relay : all)
                    task(*relay);
            });
    }

    const quint64 seed;
    ProxyState state;
    std::atomic<quint16> target;
    std::atomic<bool> refusing {false};
    std::atomic<int> open {0};
    quint16 port = 0;
    asio::io_context io {1};
    asio::executor_work_guard<asio::io_context::executor_type> work {io.get_executor()};
    tcp::acceptor acceptor {io};
    std::unordered_set<std::shared_ptr<Relay>> relays;
    std::thread thread;
};

FaultProxy::FaultProxy(quint16 serverPort, quint64 seed)
    : d(std::make_unique<Private>(serverPort, seed))
{
}

FaultProxy::~FaultProxy()
{
    if (!d->thread.joinable())
        return;
    cutAll();
    d->io.stop();
    d->thread.join();
}

quint16 FaultProxy::start()
{
    error_code error;
    const tcp::endpoint endpoint(asio::ip::address_v4::loopback(), 0);
    d->acceptor.open(endpoint.protocol(), error);
    if (!error)
        keepFromChildren(d->acceptor);
    if (!error)
        d->acceptor.bind(endpoint, error);
    if (!error)
        d->acceptor.listen(1024, error);
    if (error)
        return 0;
    d->port = d->acceptor.local_endpoint(error).port();
    d->accept();
    d->thread = std::thread([this] { d->io.run(); });
    return d->port;
}

QUrl FaultProxy::url() const
{
    return QUrl(QStringLiteral("ws://127.0.0.1:%1/v1/ws").arg(d->port));
}

void FaultProxy::setFaults(Way way, const Faults &faults)
{
    const std::lock_guard lock(d->state.mutex);
    d->state.faults[std::size_t(way)] = faults;
}

void FaultProxy::clearFaults()
{
    setFaults(Way::ToServer, {});
    setFaults(Way::ToClient, {});
}

void FaultProxy::setServerPort(quint16 port)
{
    d->target = port;
}

void FaultProxy::setRefusing(bool refusing)
{
    d->refusing = refusing;
}

void FaultProxy::cutAll()
{
    d->each([](Relay &relay) { relay.cut(); });
}

void FaultProxy::blackHoleAll()
{
    d->each([](Relay &relay) { relay.blackHole(); });
}

void FaultProxy::halfCloseAll(Way way)
{
    d->each([way](Relay &relay) { relay.halfClose(way); });
}

FaultCounts FaultProxy::counts() const
{
    const std::lock_guard lock(d->state.mutex);
    return d->state.counts;
}

int FaultProxy::openConnections() const
{
    return d->open;
}

} // namespace confab::tests
