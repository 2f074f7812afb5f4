#include "server-stub/node/node.h"

#include "server-stub/blobs/blob_folder.h"
#include "server-stub/bus/local_bus.h"
#include "server-stub/gateway/asio_http_sender.h"
#include "server-stub/node/folder_lock.h"
#include "server-stub/node/service_metrics.h"
#include "server-stub/store/sqlite/sqlite_store.h"

#include <QDir>
#include <QRandomGenerator>
#include <condition_variable>
#include <future>
#include <thread>

namespace confab::server {

namespace {

constexpr int blobThreads = 4; //!< some may wait for a slow disk while others go on

QString blobFolder(const NodeOptions &options)
{
    return options.blobDir.isEmpty() ? QDir(options.dataDir).filePath(QStringLiteral("blobs")) : options.blobDir;
}

//! Calls `work` every 100 ms on a thread of its own until it is destroyed.
class Ticker {
public:
    explicit Ticker(std::function<void()> work)
        : m_work(std::move(work))
        , m_thread([this] { run(); })
    {
    }
    ~Ticker()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_stop = true;
        }
        m_wake.notify_one();
        m_thread.join();
    }

private:
    void run()
    {
        std::unique_lock lock(m_mutex);
        while (!m_wake.wait_for(lock, std::chrono::milliseconds(100), [this] { return m_stop; })) {
            lock.unlock();
            m_work();
            lock.lock();
        }
    }

    std::function<void()> m_work;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stop = false;
    std::thread m_thread; //!< last: it uses all the others
};

} // namespace

//! In the order of their making; taken down in reverse, but for the store, which closes before the services go.
struct Node::Parts {
    explicit Parts(NodeOptions o)
        : options(std::move(o))
    {
    }
    NodeOptions options;
    quint16 port = 0;
    std::optional<FolderLock> lock;
    SystemClock systemClock;
    Clock &clock() { return options.clock ? *options.clock : systemClock; }
    LocalBus bus;
    std::unique_ptr<Store> store;
    std::unique_ptr<BlobStore> blobs;
    std::unique_ptr<BlobThreads> blobThreads;
    std::unique_ptr<AsioHttpSender> http;
    std::unique_ptr<Services> services;
    std::unique_ptr<Gateway> gateway;
    std::unique_ptr<Ticker> ticker;
};

Node::Node(NodeOptions options)
    : d(std::make_unique<Parts>(std::move(options)))
{
}

Node::~Node()
{
    stop();
}

Result<quint16, QString> Node::start()
{
    const NodeOptions &options = d->options;
    auto lock = FolderLock::take(options.dataDir);
    if (!lock)
        return Failure {lock.error()};
    d->lock.emplace(std::move(*lock));

    auto store = SqliteStore::open({databasePath(options.dataDir)});
    if (!store) {
        d->lock.reset();
        return Failure {store.error()};
    }
    d->store = std::move(*store);
    auto blobs = BlobFolder::open(blobFolder(options));
    if (!blobs) {
        stop();
        return Failure {blobs.error()};
    }
    d->blobs = std::move(*blobs);
    d->blobThreads = std::make_unique<BlobThreads>(blobThreads);
    d->http = std::make_unique<AsioHttpSender>();
    d->services = std::make_unique<Services>(options.services, *d->store, d->bus, d->clock(), *d->http,
        BlobKeeping {*d->blobs, *d->blobThreads});

    GatewayOptions sockets = options.gateway;
    sockets.caps = d->services->capabilities();
    sockets.rateLimit = options.services.rateLimits;
    d->gateway = std::make_unique<Gateway>(std::move(sockets), *d->services);
    d->gateway->serveBlobs(d->services->blobs());
    d->gateway->addMetrics([this](MetricsText &text) {
        addServiceMetrics(text, d->services->metrics());
        addStoreMetrics(text, d->store->metrics());
    });
    auto port = d->gateway->start();
    if (!port) {
        stop();
        return port;
    }
    d->port = *port;
    d->ticker = std::make_unique<Ticker>([this] { d->services->tick(); });
    return port;
}

QString Node::url() const
{
    const QString host = d->options.gateway.host;
    const bool tls = !d->options.gateway.tlsCertificate.isEmpty();
    return QStringLiteral("%1://%2:%3/v1/ws")
        .arg(tls ? QStringLiteral("wss") : QStringLiteral("ws"),
            host.contains(QLatin1Char(':')) ? QLatin1Char('[') + host + QLatin1Char(']') : host)
        .arg(d->port);
}

quint16 Node::port() const
{
    return d->port;
}

int Node::connections() const
{
    return d->gateway ? d->gateway->connections() : 0;
}

void Node::drain(std::chrono::milliseconds ms)
{
    if (d->gateway)
        d->gateway->drain(ms);
}

void Node::stop()
{
    d->ticker.reset();
    if (d->gateway)
        d->gateway->stop();
    if (d->blobThreads)
        d->blobThreads->stop();
    if (d->store)
        d->store->close();
    if (d->http)
        d->http->stop();
    d->services.reset();
    d->gateway.reset();
    d->http.reset();
    d->blobThreads.reset();
    d->blobs.reset();
    d->store.reset();
    d->lock.reset();
}

Store &Node::store()
{
    return *d->store;
}

QString databasePath(const QString &dataDir)
{
    return QDir(dataDir).filePath(QStringLiteral("confab.sqlite"));
}

Result<QString, QString> makeInvite(const QString &dataDir)
{
    if (!QDir().mkpath(dataDir))
        return Failure {QStringLiteral("cannot use the data folder %1").arg(QDir::toNativeSeparators(dataDir))};
    auto store = SqliteStore::open({databasePath(dataDir)});
    if (!store)
        return Failure {store.error()};

    QByteArray random(15, Qt::Uninitialized);
    QRandomGenerator::system()->generate(random.begin(), random.end());
    const QString code = QString::fromLatin1(random.toBase64(QByteArray::Base64UrlEncoding));
    std::promise<QString> problem;
    (*store)->addInvite(code, [&problem](const auto &outcome) {
        problem.set_value(outcome ? QString() : QString::fromUtf8(toWire(outcome.error().code).data()));
    });
    const QString failure = problem.get_future().get();
    (*store)->close();
    if (!failure.isEmpty())
        return Failure {QStringLiteral("the invite could not be stored: %1").arg(failure)};
    return code;
}

} // namespace confab::server
