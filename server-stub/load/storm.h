#pragma once

#include "server-stub/load/scenario.h"

namespace confab::load {

//! All connections break at once and come back, again and again while the time lasts. A latency is from the break until
//! that client has synced; connect_s is how long the last round took for all.
class Storm final : public Scenario {
public:
    using Scenario::Scenario;
    void run(std::function<void(QString)> done) override;

private:
    void round();

    std::function<void(QString)> m_done;
    Time m_began;
};

} // namespace confab::load
