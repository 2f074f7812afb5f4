#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>

namespace confab::server {

using SteadyTime = std::chrono::steady_clock::time_point;

//! One coarse timer for all connections of a thread: a ring of slots, each an intrusive list. Setting, moving and
//! cancelling cost a few pointer writes and no allocation. Due entries are called up to one tick late, never early.
class TimerWheel {
public:
    static constexpr std::chrono::milliseconds tick {100};

    class Entry {
    public:
        Entry() = default;
        Entry(const Entry &) = delete;
        Entry &operator=(const Entry &) = delete;
        virtual ~Entry() { unlink(); }
        bool isSet() const { return m_next != nullptr; }

    protected:
        virtual void due(SteadyTime now) = 0; //!< may set itself again

    private:
        friend class TimerWheel;
        void unlink()
        {
            if (!m_next)
                return;
            m_next->m_previous = m_previous;
            m_previous->m_next = m_next;
            m_next = m_previous = nullptr;
        }
        Entry *m_next = nullptr;
        Entry *m_previous = nullptr;
        std::uint64_t m_dueTick = 0;
    };

    explicit TimerWheel(SteadyTime start)
        : m_start(start)
    {
        for (Head &head : m_slots)
            head.m_next = head.m_previous = &head;
    }

    void set(Entry &entry, SteadyTime when)
    {
        entry.unlink();
        entry.m_dueTick = std::max(ticks(when) + 1, m_now + 1);
        Head &head = m_slots[entry.m_dueTick % m_slots.size()];
        entry.m_previous = head.m_previous;
        entry.m_next = &head;
        head.m_previous->m_next = &entry;
        head.m_previous = &entry;
    }
    void cancel(Entry &entry) { entry.unlink(); }

    //! Calls what is due.
    void advance(SteadyTime now)
    {
        for (const auto target = ticks(now); m_now < target;) {
            ++m_now;
            Head &head = m_slots[m_now % m_slots.size()];
            // Entries that are due move to a list of their own first, so that one may set or cancel any other.
            Head due;
            due.m_next = due.m_previous = &due;
            for (Entry *entry = head.m_next; entry != &head;) {
                Entry *next = entry->m_next;
                if (entry->m_dueTick <= m_now) {
                    entry->unlink();
                    entry->m_previous = due.m_previous;
                    entry->m_next = &due;
                    due.m_previous->m_next = entry;
                    due.m_previous = entry;
                }
                entry = next;
            }
            while (due.m_next != &due) {
                Entry *entry = due.m_next;
                entry->unlink();
                entry->due(now);
            }
            due.m_next = due.m_previous = nullptr;
        }
    }

private:
    struct Head : Entry {
        void due(SteadyTime) override {}
    };

    std::uint64_t ticks(SteadyTime when) const { return when <= m_start ? 0 : std::uint64_t((when - m_start) / tick); }

    SteadyTime m_start;
    std::uint64_t m_now = 0;
    std::array<Head, 512> m_slots;
};

} // namespace confab::server
