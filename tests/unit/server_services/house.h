#pragma once

#include "core/protocol/content.h"
#include "core/protocol/derive.h"
#include "server-stub/bus/local_bus.h"
#include "server-stub/services/services.h"
#include "server-stub/store/sqlite/sqlite_store.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <condition_variable>

namespace confab::server::test {

//! Both clocks stand still until a test moves them.
class FakeClock : public Clock {
public:
    qint64 wallMs() const override { return m_wall; }
    qint64 steadyMs() const override { return m_steady; }
    void advance(qint64 ms) { m_wall += ms, m_steady += ms; }
    void jumpWall(qint64 ms) { m_wall += ms; }

private:
    std::atomic<qint64> m_wall {1'700'000'000'000};
    std::atomic<qint64> m_steady {1'000'000};
};

//! Remembers what would have gone out; answers with what the test has set.
class FakeHttp : public HttpSender {
public:
    void resolve(const QString &host, std::function<void(std::vector<IpAddress>)> done) override;
    void post(HttpPost post, std::function<void(int)> done) override;

    std::vector<HttpPost> posts() const;
    void answer(int status) { m_status = status; }
    void resolveTo(std::vector<IpAddress> addresses);

private:
    mutable std::mutex m_mutex;
    std::vector<HttpPost> m_posts;
    std::vector<IpAddress> m_addresses {IpAddress::v4({93, 184, 216, 34})};
    std::atomic<int> m_status {200};
};

//! A socket whose other end is the test.
class FakeConnection : public Connection {
public:
    explicit FakeConnection(Encoding encoding)
        : m_encoding(encoding)
        , m_nonce(32, Qt::Uninitialized)
    {
        for (auto &c : m_nonce)
            c = char(QRandomGenerator::global()->bounded(256));
    }
    Encoding encoding() const override { return m_encoding; }
    QByteArray hostHeader() const override { return "chat.example:7345"; }
    QByteArray nonce() const override { return m_nonce; }
    QString address() const override { return peer; }
    void send(std::shared_ptr<const OutFrame> frame) override { sendBytes(frame->bytes(m_encoding)); }
    void sendBytes(QByteArray frame) override;
    void close(CloseCode code) override;
    void authenticated(const UserId &, const DeviceId &) override { ++admissions; }
    void mayWait(std::chrono::milliseconds) override { ++waits; }

    //! The first frame that `wanted` takes, removed; null where none comes in time.
    std::optional<Frame> take(const std::function<bool(const Frame &)> &wanted, std::chrono::milliseconds timeout);
    std::vector<Frame> drain(); //!< all that is there
    std::optional<CloseCode> closeCode() const;
    std::optional<CloseCode> waitForClose();

    QString peer = QStringLiteral("192.0.2.1");
    std::atomic<int> admissions {0}, waits {0};

private:
    const Encoding m_encoding;
    QByteArray m_nonce;
    mutable std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::vector<Frame> m_frames;
    std::optional<CloseCode> m_close;
};

//! Keys of a person; devices are numbered.
struct Person {
    explicit Person(int number);
    DeviceRecord device(int n) const; //!< certified
    Signature sign(int device, const QByteArray &message) const;

    int number;
    QByteArray secret; //!< of the account key
    PublicKey aik;
    UserId id;
};

//! How a request ended: the body of `ok`, or the error.
struct Reply {
    std::optional<Frame> frame;
    bool ok() const { return frame && frame->t == frameOk; }
    ErrorCode code() const { return frame && frame->e ? frame->e->code : ErrorCode::Timeout; }
    template <typename T>
    T as() const
    {
        auto body = bodyAs<T>(*frame);
        return body ? *body : T();
    }
};

class House;

//! A client on a FakeConnection.
class Client {
public:
    Client(House &house, const Person &person, int device = 1, Encoding encoding = Encoding::Cbor);
    ~Client();

    Reply registerUser(); //!< as "userN"
    Reply registerAs(Register form); //!< signed with the key of this device
    Reply auth();
    Client &joined(); //!< registers or authenticates, and syncs
    void hangUp();

    template <typename T>
    Reply ask(const T &body)
    {
        const auto i = post(body);
        return {connection->take([i](const Frame &f) { return f.i == i && (f.t == frameOk || f.t == frameErr); }, patience)};
    }
    template <typename T>
    quint32 post(const T &body)
    {
        const auto i = ++m_next;
        say(encodeRequest(i, body, encoding));
        return i;
    }
    template <typename T>
    void tell(const T &body) //!< without `i`
    {
        say(encodeRequest(std::nullopt, body, encoding));
    }
    void say(const QByteArray &frame);

    Reply send(const ChatId &chat, EventKind kind = EventKind::Msg, const Cid &cid = randomCid(), const QByteArray &body = "{\"text\":\"hi\"}",
        std::optional<Seq> ref = {});
    ChatId direct(const Person &other);
    ChatId group(const QList<UserId> &members);
    SyncReply sync(std::optional<QByteArray> since = {}, qint64 tail = limits::syncTail);
    ChatHead head(const ChatId &chat) { return ask(ChatGet {chat}).as<ChatHead>(); }

    //! The next frame of that kind from the server, or nothing in time.
    template <typename T>
    std::optional<T> expect(std::function<bool(const T &)> wanted = {})
    {
        std::optional<T> out;
        connection->take(
            [&](const Frame &f) {
                if (f.t != T::type)
                    return false;
                auto body = bodyAs<T>(f);
                if (!body || (wanted && !wanted(*body)))
                    return false;
                out = *body;
                return true;
            },
            patience);
        return out;
    }
    std::optional<Event> expectEvent(const ChatId &chat, Seq seq = Seq(0)); //!< 0: any
    //! Frames of that type that are there once everything asked for so far is done.
    std::vector<Frame> pushed(const char *type);

    static Cid randomCid();
    static constexpr std::chrono::milliseconds patience {5000};

    House &house;
    const Person person;
    const int device;
    const Encoding encoding;
    std::shared_ptr<FakeConnection> connection;

private:
    Signature signature() const; //!< over the nonce

    quint32 m_next = 0;
};

//! Store, bus, clock and services, wired. Several houses may share a store and a bus: nodes of one server.
class House {
public:
    explicit House(ServerOptions options = {true, true, false, false});
    explicit House(House &neighbour); //!< another node over the same store
    ~House();

    Store &store() { return *m_store; }
    Services &services() { return *m_services; }
    void tick(qint64 ms = 0); //!< after moving the clock
    void settle(); //!< every request so far is answered, every frame handed out
    void restartServices();

    std::shared_ptr<FakeClock> clock = std::make_shared<FakeClock>();
    std::shared_ptr<FakeHttp> http = std::make_shared<FakeHttp>();

private:
    ServerOptions m_options;
    std::shared_ptr<QTemporaryDir> m_dir;
    std::shared_ptr<Store> m_store;
    std::shared_ptr<LocalBus> m_bus;
    std::unique_ptr<Services> m_services;
    bool m_owner = true;
};

} // namespace confab::server::test
