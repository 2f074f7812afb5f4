#include "server-stub/node/service_metrics.h"

namespace confab::server {

namespace {

quint64 read(const Counter &counter)
{
    return quint64(std::max<std::int64_t>(0, counter.load(std::memory_order_relaxed)));
}

void addHistogram(MetricsText &text, QByteArrayView name, QByteArrayView help, const Histogram &histogram)
{
    std::array<double, Histogram::bounds.size()> bounds {};
    std::array<quint64, Histogram::bounds.size() + 1> counts {};
    for (std::size_t i = 0; i < bounds.size(); ++i)
        bounds[i] = double(Histogram::bounds[i]) / 1e6;
    for (std::size_t i = 0; i < counts.size(); ++i)
        counts[i] = quint64(histogram.count(i));
    text.histogram(name, help, bounds, counts, double(histogram.sumUs()) / 1e6);
}

} // namespace

void addServiceMetrics(MetricsText &text, const ServiceMetrics &m)
{
    text.gauge("confab_authenticated", "Connections of signed-in devices.", double(read(m.authenticated)));
    text.counter("confab_requests_total", "Frames handled.", read(m.requests));
    text.counter("confab_errors_total", "Requests answered with an error.", read(m.errors));
    text.counter("confab_rate_limited_total", "Requests refused by a token bucket.", read(m.rateLimited));
    text.counter("confab_delivered_total", "Events handed to sockets.", read(m.delivered));
    text.counter("confab_lagged_total", "Times that a client was told it lagged.", read(m.lagged));
    text.counter("confab_gaps_fetched_total", "Requests for events that a client found missing.", read(m.gapsFetched));
    text.counter("confab_syncs_total", "Sync pages served.", read(m.syncs));
    text.counter("confab_presence_updates_total", "Presence frames sent.", read(m.presenceUpdates));
    text.counter("confab_pushes_sent_total", "Webhooks accepted by their endpoint.", read(m.pushesSent));
    text.counter("confab_pushes_failed_total", "Failed webhook attempts.", read(m.pushesFailed));
    text.gauge("confab_blobs", "Complete blobs in the store, as of the last minute.", double(read(m.blobs)));
    text.gauge("confab_blob_bytes", "Bytes of these.", double(read(m.blobBytes)));
    text.gauge("confab_uploads", "PUTs of blobs under way.", double(read(m.uploads)));
    text.gauge("confab_downloads", "GETs of blobs under way.", double(read(m.downloads)));
    text.counter("confab_blob_bytes_in_total", "Bytes of blobs stored.", read(m.blobBytesIn));
    text.counter("confab_blob_bytes_out_total", "Bytes of blobs read for clients.", read(m.blobBytesOut));
    text.counter("confab_blobs_completed_total", "Uploads completed.", read(m.blobsCompleted));
    text.counter("confab_blobs_refused_total", "Uploads whose hash was not the granted one.", read(m.blobsRefused));
    text.counter("confab_blobs_collected_total", "Blobs removed because nobody referred to them.", read(m.blobsCollected));
    addHistogram(text, "confab_send_seconds", "From the frame of a send to its ok.", m.send);
}

void addStoreMetrics(MetricsText &text, const StoreMetrics &m)
{
    addHistogram(text, "confab_append_seconds", "From an append's arrival at the store to its commit.", m.append);
    text.counter("confab_appended_total", "Events stored.", read(m.appended));
    text.counter("confab_duplicates_total", "Repeated sends answered with their first answer.", read(m.duplicates));
    text.counter("confab_transactions_total", "Transactions committed.", read(m.transactions));
    text.counter("confab_operations_total", "Operations in those transactions.", read(m.operations));
    text.counter("confab_store_busy_total", "Requests answered busy.", read(m.refused));
    text.gauge("confab_write_queue", "Writes waiting for the store.", double(read(m.writeQueue)));
    text.gauge("confab_read_queue", "Reads waiting for the store.", double(read(m.readQueue)));
}

} // namespace confab::server
