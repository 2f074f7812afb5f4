#include "server-stub/load/storm.h"

namespace confab::load {

void Storm::run(std::function<void(QString)> done)
{
    m_done = std::move(done);
    m_began = now();
    round();
}

void Storm::round()
{
    const Time broke = now();
    m_crowd.dropAll();
    m_crowd.signIn([this](Time::duration took) { m_figures.addLatency(took); },
        [this, broke](int failed) {
            m_figures.connectSeconds = std::chrono::duration<double>(now() - broke).count();
            m_figures.lost += failed;
            if (now() - m_began < duration())
                return round();
            m_figures.measuredSeconds = std::chrono::duration<double>(now() - m_began).count();
            m_done(m_figures.lost ? QStringLiteral("%1 connections did not come back").arg(m_figures.lost) : QString());
        });
}

} // namespace confab::load
