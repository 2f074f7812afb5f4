#pragma once

#include "core/profile/work_watch.h"

#include <QElapsedTimer>

namespace confab::profile {

//! Passes on how far a piece of work is, as often as WorkWatch promises.
class WorkMeter {
public:
    explicit WorkMeter(const WorkWatch &watch)
        : m_watch(watch)
    {
    }

    //! False: to be stopped.
    bool at(ProfileWork::Step step, qint64 done, qint64 total)
    {
        const bool ends = total > 0 && done >= total;
        const bool first = !m_timer.isValid() || step != m_last.step;
        if (first || (ends && m_last.done < m_last.total) || m_timer.elapsed() >= interval) {
            m_timer.restart();
            m_last = {step, done, total};
            if (m_watch.progress)
                m_watch.progress(m_last);
        }
        return goesOn();
    }
    bool goesOn() const { return !m_watch.stop || !*m_watch.stop; }

private:
    static constexpr qint64 interval = 100; // ms
    const WorkWatch &m_watch;
    QElapsedTimer m_timer;
    ProfileWork m_last;
};

} // namespace confab::profile
