#pragma once

#include "core/crypto/identity.h"
#include "core/net/backoff.h"
#include "core/net/clock.h"
#include "core/net/heartbeat.h"
#include "core/net/net_error.h"
#include "core/net/server_address.h"
#include "core/net/socket.h"
#include "core/protocol/codec.h"

#include <QPointer>
#include <unordered_map>
#include <variant>

namespace confab {

//! What to do once the server has said `welcome`.
struct LoginProbe {}; //!< nothing: only see who is there; the phase stays Greeted
//! Signs derive.h's authMessage with the device key.
using LoginSigner = std::function<Signature(const QByteArray &nonce, const QByteArray &host, const QByteArray &subprotocol)>;
struct LoginAuth {
    UserId user;
    DeviceId dev;
    LoginSigner sign;
};
struct LoginRegister {
    Register account; //!< sent again, signed anew, on a reconnect until it was answered
    LoginSigner sign;
};
struct LoginLink {}; //!< `link.wait`: become the new device of a link; `slot()` then tells which
using Login = std::variant<LoginProbe, LoginAuth, LoginRegister, LoginLink>;

//! A frame that the server sent by itself, typed and within its bounds.
using Push = std::variant<Event, Pong, MarksMoved, AggregateMoved, PresenceMoved, TypingMoved, Lagged, AccountMoved,
    LinkRelay>;

//! One account's line to its server: connects, authenticates, keeps alive, reconnects (protocol section 4). Knows
//! nothing of chats. Lives in one thread. The server's bytes are untrusted: what is no frame, or a known frame of a wrong
//! shape, ends the socket (not the program), and after the third time in a row the status says so.
class Connection : public QObject {
    Q_OBJECT
public:
    enum class Phase : std::uint8_t {
        Stopped,
        Connecting, //!< socket is opening, or open and waiting for `welcome`
        Greeted, //!< `welcome` is there; with LoginProbe the end of the way
        Authenticating,
        Live, //!< authenticated (or, with LoginLink, in possession of a slot): requests flow
        Waiting, //!< the next try is at `retryAt`
        Fatal, //!< will not try by itself: `reason` says why
    };
    struct Status {
        Phase phase = Phase::Stopped;
        qint64 retryAt = 0; //!< ms since 1970, with Waiting
        QString reason; //!< translated sentence, with Waiting and Fatal
        std::optional<quint16> closeCode; //!< of the socket that ended last, with Waiting and Fatal
        std::optional<ErrorBody> refusal; //!< the server's answer to auth, register or link.wait, with Waiting and Fatal
    };
    struct Options {
        ServerAddress server;
        Login login;
        QStringList subprotocols {QString::fromLatin1(subprotocolCbor), QString::fromLatin1(subprotocolJson)};
        SocketFactory socket = makeWebSocket;
        std::function<double()> random = {}; //!< in [0, 1); default: the system's generator
    };

    //! `clock` must outlive the connection.
    Connection(Options options, Clock &clock, QObject *parent = nullptr);
    ~Connection() override;

    //! Nothing happens but in Stopped and Fatal.
    void start();
    //! Says goodbye (close 1000) and emits `stopped` once the socket is gone, after 1.5 s at the latest. Outstanding
    //! requests fail with Lost at once.
    void stop();
    //! Tries at once instead of at `retryAt`, also out of Fatal. No effect while a try is under way or Live.
    void reconnectNow();
    //! The network is another one, or back: a fresh socket within a second. See NetworkWatch.
    void networkChanged();
    //! For the next try; e.g. auth after register.
    void setLogin(Login login);

    const Status &status() const { return m_status; }
    bool isLive() const { return m_status.phase == Phase::Live; }
    const Welcome &welcome() const { return m_welcome; } //!< of this or the last socket
    QString slot() const { return m_slot; } //!< with LoginLink, while Live
    Encoding encoding() const { return m_encoding; } //!< for ValueReader, where a body holds a Value (AccountEntry)
    //! Server time minus own wall time, in ms, as of the last `welcome` or `pong`.
    qint64 clockOffset() const { return m_clockOffset; }

    template <typename T>
    using Answer = Result<typename T::Reply, NetError>;

