#pragma once

#include "server-stub/bus/bus.h"

#include <shared_mutex>

namespace confab::server {

//! Nodes in one process: usually one, and then publishing costs nothing. Delivers within `publish`.
class LocalBus : public Bus {
public:
    void join(HintListener *listener) override;
    void leave(HintListener *listener) override;
    void publish(const HintListener *from, Hint hint) override;

private:
    std::shared_mutex m_mutex;
    std::vector<HintListener *> m_listeners;
};

} // namespace confab::server
