#include "core/media/uploads.h"

#include "core/crypto/attachment.h"
#include "core/media/preparation.h"

namespace confab {

Uploads::Uploads(MediaCache cache, Clock &clock, QThreadPool &pool)
    : m_cache(std::move(cache))
    , m_pool(pool)
    , m_queue(clock, {atOnce, mostTries, std::chrono::milliseconds(60'000)}, [this](const JobPtr &job) {
        emit grantWanted(job->media, attachment::sealedSize(job->attachment.size), job->attachment.sha256);
    })
{
}

void Uploads::abandon()
{
    for (const JobPtr &job : m_queue.jobs())
        *job->stop = true;
}

void Uploads::start(const Attachment &attachment, const std::optional<UploadSource> &source)
{
    const MediaId media = mediaIdOf(attachment);
    if (m_queue.find(media))
        return;
    auto job = std::make_shared<Job>();
    job->attachment = attachment;
    job->source = source;
    job->media = media;
    m_queue.add(job);
    if (!attachment.sha256.isNull() && !m_cache.find(media).isEmpty()) {
        tell(*job, TransferPhase::Queued);
        m_queue.pump();
    } else if (source) {
        prepare(job);
    } else {
        end(job, {ErrorCode::NotFound, tr("The file is no longer on this computer."), false});
    }
}

void Uploads::prepare(const JobPtr &job)
{
    job->ready = false;
    tell(*job, TransferPhase::Preparing);
    m_pool.start([this, job, cache = m_cache] { // the pool is waited for before this dies
        const auto outcome = prepareMedia(job->attachment, *job->source, cache, *job->stop);
        QMetaObject::invokeMethod(
            this,
            [this, job, outcome] {
                if (m_queue.find(job->media) != job)
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

void Uploads::granted(const MediaId &media, const MediaGranted &grant)
{
    const JobPtr job = m_queue.find(media);
    if (!job || !job->isGranting())
        return;
    job->blob = grant.blob;
    job->sent = grant.offset;
    job->best = std::max(job->best, job->sent);
    auto *transfer = new BlobUpload({m_server, grant.blob, grant.token, grant.chunk, grant.offset}, m_cache.find(media));
    job->transfer.reset(transfer);
    connect(transfer, &BlobUpload::progressed, this, [this, job](qint64 sent) {
        job->sent = sent;
        if (sent > job->best) {
            job->best = sent;
            job->tries = 0;
        }
        if (m_queue.mayTell(*job))
            tell(*job, TransferPhase::Running);
    });
    connect(transfer, &BlobUpload::failed, this, [this, job](const BlobError &error) { broke(job, error); });
    connect(transfer, &BlobUpload::done, this, [this, job] {
        release(job);
        emit changed({job->media, TransferPhase::Local, true, job->attachment.size, job->attachment.size, {}});
        emit uploaded(job->media, job->blob);
        m_queue.pump();
    });
    transfer->start();
    tell(*job, TransferPhase::Running);
}

void Uploads::refused(const MediaId &media, const MediaError &error)
{
    if (const JobPtr job = m_queue.find(media); job && job->isGranting())
        end(job, error);
}

void Uploads::notGranted(const MediaId &media, std::chrono::milliseconds wait)
{
    const JobPtr job = m_queue.find(media);
    if (!job || !job->isGranting())
        return;
    m_queue.pause(job, wait);
    tell(*job, TransferPhase::Queued);
    m_queue.pump();
}

bool Uploads::lookUp(const MediaId &media)
{
    const JobPtr job = m_queue.find(media);
    if (job)
        tell(*job, !job->ready ? TransferPhase::Preparing : job->transfer ? TransferPhase::Running : TransferPhase::Queued);
    return job != nullptr;
}

void Uploads::cancel(const MediaId &media)
{
    if (const JobPtr job = m_queue.find(media))
        end(job, {ErrorCode::Timeout, tr("Sending was cancelled."), false});
}

void Uploads::forget(const MediaId &media)
{
    if (const JobPtr job = m_queue.find(media)) {
        release(job);
        m_queue.pump();
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
    case Kind::HashRefused: // damaged on the way; or on this disk, and then the source has to be sealed anew
        if (job->tries == 0)
            break;
        m_cache.remove(job->media);
        end(job, {ErrorCode::BadArg, tr("The file was damaged on this computer. Try again."), false});
        return;
    case Kind::Unauthorized: // an old token, a collected blob, an offset that moved: a new grant knows
    case Kind::Gone:
    case Kind::Offset:
    case Kind::Network:
    case Kind::Busy:
    case Kind::Full:
        break;
    }
    if (!m_queue.retryLater(job, error.wait)) {
        end(job,
            error.kind == Kind::Full ? MediaError {ErrorCode::Quota, tr("The server has no space left."), false}
                                     : MediaError {ErrorCode::Timeout, tr("The file could not be sent."), false});
        return;
    }
    tell(*job, TransferPhase::Queued);
    m_queue.pump();
}

void Uploads::end(const JobPtr &job, const MediaError &error)
{
    release(job);
    tell(*job, TransferPhase::Failed, error.message);
    emit failed(job->media, error);
    m_queue.pump();
}

void Uploads::release(const JobPtr &job)
{
    *job->stop = true;
    m_queue.remove(job);
}

void Uploads::tell(Job &job, TransferPhase phase, const QString &error)
{
    m_queue.told(job);
    const qint64 sealed = attachment::sealedSize(job.attachment.size);
    const qint64 done = phase == TransferPhase::Preparing ? 0 : job.attachment.size * job.sent / std::max<qint64>(1, sealed);
    emit changed({job.media, phase, true, done, job.attachment.size, error});
}

} // namespace confab