    //! Sends a request. `answer` is called exactly once, never from within `request`, unless `context` or the connection
    //! dies before; it may be a callable that only moves. At most limits::outstanding at a time, else NetError::TooMany.
    template <typename T, typename F>
    void request(const T &body, const QObject *context, F answer, std::chrono::milliseconds timeout = defaultTimeout)
    {
        ask(T::verb, ValueWriter::write(body),
            [context = QPointer<const QObject>(context), answer = std::make_shared<F>(std::move(answer))](
                Result<Frame, NetError> reply) {
                auto typed = reply ? bodyAs<typename T::Reply>(*reply) : Result<typename T::Reply, std::string>(Failure {std::string()});
                if (context) {
                    if (typed)
                        (*answer)(Answer<T>(std::move(typed).value()));
                    else
                        (*answer)(Answer<T>(Failure {reply ? NetError::nonsense() : reply.error()}));
                }
                return !reply || typed;
            },
            timeout);
    }

    //! Sends a verb that is not answered. False where it was not sent: not Live, or the way out is jammed.
    template <typename T>
    bool post(const T &body)
    {
        return tell(T::verb, ValueWriter::write(body));
    }

    static constexpr std::chrono::milliseconds defaultTimeout {20'000};

signals:
    void statusChanged(const confab::Connection::Status &status);
    void received(const confab::Push &push); //!< only while Live; in the order of the wire
    //! `register` was accepted; from here on the connection logs in with auth where `setLogin` was called.
    void registered(const confab::Authenticated &who);
    void stopped();

private:
    //! False: the reply had a wrong shape.
    using Reply = std::function<bool(Result<Frame, NetError>)>;
    struct Outstanding {
        Reply reply;
        Clock::TimerPtr timeout;
    };

    // The way up (connection.cpp).
    void connectNow();
    void opened(const QString &subprotocol);
    void greet(const Frame &frame);
    void logIn();
    template <typename T>
    void logInWith(const T &body);
    void refused(const NetError &error);
    void goLive();

    // The way down.
    void letGo(); //!< of the socket, at once and silently
    void leave(CloseCode code); //!< the same, saying why
    void buryLeaving();
    void closed(quint16 code, const QString &sentence);
    void lost(const QString &reason); //!< drops the socket and comes back
    void nonsense(const QString &what);
    void waitFor(std::chrono::milliseconds delay, Status status);
    void giveUp(Status status);
    void comeBackSoon(); //!< after sleep, or in another network
    void drain(std::chrono::milliseconds within);
    void setStatus(Status status);
    void setPhase(Phase phase);

    // Frames (connection_frames.cpp).
    void incoming(const QByteArray &bytes, Encoding encoding);
    void handle(const Frame &frame);
    void answered(const Frame &frame);
    void push(const Frame &frame);
    void ask(const char *verb, Value body, Reply reply, std::chrono::milliseconds timeout);
    void sendRequest(const char *verb, const Value &body, Reply reply, std::chrono::milliseconds timeout);
    bool tell(const char *verb, const Value &body);
    void transmit(const QByteArray &frame);
    void failLater(Reply reply, NetError error);
    void failOutstanding(NetError::Kind kind);

    Options m_options;
    Clock &m_clock;
    Backoff m_backoff;
    Heartbeat m_heartbeat;
    SleepWatch m_sleepWatch;

    Status m_status;
    std::unique_ptr<Socket> m_socket; //!< null while Stopped, Waiting, Fatal
    std::unique_ptr<Socket> m_leaving; //!< a former one whose close frame is on its way
    bool m_stopping = false; //!< `stopped` is due once m_leaving is gone
    Clock::TimerPtr m_deadline; //!< of the step of the way up that is under way
    Clock::TimerPtr m_goodbye; //!< of m_leaving
    Clock::TimerPtr m_retry;
    Clock::TimerPtr m_drain;
    qint64 m_liveSince = 0; //!< monotonic
    int m_nonsense = 0; //!< sockets in a row that ended for what the server sent
    bool m_draining = false;

    Welcome m_welcome;
    QString m_slot;
    Encoding m_encoding = Encoding::Cbor;
    qint64 m_clockOffset = 0;
    quint32 m_nextId = 1;
    std::unordered_map<quint32, Outstanding> m_outstanding;
};

} // namespace confab

Q_DECLARE_METATYPE(confab::Connection::Status)
Q_DECLARE_METATYPE(confab::Push)
