#pragma once

#include "core/protocol/limits.h"

#include <QtGlobal>

namespace confab::server {

struct ServerOptions {
    bool openRegistration = true; //!< else a registration needs an invite of the store
    bool allowPlaintext = true; //!< takes enc "none"; else such a `send` is `forbidden`
    bool rateLimits = true;
    qint64 mediaQuota = qint64(20) << 30; //!< bytes of blobs that a user may have
    qint64 largestBlob = limits::attachment; //!< bytes; larger ones are not granted
    bool pushToPrivateNetworks = false; //!< webhooks to loopback and private ranges, and without TLS
};

} // namespace confab::server
