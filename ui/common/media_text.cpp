#include "ui/common/media_text.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QLocale>

namespace confab {
namespace {

struct MediaText {
    Q_DECLARE_TR_FUNCTIONS(confab::MediaText)
};

// First-strong isolates: names must not reorder what stands beside them.
QString isolate(const QString &text) { return QChar(0x2068) + text + QChar(0x2069); }

} // namespace

QString kindText(MediaKind kind)
{
    switch (kind) {
    case MediaKind::Photo:
        return MediaText::tr("Photo");
    case MediaKind::Animation:
        return MediaText::tr("GIF");
    case MediaKind::Video:
        return MediaText::tr("Video");
    case MediaKind::Voice:
        return MediaText::tr("Voice message");
    case MediaKind::Audio:
        return MediaText::tr("Audio");
    case MediaKind::File:
        break;
    }
    return MediaText::tr("File");
}

QString mediaSummary(const QList<Attachment> &media)
{
    if (media.isEmpty())
        return {};
    const auto first = kindOf(media.first());
    const bool alike = std::all_of(media.cbegin(), media.cend(), [&](const Attachment &a) { return kindOf(a) == first; });
    const int count = int(media.size());
    if (count > 1) {
        if (alike && first == MediaKind::Photo)
            return MediaText::tr("%n photos", nullptr, count);
        if (alike && first == MediaKind::Video)
            return MediaText::tr("%n videos", nullptr, count);
        return MediaText::tr("%n files", nullptr, count);
    }
    switch (first) {
    case MediaKind::Voice:
        return MediaText::tr("Voice message, %1").arg(durationText(media.first().durationMs));
    case MediaKind::Audio:
    case MediaKind::File:
        return isolate(safeFileName(media.first().name));
    default:
        return kindText(first);
    }
}

QString phaseText(const TransferView &transfer)
{
    const auto percent = transfer.total > 0 ? int(transfer.done * 100 / transfer.total) : 0;
    switch (transfer.phase) {
    case TransferPhase::Remote:
        return MediaText::tr("not downloaded");
    case TransferPhase::Queued:
        return MediaText::tr("waiting");
    case TransferPhase::Preparing:
        return MediaText::tr("being prepared");
    case TransferPhase::Running:
        return transfer.upload ? MediaText::tr("sending, %1 percent").arg(percent)
                               : MediaText::tr("downloading, %1 percent").arg(percent);
    case TransferPhase::Local:
        return transfer.upload ? MediaText::tr("sent") : MediaText::tr("downloaded");
    case TransferPhase::Failed:
    case TransferPhase::Damaged:
        return transfer.error.isEmpty() ? MediaText::tr("failed") : transfer.error;
    }
    return {};
}

QString mediaSpeech(const Attachment &media, const QString &from, const TransferView &transfer)
{
    const auto kind = kindOf(media);
    const auto what = kind == MediaKind::File || kind == MediaKind::Audio
        ? MediaText::tr("%1 %2").arg(kindText(kind), isolate(safeFileName(media.name)))
        : kindText(kind);
    QStringList parts{from.isEmpty() ? what : MediaText::tr("%1 from %2").arg(what, isolate(from))};
    if (media.durationMs > 0)
        parts += durationText(media.durationMs);
    else if (media.width > 0 && kind != MediaKind::File)
        parts += MediaText::tr("%1 by %2").arg(media.width).arg(media.height);
    else
        parts += sizeText(media.size);
    parts += phaseText(transfer);
    return parts.join(QStringLiteral(", "));
}

QString transferText(const TransferView &transfer, qint64 size)
{
    switch (transfer.phase) {
    case TransferPhase::Running:
        return MediaText::tr("%1 of %2").arg(sizeText(transfer.done), sizeText(std::max(size, transfer.total)));
    case TransferPhase::Queued:
        return MediaText::tr("Waiting, %1").arg(sizeText(size));
    case TransferPhase::Preparing:
        return MediaText::tr("Preparing…");
    case TransferPhase::Failed:
        return transfer.error.isEmpty() ? MediaText::tr("Could not be transferred") : transfer.error;
    case TransferPhase::Damaged:
        return transfer.error.isEmpty() ? MediaText::tr("The file arrived damaged") : transfer.error;
    case TransferPhase::Remote:
    case TransferPhase::Local:
        break;
    }
    return sizeText(size);
}

QString elidedName(const QString &name, const QFontMetrics &metrics, int width)
{
    return isolate(metrics.elidedText(safeFileName(name), Qt::ElideMiddle, width));
}

} // namespace confab
