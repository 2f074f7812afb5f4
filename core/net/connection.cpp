#include "core/net/connection.h"

#include "core/net/close_reason.h"

#include <QLoggingCategory>
#include <QRandomGenerator>

namespace confab {

Q_LOGGING_CATEGORY(lcNet, "confab.net", QtWarningMsg)

using namespace std::chrono_literals;

namespace {

constexpr auto openTimeout = 8s; // upgrade, and again until `welcome`
constexpr auto loginTimeout = 20s;
constexpr auto goodbyeTimeout = 1500ms;
constexpr auto soon = 1000ms; // jitter after sleep or a change of network
constexpr auto longestDrain = 60s;
constexpr auto ratePause = 30s;
constexpr std::chrono::milliseconds shortestBeat = 1s; // `hb_ms` is the server's word, and the server is not trusted
constexpr std::chrono::milliseconds longestBeat = 5min;
constexpr std::chrono::milliseconds longestPause = 10min; // likewise `ms` of a refusal
constexpr int nonsenseWorthSaying = 3;

bool isOwnFault(quint16 code)
{
    return code == quint16(CloseCode::TooBig) || code == quint16(CloseCode::CannotDecode)
        || code == quint16(CloseCode::BeforeAuth);
}

std::function<double()> systemRandom()
{
    return [] { return QRandomGenerator::system()->generateDouble(); };
}

} // namespace

Connection::Connection(Options options, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_clock(clock)
    , m_backoff(m_options.random ? m_options.random : m_options.random = systemRandom())
    , m_heartbeat(
          clock, m_options.random, [this] { tell(Ping::verb, ValueWriter::write(Ping {})); },
          [this] { lost(tr("The server has stopped answering.")); })
    , m_sleepWatch(clock, [this] { comeBackSoon(); })
{
    if (!m_options.socket)
        m_options.socket = makeWebSocket;
}

Connection::~Connection()
{
    letGo();
    m_stopping = false;
    buryLeaving();
}

void Connection::setLogin(Login login)
{
    m_options.login = std::move(login);
}

void Connection::start()
{
    if (m_status.phase != Phase::Stopped && m_status.phase != Phase::Fatal)
        return;
    m_backoff.reset();
    m_nonsense = 0;
    m_sleepWatch.start();
    connectNow();
}

void Connection::stop()
{
    m_retry.reset();
    m_sleepWatch.stop();
    leave(CloseCode::Bye);
    m_stopping = true;
    if (!m_leaving)
        QMetaObject::invokeMethod(this, &Connection::buryLeaving, Qt::QueuedConnection);
    failOutstanding(NetError::Kind::Lost);
    setStatus({});
}

void Connection::reconnectNow()
{
    if (m_status.phase == Phase::Waiting)
        connectNow();
    else if (m_status.phase == Phase::Fatal)
        start();
}

void Connection::networkChanged()
{
    comeBackSoon();
}

void Connection::comeBackSoon()
{
    if (m_status.phase == Phase::Stopped || m_status.phase == Phase::Fatal)
        return;
    m_backoff.reset();
    letGo();
    Status status;
    status.reason = tr("Connecting again.");
    waitFor(m_backoff.jitter(soon), std::move(status));
}

// ---- up ----

void Connection::connectNow()
{
    m_retry.reset();
    m_drain.reset();
    m_draining = false;
    m_slot.clear();
    m_socket = m_options.socket();
    auto *socket = m_socket.get();
    connect(socket, &Socket::opened, this, &Connection::opened);
    connect(socket, &Socket::textReceived, this, [this](const QByteArray &bytes) { incoming(bytes, Encoding::Json); });
    connect(socket, &Socket::binaryReceived, this, [this](const QByteArray &bytes) { incoming(bytes, Encoding::Cbor); });
    connect(socket, &Socket::closed, this, &Connection::closed);
    m_deadline = m_clock.after(openTimeout, [this] { lost(tr("The server does not answer.")); });
    setPhase(Phase::Connecting);
    if (m_socket.get() == socket) // whoever heard of the phase may have stopped it
        socket->open(m_options.server.url, m_options.subprotocols);
}

void Connection::opened(const QString &subprotocol)
{
    // Qt's client is content with a server that chose none; the protocol is not (section 1).
    if (!m_options.subprotocols.contains(subprotocol)) {
        leave(CloseCode::Version);
        Status status;
        status.closeCode = quint16(CloseCode::Version);
        status.reason = sentenceForClose(*status.closeCode);
        return giveUp(std::move(status));
    }
    m_encoding = subprotocol == QLatin1String(subprotocolCbor) ? Encoding::Cbor : Encoding::Json;
    m_deadline = m_clock.after(openTimeout, [this] { lost(tr("The server does not answer.")); });
}

void Connection::greet(const Frame &frame)
{
    auto welcome = bodyAs<Welcome>(frame);
    if (!welcome)
        return nonsense(QStringLiteral("welcome"));
    m_welcome = std::move(welcome).value();
    if (m_welcome.ver != 1) {
        leave(CloseCode::Version);
        Status status;
        status.closeCode = quint16(CloseCode::Version);
        status.reason = sentenceForClose(*status.closeCode);
        return giveUp(std::move(status));
    }
    m_clockOffset = m_welcome.now - m_clock.wallMs();
    m_deadline.reset();
    m_heartbeat.start(std::clamp(std::chrono::milliseconds(m_welcome.hbMs), shortestBeat, longestBeat));
    auto *socket = m_socket.get();
    setPhase(Phase::Greeted);
    if (m_socket.get() == socket)
        logIn();
}

void Connection::logIn()
{
    const auto signedWith = [this](const LoginSigner &sign) {
        return sign(m_welcome.nonce, m_socket->hostHeader(), subprotocolOf(m_encoding));
    };
    if (const auto *auth = std::get_if<LoginAuth>(&m_options.login)) {
        logInWith(Auth {auth->user, auth->dev, signedWith(auth->sign)});
    } else if (const auto *login = std::get_if<LoginRegister>(&m_options.login)) {
        Register form = login->account;
        form.sig = signedWith(login->sign);
        logInWith(form);
    } else if (std::holds_alternative<LoginLink>(m_options.login)) {
        logInWith(LinkWait {});
    }
}

template <typename T>
void Connection::logInWith(const T &body)
{
    const auto *socket = m_socket.get();
    sendRequest(
        T::verb, ValueWriter::write(body),
        [this, socket](Result<Frame, NetError> reply) {
            if (!reply) {
                if (m_socket.get() == socket)
                    refused(reply.error());
                return true;
            }
            const auto who = bodyAs<typename T::Reply>(*reply);
            if (!who)
                return false;
            if constexpr (std::same_as<T, LinkWait>) {
                m_slot = who->slot;
            } else if constexpr (std::same_as<T, Register>) {
                emit registered(*who);
                if (m_socket.get() != socket)
                    return true;
            }
            goLive();
            return true;
        },
        loginTimeout);
    if (m_socket.get() == socket)
        setPhase(Phase::Authenticating);
}

void Connection::refused(const NetError &error)
{
    if (error.kind == NetError::Kind::TimedOut)
        return lost(tr("The server does not answer."));
    if (error.kind != NetError::Kind::Refused)
        return; // the socket is gone, and whoever took it down goes on from there
    leave(CloseCode::Bye);
    Status status;
    status.reason = sentenceForRefusal(error.refusal);
    status.refusal = error.refusal;
    if (error.refusal.retry != Retry::Same)
        return giveUp(std::move(status));
    const auto asked = std::chrono::milliseconds(error.refusal.ms.value_or(0));
    waitFor(std::max(std::min(asked, longestPause), m_backoff.next()), std::move(status));
}

void Connection::goLive()
{
    m_liveSince = m_clock.monotonicMs();
    qCInfo(lcNet, "connected");
    setPhase(Phase::Live);
}

// ---- down ----

void Connection::leave(CloseCode code)
{
    if (m_socket) {
        buryLeaving();
        m_leaving = std::move(m_socket);
        m_leaving->disconnect(this); // nothing that it says counts any more, but that it is gone
        connect(m_leaving.get(), &Socket::closed, this, &Connection::buryLeaving);
        m_goodbye = m_clock.after(goodbyeTimeout, [this] { buryLeaving(); });
        m_leaving->close(quint16(code));
    }
    letGo();
}

void Connection::buryLeaving()
{
    m_goodbye.reset();
    if (m_leaving) {
        m_leaving->disconnect(this);
        m_leaving->abort();
        m_leaving.release()->deleteLater();
    }
    if (std::exchange(m_stopping, false))
        emit stopped();
}

void Connection::letGo()
{
    m_heartbeat.stop();
    m_deadline.reset();
    m_drain.reset();
    if (m_status.phase == Phase::Live) {
        const auto live = std::chrono::milliseconds(m_clock.monotonicMs() - m_liveSince);
        m_backoff.ended(live);
        if (live >= Backoff::livedLongEnough)
            m_nonsense = 0;
    }
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    m_socket.release()->deleteLater(); // this may be called from one of its signals
}

void Connection::closed(quint16 code, const QString &sentence)
{
    Status status;
    status.closeCode = code;
    status.reason = sentence.isEmpty() ? sentenceForClose(code) : sentence;
    qCInfo(lcNet, "closed %d", int(code));
    if (!mayReconnect(code))
        return giveUp(std::move(status));

    const bool drained = m_draining;
    letGo();
    if (isOwnFault(code) && ++m_nonsense >= nonsenseWorthSaying)
        status.reason = tr("The server and this program do not understand each other. One of them may need an update.");
    auto delay = drained ? m_backoff.jitter(soon) : m_backoff.next();
    if (code == quint16(CloseCode::Rate))
        delay += ratePause;
    waitFor(delay, std::move(status));
}

void Connection::lost(const QString &reason)
{
    letGo();
    Status status;
    status.reason = reason;
    waitFor(m_backoff.next(), std::move(status));
}

void Connection::nonsense(const QString &what)
{
    // `what` names a field or a rule, never content.
    qCWarning(lcNet, "dropping the connection: %ls", qUtf16Printable(what));
    leave(CloseCode::CannotDecode);
    const bool sayIt = ++m_nonsense >= nonsenseWorthSaying;
    Status status;
    status.reason = sayIt ? tr("The server sends data that this program does not understand. One of them may need an update.")
                          : tr("The connection to the server was lost.");
    waitFor(m_backoff.next(), std::move(status));
}

void Connection::waitFor(std::chrono::milliseconds delay, Status status)
{
    status.phase = Phase::Waiting;
    status.retryAt = m_clock.wallMs() + delay.count();
    m_retry = m_clock.after(delay, [this] { connectNow(); });
    failOutstanding(NetError::Kind::Lost);
    setStatus(std::move(status));
}

void Connection::giveUp(Status status)
{
    letGo();
    m_retry.reset();
    m_sleepWatch.stop();
    status.phase = Phase::Fatal;
    failOutstanding(NetError::Kind::Lost);
    setStatus(std::move(status));
}

void Connection::drain(std::chrono::milliseconds within)
{
    m_draining = true;
    const auto delay = m_backoff.jitter(std::clamp<std::chrono::milliseconds>(within, 0ms, longestDrain));
    m_drain = m_clock.after(delay, [this] {
        letGo();
        failOutstanding(NetError::Kind::Lost);
        connectNow();
    });
}

void Connection::setStatus(Status status)
{
    m_status = std::move(status);
    emit statusChanged(m_status);
}

void Connection::setPhase(Phase phase)
{
    Status status;
    status.phase = phase;
    setStatus(std::move(status));
}

} // namespace confab
