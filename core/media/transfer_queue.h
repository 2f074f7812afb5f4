#pragma once

#include "core/crypto/media_id.h"
#include "core/net/clock.h"

#include <QHash>
#include <QObject>
#include <memory>

namespace confab {

//! What a queue of transfers knows of one of them; downloads and uploads add what is theirs.
struct TransferJob {
    TransferJob() = default;
    virtual ~TransferJob() = default;
    Q_DISABLE_COPY_MOVE(TransferJob)

    Attachment attachment;
    MediaId media;
    int rank = 0; //!< higher ones go first
    qint64 order = 0; //!< among equals, as they were asked for
    bool ready = true; //!< false: something must happen before it may go
    bool active = false; //!< has one of the few places
    std::unique_ptr<QObject> transfer; //!< what moves the bytes; its calls hold the job
    Clock::TimerPtr retry; //!< waits for its time
    int tries = 0; //!< in a row that brought nothing
    qint64 toldAt = 0; //!< monotonic
};

//! A few transfers at a time, the most wanted first; pauses that double after failures; online and offline. The owner says
//! how one begins and when it ended. One thread; `begin` is called from within most members.
template <typename Job>
class TransferQueue {
public:
    using JobPtr = std::shared_ptr<Job>;
    struct Rules {
        int atOnce = 1;
        int mostTries = 1; //!< in a row that brought nothing, while online
        std::chrono::milliseconds longestPause {30'000};
    };

    TransferQueue(Clock &clock, Rules rules, std::function<void(const JobPtr &)> begin)
        : m_clock(clock)
        , m_rules(rules)
        , m_begin(std::move(begin))
    {
    }
    ~TransferQueue()
    {
        for (const JobPtr &job : std::as_const(m_jobs)) {
            job->transfer.reset();
            job->retry.reset();
        }
    }
    Q_DISABLE_COPY_MOVE(TransferQueue)

    void setOnline(bool online)
    {
        m_online = online;
        if (!online)
            return;
        for (const JobPtr &job : std::as_const(m_jobs)) {
            job->tries = 0;
            job->retry.reset();
        }
        pump();
    }

    JobPtr find(const MediaId &media) const { return m_jobs.value(media); }
    const QHash<MediaId, JobPtr> &jobs() const { return m_jobs; }
    //! Does not begin by itself: pump() does.
    void add(const JobPtr &job)
    {
        moveBack(*job);
        m_jobs.insert(job->media, job);
    }
    //! Behind all others of its rank.
    void moveBack(Job &job) { job.order = ++m_order; }

    //! Begins what there is room for.
    void pump()
    {
        while (m_online && m_active < m_rules.atOnce) {
            JobPtr best;
            for (const JobPtr &job : std::as_const(m_jobs))
                if (job->ready && !job->active && !job->retry
                    && (!best || job->rank > best->rank || (job->rank == best->rank && job->order < best->order)))
                    best = job;
            if (!best)
                return;
            best->active = true;
            ++m_active;
            m_begin(best);
        }
    }

    //! Gives up its place and waits: for `wait`, or until online again. The caller pumps.
    void pause(const JobPtr &job, std::chrono::milliseconds wait)
    {
        stop(*job);
        job->retry = m_clock.after(wait, [this, job] {
            job->retry.reset();
            pump();
        });
    }
    //! The same after a failure, for longer each time. False: that was the last try, and nothing is changed.
    [[nodiscard]] bool retryLater(const JobPtr &job, std::chrono::milliseconds atLeast)
    {
        constexpr std::chrono::milliseconds first {500};
        if (m_online && ++job->tries >= m_rules.mostTries)
            return false;
        pause(job, std::max(atLeast, std::min<std::chrono::milliseconds>(m_rules.longestPause, first * (1 << std::max(0, job->tries - 1)))));
        return true;
    }
    //! Out of the queue. Its objects may be on the stack: they go with the event loop. The caller pumps.
    void remove(const JobPtr &job)
    {
        stop(*job);
        job->retry.reset();
        m_jobs.remove(job->media);
    }

    //! Whether it is time to say again how far it is: ten times a second.
    bool mayTell(const Job &job) const { return m_clock.monotonicMs() - job.toldAt >= 100; }
    void told(Job &job) { job.toldAt = m_clock.monotonicMs(); }

private:
    void stop(Job &job)
    {
        if (std::exchange(job.active, false))
            --m_active;
        if (job.transfer) {
            job.transfer->disconnect();
            job.transfer.release()->deleteLater();
        }
    }

    Clock &m_clock;
    const Rules m_rules;
    const std::function<void(const JobPtr &)> m_begin;
    bool m_online = false;
    qint64 m_order = 0;
    int m_active = 0;
    QHash<MediaId, JobPtr> m_jobs;
};

} // namespace confab
