#pragma once

#include "server-stub/load/scenario.h"

namespace confab::load {

//! Connections that only say `ping` every heartbeat.
class Idle final : public Scenario {
public:
    using Scenario::Scenario;
    void run(std::function<void(QString)> done) override;

private:
    void beat();

    std::function<void(QString)> m_done;
    std::optional<boost::asio::steady_timer> m_beat, m_end;
    std::size_t m_turn = 0;
    Time m_began;
};

} // namespace confab::load
