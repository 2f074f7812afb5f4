#include "ui/composer/attach_item.h"

#include "core/media/picture.h"
#include "core/protocol/limits.h"
#include "core/video/video_facts.h"
#include "ui/common/display_text.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QMimeDatabase>

namespace confab::attach {

namespace {

using Problem = AttachItem::Problem;

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(confab::Attach)
};

void lookAtContent(AttachItem &item, QIODevice *device, const QString &mimeByName)
{
    item.mime = mimeByName;
    if (const auto facts = lookAtPicture(*device)) {
        item.mime = facts->mime;
        item.pixels = facts->size;
        item.kind = facts->animated ? MediaKind::Animation : MediaKind::Photo;
    } else if (item.mime.startsWith(QLatin1String("video/"))) {
        item.kind = MediaKind::Video;
    } else if (item.mime.startsWith(QLatin1String("audio/"))) {
        item.kind = MediaKind::Audio;
    }
}

void lookAtFile(AttachItem &item)
{
    const QFileInfo info(item.path);
    item.name = oneLine(info.fileName());
    item.size = info.size();
    item.executable = isExecutableName(info.fileName());
    if (!info.exists())
        item.problem = Problem::Missing;
    else if (info.isDir())
        item.problem = Problem::Folder;
    else if (!info.isFile())
        item.problem = Problem::Special;
    else if (item.size > limits::attachment)
        item.problem = Problem::TooLarge;
    if (item.problem != Problem::None)
        return;
    QFile file(item.path);
    if (!file.open(QIODevice::ReadOnly)) {
        item.problem = Problem::Unreadable;
        return;
    }
    item.executable = item.executable || (info.isExecutable() && file.peek(4) == QByteArray("\x7f" "ELF"));
    const auto mime = QMimeDatabase().mimeTypeForFileNameAndData(info.fileName(), &file);
    file.seek(0);
    lookAtContent(item, &file, mime.name());
    if (item.kind == MediaKind::Video) {
        const VideoFacts facts = lookAtVideo(item.path);
        item.pixels = facts.size;
        item.durationMs = facts.durationMs;
        item.poster = facts.poster;
        item.still = facts.still;
    }
}

void encode(AttachItem &item, QImage picture)
{
    const qint64 count = qint64(picture.width()) * picture.height();
    if (count > largestBitmap) {
        const double factor = std::sqrt(double(largestBitmap) / double(count));
        const QSize size(int(picture.width() * factor), int(picture.height() * factor));
        picture = picture.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        item.reduced = true;
    }
    QBuffer buffer(&item.bytes);
    buffer.open(QIODevice::WriteOnly);
    if (picture.isNull() || !picture.save(&buffer, "PNG"))
        item.problem = Problem::Broken;
    item.pixels = picture.size();
    item.mime = QStringLiteral("image/png");
    item.kind = MediaKind::Photo;
}

} // namespace

AttachItem inspect(const AttachSource &source)
{
    AttachItem item;
    item.path = source.path;
    item.bytes = source.bytes;
    item.name = oneLine(source.name);
    if (!source.path.isEmpty()) {
        lookAtFile(item);
        return item;
    }
    if (!source.picture.isNull() || source.bytes.isEmpty()) {
        encode(item, source.picture);
    } else {
        QBuffer buffer(&item.bytes);
        buffer.open(QIODevice::ReadOnly);
        lookAtContent(item, &buffer, QMimeDatabase().mimeTypeForData(source.bytes).name());
    }
    item.size = item.bytes.size();
    return item;
}

QString problemText(Problem problem)
{
    switch (problem) {
    case Problem::None:
        break;
    case Problem::Missing:
        return Texts::tr("It is no longer there");
    case Problem::Folder:
        return Texts::tr("Folders cannot be sent: pack it into an archive first");
    case Problem::Unreadable:
        return Texts::tr("You may not read this file");
    case Problem::Special:
        return Texts::tr("This is not a regular file");
    case Problem::TooLarge:
        return Texts::tr("Larger than 2 GB, the most that can be sent");
    case Problem::Broken:
        return Texts::tr("This picture cannot be read");
    }
    return {};
}

QList<QList<AttachItem>> split(const QList<AttachItem> &items, Quality quality)
{
    QList<QList<AttachItem>> parts;
    for (const bool visual : {true, false}) {
        QList<AttachItem> part;
        for (const AttachItem &item : items) {
            if ((quality != Quality::Files && item.isVisual()) != visual)
                continue;
            part += item;
            if (part.size() == perMessage)
                parts += std::exchange(part, {});
        }
        if (!part.isEmpty())
            parts += part;
    }
    return parts;
}

QList<OutgoingMessage> messages(
    const QList<AttachItem> &items, Quality quality, const QString &text, const std::optional<Quote> &reply)
{
    const bool caption = text.size() <= captionLength;
    QList<OutgoingMessage> all;
    for (const auto &part : split(items, quality)) {
        OutgoingMessage message;
        if (all.isEmpty()) {
            message.text = caption ? text : QString();
            message.reply = reply;
        }
        for (const AttachItem &item : part) {
            OutgoingMedia media;
            media.path = item.path;
            media.bytes = item.bytes;
            media.name = item.path.isEmpty() ? item.name : QFileInfo(item.path).fileName();
            media.kind = quality == Quality::Files ? MediaKind::File : item.kind;
            if (media.kind == MediaKind::Photo)
                media.longestSide = quality == Quality::High ? highSide : standardSide;
            if (media.kind == MediaKind::Video) {
                media.frame = item.pixels;
                media.durationMs = item.durationMs;
                media.preview = item.poster;
            }
            message.media += media;
        }
        all += message;
    }
    if (!caption && !text.isEmpty())
        all += OutgoingMessage {text, {}};
    return all;
}

} // namespace confab::attach
