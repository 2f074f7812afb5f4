#pragma once

#include "server-stub/gateway/gateway_options.h"
#include "server-stub/gateway/metrics.h"
#include "server-stub/services/blob_handler.h"
#include "server-stub/services/connection.h"

#include <QHash>
#include <atomic>
#include <functional>
#include <mutex>
#include <vector>

namespace confab::server {

//! What the sockets count. Any thread.
struct GatewayCounters {
    std::atomic<qint64> accepted {0}; //!< TCP connections
    std::atomic<qint64> open {0}; //!< WebSocket connections now
    std::atomic<qint64> refused {0}; //!< too many strangers at one address, bad origin, bad upgrade
    std::atomic<qint64> framesIn {0};
    std::atomic<qint64> bytesIn {0};
    std::atomic<qint64> framesOut {0};
    std::atomic<qint64> bytesOut {0};
    std::atomic<qint64> violations {0}; //!< connections ended by broken framing or encoding
    std::atomic<qint64> lagging {0}; //!< times that a queue lost its events
    std::atomic<qint64> tooSlow {0}; //!< closed with 4012
    std::atomic<qint64> silent {0}; //!< dropped for want of a heartbeat
    std::atomic<qint64> transfers {0}; //!< requests for blobs now
};

//! Counts by address: connections of people who have not said who they are, and transfers. Any thread.
class StrangerLimit {
public:
    //! Holds one place until it is destroyed or released.
    class Pass {
    public:
        Pass() = default;
        Pass(StrangerLimit *limit, QString address)
            : m_limit(limit)
            , m_address(std::move(address))
        {
        }
        Pass(Pass &&other) noexcept
            : m_limit(std::exchange(other.m_limit, nullptr))
            , m_address(std::move(other.m_address))
        {
        }
        Pass &operator=(Pass &&other) noexcept
        {
            release();
            m_limit = std::exchange(other.m_limit, nullptr);
            m_address = std::move(other.m_address);
            return *this;
        }
        ~Pass() { release(); }
        void release()
        {
            if (auto *limit = std::exchange(m_limit, nullptr))
                limit->leave(m_address);
            m_address.clear();
        }

    private:
        StrangerLimit *m_limit = nullptr;
        QString m_address;
    };

    std::optional<Pass> enter(const QString &address, int atMost)
    {
        const std::lock_guard lock(m_mutex);
        int &count = m_counts[address];
        if (count >= atMost)
            return std::nullopt;
        ++count;
        return Pass(this, address);
    }

private:
    void leave(const QString &address)
    {
        const std::lock_guard lock(m_mutex);
        const auto it = m_counts.find(address);
        if (it != m_counts.end() && --it.value() == 0)
            m_counts.erase(it);
    }

    std::mutex m_mutex;
    QHash<QString, int> m_counts;
};

//! What all connections share.
struct GatewayState {
    GatewayState(GatewayOptions o, FrameHandler &h)
        : options(std::move(o))
        , handler(h)
    {
    }
    const GatewayOptions options;
    FrameHandler &handler;
    BlobHandler *blobs = nullptr; //!< null: no media here
    GatewayCounters counters;
    StrangerLimit strangers;
    StrangerLimit transfers;
    std::vector<std::function<void(MetricsText &)>> metricsSources;
    std::atomic<bool> draining {false};
};

} // namespace confab::server
