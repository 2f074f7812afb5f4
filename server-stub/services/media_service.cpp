#include "server-stub/services/media_service.h"

#include "core/protocol/blob_http.h"

#include <QLoggingCategory>
#include <future>
#include <sodium.h>

Q_LOGGING_CATEGORY(lcMedia, "confab.server.media")

namespace confab::server {

namespace {

constexpr qint64 countEvery = 60'000; //!< ms
constexpr qint64 touchEvery = 10 * 60'000; //!< ms, of one PUT that goes on and on

QByteArray keyOf(Store &store)
{
    std::promise<Answer<QByteArray>> promise;
    const QByteArray candidate = UploadTokens::newKey();
    store.blobKey(candidate, [&](Answer<QByteArray> key) { promise.set_value(std::move(key)); });
    const auto key = promise.get_future().get();
    if (key && key->size() == UploadTokens::keySize)
        return *key;
    qCWarning(lcMedia, "the key for upload tokens could not be kept: they end with this process");
    return candidate;
}

BlobOutcome outcomeOf(BlobError error)
{
    switch (error) {
    case BlobError::NotFound: return BlobOutcome::NotFound;
    case BlobError::Full: return BlobOutcome::Full;
    case BlobError::WrongHash: return BlobOutcome::WrongHash;
    case BlobError::Failed: break;
    }
    return BlobOutcome::Busy;
}

} // namespace

//! One PUT's hold on its upload, and its place among the user's.
class MediaService::Sink final : public BlobSink, public std::enable_shared_from_this<Sink> {
public:
    Sink(MediaService &service, const UserId &user)
        : m_service(service)
        , m_transfers(service.m_transfers)
        , m_user(user)
    {
    }
    ~Sink() override
    {
        if (m_upload)
            m_transfers->release(m_upload);
        m_transfers->leave(m_user);
    }

    //! Takes over from an older PUT of the same blob.
    void take(UploadPtr upload)
    {
        m_upload = std::move(upload);
        m_turn = ++m_upload->turn;
    }
    const UploadPtr &upload() const { return m_upload; }

    void write(BlobBuffer bytes, std::function<void(BlobProgress)> done) override
    {
        m_service.m_threads.post(laneOf(m_user), [self = shared_from_this(), bytes = std::move(bytes), done = std::move(done)] {
            if (self->m_upload->turn.load() != self->m_turn)
                return done({BlobOutcome::Superseded, 0, self->m_upload->size});
            self->m_service.append(self->m_upload, *bytes, done);
        });
    }

private:
    MediaService &m_service;
    const std::shared_ptr<TransferTable> m_transfers;
    const UserId m_user;
    UploadPtr m_upload;
    std::uint64_t m_turn = 0;
};

//! One GET, in a lane of its own.
class MediaService::Source final : public BlobSource, public std::enable_shared_from_this<Source> {
public:
    Source(MediaService &service, std::uint64_t lane, std::unique_ptr<BlobReader> reader)
        : m_service(service)
        , m_transfers(service.m_transfers)
        , m_lane(lane)
        , m_reader(std::move(reader))
    {
        ++m_transfers->gets;
    }
    ~Source() override { --m_transfers->gets; }

