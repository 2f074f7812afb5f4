#pragma once

#include "core/protocol/codec.h"

#include <array>
#include <chrono>
#include <memory>
#include <mutex>

namespace confab::server {

//! One frame for any number of sockets: encoded at most once an encoding, whichever thread asks first. Thread-safe.
class OutFrame {
public:
    //! `droppable`: an event, which a slow socket may lose because `sync` brings it again.
    template <typename T>
    static std::shared_ptr<const OutFrame> push(const T &body)
    {
        return make(T::type, ValueWriter::write(body), false);
    }
    static std::shared_ptr<const OutFrame> event(const Event &event)
    {
        return make(frameEvent, ValueWriter::write(event), true);
    }

    const QByteArray &bytes(Encoding encoding) const
    {
        const auto i = std::size_t(encoding);
        std::call_once(m_once[i], [&] { m_bytes[i] = encodeFrame(m_type, std::nullopt, m_body, encoding); });
        return m_bytes[i];
    }
    bool droppable() const { return m_droppable; }

    OutFrame(std::string type, Value body, bool droppable)
        : m_type(std::move(type))
        , m_body(std::move(body))
        , m_droppable(droppable)
    {
    }

private:
    static std::shared_ptr<const OutFrame> make(const char *type, Value body, bool droppable)
    {
        return std::make_shared<const OutFrame>(type, std::move(body), droppable);
    }

    std::string m_type;
    Value m_body;
    bool m_droppable;
    mutable std::array<std::once_flag, 2> m_once;
    mutable std::array<QByteArray, 2> m_bytes;
};

class Session;

//! A live socket as the services see it; the gateway implements it. Every member is thread-safe and never blocks.
class Connection {
public:
    virtual ~Connection() = default;

    //! The services' own, from `opened` until `closed`; only they touch it, on the connection's I/O thread.
    std::shared_ptr<Session> session;

    virtual Encoding encoding() const = 0;
    virtual QByteArray hostHeader() const = 0; //!< exactly as the client sent it
    virtual QByteArray nonce() const = 0; //!< of this connection's `welcome`
    virtual QString address() const = 0; //!< of the peer, without port

    //! Queues under the backpressure rules of protocol section 6.
    virtual void send(std::shared_ptr<const OutFrame> frame) = 0;
    //! A reply or another frame for this socket alone; never dropped.
    virtual void sendBytes(QByteArray frame) = 0;
    //! What is queued goes out first.
    virtual void close(CloseCode code) = 0;
    //! Called once, when the services have accepted `auth` or `register`: lifts the limits for strangers.
    virtual void authenticated(const UserId &user, const DeviceId &dev) = 0;
    //! A stranger may stay so much longer without authenticating: `link.wait` was answered. The other limits stay.
    virtual void mayWait(std::chrono::milliseconds longer) { Q_UNUSED(longer); }

    template <typename T>
    void ok(quint32 i, const T &body)
    {
        sendBytes(encodeOk(i, body, encoding()));
    }
    void err(std::optional<quint32> i, const ErrorBody &error) { sendBytes(encodeError(i, error, encoding())); }
};
using ConnectionPtr = std::shared_ptr<Connection>;

//! What the gateway tells the services. Called on the connection's I/O thread; must not block.
class FrameHandler {
public:
    virtual ~FrameHandler() = default;
    virtual void opened(const ConnectionPtr &connection) = 0; //!< after `welcome` was queued
    virtual void frame(const ConnectionPtr &connection, Frame frame) = 0; //!< in the order received
    virtual void drained(const ConnectionPtr &connection) = 0; //!< a queue that lost events is empty again: say `lagged`
    virtual void closed(const ConnectionPtr &connection) = 0; //!< exactly once
};

} // namespace confab::server
