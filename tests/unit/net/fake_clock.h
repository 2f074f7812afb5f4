#pragma once

#include "core/net/clock.h"

#include <map>

namespace confab {

//! Time that moves only when a test says so.
class FakeClock final : public Clock {
public:
    qint64 wallMs() const override { return m_wall; }
    qint64 monotonicMs() const override { return m_monotonic; }
    TimerPtr after(std::chrono::milliseconds delay, std::function<void()> what) override
    {
        const Key key {m_monotonic + std::max<qint64>(0, delay.count()), m_next++};
        m_pending.emplace(key, std::move(what));
        return std::make_unique<Pending>(*this, key);
    }

    //! Runs what falls due on the way, in order.
    void advance(std::chrono::milliseconds by)
    {
        const qint64 end = m_monotonic + by.count();
        while (!m_pending.empty() && m_pending.begin()->first.first <= end) {
            auto due = m_pending.extract(m_pending.begin());
            moveTo(due.key().first);
            due.mapped()();
        }
        moveTo(end);
    }
    //! The lid is closed: the wall clock goes on alone.
    void sleep(std::chrono::milliseconds by) { m_wall += by.count(); }
    std::size_t pending() const { return m_pending.size(); }

private:
    using Key = std::pair<qint64, quint64>;
    struct Pending final : Timer {
        Pending(FakeClock &c, Key k)
            : clock(c)
            , key(k)
        {
        }
        ~Pending() override { clock.m_pending.erase(key); }
        FakeClock &clock;
        Key key;
    };
    void moveTo(qint64 monotonic)
    {
        m_wall += monotonic - m_monotonic;
        m_monotonic = monotonic;
    }

    qint64 m_wall = 1'700'000'000'000;
    qint64 m_monotonic = 1'000;
    quint64 m_next = 0;
    std::map<Key, std::function<void()>> m_pending;
};

} // namespace confab
