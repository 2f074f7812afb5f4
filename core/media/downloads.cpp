#include "core/media/downloads.h"

#include <QFileInfo>

namespace confab {

Downloads::Downloads(MediaCache cache, QNetworkAccessManager &network, Clock &clock, QThreadPool &pool)
    : m_cache(std::move(cache))
    , m_network(network)
    , m_pool(pool)
    , m_queue(clock, {atOnce, mostTries, std::chrono::milliseconds(30'000)}, [this](const JobPtr &job) { start(job); })
{
}

void Downloads::lookUp(const Attachment &attachment)
{
    const MediaId media = mediaIdOf(attachment);
    TransferView view {media, TransferPhase::Remote, false, 0, attachment.size, {}};
    if (const JobPtr job = m_queue.find(media)) {
        tell(*job, job->active ? TransferPhase::Running : TransferPhase::Queued);
        return;
    }
    if (!m_cache.find(media).isEmpty()) {
        view.phase = TransferPhase::Local;
        view.done = view.total;
    } else {
        view.done = std::min(attachment.size, QFileInfo(partialPath(media)).size());
    }
    emit changed(view);
}

void Downloads::request(const Attachment &attachment, Wish wish, Arrived arrived)
{
    const MediaId media = mediaIdOf(attachment);
    if (JobPtr job = m_queue.find(media)) {
        if (wish > job->wish()) {
            job->rank = int(wish);
            m_queue.moveBack(*job);
        }
        if (wish == Wish::Asked) // asking again is a reason to try at once
            job->retry.reset();
        if (arrived)
            job->waiting.append(std::move(arrived));
        m_queue.pump();
        return;
    }
    if (const QString here = m_cache.find(media); !here.isEmpty()) {
        m_cache.touch(here);
        emit changed({media, TransferPhase::Local, false, attachment.size, attachment.size, {}});
        if (arrived)
            arrived(here);
        return;
    }
    if (attachment.blob.isNull()) { // an own file that is not on the server yet
        if (arrived)
            arrived(Failure {MediaError {ErrorCode::NotFound, tr("The file is not ready yet."), false}});
        return;
    }
    if (wish == Wish::Rule && m_queue.jobs().size() >= byRuleAtMost)
        return;
    auto job = std::make_shared<Job>();
    job->attachment = attachment;
    job->media = media;
    job->rank = int(wish);
    if (arrived)
        job->waiting.append(std::move(arrived));
    m_queue.add(job);
    tell(*job, TransferPhase::Queued);
    m_queue.pump();
}

void Downloads::setVisible(const QList<Attachment> &attachments)
{
    for (const JobPtr &job : m_queue.jobs())
        if (job->wish() == Wish::Visible)
            job->rank = int(Wish::Rule);
    for (const Attachment &attachment : attachments) {
        request(attachment, Wish::Visible);
        if (const JobPtr job = m_queue.find(mediaIdOf(attachment)); job && job->wish() == Wish::Visible)
            m_queue.moveBack(*job);
    }
}

void Downloads::cancel(const MediaId &media)
{
    const JobPtr job = m_queue.find(media);
    if (!job)
        return;
    release(job);
    const MediaError cancelled {ErrorCode::Timeout, tr("The download was cancelled."), false};
    for (const Arrived &arrived : std::exchange(job->waiting, {}))
        arrived(Failure {cancelled});
    emit changed({media, TransferPhase::Remote, false, QFileInfo(partialPath(media)).size(), job->attachment.size, {}});
    m_queue.pump();
}

void Downloads::fetchChunks(
    const Attachment &attachment, qint64 first, qint64 count, std::function<void(const QByteArray &)> done)
{
    const qint64 end = std::min(AttachmentCipher::sealedOffset(first + count), attachment::sealedSize(attachment.size));
    auto bytes = std::make_shared<QByteArray>();
    auto *transfer = new BlobDownload(m_network,
        {m_server, attachment.blob, AttachmentCipher::sealedOffset(first), end},
        [bytes](QByteArrayView part) {
            bytes->append(part.data(), part.size());
            return true;
        },
        this);
    connect(transfer, &BlobDownload::done, this, [transfer, bytes, done] {
        transfer->deleteLater();
        done(*bytes);
    });
    connect(transfer, &BlobDownload::failed, this, [transfer, done] {
        transfer->deleteLater();
        done({});
    });
    transfer->start();
}

void Downloads::start(const JobPtr &job)
{
    const QString path = partialPath(job->media);
    const auto cipher = AttachmentCipher::make(job->attachment.key, job->attachment.nonce, job->attachment.size);
    if (!cipher) {
        end(job, {ErrorCode::BadArg, tr("This is not what was sent."), true});
        return;
    }
    m_cache.prepare(path);
    job->part = std::make_shared<PartFile>(path, *cipher, job->attachment.sha256);
    // What an earlier run left is read and checked as a whole: not here, where the others wait.
    m_pool.start([this, job, part = job->part] { // the pool is waited for before this dies
        const PartFile::State state = part->open();
        QMetaObject::invokeMethod(
            this,
            [this, job, part, state] {
                if (job->part == part)
                    opened(job, state);
            },
            Qt::QueuedConnection);
    });
}

void Downloads::opened(const JobPtr &job, PartFile::State state)
{
    if (state == PartFile::State::NoSpace) {
        end(job, {ErrorCode::Internal, tr("There is no space left on this computer."), false});
        return;
    }
    if (state == PartFile::State::Whole) {
        complete(job);
        return;
    }
    job->begunAt = job->part->size();
    auto transfer = std::make_unique<BlobDownload>(m_network,
        BlobDownload::Source {m_server, job->attachment.blob, job->part->size(), attachment::sealedSize(job->attachment.size)},
        [this, job](QByteArrayView bytes) { return take(job, bytes); });
    connect(transfer.get(), &BlobDownload::done, this, [this, job] { complete(job); });
    connect(transfer.get(), &BlobDownload::failed, this, [this, job](const BlobError &error) { broke(job, error); });
    transfer->start();
    job->transfer = std::move(transfer);
    tell(*job, TransferPhase::Running);
}

bool Downloads::take(const JobPtr &job, QByteArrayView bytes)
{
    if (!job->part)
        return false; // given up a moment ago
    const PartFile::State state = job->part->append(bytes);
    if (state == PartFile::State::More || state == PartFile::State::Whole) {
        if (m_queue.mayTell(*job))
            tell(*job, TransferPhase::Running);
        return true;
    }
    // Not from within the transfer's own call.
    QMetaObject::invokeMethod(
        this,
        [this, job, part = job->part, state] {
            if (job->part != part)
                return;
            if (state == PartFile::State::Damaged)
                end(job, {ErrorCode::BadArg, tr("This is not what was sent."), true});
            else
                end(job, {ErrorCode::Internal, tr("There is no space left on this computer."), false});
        },
        Qt::QueuedConnection);
    return false;
}

void Downloads::complete(const JobPtr &job)
{
    const QString path = m_cache.path(MediaCache::Place::Received, job->media);
    switch (job->part->finish(path)) {
    case PartFile::State::Whole:
        break;
    case PartFile::State::More:
        broke(job, {BlobError::Kind::Network});
        return;
    case PartFile::State::Damaged:
        end(job, {ErrorCode::BadArg, tr("This is not what was sent."), true});
        return;
    case PartFile::State::NoSpace:
        end(job, {ErrorCode::Internal, tr("There is no space left on this computer."), false});
        return;
    }
    release(job);
    emit changed({job->media, TransferPhase::Local, false, job->attachment.size, job->attachment.size, {}});
    for (const Arrived &arrived : std::exchange(job->waiting, {}))
        arrived(path);
    emit received();
    m_queue.pump();
}

void Downloads::broke(const JobPtr &job, const BlobError &error)
{
    if (job->part && job->part->size() > job->begunAt)
        job->tries = 0;
    switch (error.kind) {
    case BlobError::Kind::Gone:
        end(job, {ErrorCode::NotFound, tr("The server no longer has this file."), false});
        return;
    case BlobError::Kind::Offset: // it ends before what the message promised
        end(job, {ErrorCode::BadArg, tr("This is not what was sent."), true});
        return;
    case BlobError::Kind::Unauthorized:
    case BlobError::Kind::HashRefused:
    case BlobError::Kind::TooBig:
    case BlobError::Kind::Source:
    case BlobError::Kind::Protocol:
        end(job, {ErrorCode::Internal, tr("The server does not hand out this file."), false});
        return;
    case BlobError::Kind::Network:
    case BlobError::Kind::Busy:
    case BlobError::Kind::Full:
        break;
    }
    job->part.reset();
    if (!m_queue.retryLater(job, error.wait)) {
        end(job, {ErrorCode::Timeout, tr("The file could not be fetched."), false});
        return;
    }
    tell(*job, TransferPhase::Queued);
    m_queue.pump();
}

void Downloads::end(const JobPtr &job, const MediaError &error)
{
    release(job);
    tell(*job, error.damaged ? TransferPhase::Damaged : TransferPhase::Failed, error.message);
    for (const Arrived &arrived : std::exchange(job->waiting, {}))
        arrived(Failure {error});
    m_queue.pump();
}

void Downloads::release(const JobPtr &job)
{
    job->part.reset();
    m_queue.remove(job);
}

void Downloads::tell(Job &job, TransferPhase phase, const QString &error)
{
    const qint64 sealed = attachment::sealedSize(job.attachment.size);
    const qint64 held = job.part ? job.part->size() : QFileInfo(partialPath(job.media)).size();
    m_queue.told(job);
    emit changed({job.media, phase, false, job.attachment.size * held / std::max<qint64>(1, sealed), job.attachment.size, error});
}

} // namespace confab
