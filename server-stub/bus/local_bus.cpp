#include "server-stub/bus/local_bus.h"

#include <mutex>

namespace confab::server {

void LocalBus::join(HintListener *listener)
{
    const std::unique_lock lock(m_mutex);
    m_listeners.push_back(listener);
}

void LocalBus::leave(HintListener *listener)
{
    const std::unique_lock lock(m_mutex);
    std::erase(m_listeners, listener);
}

void LocalBus::publish(const HintListener *from, Hint hint)
{
    const std::shared_lock lock(m_mutex);
    for (auto *listener : m_listeners)
        if (listener != from)
            listener->hint(hint);
}

} // namespace confab::server
