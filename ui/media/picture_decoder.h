#pragma once

#include "core/media/picture.h"

namespace confab {

//! Pictures as the windows draw them, from bytes that others sent. Slow: never on the GUI thread. Any thread, no shared
//! state. What may be decoded at all is decided by core/media/picture.
DecodedPicture decodePicture(const QByteArray &bytes, QSize pixels, PictureFit fit);
//! The few blurred pixels that travel inside a message, smoothed; null where they are hostile.
QImage decodePreview(const QByteArray &bytes);
//! The small picture of a link's preview.
QImage decodeInline(const QByteArray &bytes);
//! Why a picture is shown as a file, as a sentence; translated.
QString faultSentence(PictureFault fault);

} // namespace confab
