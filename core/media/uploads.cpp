#include "core/media/uploads.h"

#include "core/crypto/attachment.h"
#include "core/media/preparation.h"

namespace confab {

namespace {

constexpr qint64 toldEvery = 100; // ms
constexpr std::chrono::milliseconds backoffFirst {500};
constexpr std::chrono::milliseconds backoffMost {60'000};

} // namespace

Uploads::Uploads(MediaCache cache, QNetworkAccessManager &network, Clock &clock, QThreadPool &pool)
    : m_cache(std::move(cache))
    , m_network(network)
    , m_clock(clock)
    , m_pool(pool)
{
}

Uploads::~Uploads()
{
    for (const JobPtr &job : std::as_const(m_jobs))
        job->transfer.reset(); // its calls hold the job
}

void Uploads::abandon()
{
    for (const JobPtr &job : std::as_const(m_jobs))
        *job->stop = true;
}

void Uploads::setOnline(bool online)
{
    m_online = online;
    if (!online)
        return;
    for (const JobPtr &job : std::as_const(m_jobs)) {
        job->tries = 0;
        job->retry.reset();
    }
    pump();
}

void Uploads::start(const Attachment &attachment, const std::optional<UploadSource> &source)
{
    const MediaId media = mediaIdOf(attachment);
    if (m_jobs.contains(media))
        return;
    auto job = std::make_shared<Job>();
    job->attachment = attachment;
    job->source = source;
    job->media = media;
    job->order = ++m_order;
    m_jobs.insert(media, job);
    if (!attachment.sha256.isNull() && !m_cache.find(media).isEmpty()) {
        tell(*job, TransferPhase::Queued);
        pump();
    } else if (source) {
        prepare(job);
    } else {
        end(job, {ErrorCode::NotFound, tr("The file is no longer on this computer."), false});
    }
}

void Uploads::prepare(const JobPtr &job)
{
    job->state = Job::State::Preparing;
    tell(*job, TransferPhase::Preparing);
    m_pool.start([this, job, cache = m_cache] { // the pool is waited for before this dies
        const auto outcome = prepareMedia(job->attachment, *job->source, cache, *job->stop);
        QMetaObject::invokeMethod(
            this,
            [this, job, outcome] {
                if (m_jobs.value(job->media) != job)
                    return; // given up meanwhile
                if (!outcome) {
                    end(job, outcome.error());
                    return;
                }
                release(job);
                emit prepared(job->media, *outcome);
            },
            Qt::QueuedConnection);
    });
}

void Uploads::pump()
{
    if (!m_online)
        return;
    QList<JobPtr> waiting;
    int active = 0;
    for (const JobPtr &job : std::as_const(m_jobs)) {
        active += job->isActive();
        if (job->state == Job::State::Waiting && !job->retry)
            waiting.append(job);
    }
    std::sort(waiting.begin(), waiting.end(), [](const JobPtr &a, const JobPtr &b) { return a->order < b->order; });
    for (const JobPtr &job : std::as_const(waiting)) {
        if (active++ >= atOnce)
            return;
        job->state = Job::State::Granting;
        emit grantWanted(job->media, attachment::sealedSize(job->attachment.size), job->attachment.sha256);
    }
}

void Uploads::granted(const MediaId &media, const MediaGranted &grant)
{
    const JobPtr job = m_jobs.value(media);
    if (!job || job->state != Job::State::Granting)
        return;
    job->state = Job::State::Sending;
    job->blob = grant.blob;
    job->sent = grant.offset;
    job->best = std::max(job->best, job->sent);
    job->transfer = std::make_unique<BlobUpload>(m_network,
        BlobUpload::Target {m_server, grant.blob, grant.token, grant.chunk, grant.offset}, m_cache.find(media));
    BlobUpload *transfer = job->transfer.get();
    connect(transfer, &BlobUpload::progressed, this, [this, job](qint64 sent) {
        job->sent = sent;
        if (sent > job->best) {
            job->best = sent;
            job->tries = 0;
        }
        if (m_clock.monotonicMs() - job->toldAt >= toldEvery)
            tell(*job, TransferPhase::Running);
    });
    connect(transfer, &BlobUpload::failed, this, [this, job](const BlobError &error) { broke(job, error); });
    connect(transfer, &BlobUpload::done, this, [this, job] {
        release(job);
        emit changed({job->media, TransferPhase::Local, true, job->attachment.size, job->attachment.size, {}});
        emit uploaded(job->media, job->blob);
        pump();
    });
    transfer->start();
    tell(*job, TransferPhase::Running);
}

void Uploads::refused(const MediaId &media, const MediaError &error)
{
    if (const JobPtr job = m_jobs.value(media); job && job->state == Job::State::Granting)
        end(job, error);
}

void Uploads::notGranted(const MediaId &media, std::chrono::milliseconds wait)
{
    if (const JobPtr job = m_jobs.value(media); job && job->state == Job::State::Granting)
        again(job, wait);
}

bool Uploads::lookUp(const MediaId &media)
{
    const JobPtr job = m_jobs.value(media);
    if (job)
        tell(*job, job->state == Job::State::Preparing ? TransferPhase::Preparing
                : job->state == Job::State::Sending    ? TransferPhase::Running
                                                       : TransferPhase::Queued);
    return job != nullptr;
}

void Uploads::cancel(const MediaId &media)
{
    if (const JobPtr job = m_jobs.value(media))
        end(job, {ErrorCode::Timeout, tr("Sending was cancelled."), false});
}

void Uploads::forget(const MediaId &media)
{
    if (const JobPtr job = m_jobs.value(media)) {
        release(job);
        pump();
    }
}

void Uploads::broke(const JobPtr &job, const BlobError &error)
{
    using Kind = BlobError::Kind;
    switch (error.kind) {
    case Kind::Source:
        end(job, {ErrorCode::NotFound, tr("The file is no longer on this computer."), false});
        return;
    case Kind::TooBig:
        end(job, {ErrorCode::TooBig, tr("The file is larger than the server allows."), false});
        return;
    case Kind::Protocol:
        end(job, {ErrorCode::Internal, tr("The server does not take this file."), false});
        return;
    case Kind::Unauthorized: // an old token, a collected blob, an offset that moved: a new grant knows
    case Kind::Gone:
    case Kind::Offset:
    case Kind::HashRefused:
    case Kind::Network:
    case Kind::Busy:
    case Kind::Full:
        break;
    }
    if (m_online && ++job->tries >= mostTries) {
        end(job,
            error.kind == Kind::Full ? MediaError {ErrorCode::Quota, tr("The server has no space left."), false}
                                     : MediaError {ErrorCode::Timeout, tr("The file could not be sent."), false});
        return;
    }
    const auto backoff = std::min<std::chrono::milliseconds>(backoffMost, backoffFirst * (1 << std::max(0, job->tries - 1)));
    again(job, std::max(backoff, error.wait));
}

void Uploads::again(const JobPtr &job, std::chrono::milliseconds wait)
{
    if (job->transfer) {
        job->transfer->disconnect(this);
        job->transfer.release()->deleteLater();
    }
    job->state = Job::State::Waiting;
    job->retry = m_clock.after(wait, [this, job] {
        job->retry.reset();
        pump();
    });
    tell(*job, TransferPhase::Queued);
    pump();
}

void Uploads::end(const JobPtr &job, const MediaError &error)
{
    release(job);
    tell(*job, TransferPhase::Failed, error.message);
    emit failed(job->media, error);
    pump();
}

void Uploads::release(const JobPtr &job)
{
    *job->stop = true;
    job->retry.reset();
    if (job->transfer) {
        job->transfer->disconnect(this);
        job->transfer.release()->deleteLater();
    }
    m_jobs.remove(job->media);
}

void Uploads::tell(Job &job, TransferPhase phase, const QString &error)
{
    job.toldAt = m_clock.monotonicMs();
    const qint64 sealed = attachment::sealedSize(job.attachment.size);
    const qint64 done = phase == TransferPhase::Preparing ? 0 : job.attachment.size * job.sent / std::max<qint64>(1, sealed);
    emit changed({job.media, phase, true, done, job.attachment.size, error});
}

} // namespace confab
