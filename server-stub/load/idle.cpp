#include "server-stub/load/idle.h"

#include "core/protocol/limits.h"

using boost::system::error_code;

namespace confab::load {

void Idle::run(std::function<void(QString)> done)
{
    m_done = std::move(done);
    m_began = now();
    for (const ClientPtr &client : m_crowd.clients())
        client->onLost = [this] { ++m_figures.lost; };
    m_beat.emplace(m_io);
    beat();
    m_end.emplace(m_io, duration());
    m_end->async_wait([this](error_code) {
        m_beat->cancel();
        m_figures.measuredSeconds = std::chrono::duration<double>(now() - m_began).count();
        m_done({});
    });
}

//! Everybody once a heartbeat, spread evenly over it as jitter does with real clients.
void Idle::beat()
{
    const auto &clients = m_crowd.clients();
    m_beat->expires_after(std::chrono::milliseconds(100));
    m_beat->async_wait([this, &clients](error_code error) {
        if (error)
            return;
        const auto share = clients.size() / std::size_t(limits::heartbeat.count() / 100) + 1;
        for (std::size_t i = 0; i < share; ++i) {
            const ClientPtr &client = clients[m_turn++ % clients.size()];
            if (client->isLive())
                client->ping();
        }
        beat();
    });
}

} // namespace confab::load
