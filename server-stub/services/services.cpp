#include "server-stub/services/services.h"

#include "server-stub/services/dispatcher.h"

#include <sodium.h>

namespace confab::server {

struct Services::Parts : HintListener {
    Parts(ServerOptions options, Store &store, Bus &bus, const Clock &clock, HttpSender &http, std::optional<BlobKeeping> blobs)
        : node(options, store, bus, clock, this)
        , limits(options.rateLimits)
        , receipts(node)
        , typing(node)
        , presence(node)
        , chats(node, receipts, typing)
        , directory(node, presence, limits, [this](const SysOutcome &left) { chats.fanOut(left); })
        , push(node, http)
        , dispatcher(node, limits, chats, presence, typing, directory, push)
    {
        if (blobs) {
            media.emplace(node, blobs->store, blobs->threads);
            dispatcher.addMedia(*media);
        }
        bus.join(this);
    }
    ~Parts() override { node.bus.leave(this); }

    void hint(const Hint &hint) override
    {
        std::visit([this](const auto &h) { heard(h); }, hint);
    }
    void heard(const HeadHint &hint) { chats.heard(hint); }
    void heard(const MarksHint &hint)
    {
        node.store.roster(hint.chat, [this, hint](const Answer<RosterPtr> &roster) {
            if (roster)
                receipts.heard(hint, *roster);
        });
    }
    void heard(const AccountHint &hint) { directory.heard(hint); }
    void heard(const PresenceHint &hint) { presence.heard(hint); }
    void heard(const CloseHint &hint) { directory.heard(hint); }

    NodeContext node;
    RateLimits limits;
    Receipts receipts;
    TypingService typing;
    PresenceService presence;
    ChatService chats;
    DirectoryService directory;
    PushService push;
    std::optional<MediaService> media;
    Dispatcher dispatcher;
};

Services::Services(ServerOptions options, Store &store, Bus &bus, const Clock &clock, HttpSender &http,
    std::optional<BlobKeeping> blobs)
{
    if (sodium_init() < 0)
        qFatal("libsodium does not start");
    m_parts = std::make_unique<Parts>(options, store, bus, clock, http, blobs);
}

Services::~Services() = default;

void Services::opened(const ConnectionPtr &connection)
{
    connection->session = std::make_shared<Session>(connection);
    m_parts->node.metrics.connections.fetch_add(1, std::memory_order_relaxed);
}

void Services::frame(const ConnectionPtr &connection, Frame frame)
{
    if (const auto session = connection->session)
        m_parts->dispatcher.dispatch(session, frame);
}

void Services::drained(const ConnectionPtr &connection)
{
    m_parts->node.metrics.lagged.fetch_add(1, std::memory_order_relaxed);
    connection->send(OutFrame::push(Lagged {}));
}

void Services::closed(const ConnectionPtr &connection)
{
    const auto session = std::exchange(connection->session, nullptr);
    if (!session)
        return;
    auto &p = *m_parts;
    p.node.metrics.connections.fetch_sub(1, std::memory_order_relaxed);
    const auto before = session->state.exchange(Session::State::Closed);
    session->live = false;
    if (before == Session::State::Ready) {
        p.limits.park(session->dev, session->buckets, p.node.clock.steadyMs());
        p.node.registry.remove(session);
        p.presence.closed(session);
        p.typing.closed(session);
        p.node.store.touchSeen(session->user, session->dev, p.node.clock.wallMs());
    }
    if (before == Session::State::Ready || session->linking)
        p.directory.closed(session);
}

void Services::tick()
{
    m_parts->receipts.tick();
    m_parts->presence.tick();
    m_parts->directory.tick();
    m_parts->push.tick();
    if (m_parts->media)
        m_parts->media->tick();
}

BlobHandler *Services::blobs()
{
    return m_parts->media ? &*m_parts->media : nullptr;
}

QList<QString> Services::capabilities() const
{
    const auto &options = m_parts->node.options;
    QList<QString> caps {options.openRegistration ? QStringLiteral("open") : QStringLiteral("invite")};
    if (options.allowPlaintext)
        caps.append(QStringLiteral("plaintext"));
    if (m_parts->media)
        caps.append(QStringLiteral("media"));
    return caps;
}

const ServiceMetrics &Services::metrics() const
{
    return m_parts->node.metrics;
}

} // namespace confab::server