    qint64 size() const override { return m_reader->size(); }
    bool readNow(qint64 offset, const BlobBuffer &into) override
    {
        if (!m_reader->readNow(offset, *into))
            return false;
        m_service.m_node.metrics.blobBytesOut.fetch_add(qint64(into->size()), std::memory_order_relaxed);
        return true;
    }
    void read(qint64 offset, BlobBuffer into, std::function<void(bool)> done) override
    {
        m_service.m_threads.post(m_lane, [self = shared_from_this(), offset, into = std::move(into), done = std::move(done)] {
            const auto n = self->m_reader->read(offset, *into);
            const bool whole = n && *n == qint64(into->size());
            if (whole)
                self->m_service.m_node.metrics.blobBytesOut.fetch_add(*n, std::memory_order_relaxed);
            done(whole);
        });
    }

private:
    MediaService &m_service;
    const std::shared_ptr<TransferTable> m_transfers;
    const std::uint64_t m_lane;
    const std::unique_ptr<BlobReader> m_reader;
};

MediaService::MediaService(NodeContext &node, BlobStore &blobs, BlobThreads &threads)
    : m_node(node)
    , m_blobs(blobs)
    , m_threads(threads)
    , m_tokens(keyOf(node.store))
    , m_collectLane(threads.freshLane())
    , m_nextCollection(node.clock.steadyMs() + countEvery)
{
}

void MediaService::grant(const RequestPtr &request, const MediaGrant &grant)
{
    if (grant.size < 1 || grant.size > limits::attachment)
        return request->err(ErrorCode::BadArg, QStringLiteral("size"));
    if (grant.size > m_node.options.largestBlob)
        return request->err(ErrorCode::TooBig, QStringLiteral("larger than this server takes"));
    GrantRequest wanted {request->user(), grant.size, grant.sha256, {}, m_node.clock.wallMs(), m_node.options.mediaQuota};
    randombytes_buf(wanted.fresh.data(), BlobId::size);
    m_node.store.grantBlob(wanted, answering<BlobFacts>(request, [this, request](Request &, const BlobFacts &facts) {
        const auto answer = [this, request, facts](qint64 offset) {
            request->ok(MediaGranted {facts.blob, m_tokens.make(facts.blob, {request->user(), request->dev()}, m_node.clock.wallMs()), blobhttp::chunk, offset});
        };
        if (facts.complete)
            return answer(facts.size);
        m_threads.post(laneOf(facts.owner), [this, request, facts, answer] {
            extent(facts, [request, answer](BlobProgress progress) {
                const bool known = progress.outcome == BlobOutcome::Ok || progress.outcome == BlobOutcome::Complete;
                known ? answer(progress.offset) : request->err(ErrorCode::Busy, QStringLiteral("the disk does not answer"), 1000);
            });
        });
    }));
}

//! What is known of a blob that a device has been granted. A token ends with its device, whatever its own day says.
void MediaService::facts(
    const BlobId &blob, const UploadTokens::Holder &holder, std::function<void(BlobOutcome, BlobFacts)> done)
{
    m_node.store.device(holder.user, holder.dev, [this, blob, user = holder.user, done = std::move(done)](const Answer<DeviceFacts> &device) {
        if (!device && device.error().code != ErrorCode::NotFound)
            return done(BlobOutcome::Busy, {});
        if (device && device->revoked && !device->userDeleted) // of a deleted user nothing is found anyway
            return done(BlobOutcome::Unauthorised, {});
        m_node.store.blob(blob, [user, done](const Answer<BlobFacts> &answer) {
            if (!answer)
                return done(answer.error().code == ErrorCode::NotFound ? BlobOutcome::NotFound : BlobOutcome::Busy, {});
            if (answer->owner != user)
                return done(BlobOutcome::NotFound, {});
            done(answer->complete ? BlobOutcome::Complete : BlobOutcome::Ok, *answer);
        });
    });
}

void MediaService::put(const BlobId &blob, const QByteArray &token, std::function<void(BlobProgress, std::shared_ptr<BlobSink>)> done)
{
    const auto holder = m_tokens.verify(blob, token, m_node.clock.wallMs());
    if (!holder)
        return done({BlobOutcome::Unauthorised}, nullptr);
    if (!m_transfers->enter(holder->user))
        return done({BlobOutcome::TooMany}, nullptr);
    auto sink = std::make_shared<Sink>(*this, holder->user);
    facts(blob, *holder, [this, sink, user = holder->user, done = std::move(done)](BlobOutcome outcome, const BlobFacts &facts) {
        if (outcome != BlobOutcome::Ok)
            return done({outcome, facts.size, facts.size}, nullptr);
        sink->take(m_transfers->hold(facts.blob, user, facts.size, facts.sha256));
        m_threads.post(laneOf(user), [this, sink, done] {
            open(sink->upload(), [sink, done](BlobProgress progress) {
                done(progress, progress.outcome == BlobOutcome::Ok ? sink : nullptr);
            });
        });
    });
}

void MediaService::offset(const BlobId &blob, const QByteArray &token, std::function<void(BlobProgress)> done)
{
    const auto holder = m_tokens.verify(blob, token, m_node.clock.wallMs());
    if (!holder)
        return done({BlobOutcome::Unauthorised});
    facts(blob, *holder, [this, done = std::move(done)](BlobOutcome outcome, const BlobFacts &facts) {
        if (outcome != BlobOutcome::Ok)
            return done({outcome, facts.size, facts.size});
        m_threads.post(laneOf(facts.owner), [this, facts, done] { extent(facts, done); });
    });
}

void MediaService::get(const BlobId &blob, std::function<void(BlobOutcome, std::shared_ptr<BlobSource>)> done)
{
    m_node.store.blob(blob, [this, done = std::move(done)](const Answer<BlobFacts> &answer) {
        if (!answer || !answer->complete) {
            const bool busy = !answer && answer.error().code != ErrorCode::NotFound;
            return done(busy ? BlobOutcome::Busy : BlobOutcome::NotFound, nullptr);
        }
        const auto lane = m_threads.freshLane();
        m_threads.post(lane, [this, lane, blob = answer->blob, done] {
            auto reader = m_blobs.read(blob);
            if (!reader)
                return done(outcomeOf(reader.error()), nullptr);
            done(BlobOutcome::Ok, std::make_shared<Source>(*this, lane, std::move(*reader)));
        });
    });
}

void MediaService::open(const UploadPtr &upload, const Step &done)
{
    if (!upload->writer) {
        auto writer = m_blobs.write(upload->blob);
        if (!writer && writer.error() == BlobError::NotFound)
            return adopt(upload, done);
        if (!writer)
            return done({outcomeOf(writer.error()), 0, upload->size});
        upload->writer = std::move(*writer);
    }
    upload->touched = m_node.clock.wallMs();
    m_node.store.touchBlob(upload->blob, upload->touched);
    const auto stored = upload->writer->stored();
    if (stored >= upload->size) // all was there when the process ended
        return finish(upload, done);
    done({BlobOutcome::Ok, stored, upload->size});
}

void MediaService::append(const UploadPtr &upload, const std::vector<char> &bytes, const Step &done)
{
    auto &writer = upload->writer;
    if (!writer) // completed by what came before
        return done({BlobOutcome::Superseded, upload->size, upload->size});
    if (const auto now = m_node.clock.wallMs(); now - upload->touched > touchEvery) {
        upload->touched = now;
        m_node.store.touchBlob(upload->blob, now);
    }
    const auto before = writer->stored();
    const auto appended = writer->append(bytes);
    const auto stored = writer->stored();
    m_node.metrics.blobBytesIn.fetch_add(stored - before, std::memory_order_relaxed);
    if (!appended)
        return done({outcomeOf(appended.error()), stored, upload->size});
    if (stored >= upload->size)
        return finish(upload, done);
    done({BlobOutcome::Ok, stored, upload->size});
}

void MediaService::finish(const UploadPtr &upload, const Step &done)
{
    const auto finished = upload->writer->finish(upload->sha256);
    if (!finished) {
        const auto outcome = outcomeOf(finished.error());
        if (outcome == BlobOutcome::WrongHash)
            m_node.metrics.blobsRefused.fetch_add(1, std::memory_order_relaxed);
        else
            upload->writer = nullptr; // the next PUT looks again at what is there
        return done({outcome, outcome == BlobOutcome::WrongHash ? 0 : upload->size, upload->size});
    }
    adopt(upload, done);
}

//! The bytes are whole and in place: the store has to know.
void MediaService::adopt(const UploadPtr &upload, const Step &done)
{
    upload->writer = nullptr;
    m_node.store.finishBlob(upload->blob, m_node.clock.wallMs(), [this, upload, done](const Answer<Done> &answer) {
        if (answer) {
            m_node.metrics.blobsCompleted.fetch_add(1, std::memory_order_relaxed);
            return done({BlobOutcome::Complete, upload->size, upload->size});
        }
        if (answer.error().code != ErrorCode::NotFound)
            return done({BlobOutcome::Busy, upload->size, upload->size});
        // Condemned while it was sent: its user has gone.
        m_threads.post(laneOf(upload->user), [this, upload, done] {
            static_cast<void>(m_blobs.remove(upload->blob).has_value());
            done({BlobOutcome::NotFound, 0, upload->size});
        });
    });
}

//! How far an unfinished blob is. One that has everything is finished on the way: whoever hears of offset = size may
//! rely on it.
void MediaService::extent(const BlobFacts &facts, const Step &done)
{
    qint64 stored = 0;
    bool whole = false;
    if (const auto upload = m_transfers->find(facts.blob); upload && upload->writer) {
        stored = upload->writer->stored();
    } else {
        const auto extent = m_blobs.extent(facts.blob);
        if (!extent)
            return done({outcomeOf(extent.error()), 0, facts.size});
        stored = extent->stored;
        whole = extent->finished;
    }
    if (!whole && stored < facts.size)
        return done({BlobOutcome::Ok, stored, facts.size});
    const auto upload = m_transfers->hold(facts.blob, facts.owner, facts.size, facts.sha256);
    open(upload, [transfers = m_transfers, upload, done](BlobProgress progress) {
        transfers->release(upload);
        if (progress.outcome == BlobOutcome::WrongHash)
            progress.outcome = BlobOutcome::Ok; // it begins again at 0
        done(progress);
    });
}

void MediaService::tick()
{
    const auto now = m_node.clock.steadyMs();
    m_transfers->sweep(now);
    m_node.metrics.uploads.store(m_transfers->puts(), std::memory_order_relaxed);
    m_node.metrics.downloads.store(m_transfers->gets, std::memory_order_relaxed);
    if (now >= m_nextCount) {
        m_nextCount = now + countEvery;
        count();
    }
    if ((now >= m_nextCollection || m_moreToCollect) && !m_collecting.exchange(true)) {
        m_nextCollection = now + collectEvery;
        m_moreToCollect = false;
        collect();
    }
}

void MediaService::collect()
{
    m_node.store.condemnBlobs(m_node.clock.wallMs() - graceMs, collectedAtOnce, [this](Answer<BlobList> answer) {
        if (!answer || answer->blobs.empty()) {
            m_collecting = false;
            return;
        }
        m_threads.post(m_collectLane, [this, list = std::move(answer->blobs)] {
            BlobList removed;
            for (const auto &blob : list)
                if (m_blobs.remove(blob))
                    removed.blobs.push_back(blob);
            m_node.metrics.blobsCollected.fetch_add(qint64(removed.blobs.size()), std::memory_order_relaxed);
            // Those whose bytes stay are tried again the next time.
            const bool more = int(removed.blobs.size()) == collectedAtOnce;
            m_node.store.forgetBlobs(std::move(removed), [this, more](const Answer<Done> &) {
                m_moreToCollect = more;
                m_collecting = false;
            });
        });
    });
}

void MediaService::count()
{
    m_node.store.blobTotals([this](const Answer<BlobTotals> &totals) {
        if (!totals)
            return;
        m_node.metrics.blobs.store(totals->count, std::memory_order_relaxed);
        m_node.metrics.blobBytes.store(totals->bytes, std::memory_order_relaxed);
    });
}

} // namespace confab::server
