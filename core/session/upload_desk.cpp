#include "core/session/upload_desk.h"

#include "core/media/preparation.h"
#include "core/sync/outcome.h"

namespace confab {

UploadDesk::UploadDesk(Committer &committer, Connection &connection, Outbox &outbox, MediaThread &files,
    const MediaCache &cache, QObject *parent)
    : QObject(parent)
    , m_committer(committer)
    , m_connection(connection)
    , m_outbox(outbox)
    , m_files(files)
    , m_cache(cache)
{
    connect(&files, &MediaThread::prepared, this, &UploadDesk::prepared);
    connect(&files, &MediaThread::grantWanted, this, &UploadDesk::grant);
    connect(&files, &MediaThread::uploaded, this, &UploadDesk::uploaded);
    connect(&files, &MediaThread::uploadFailed, this, &UploadDesk::failed);
    connect(&outbox, &Outbox::retried, this, [this](const ChatId &chat) {
        for (const OutboxItem &item : m_outbox.held())
            if (item.chat == chat)
                start(item);
    });
    connect(&outbox, &Outbox::discarded, this, [this](const OutboxItem &item) {
        for (const Attachment &attachment : item.content.media) {
            const MediaId media = mediaIdOf(attachment);
            if (!m_places.contains(media))
                continue;
            m_places.remove(media);
            m_files.post([media](MediaParts &parts) {
                parts.uploads.forget(media);
                parts.cache.remove(media);
            });
        }
        dropStashes(item.cid);
    });
}

void UploadDesk::load()
{
    for (const UploadSource &source : m_committer.read().uploads())
        m_sources[source.cid].append(source);
    for (const OutboxItem &item : m_outbox.held())
        if (!item.failure)
            start(item);
}

void UploadDesk::send(OutboxItem item, const QList<OutgoingMedia> &media)
{
    QList<UploadSource> sources;
    std::optional<MediaError> trouble;
    for (const OutgoingMedia &outgoing : media.first(std::min<qsizetype>(media.size(), limits::mediaPerMessage))) {
        auto planned = planMedia(outgoing, m_cache);
        UploadSource source;
        Attachment attachment;
        if (planned) {
            source = planned->source;
            attachment = planned->attachment;
        } else { // shown as failed, with its name, rather than lost without a word
            trouble = planned.error();
            giveFreshKey(attachment);
            attachment.name = safeFileName(outgoing.name.isEmpty() ? outgoing.path : outgoing.name);
            attachment.mime = QStringLiteral("application/octet-stream");
            source.path = outgoing.path;
        }
        source.cid = item.cid;
        source.index = int(sources.size());
        sources.append(source);
        item.content.media.append(attachment);
    }
    m_sources.insert(item.cid, sources);
    m_outbox.enqueue(item, sources);
    if (!trouble) {
        start(item);
        return;
    }
    for (const Attachment &attachment : std::as_const(item.content.media))
        emit m_files.changed({mediaIdOf(attachment), TransferPhase::Failed, true, 0, attachment.size, trouble->message});
    m_outbox.fail(item.cid, trouble->code);
}

void UploadDesk::start(const OutboxItem &item)
{
    const QList<UploadSource> sources = m_sources.value(item.cid);
    for (int i = 0; i < item.content.media.size(); ++i) {
        const Attachment &attachment = item.content.media.at(i);
        if (!attachment.blob.isNull())
            continue;
        std::optional<UploadSource> source;
        for (const UploadSource &candidate : sources)
            if (candidate.index == i)
                source = candidate;
        m_places.insert(mediaIdOf(attachment), {item.cid, i});
        m_files.post([attachment, source](MediaParts &parts) { parts.uploads.start(attachment, source); });
    }
}

std::optional<UploadDesk::Place> UploadDesk::placeOf(const MediaId &media) const
{
    const auto place = m_places.constFind(media);
    return place == m_places.constEnd() ? std::nullopt : std::optional(*place);
}

void UploadDesk::prepared(const MediaId &media, const Attachment &attachment)
{
    const auto place = placeOf(media);
    const auto item = place ? m_outbox.item(place->cid) : std::nullopt;
    m_places.remove(media);
    if (!item || place->index >= item->content.media.size())
        return;
    Content content = item->content;
    content.media[place->index] = attachment;
    if (!m_outbox.setContent(place->cid, content)) {
        m_outbox.fail(place->cid, ErrorCode::Internal);
        return;
    }
    m_places.insert(mediaIdOf(attachment), *place);
    m_files.post([attachment](MediaParts &parts) { parts.uploads.start(attachment, std::nullopt); });
}

void UploadDesk::grant(const MediaId &media, qint64 size, const PublicKey &sha256)
{
    m_connection.request(MediaGrant {size, sha256}, this, [this, media](const Connection::Answer<MediaGrant> &answer) {
        if (answer) {
            m_files.post([media, grant = *answer](MediaParts &parts) { parts.uploads.granted(media, grant); });
            return;
        }
        const NetError &error = answer.error();
        const bool passes = error.kind != NetError::Kind::Refused || error.refusal.retry == Retry::Same;
        if (passes) {
            const auto wait = std::chrono::milliseconds(std::max<qint64>(2'000, error.refusal.ms.value_or(0)));
            m_files.post([media, wait](MediaParts &parts) { parts.uploads.notGranted(media, wait); });
            return;
        }
        const SessionError shown = toSessionError(error);
        const MediaError refusal {shown.code, shown.message, false};
        m_files.post([media, refusal](MediaParts &parts) { parts.uploads.refused(media, refusal); });
    });
}

void UploadDesk::uploaded(const MediaId &media, const BlobId &blob)
{
    const auto place = placeOf(media);
    const auto item = place ? m_outbox.item(place->cid) : std::nullopt;
    m_places.remove(media);
    if (!item || place->index >= item->content.media.size())
        return;
    Content content = item->content;
    content.media[place->index].blob = blob;
    if (!m_outbox.setContent(place->cid, content)) {
        m_outbox.fail(place->cid, ErrorCode::Internal);
        return;
    }
    const bool last = std::none_of(content.media.cbegin(), content.media.cend(),
        [](const Attachment &attachment) { return attachment.blob.isNull(); });
    if (last)
        dropStashes(place->cid);
}

void UploadDesk::failed(const MediaId &media, const MediaError &error)
{
    if (const auto place = placeOf(media))
        m_outbox.fail(place->cid, error.code);
    m_places.remove(media);
}

void UploadDesk::cancel(const MediaId &media)
{
    if (placeOf(media))
        m_files.post([media](MediaParts &parts) { parts.uploads.cancel(media); });
}

//! The sealed copies of what was pasted: of no use once the files themselves are sealed and on the server.
void UploadDesk::dropStashes(const Cid &cid)
{
    for (const UploadSource &source : m_sources.take(cid))
        if (source.stash)
            m_files.post([stash = mediaIdOf(*source.stash)](MediaParts &parts) { parts.cache.remove(stash); });
}

} // namespace confab
