#pragma once

#include "core/media/media_values.h"
#include "ui/common/measure_text.h"

namespace confab {

//! "Photo", "GIF", "Video", "Voice message", "Audio", "File".
QString kindText(MediaKind kind);
//! What one line says of a message that has nothing but attachments: "Photo", "3 photos", "Voice message, 0:42",
//! "plan.pdf".
QString mediaSummary(const QList<Attachment> &media);
//! Where a file stands, in two words: "downloaded", "not downloaded", "42 percent".
QString phaseText(const TransferView &transfer);
//! For screen readers: "Photo from Ada, 640 by 480, downloaded". `from` empty: nobody is named.
QString mediaSpeech(const Attachment &media, const QString &from, const TransferView &transfer);
//! What the rows of files say of it: "3.1 of 8.4 MB", "8.4 MB", or what went wrong.
QString transferText(const TransferView &transfer, qint64 size);
//! The name with its middle cut out, so that the ending stays, isolated from the text around it.
QString elidedName(const QString &name, const QFontMetrics &metrics, int width);

} // namespace confab
