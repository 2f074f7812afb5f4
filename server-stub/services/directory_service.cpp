#include "server-stub/services/directory_service.h"

#include "core/protocol/derive.h"

#include <sodium.h>

namespace confab::server {

namespace {

bool verifies(const QByteArray &message, const Signature &signature, const PublicKey &key)
{
    return crypto_sign_verify_detached(signature.data(), reinterpret_cast<const unsigned char *>(message.constData()),
               static_cast<unsigned long long>(message.size()), key.data())
        == 0;
}

//! Whether the answer to this connection's nonce was made with that device key.
bool answersNonce(const Connection &connection, const Signature &signature, const PublicKey &key)
{
    return verifies(authMessage(connection.nonce(), connection.hostHeader(), subprotocolOf(connection.encoding())), signature, key);
}

//! Strangers become members of the house one at a time: a second `auth` while the first is looked at is refused.
bool beginChecking(const RequestPtr &request)
{
    auto expected = Session::State::Stranger;
    if (request->session()->state.compare_exchange_strong(expected, Session::State::Checking))
        return true;
    request->err(ErrorCode::BadArg, QStringLiteral("already authenticating"));
    return false;
}

void backToStranger(Session &session)
{
    auto expected = Session::State::Checking;
    session.state.compare_exchange_strong(expected, Session::State::Stranger);
}

ErrorBody rateError(qint64 ms, const char *bucket)
{
    auto error = makeError(ErrorCode::Rate, QStringLiteral("too many attempts"), ms);
    error.info = Value(Value::Map {{"bucket", Value(QString::fromLatin1(bucket))}});
    return error;
}

} // namespace

bool DirectoryService::certified(const UserId &user, const PublicKey &aik, const DeviceRecord &record) const
{
    return !record.id.isNull() && !record.key.isNull()
        && verifies(certificateMessage(user, record.id, record.key, record.created), record.cert, aik);
}

void DirectoryService::registerUser(const RequestPtr &request, Register form)
{
    const auto address = request->connection().address();
    if (const auto wait = m_limits.takeAddress(address, m_node.clock.steadyMs()))
        return request->err(rateError(wait, "auth"));
    if (!isValidUsername(form.username))
        return request->err(ErrorCode::BadArg, QStringLiteral("username"));
    const auto user = userIdOf(form.aik);
    if (!certified(user, form.aik, form.dev))
        return request->err(ErrorCode::BadArg, QStringLiteral("the certificate is not of this account"));
    if (!beginChecking(request))
        return;
    // Certificates are public: only the key itself shows that this is not somebody who has read one elsewhere.
    if (!answersNonce(request->connection(), form.sig, form.dev.key))
        return refuse(*request, ErrorCode::Unauth, CloseCode::AuthFailed);
    const auto dev = form.dev.id;
    m_node.store.registerUser(
        {user, std::move(form), !m_node.options.openRegistration, m_node.clock.wallMs()}, [=, this](const Answer<Done> &answer) {
            if (answer)
                return accept(*request, user, dev, UserFacts {user, {}, {}});
            backToStranger(*request->session());
            request->err(answer.error());
        });
}

void DirectoryService::auth(const RequestPtr &request, const Auth &auth)
{
    if (const auto wait = m_limits.takeAuth(auth.user, request->connection().address(), m_node.clock.steadyMs()))
        return request->err(rateError(wait, "auth"));
    if (!beginChecking(request))
        return;
    m_node.store.device(auth.user, auth.dev, [=, this](const Answer<DeviceFacts> &answer) {
        if (!answer && answer.error().code != ErrorCode::NotFound) {
            backToStranger(*request->session());
            return request->err(answer.error());
        }
        if (!answer)
            return refuse(*request, ErrorCode::Unauth, CloseCode::AuthFailed);
        const auto &facts = answer.value();
        if (facts.userDeleted)
            return refuse(*request, ErrorCode::Unauth, CloseCode::Disabled);
        if (!answersNonce(request->connection(), auth.sig, facts.key))
            return refuse(*request, ErrorCode::Unauth, CloseCode::AuthFailed);
        if (facts.revoked)
            return refuse(*request, ErrorCode::DevRevoked, CloseCode::Revoked);
        accept(*request, auth.user, auth.dev, facts.user);
    });
}

void DirectoryService::refuse(Request &request, ErrorCode code, CloseCode close)
{
    backToStranger(*request.session());
    request.err(code, QStringLiteral("not authenticated"));
    request.connection().close(close);
}

void DirectoryService::accept(Request &request, const UserId &user, const DeviceId &dev, UserFacts facts)
{
    const auto &session = request.session();
    session->user = user;
    session->dev = dev;
    session->buckets = m_limits.unpark(dev);
    const auto older = m_node.registry.add(session, std::make_shared<const UserFacts>(std::move(facts)));
    if (older)
        older->connection->close(CloseCode::Replaced);
    auto expected = Session::State::Checking;
    if (!session->state.compare_exchange_strong(expected, Session::State::Ready)) {
        m_node.registry.remove(session); // it closed meanwhile
        return;
    }
    if (isGone(user, dev)) {
        request.err(ErrorCode::DevRevoked, QStringLiteral("revoked"));
        session->connection->close(CloseCode::Revoked);
        return;
    }
    m_node.publish(CloseHint {user, dev, CloseCode::Replaced});
    session->connection->authenticated(user, dev);
    m_node.store.touchSeen(user, dev, m_node.clock.wallMs());
    request.ok(Authenticated {user, dev});
}

bool DirectoryService::isGone(const UserId &user, const DeviceId &dev)
{
    const std::lock_guard lock(m_mutex);
    return m_goneDevices.contains(dev) || m_goneUsers.contains(user);
}

void DirectoryService::devList(const RequestPtr &request, const DevList &list)
{
    m_node.store.devices(list.user, answering<DeviceList>(request, [this, user = list.user](Request &r, DeviceList devices) {
        const bool own = user == r.user();
        const auto sessions = own ? m_node.registry.sessionsOf(user) : std::vector<SessionPtr>();
        for (auto &device : devices.list.devices) {
            device.online = std::any_of(sessions.begin(), sessions.end(), [&](const auto &s) { return s->dev == device.dev.id; });
            if (!own)
                device.seen = 0;
        }
        r.ok(devices.list);
    }));
}

void DirectoryService::devAdd(const RequestPtr &request, const DevAdd &add)
{
    m_node.store.devices(request->user(), answering<DeviceList>(request, [this, request, record = add.dev](Request &r, const DeviceList &own) {
        if (!certified(r.user(), own.list.aik, record))
            return r.err(ErrorCode::BadArg, QStringLiteral("the certificate is not of this account"));
        m_node.store.addDevice(r.user(), record, answering<Changed>(request, [this](Request &r2, const Changed &changed) {
            r2.ok();
            announce(changed);
        }));
    }));
}

void DirectoryService::devRevoke(const RequestPtr &request, const DevRevoke &revoke)
{
    m_node.store.revokeDevice(request->user(), revoke.dev, m_node.clock.wallMs(),
        answering<Changed>(request, [this, dev = revoke.dev](Request &r, const Changed &changed) {
            r.ok();
            announce(changed);
            const CloseHint hint {r.user(), dev, CloseCode::Revoked};
            close(hint);
            m_node.publish(hint);
        }));
}

void DirectoryService::linkWait(const RequestPtr &request)
{
    const auto now = m_node.clock.steadyMs();
    if (const auto wait = m_limits.takeLink(request->connection().address(), now))
        return request->err(rateError(wait, "link"));
    const auto &session = request->session();
    session->linking = true;
    const LinkSlot slot {m_links.open(session, now)};
    session->connection->mayWait(std::chrono::milliseconds(LinkSlots::life + LinkSlots::talk));
    request->ok(slot);
}

void DirectoryService::linkRelay(const RequestPtr &request, LinkRelay relay)
{
    const auto partner = m_links.partner(relay.slot, request->session(), m_node.clock.steadyMs());
    if (!partner)
        return request->err(ErrorCode::NotFound, QStringLiteral("no such slot"));
    relay.slot = LinkSlots::normalised(relay.slot);
    auto &to = *partner->connection;
    to.sendBytes(encodeFrame(LinkRelay::verb, std::nullopt, ValueWriter::write(relay), to.encoding()));
    request->ok();
}

void DirectoryService::userFind(const RequestPtr &request, const UserFind &find)
{
    m_node.store.profileByName(find.username, answering<Profile>(request, [](Request &r, const Profile &profile) { r.ok(profile); }));
}

void DirectoryService::userGet(const RequestPtr &request, UserGet get)
{
    m_node.store.profiles(
        std::move(get.users), answering<Profiles>(request, [](Request &r, const Profiles &profiles) { r.ok(profiles); }));
}

void DirectoryService::userSet(const RequestPtr &request, const UserSet &set)
{
    m_node.store.setProfile(request->user(), set, m_node.clock.wallMs(), answering<Changed>(request, [this](Request &r, const Changed &changed) {
        announce(changed); // first: the user's next request meets the new privacy
        r.ok();
    }));
}

void DirectoryService::userDelete(const RequestPtr &request)
{
    m_node.store.deleteUser(request->user(), m_node.clock.wallMs(), answering<Departure>(request, [this](Request &r, const Departure &departure) {
        r.ok();
        for (const auto &outcome : departure.left)
            m_left(outcome);
        announce(Changed {departure.news});
        const CloseHint hint {r.user(), DeviceId(), CloseCode::Disabled};
        close(hint);
        m_node.publish(hint);
    }));
}

void DirectoryService::block(const RequestPtr &request, const Block &block)
{
    m_node.store.setBlock(request->user(), block, answering<Changed>(request, [this](Request &r, const Changed &changed) {
        announce(changed);
        r.ok();
    }));
}

void DirectoryService::prefs(const RequestPtr &request, const Prefs &prefs)
{
    m_node.store.setPrefs(request->user(), prefs, answering<Changed>(request, [this](Request &r, const Changed &changed) {
        r.ok();
        announce(changed);
    }));
}

void DirectoryService::announce(const Changed &changed)
{
    for (const auto &news : changed.news) {
        apply(news);
        m_node.publish(AccountHint {news.user, news.entry});
    }
}

//! What the services keep of connected users follows their account log, whichever node has written it.
void DirectoryService::apply(const AccountNews &news)
{
    const auto &entry = news.entry;
    if (entry.kind == QLatin1String("privacy")) {
        if (const auto privacy = bodyAs<Privacy>(entry.data, Encoding::Cbor)) {
            m_node.registry.setPrivacy(news.user, *privacy);
            m_presence.privacyChanged(news.user, *privacy);
        }
    } else if (entry.kind == QLatin1String("block")) {
        if (const auto block = bodyAs<Block>(entry.data, Encoding::Cbor)) {
            m_node.registry.setBlocked(news.user, block->user, block->on);
            if (block->on)
                m_presence.blocked(news.user, block->user);
        }
    }
    m_node.registry.deliver(news.user, OutFrame::push(AccountMoved {{entry}}));
}

void DirectoryService::close(const CloseHint &hint)
{
    {
        const std::lock_guard lock(m_mutex);
        if (hint.code == CloseCode::Revoked)
            m_goneDevices.insert(hint.dev);
        else if (hint.code == CloseCode::Disabled)
            m_goneUsers.insert(hint.user);
    }
    for (const auto &session : m_node.registry.sessionsOf(hint.user))
        if (hint.dev.isNull() || session->dev == hint.dev)
            session->connection->close(hint.code);
}

void DirectoryService::heard(const AccountHint &hint)
{
    apply({hint.user, hint.entry});
}

void DirectoryService::heard(const CloseHint &hint)
{
    close(hint);
}

} // namespace confab::server
