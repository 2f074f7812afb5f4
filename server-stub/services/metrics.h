#pragma once

#include "server-stub/store/metrics.h"

namespace confab::server {

//! What the services count; the gateway prints them for /metrics. Any thread.
struct ServiceMetrics {
    Counter connections {0}; //!< open now
    Counter authenticated {0}; //!< of these
    Counter requests {0}; //!< frames from clients
    Counter errors {0}; //!< `err` answers
    Counter rateLimited {0}; //!< of these, by a bucket
    Counter delivered {0}; //!< events handed to sockets
    Counter lagged {0}; //!< `lagged` told
    Counter gapsFetched {0}; //!< `hist` with `after`: what clients found missing
    Counter syncs {0};
    Counter presenceUpdates {0}; //!< frames sent
    Counter pushesSent {0};
    Counter pushesFailed {0}; //!< attempts
    Counter uploads {0}; //!< PUTs under way
    Counter downloads {0}; //!< GETs under way
    Counter blobBytesIn {0};
    Counter blobBytesOut {0};
    Counter blobsCompleted {0};
    Counter blobsRefused {0}; //!< whose hash was not the granted one
    Counter blobsCollected {0};
    Counter blobs {0}; //!< complete ones in the store, counted now and then
    Counter blobBytes {0}; //!< of these
    Histogram send; //!< from the frame of a `send` until its `ok` is handed to the socket
};

} // namespace confab::server
