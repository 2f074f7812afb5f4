#pragma once

#include "server-stub/services/connection.h"
#include "server-stub/services/metrics.h"
#include "server-stub/services/rate_limits.h"
#include "server-stub/store/types.h"

#include <atomic>

namespace confab::server {

//! One connection in the eyes of the services, from `opened` to `closed`.
class Session {
public:
    enum class State : std::uint8_t { Stranger, Checking, Ready, Closed };

    explicit Session(ConnectionPtr c)
        : connection(std::move(c))
    {
    }

    const ConnectionPtr connection;

    //! Written before `state` becomes Ready, constant from then on.
    UserId user;
    DeviceId dev;
    std::atomic<State> state {State::Stranger};

    std::atomic<bool> live {false}; //!< has asked for `sync`: events may be pushed
    std::atomic<int> outstanding {0}; //!< requests without their answer
    std::atomic<qint64> digest {-1}; //!< change up to which heads have been told; -1: no sync has been completed

    // Of the I/O thread; the one that accepts the session writes the buckets before `state` becomes Ready.
    DeviceBuckets buckets;
    int violations = 0; //!< of rate limits, in a row
    bool linking = false; //!< has asked for a slot

    bool ready() const { return state.load(std::memory_order_acquire) == State::Ready; }
};
using SessionPtr = std::shared_ptr<Session>;

//! One frame from a client and the duty to answer it: exactly once where it carries `i`, not at all otherwise. One that
//! is dropped without an answer says `internal`. May be answered from any thread.
class Request {
public:
    Request(SessionPtr session, std::optional<quint32> i, ServiceMetrics &metrics)
        : m_session(std::move(session))
        , m_i(i)
        , m_metrics(metrics)
    {
        if (m_i)
            m_session->outstanding.fetch_add(1, std::memory_order_relaxed);
    }
    ~Request()
    {
        if (!m_answered.load())
            err(ErrorCode::Internal, QStringLiteral("not answered"));
    }
    Request(const Request &) = delete;
    Request &operator=(const Request &) = delete;

    const SessionPtr &session() const { return m_session; }
    const UserId &user() const { return m_session->user; }
    const DeviceId &dev() const { return m_session->dev; }
    Connection &connection() const { return *m_session->connection; }
    std::optional<quint32> id() const { return m_i; }

    template <typename T>
    void ok(const T &body)
    {
        if (first())
            connection().ok(*m_i, body);
    }
    void ok() { ok(Empty()); }

    void err(const ErrorBody &error)
    {
        m_metrics.errors.fetch_add(1, std::memory_order_relaxed);
        if (first())
            connection().err(*m_i, error);
    }
    void err(ErrorCode code, const QString &msg, std::optional<qint64> ms = {}) { err(makeError(code, msg, ms)); }
    void err(const StoreError &error)
    {
        constexpr qint64 busyMs = 1000;
        const bool busy = error.code == ErrorCode::Busy;
        err(makeError(error.code, error.msg, busy ? std::optional(busyMs) : std::nullopt));
    }

private:
    //! Whether to answer now.
    bool first()
    {
        if (m_answered.exchange(true))
            return false;
        if (m_i)
            m_session->outstanding.fetch_sub(1, std::memory_order_relaxed);
        return m_i.has_value();
    }

    const SessionPtr m_session;
    const std::optional<quint32> m_i;
    ServiceMetrics &m_metrics;
    std::atomic<bool> m_answered {false};
};
using RequestPtr = std::shared_ptr<Request>;

//! A store callback that answers errors itself and passes values on.
template <typename T, typename Fn>
Callback<T> answering(RequestPtr request, Fn then)
{
    return [request = std::move(request), then = std::move(then)](Answer<T> answer) {
        if (answer)
            then(*request, std::move(answer.value()));
        else
            request->err(answer.error());
    };
}

} // namespace confab::server
