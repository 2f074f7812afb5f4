#include "tests/unit/server_services/house.h"

#include <QCryptographicHash>

#include <future>
#include <latch>
#include <sodium.h>

namespace confab::server::test {

// ---- FakeHttp ----

void FakeHttp::resolve(const QString &, std::function<void(std::vector<IpAddress>)> done)
{
    std::vector<IpAddress> addresses;
    {
        const std::lock_guard lock(m_mutex);
        addresses = m_addresses;
    }
    done(std::move(addresses));
}

void FakeHttp::post(HttpPost post, std::function<void(int)> done)
{
    {
        const std::lock_guard lock(m_mutex);
        m_posts.push_back(std::move(post));
    }
    done(m_status);
}

std::vector<HttpPost> FakeHttp::posts() const
{
    const std::lock_guard lock(m_mutex);
    return m_posts;
}

void FakeHttp::resolveTo(std::vector<IpAddress> addresses)
{
    const std::lock_guard lock(m_mutex);
    m_addresses = std::move(addresses);
}

// ---- FakeConnection ----

void FakeConnection::sendBytes(QByteArray bytes)
{
    auto frame = decodeFrame(bytes, m_encoding, limits::frameOut);
    if (!frame)
        qFatal("the server sent what is no frame: %s", qPrintable(frame.error().reason));
    {
        const std::lock_guard lock(m_mutex);
        if (m_close)
            return;
        m_frames.push_back(std::move(*frame));
    }
    m_arrived.notify_all();
}

void FakeConnection::close(CloseCode code)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_close)
            m_close = code;
    }
    m_arrived.notify_all();
}

std::optional<Frame> FakeConnection::take(const std::function<bool(const Frame &)> &wanted, std::chrono::milliseconds timeout)
{
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    std::unique_lock lock(m_mutex);
    for (;;) {
        const auto it = std::find_if(m_frames.begin(), m_frames.end(), wanted);
        if (it != m_frames.end()) {
            auto frame = std::move(*it);
            m_frames.erase(it);
            return frame;
        }
        if (m_arrived.wait_until(lock, deadline) == std::cv_status::timeout)
            return std::nullopt;
    }
}

std::vector<Frame> FakeConnection::drain()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_frames, {});
}

std::optional<CloseCode> FakeConnection::closeCode() const
{
    const std::lock_guard lock(m_mutex);
    return m_close;
}

std::optional<CloseCode> FakeConnection::waitForClose()
{
    std::unique_lock lock(m_mutex);
    m_arrived.wait_for(lock, Client::patience, [this] { return m_close.has_value(); });
    return m_close;
}

// ---- Person ----

namespace {

struct KeyPair {
    PublicKey key;
    QByteArray secret = QByteArray(crypto_sign_SECRETKEYBYTES, '\0');
};

KeyPair keysFrom(const QByteArray &text)
{
    KeyPair pair;
    const auto seed = QCryptographicHash::hash(text, QCryptographicHash::Sha256);
    crypto_sign_seed_keypair(pair.key.data(), reinterpret_cast<unsigned char *>(pair.secret.data()),
        reinterpret_cast<const unsigned char *>(seed.constData()));
    return pair;
}

Signature signWith(const QByteArray &secret, const QByteArray &message)
{
    Signature signature;
    crypto_sign_detached(signature.data(), nullptr, reinterpret_cast<const unsigned char *>(message.constData()),
        static_cast<unsigned long long>(message.size()), reinterpret_cast<const unsigned char *>(secret.constData()));
    return signature;
}

KeyPair deviceKeys(int person, int device)
{
    return keysFrom("device " + QByteArray::number(person) + ' ' + QByteArray::number(device));
}

} // namespace

Person::Person(int n)
    : number(n)
{
    const auto pair = keysFrom("person " + QByteArray::number(n));
    secret = pair.secret;
    aik = pair.key;
    id = userIdOf(aik);
}

DeviceRecord Person::device(int n) const
{
    DeviceRecord record;
    record.key = deviceKeys(number, n).key;
    record.id = *DeviceId::fromBytes(record.key.toBytes().first(DeviceId::size));
    record.created = 1'700'000'000'000;
    record.name = QStringLiteral("device %1").arg(n);
    record.cert = signWith(secret, certificateMessage(id, record.id, record.key, record.created));
    return record;
}

Signature Person::sign(int device, const QByteArray &message) const
{
    return signWith(deviceKeys(number, device).secret, message);
}

// ---- Client ----

Client::Client(House &h, const Person &p, int dev, Encoding enc)
    : house(h)
    , person(p)
    , device(dev)
    , encoding(enc)
    , connection(std::make_shared<FakeConnection>(enc))
{
    house.services().opened(connection);
}

Client::~Client()
{
    hangUp();
}

void Client::hangUp()
{
    if (connection->session)
        house.services().closed(connection);
}

void Client::say(const QByteArray &bytes)
{
    auto frame = decodeFrame(bytes, encoding, limits::frameIn);
    if (!frame)
        qFatal("the test sent what is no frame: %s", qPrintable(frame.error().reason));
    house.services().frame(connection, std::move(*frame));
}

