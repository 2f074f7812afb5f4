#pragma once

#include "server-stub/gateway/metrics.h"
#include "server-stub/services/metrics.h"

namespace confab::server {

//! The lines that services and store have on `/metrics`.
void addServiceMetrics(MetricsText &text, const ServiceMetrics &metrics);
void addStoreMetrics(MetricsText &text, const StoreMetrics &metrics);

} // namespace confab::server
