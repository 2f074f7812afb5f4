#include "core/media/preparation.h"

#include "core/crypto/secret.h"
#include "core/media/picture.h"
#include "core/media/seal_file.h"
#include "core/media/sealed_device.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QMimeDatabase>

namespace confab {

namespace {

MediaError failure(ErrorCode code, const char *sentence)
{
    return {code, QCoreApplication::translate("Media", sentence), false};
}

MediaError changed()
{
    return failure(ErrorCode::NotFound, QT_TRANSLATE_NOOP("Media", "The file has changed since it was chosen."));
}

QString mimeOf(QIODevice &device, const QString &name)
{
    device.seek(0);
    const QString mime = QMimeDatabase().mimeTypeForFileNameAndData(name, &device).name();
    device.seek(0);
    return mime.size() <= 128 ? mime : QStringLiteral("application/octet-stream");
}

std::unique_ptr<QIODevice> openSource(const UploadSource &source, const MediaCache &cache)
{
    if (source.stash) {
        const auto cipher = AttachmentCipher::make(source.stash->key, source.stash->nonce, source.stash->size);
        const QString path = cache.find(mediaIdOf(*source.stash));
        if (!cipher || path.isEmpty())
            return nullptr;
        return std::make_unique<SealedDevice>(*cipher, path, QString());
    }
    const QFileInfo info(source.path);
    auto file = std::make_unique<QFile>(source.path);
    const bool same = info.isFile() && info.size() == source.size
        && info.lastModified().toMSecsSinceEpoch() == source.modified && file->open(QIODevice::ReadOnly);
    if (!same)
        return nullptr;
    return file;
}

//! What a look at the picture tells, where it is one to be shown as such.
void describe(Attachment &attachment, QIODevice &device, MediaKind kind, int longestSide)
{
    const bool asPicture = kind == MediaKind::Photo || kind == MediaKind::Animation;
    const auto info = asPicture ? lookAtPicture(device) : std::nullopt;
    if (!info)
        return;
    const bool scales = kind == MediaKind::Photo && !info->animated && longestSide > 0;
    const QSize size = scales ? fitted(info->size, longestSide) : info->size;
    attachment.mime = info->mime;
    attachment.width = size.width();
    attachment.height = size.height();
}

QString withEnding(const QString &name, const QString &mime)
{
    const QString ending = mime == QLatin1String("image/png") ? QStringLiteral(".png") : QStringLiteral(".jpg");
    if (name.endsWith(ending, Qt::CaseInsensitive) || (ending == QLatin1String(".jpg") && name.endsWith(QLatin1String(".jpeg"), Qt::CaseInsensitive)))
        return name;
    const auto dot = name.lastIndexOf(u'.');
    return safeFileName((dot > 0 ? name.left(dot) : name) + ending);
}

Result<Attachment, MediaError> sealInto(
    Attachment attachment, QIODevice &device, const MediaCache &cache, const std::atomic_bool &stop)
{
    QString path = cache.path(MediaCache::Place::Own, mediaIdOf(attachment));
    // Made before sealing begins: whoever finds it takes another key, for what is sealed may be other bytes this time.
    const QString begun = path + QLatin1String(MediaCache::partial);
    if (QFile::exists(begun) || QFile::exists(path)) {
        QFile::remove(begun);
        giveFreshKey(attachment);
        path = cache.path(MediaCache::Place::Own, mediaIdOf(attachment));
    }
    const auto cipher = AttachmentCipher::make(attachment.key, attachment.nonce, attachment.size);
    QFile mark(path + QLatin1String(MediaCache::partial));
    if (!cipher)
        return Failure {failure(ErrorCode::TooBig, QT_TRANSLATE_NOOP("Media", "Files may have at most 2 GB."))};
    if (!cache.prepare(path) || !mark.open(QIODevice::WriteOnly))
        return Failure {failure(ErrorCode::Internal, QT_TRANSLATE_NOOP("Media", "The file could not be prepared: the disk refuses it."))};
    const auto sealed = sealFile(device, *cipher, path, stop);
    if (!sealed)
        return Failure {sealed.error()};
    mark.remove();
    attachment.sha256 = *sealed;
    return attachment;
}

} // namespace

void giveFreshKey(Attachment &attachment)
{
    fillRandom(attachment.key.data(), PublicKey::size);
    attachment.nonce = randomBytes(attachment::nonceSize);
}

Result<PlannedMedia, MediaError> planMedia(const OutgoingMedia &media, const MediaCache &cache)
{
    PlannedMedia plan;
    plan.source.kind = media.kind;
    plan.source.longestSide = media.longestSide;
    Attachment &attachment = plan.attachment;
    giveFreshKey(attachment);
    attachment.name = safeFileName(media.name.isEmpty() ? QFileInfo(media.path).fileName() : media.name);
    attachment.durationMs = std::max<qint64>(0, media.durationMs);
    attachment.waveform = media.waveform.left(100);
    attachment.preview = media.preview.size() <= 4096 ? media.preview : QByteArray();

    QBuffer buffer;
    QFile file(media.path);
    QIODevice *device = &file;
    if (media.path.isEmpty()) {
        buffer.setData(media.bytes);
        device = &buffer;
    } else {
        const QFileInfo info(media.path);
        if (!info.isFile())
            return Failure {failure(ErrorCode::NotFound, QT_TRANSLATE_NOOP("Media", "The file is not there."))};
        plan.source.path = info.absoluteFilePath();
        plan.source.size = info.size();
        plan.source.modified = info.lastModified().toMSecsSinceEpoch();
    }
    if (!device->open(QIODevice::ReadOnly))
        return Failure {failure(ErrorCode::Forbidden, QT_TRANSLATE_NOOP("Media", "The file cannot be read."))};
    attachment.size = device->size();
    if (attachment.size > attachment::largest)
        return Failure {failure(ErrorCode::TooBig, QT_TRANSLATE_NOOP("Media", "Files may have at most 2 GB."))};
    attachment.mime = mimeOf(*device, attachment.name);
    if (media.kind == MediaKind::Video) {
        attachment.width = std::max(0, media.frame.width());
        attachment.height = std::max(0, media.frame.height());
    }
    describe(attachment, *device, media.kind, media.longestSide);
    if (!media.path.isEmpty())
        return plan;

    Attachment stash;
    giveFreshKey(stash);
    stash.size = attachment.size;
    const auto cipher = AttachmentCipher::make(stash.key, stash.nonce, stash.size);
    const QString path = cache.path(MediaCache::Place::Own, mediaIdOf(stash));
    if (!cipher || !cache.prepare(path))
        return Failure {failure(ErrorCode::Internal, QT_TRANSLATE_NOOP("Media", "The file could not be prepared: the disk refuses it."))};
    if (const auto sealed = sealBytes(media.bytes, *cipher, path); !sealed)
        return Failure {sealed.error()};
    plan.source.stash = stash;
    return plan;
}

Result<Attachment, MediaError> prepareMedia(
    Attachment attachment, const UploadSource &source, const MediaCache &cache, const std::atomic_bool &stop)
{
    const auto device = openSource(source, cache);
    if (!device)
        return Failure {changed()};
    attachment.size = device->size();
    const bool asPicture = source.kind == MediaKind::Photo || source.kind == MediaKind::Animation;
    const auto info = asPicture ? lookAtPicture(*device) : std::nullopt;
    if (!info)
        return sealInto(attachment, *device, cache, stop);

    if (source.kind == MediaKind::Photo && source.longestSide > 0 && !info->animated) {
        const auto recoded = recodePicture(*device, source.longestSide);
        if (recoded) {
            attachment.mime = recoded->mime;
            attachment.name = withEnding(attachment.name, recoded->mime);
            attachment.size = recoded->bytes.size();
            attachment.width = recoded->size.width();
            attachment.height = recoded->size.height();
            QBuffer bytes;
            bytes.setData(recoded->bytes);
            bytes.open(QIODevice::ReadOnly);
            attachment.preview = blurredPreview(decodePicture(bytes, {256, 256}));
            bytes.seek(0);
            return sealInto(attachment, bytes, cache, stop);
        }
    } else {
        const QImage small = decodePicture(*device, {256, 256});
        if (!small.isNull()) {
            attachment.mime = info->mime;
            attachment.width = info->size.width();
            attachment.height = info->size.height();
            attachment.preview = blurredPreview(small);
            device->seek(0);
            return sealInto(attachment, *device, cache, stop);
        }
    }
    // Broken, or more than may be decoded here: a file, which nobody tries to show.
    attachment.width = 0;
    attachment.height = 0;
    attachment.preview.clear();
    device->seek(0);
    return sealInto(attachment, *device, cache, stop);
}

} // namespace confab