Reply Client::registerUser()
{
    Register form;
    form.username = QStringLiteral("user%1").arg(person.number);
    form.name = QStringLiteral("User %1").arg(person.number);
    form.aik = person.aik;
    form.dev = person.device(device);
    return registerAs(std::move(form));
}

Reply Client::registerAs(Register form)
{
    form.sig = signature();
    return ask(form);
}

Signature Client::signature() const
{
    return person.sign(device, authMessage(connection->nonce(), connection->hostHeader(), subprotocolOf(encoding)));
}

Reply Client::auth()
{
    return ask(Auth {person.id, person.device(device).id, signature()});
}

Client &Client::joined()
{
    if (!registerUser().ok() && !auth().ok())
        qFatal("neither registered nor authenticated");
    sync();
    return *this;
}

Reply Client::send(const ChatId &chat, EventKind kind, const Cid &cid, const QByteArray &body, std::optional<Seq> ref)
{
    Send frame;
    frame.chat = chat;
    frame.cid = cid;
    frame.kind = kind;
    frame.body = body;
    frame.ref = ref;
    return ask(frame);
}

ChatId Client::direct(const Person &other)
{
    return ask(ChatCreate {ChatKind::Direct, {}, {other.id}, randomCid()}).as<ChatCreated>().chat;
}

ChatId Client::group(const QList<UserId> &members)
{
    return ask(ChatCreate {ChatKind::Group, {}, members, randomCid()}).as<ChatCreated>().chat;
}

SyncReply Client::sync(std::optional<QByteArray> since, qint64 tail)
{
    SyncReply all;
    for (bool more = true; more;) {
        const auto page = ask(Sync {since, limits::syncPage, tail}).as<SyncReply>();
        all.chats += page.chats;
        all.account += page.account;
        all.next = page.next;
        since = page.next;
        more = page.more;
    }
    return all;
}

std::optional<Event> Client::expectEvent(const ChatId &chat, Seq seq)
{
    std::optional<Event> out;
    connection->take(
        [&](const Frame &f) {
            if (f.t != frameEvent)
                return false;
            auto event = bodyAs<Event>(f);
            if (!event || event->chat != chat || (seq != Seq(0) && event->seq != seq))
                return false;
            out = *event;
            return true;
        },
        patience);
    return out;
}

std::vector<Frame> Client::pushed(const char *type)
{
    house.settle();
    auto frames = connection->drain();
    std::erase_if(frames, [&](const Frame &f) { return f.t != type; });
    return frames;
}

Cid Client::randomCid()
{
    Cid cid;
    for (std::size_t i = 0; i < Cid::size; ++i)
        cid.data()[i] = std::uint8_t(QRandomGenerator::global()->bounded(256));
    return cid;
}

// ---- House ----

static constexpr int readers = 2; // threads of the store

House::House(ServerOptions options)
    : m_options(options)
    , m_dir(std::make_shared<QTemporaryDir>())
    , m_bus(std::make_shared<LocalBus>())
{
    if (sodium_init() < 0)
        qFatal("libsodium");
    SqliteOptions files {m_dir->filePath(QStringLiteral("confab.db"))};
    files.readers = readers;
    auto opened = SqliteStore::open(files);
    if (!opened)
        qFatal("%s", qPrintable(opened.error()));
    m_store = std::move(*opened);
    m_services = std::make_unique<Services>(m_options, *m_store, *m_bus, *clock, *http);
}

House::House(House &neighbour)
    : clock(neighbour.clock)
    , http(neighbour.http)
    , m_options(neighbour.m_options)
    , m_dir(neighbour.m_dir)
    , m_store(neighbour.m_store)
    , m_bus(neighbour.m_bus)
    , m_services(std::make_unique<Services>(m_options, *m_store, *m_bus, *clock, *http))
    , m_owner(false)
{
}

House::~House()
{
    if (m_owner)
        m_store->close();
    else
        settle();
}

void House::tick(qint64 ms)
{
    settle(); // what is under way happens before
    clock->advance(ms);
    m_services->tick();
    settle();
}

void House::settle()
{
    // Answers may ask the store again: a few rounds see the end of every chain there is.
    for (int round = 0; round < 3; ++round) {
        std::promise<void> written, read;
        m_store->addInvite(QStringLiteral("barrier"), [&](const Answer<Done> &) { written.set_value(); });
        written.get_future().wait();
        // Each reader takes one and waits there for the other, so that neither is in the middle of what was asked before.
        std::latch both(readers);
        std::atomic<int> left {readers};
        for (int i = 0; i < readers; ++i)
            m_store->roster(ChatId(), [&](const Answer<RosterPtr> &) {
                both.arrive_and_wait();
                if (--left == 0)
                    read.set_value();
            });
        read.get_future().wait();
    }
}

void House::restartServices()
{
    settle();
    m_services = std::make_unique<Services>(m_options, *m_store, *m_bus, *clock, *http);
}

} // namespace confab::server::test
