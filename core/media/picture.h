#pragma once

#include <QImage>
#include <QIODevice>
#include <optional>

class QImageReader;

//! Pictures into a message and out of one: the only place that decodes what may be hostile. Sizes are looked at before
//! anything is allocated, formats are told by content, never by name, vector formats are never rendered, and one set of
//! limits counts for all. Blocks; any thread.
namespace confab {

enum class PictureFault : std::uint8_t {
    None,
    NotAPicture,
    Broken,
    TooLarge,
    NoDecoder, //!< HEIC, and no plug-in for it on this computer
};

enum class PictureFit : std::uint8_t {
    Cover, //!< fills the size exactly, what sticks out is cut off
    Contain, //!< at most the size, never larger than the original
};

struct PictureInfo {
    QString mime;
    QSize size; //!< as shown, its orientation applied
    bool animated = false;
};

struct EncodedPicture {
    QByteArray bytes;
    QString mime;
    QSize size;
};

struct DecodedPicture {
    QImage image; //!< null with a fault
    QSize source; //!< as shown, px
    bool animated = false; //!< more frames than this first one
    PictureFault fault = PictureFault::None;
};

namespace picture_limits {
inline constexpr qint64 fileBytes = qint64(64) << 20; //!< larger ones are files
inline constexpr qint64 pixels = 256'000'000; //!< of what is scaled while it is read, a baseline JPEG
inline constexpr qint64 wholeBytes = qint64(128) << 20; //!< decoded, of what must be held whole: PNG, WebP, progressive JPEG
inline constexpr int side = 65'500; //!< px
} // namespace picture_limits

//! The format that a file's first bytes tell, of those that are shown within a message: png, jpeg, gif, webp, bmp, heic;
//! else empty. Sixteen bytes are enough.
QByteArray pictureFormat(QByteArrayView head);
//! Sets `reader` on `source` from its start. With None it may read: the size is bounded, the orientation will be applied.
PictureFault openPicture(QImageReader &reader, QIODevice &source);

//! From the header alone. None: no picture that is shown in a message (also SVG, what no decoder here knows, absurd sizes).
std::optional<PictureInfo> lookAtPicture(QIODevice &source);
//! The first frame at `bound` (px), upright.
DecodedPicture readPicture(QIODevice &source, QSize bound, PictureFit fit);
//! The same, contained; null with a fault.
QImage decodePicture(QIODevice &source, QSize bound);
//! Scaled so that no side is longer than `longestSide`, without metadata: JPEG of quality 87; PNG where there is
//! transparency, or where the source is PNG and that is smaller. None: broken or too large.
std::optional<EncodedPicture> recodePicture(QIODevice &source, int longestSide);
//! A tiny JPEG of at most 4 KiB which is shown, blurred, until the picture is there.
QByteArray blurredPreview(const QImage &picture);
//! The size of a picture that is scaled to fit; never larger than it is.
QSize fitted(QSize size, int longestSide);

} // namespace confab
