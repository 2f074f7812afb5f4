#include "server-stub/services/dispatcher.h"

namespace confab::server {

namespace {

constexpr int violationsAllowed = 10; //!< in a row; the next closes 4008

//! A string of its field's own type that is only too long says so; anything else is the sender's mistake.
ErrorCode codeOf(const Frame &frame, const std::string &field)
{
    const bool large = (field == "body" && frame.size > limits::body) || (field == "bytes" && frame.size > limits::relayBytes);
    return large ? ErrorCode::TooBig : ErrorCode::BadArg;
}

ErrorBody tooFast(Bucket bucket, qint64 ms)
{
    auto error = makeError(ErrorCode::Rate, QStringLiteral("slower"), ms);
    const auto *name = bucket == Bucket::None ? "outstanding" : bucketName(bucket);
    error.info = Value(Value::Map {{"bucket", Value(QString::fromLatin1(name))}});
    return error;
}

} // namespace

template <typename Body, typename Fn>
void Dispatcher::add(Stage stage, Bucket bucket, Fn fn)
{
    m_verbs[Body::verb] = Verb {stage, bucket, [fn](const RequestPtr &request, const Frame &frame) {
                                    auto body = bodyAs<Body>(frame);
                                    if (!body)
                                        return request->err(codeOf(frame, body.error()), QString::fromStdString(body.error()));
                                    fn(request, std::move(*body));
                                }};
}

Dispatcher::Dispatcher(NodeContext &node, RateLimits &limits, ChatService &chats, PresenceService &presence, TypingService &typing,
    DirectoryService &directory, PushService &push)
    : m_node(node)
    , m_limits(limits)
{
    addChats(chats);
    addPeople(directory, presence, typing, push);
}

void Dispatcher::addChats(ChatService &chats)
{
    using R = const RequestPtr &;
    const auto after = Stage::After;
    add<Send>(after, Bucket::Send, [&](R r, Send b) { chats.send(r, std::move(b)); });
    add<Hist>(after, Bucket::Hist, [&](R r, const Hist &b) { chats.hist(r, b); });
    add<ChatCreate>(after, Bucket::Chats, [&](R r, ChatCreate b) { chats.create(r, std::move(b)); });
    add<ChatMembers>(after, Bucket::Chats, [&](R r, ChatMembers b) { chats.members(r, std::move(b)); });
    add<ChatLeave>(after, Bucket::Chats, [&](R r, const ChatLeave &b) { chats.leave(r, b); });
    add<ChatAccept>(after, Bucket::Chats, [&](R r, const ChatAccept &b) { chats.accept(r, b); });
    add<ChatGet>(after, Bucket::Hist, [&](R r, const ChatGet &b) { chats.get(r, b); });
    add<MarksGet>(after, Bucket::Hist, [&](R r, const MarksGet &b) { chats.marksGet(r, b); });
    add<Sync>(after, Bucket::Sync, [&](R r, Sync b) { chats.sync(r, std::move(b)); });
    add<Recv>(after, Bucket::Receipts, [&](R r, Recv b) { chats.recv(r, std::move(b)); });
    add<Read>(after, Bucket::Receipts, [&](R r, Read b) { chats.read(r, std::move(b)); });
    add<Ping>(after, Bucket::None, [&](R r, Ping) { chats.ping(r); });
}

void Dispatcher::addPeople(DirectoryService &directory, PresenceService &presence, TypingService &typing, PushService &push)
{
    using R = const RequestPtr &;
    const auto after = Stage::After;
    add<Register>(Stage::Before, Bucket::None, [&](R r, Register b) { directory.registerUser(r, std::move(b)); });
    add<Auth>(Stage::Before, Bucket::None, [&](R r, const Auth &b) { directory.auth(r, b); });
    add<LinkWait>(Stage::Before, Bucket::None, [&](R r, LinkWait) { directory.linkWait(r); });
    add<LinkRelay>(Stage::Both, Bucket::Account, [&](R r, LinkRelay b) { directory.linkRelay(r, std::move(b)); });
    add<DevList>(after, Bucket::Hist, [&](R r, const DevList &b) { directory.devList(r, b); });
    add<DevAdd>(after, Bucket::Account, [&](R r, const DevAdd &b) { directory.devAdd(r, b); });
    add<DevRevoke>(after, Bucket::Account, [&](R r, const DevRevoke &b) { directory.devRevoke(r, b); });
    add<UserFind>(after, Bucket::UserFind, [&](R r, const UserFind &b) { directory.userFind(r, b); });
    add<UserGet>(after, Bucket::Hist, [&](R r, UserGet b) { directory.userGet(r, std::move(b)); });
    add<UserSet>(after, Bucket::Account, [&](R r, const UserSet &b) { directory.userSet(r, b); });
    add<UserDelete>(after, Bucket::Account, [&](R r, UserDelete) { directory.userDelete(r); });
    add<Block>(after, Bucket::Account, [&](R r, const Block &b) { directory.block(r, b); });
    add<Prefs>(after, Bucket::Account, [&](R r, const Prefs &b) { directory.prefs(r, b); });
    add<PushSet>(after, Bucket::Account, [&](R r, const PushSet &b) { push.set(r, b); });
    add<PresenceSet>(after, Bucket::Presence, [&](R r, const PresenceSet &b) { presence.set(r, b); });
    add<PresenceWatch>(after, Bucket::Presence, [&](R r, PresenceWatch b) { presence.watch(r, std::move(b)); });
    add<Focus>(after, Bucket::Presence, [&](R r, const Focus &b) { typing.focus(r, b); });
    add<Typing>(after, Bucket::None, [&](R r, const Typing &b) { typing.typing(r, b); });
}

void Dispatcher::addMedia(MediaService &media)
{
    add<MediaGrant>(Stage::After, Bucket::Media, [&](const RequestPtr &r, const MediaGrant &b) { media.grant(r, b); });
}

void Dispatcher::dispatch(const SessionPtr &session, const Frame &frame)
{
    m_node.metrics.requests.fetch_add(1, std::memory_order_relaxed);
    const auto request = std::make_shared<Request>(session, frame.i, m_node.metrics);
    const auto it = m_verbs.find(frame.t);
    const auto *verb = it == m_verbs.end() ? nullptr : &it->second;
    if (!mayNow(session, verb, *request))
        return;
    if (!verb)
        return request->err(ErrorCode::BadVerb, QStringLiteral("unknown verb"));
    if (withinLimits(*session, verb->bucket, frame, *request))
        verb->run(request, frame);
}

bool Dispatcher::mayNow(const SessionPtr &session, const Verb *verb, Request &request)
{
    const bool ready = session->ready();
    if (!ready && (!verb || verb->stage == Stage::After)) {
        request.err(ErrorCode::Unauth, QStringLiteral("authenticate first"));
        session->connection->close(CloseCode::BeforeAuth);
        return false;
    }
    if (ready && verb && verb->stage == Stage::Before) {
        request.err(ErrorCode::BadArg, QStringLiteral("already authenticated"));
        return false;
    }
    return true;
}

bool Dispatcher::withinLimits(Session &session, Bucket bucket, const Frame &frame, Request &request)
{
    if (session.outstanding.load(std::memory_order_relaxed) > limits::outstanding) {
        // Not counted against the client: answered at once, it costs no more than any other frame.
        constexpr qint64 soon = 100;
        request.err(tooFast(Bucket::None, soon));
        return false;
    }
    if (!m_limits.enabled())
        return true;
    // A stranger may not use what belongs to devices, and relays only to the slot that it opened and that ends by itself.
    if (!session.ready())
        return true;
    const auto now = m_node.clock.steadyMs();
    auto late = session.buckets.take(bucket, now);
    auto over = bucket;
    if (late == 0) {
        late = session.buckets.take(Bucket::Bytes, now, double(frame.size));
        over = Bucket::Bytes;
    }
    if (late == 0) {
        session.violations = 0;
        return true;
    }
    violation(session, request, over, late);
    return false;
}

void Dispatcher::violation(Session &session, Request &request, Bucket bucket, qint64 ms)
{
    m_node.metrics.rateLimited.fetch_add(1, std::memory_order_relaxed);
    request.err(tooFast(bucket, ms));
    if (++session.violations >= violationsAllowed)
        session.connection->close(CloseCode::Rate);
}

} // namespace confab::server
