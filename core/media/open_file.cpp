#include "core/media/open_file.h"

#include "core/media/sealed_device.h"

#include <QCoreApplication>
#include <QSaveFile>
#include <QSemaphore>

#ifdef Q_OS_LINUX
#include <sys/xattr.h>
#endif

namespace confab {

namespace {

constexpr std::chrono::seconds patience {40};

MediaError failure(ErrorCode code, const char *sentence, bool damaged = false)
{
    return {code, QCoreApplication::translate("Media", sentence), damaged};
}

MediaError unreadable()
{
    return failure(ErrorCode::Internal, QT_TRANSLATE_NOOP("Media", "The file on this computer is damaged. Fetch it again."), true);
}

//! Where this came from, for whoever opens it: desktops and virus scanners look for such marks.
void markOrigin(const QString &path)
{
#if defined(Q_OS_LINUX)
    constexpr char origin[] = "confab:attachment";
    // Many file systems cannot keep it; that is no failure.
    ::setxattr(QFile::encodeName(path).constData(), "user.xdg.origin.url", origin, sizeof origin - 1, 0);
#elif defined(Q_OS_WIN)
    QFile mark(path + QStringLiteral(":Zone.Identifier"));
    if (mark.open(QIODevice::WriteOnly))
        mark.write("[ZoneTransfer]\r\nZoneId=3\r\n");
#else
    Q_UNUSED(path)
#endif
}

std::unique_ptr<SealedDevice> deviceOn(const Attachment &attachment, const QString &path)
{
    const auto cipher = AttachmentCipher::make(attachment.key, attachment.nonce, attachment.size);
    return cipher ? std::make_unique<SealedDevice>(*cipher, path, QString()) : nullptr;
}

} // namespace

Result<QByteArray, MediaError> readSealed(const Attachment &attachment, const QString &path)
{
    const auto device = deviceOn(attachment, path);
    QByteArray plain(device ? attachment.size : 0, Qt::Uninitialized);
    if (!device || device->read(plain.data(), plain.size()) != plain.size())
        return Failure {unreadable()};
    return plain;
}

Result<Done, MediaError> saveSealed(const Attachment &attachment, const QString &path, const QString &target)
{
    const auto device = deviceOn(attachment, path);
    QSaveFile file(target);
    if (!file.open(QIODevice::WriteOnly))
        return Failure {failure(ErrorCode::Forbidden, QT_TRANSLATE_NOOP("Media", "The file cannot be written there."))};
    if (!device)
        return Failure {unreadable()};
    QByteArray part(16 * attachment::chunk, Qt::Uninitialized);
    for (qint64 done = 0; done < attachment.size;) {
        const qint64 got = device->read(part.data(), part.size());
        if (got <= 0)
            return Failure {unreadable()};
        if (file.write(part.constData(), got) != got)
            return Failure {failure(ErrorCode::Quota, QT_TRANSLATE_NOOP("Media", "There is no space left for the file."))};
        done += got;
    }
    if (!file.commit())
        return Failure {failure(ErrorCode::Quota, QT_TRANSLATE_NOOP("Media", "There is no space left for the file."))};
    markOrigin(target);
    return Done {};
}

std::unique_ptr<QIODevice> streamSealed(const Attachment &attachment, const MediaCache &cache,
    std::function<void(std::function<void(MediaParts &)>)> post)
{
    const auto cipher = AttachmentCipher::make(attachment.key, attachment.nonce, attachment.size);
    if (!cipher)
        return nullptr;
    const MediaId media = mediaIdOf(attachment);
    const QString whole = cache.find(media);
    const auto fetch = [attachment, post = std::move(post)](qint64 first, qint64 count) {
        struct Answer {
            QSemaphore there;
            QByteArray bytes;
        };
        const auto answer = std::make_shared<Answer>();
        // Released when the last copy of the call goes, answered or not: the thread may end meanwhile.
        std::shared_ptr<void> release(nullptr, [answer](void *) { answer->there.release(); });
        post([attachment, first, count, answer, release](MediaParts &parts) {
            parts.downloads.fetchChunks(attachment, first, count, [answer, release](const QByteArray &bytes) { answer->bytes = bytes; });
        });
        release.reset();
        return answer->there.tryAcquire(1, int(std::chrono::milliseconds(patience).count())) ? answer->bytes : QByteArray();
    };
    return std::make_unique<SealedDevice>(*cipher, whole.isEmpty() ? cache.path(MediaCache::Place::Received, media) : whole,
        cache.partialPath(MediaCache::Place::Received, media), fetch);
}

} // namespace confab
