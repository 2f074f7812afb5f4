#include "core/sync/link_approver.h"

#include "core/protocol/link_code.h"

namespace confab {

namespace {

constexpr std::chrono::minutes codeLife {2};

} // namespace

LinkApprover::LinkApprover(Connection &connection, AccountKeysPtr keys, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_keys(std::move(keys))
    , m_clock(clock)
    , m_expiry(clock, [this] { fail({ErrorCode::Timeout, tr("The code has expired. Start again with a new one."), false}); })
{
}

void LinkApprover::start(const QString &code)
{
    if (auto picture = LinkPicture::fromBytes(code.trimmed().toUtf8()))
        m_handshake.emplace(std::move(*picture));
    else if (const auto slot = slotFromPeople(code))
        m_handshake.emplace(*slot);
    if (!m_handshake) {
        emit failed({ErrorCode::BadArg, tr("This is not a code of a device to link. It has twelve characters."), false});
        return;
    }
    if (!m_connection.isLive()) {
        fail(toSessionError(NetError::of(NetError::Kind::Offline)));
        return;
    }
    m_expiry.set(instantOf(m_clock) + codeLife);
    relay(m_handshake->hello());
}

void LinkApprover::heard(const LinkRelay &relayed)
{
    if (!m_handshake || relayed.slot != m_handshake->slot())
        return;
    const LinkStep step = m_handshake->receive(relayed.bytes);
    if (step.send)
        relay(*step.send);
    if (step.error) {
        fail({ErrorCode::Forbidden, step.error->message, false});
    } else if (step.digits) {
        m_deviceName = step.deviceName;
        emit digitsReady(*step.digits, m_deviceName);
    } else if (step.finished) {
        finish();
        emit linked(m_deviceName);
    }
}

void LinkApprover::confirm()
{
    if (!m_handshake)
        return;
    const auto grant = m_handshake->confirm(*m_keys, m_clock.wallMs());
    if (!grant) {
        fail({ErrorCode::Forbidden, grant.error().message, false});
        return;
    }
    // The server has to know the device before it can log in.
    m_connection.request(DevAdd {grant->device}, this, [this, bytes = grant->send](const Connection::Answer<DevAdd> &answer) {
        if (!m_handshake)
            return;
        if (answer)
            relay(bytes);
        else
            fail(toSessionError(answer.error()));
    });
}

void LinkApprover::reject()
{
    if (!m_handshake)
        return;
    relay(m_handshake->reject());
    finish();
}

void LinkApprover::relay(const QByteArray &bytes)
{
    m_connection.request(LinkRelay {m_handshake->slot(), bytes}, this, [this](const Connection::Answer<LinkRelay> &answer) {
        if (answer || !m_handshake)
            return;
        SessionError error = toSessionError(answer.error());
        if (answer.error().isRefusal(ErrorCode::NotFound))
            error.message = tr("No device shows this code, or it has expired.");
        fail(error);
    });
}

void LinkApprover::fail(const SessionError &error)
{
    finish();
    emit failed(error);
}

void LinkApprover::finish()
{
    m_handshake.reset();
    m_expiry.set(std::nullopt);
}

} // namespace confab
