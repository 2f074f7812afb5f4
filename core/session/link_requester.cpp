#include "core/session/link_requester.h"

#include "core/session/when_done.h"

#include <QDateTime>
#include <QSysInfo>

namespace confab {

namespace {

constexpr std::chrono::seconds codeLife {120};
constexpr std::chrono::seconds renewAfter {110};

} // namespace

QString ownDeviceName()
{
    return QStringLiteral("%1 (%2)").arg(QSysInfo::machineHostName(), QSysInfo::prettyProductName()).left(limits::displayName);
}

LinkRequester::LinkRequester(const OpenProfilePtr &profile, const QString &address)
    : m_address(address)
    , m_vault(profile)
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            const auto server = parseServerAddress(m_address);
            if (!server) {
                fail({ErrorCode::BadArg, server.error().message, false});
                return;
            }
            m_server = *server;
            begin();
        },
        Qt::QueuedConnection);
}

LinkRequester::~LinkRequester()
{
    if (m_handshake && m_begun && !m_over)
        send(m_handshake->abort());
}

void LinkRequester::begin()
{
    m_handshake.reset();
    m_begun = false;
    Connection::Options options;
    options.server = *m_server;
    options.login = LoginLink {};
    m_connection = std::make_unique<Connection>(options, m_clock);
    connect(m_connection.get(), &Connection::statusChanged, this, &LinkRequester::statusChanged);
    connect(m_connection.get(), &Connection::received, this, [this](const Push &push) {
        if (const auto *relay = std::get_if<LinkRelay>(&push))
            relayed(*relay);
    });
    m_connection->start();
    m_renew = m_clock.after(renewAfter, [this] {
        if (!m_begun && !m_over)
            begin();
    });
}

void LinkRequester::statusChanged(const Connection::Status &status)
{
    if (m_over)
        return;
    if (status.phase == Connection::Phase::Fatal) {
        fail({ErrorCode::Internal, status.reason, false});
    } else if (status.phase == Connection::Phase::Waiting && m_begun) {
        fail({ErrorCode::Timeout, tr("The connection broke. Start again with a new code."), false});
    } else if (status.phase == Connection::Phase::Live) {
        m_handshake.emplace(m_connection->slot(), m_address, ownDeviceName());
        const qint64 expires = QDateTime::currentMSecsSinceEpoch() + std::chrono::milliseconds(codeLife).count();
        emit codeReady(m_handshake->textCode(), m_handshake->picture(), expires);
    }
}

void LinkRequester::relayed(const LinkRelay &relay)
{
    if (!m_handshake || m_over || relay.slot != m_connection->slot())
        return;
    m_begun = true;
    const LinkStep step = m_handshake->receive(relay.bytes);
    if (step.granted) {
        keep(step.granted, step.send);
        return;
    }
    if (step.send)
        send(*step.send);
    if (step.error)
        fail({ErrorCode::Forbidden, step.error->message, false});
    else if (step.digits)
        emit digitsReady(*step.digits);
}

//! Durable before the other device hears that it worked.
void LinkRequester::keep(const AccountKeysPtr &keys, const std::optional<QByteArray> &last)
{
    whenDone(m_vault.create(keys), this, [this, last](const VaultResult<Done> &kept) {
        if (!kept) {
            fail({ErrorCode::Internal, kept.error().message, false});
            return;
        }
        m_over = true;
        if (!last) {
            emit linked();
            return;
        }
        m_connection->request(LinkRelay {m_connection->slot(), *last}, this,
            [this](const Connection::Answer<LinkRelay> &) { emit linked(); });
    });
}

void LinkRequester::send(const QByteArray &bytes)
{
    m_connection->request(
        LinkRelay {m_connection->slot(), bytes}, this, [](const Connection::Answer<LinkRelay> &) { /* the other side times out */ });
}

void LinkRequester::fail(const SessionError &error)
{
    if (std::exchange(m_over, true))
        return;
    emit failed(error);
}

} // namespace confab
