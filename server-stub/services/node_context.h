#pragma once

#include "server-stub/bus/bus.h"
#include "server-stub/services/clock.h"
#include "server-stub/services/options.h"
#include "server-stub/services/session_registry.h"
#include "server-stub/store/store.h"

namespace confab::server {

//! What every service of one node works with.
struct NodeContext {
    NodeContext(ServerOptions o, Store &s, Bus &b, const Clock &c, const HintListener *listener)
        : options(o)
        , store(s)
        , bus(b)
        , clock(c)
        , self(listener)
    {
    }

    const ServerOptions options;
    Store &store;
    Bus &bus;
    const Clock &clock;
    const HintListener *const self;
    ServiceMetrics metrics;
    SessionRegistry registry {metrics};

    void publish(Hint hint) { bus.publish(self, std::move(hint)); }
};

} // namespace confab::server
