#include "core/protocol/media_kind.h"

#include <QSet>

namespace confab {

MediaKind kindOf(const Attachment &attachment)
{
    const QString &mime = attachment.mime;
    if (!attachment.waveform.isEmpty() && mime.startsWith(QLatin1String("audio/")))
        return MediaKind::Voice;
    if (mime.startsWith(QLatin1String("audio/")))
        return MediaKind::Audio;
    const bool sized = attachment.width > 0 && attachment.height > 0;
    if (!sized)
        return MediaKind::File;
    if (mime.startsWith(QLatin1String("video/")))
        return MediaKind::Video;
    if (mime == QLatin1String("image/gif"))
        return MediaKind::Animation;
    static const QSet<QString> pictures {QStringLiteral("image/jpeg"), QStringLiteral("image/png"),
        QStringLiteral("image/webp"), QStringLiteral("image/heic"), QStringLiteral("image/bmp")};
    return pictures.contains(mime) ? MediaKind::Photo : MediaKind::File;
}

} // namespace confab
