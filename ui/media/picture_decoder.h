#pragma once

#include <QByteArray>
#include <QImage>

namespace confab {

//! Bounds for pictures from others, checked from the header, before a single pixel is allocated.
namespace picture_limits {
inline constexpr qint64 fileBytes = 64LL * 1024 * 1024;
inline constexpr qint64 jpegPixels = 100'000'000; //!< a JPEG is scaled while it is read: never held whole
inline constexpr qint64 wholePixels = 32'000'000; //!< formats that must be held whole (PNG, WebP, progressive JPEG …)
inline constexpr int side = 65'500;
inline constexpr int previewBytes = 4096;
} // namespace picture_limits

enum class PictureFault { None, NotAPicture, Broken, TooLarge };

enum class PictureFit {
    Cover, //!< fills the size exactly, what sticks out is cut off
    Contain, //!< at most the size, never larger than the original
};

struct DecodedPicture {
    QImage image; //!< null with a fault
    QSize source; //!< upright, px
    bool animated = false; //!< more frames than this first one
    PictureFault fault = PictureFault::None;
};

//! Reads PNG, JPEG, WebP, GIF and BMP by content, whatever the name says; upright as EXIF tells; SVG and all else that
//! runs or refers is refused. Slow: never on the GUI thread. Any thread, no shared state.
DecodedPicture decodePicture(const QByteArray &bytes, QSize pixels, PictureFit fit);
//! The few blurred pixels that travel inside a message, smoothed; null where they are hostile.
QImage decodePreview(const QByteArray &bytes);
//! The small picture of a link's preview.
QImage decodeInline(const QByteArray &bytes);
//! Why a picture is shown as a file, as a sentence; translated.
QString faultSentence(PictureFault fault);

//! Whether `bytes` begin like one of the formats that are shown; the format in lower case, else empty.
QByteArray pictureFormat(const QByteArray &bytes);
//! What of `format` and size may be decoded.
PictureFault checkPicture(const QByteArray &format, QSize size, const QByteArray &bytes);

} // namespace confab
