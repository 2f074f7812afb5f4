#pragma once

#include <QImage>
#include <QIODevice>
#include <optional>

//! Pictures on their way into a message. Everything here decodes hostile bytes: sizes are looked at before anything is
//! allocated, formats are told by content, never by name, and vector formats are never rendered. Blocks; any thread.
namespace confab {

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

inline constexpr qint64 largestPictureFile = qint64(64) << 20; //!< bytes; larger ones are sent as files
inline constexpr qint64 mostPixels = 256'000'000; //!< of a picture's header
inline constexpr qint64 mostDecodedBytes = qint64(256) << 20; //!< of the decoded picture

//! From the header alone. None: no picture that is shown in a message (also SVG, what no decoder here knows, absurd sizes).
std::optional<PictureInfo> lookAtPicture(QIODevice &source);
//! Decoded at no more than `bound`, its orientation applied, never enlarged; null where that cannot or may not be done.
QImage decodePicture(QIODevice &source, QSize bound);
//! Scaled so that no side is longer than `longestSide`, without metadata: JPEG of quality 87; PNG where there is
//! transparency, or where the source is PNG and that is smaller. None: broken or too large.
std::optional<EncodedPicture> recodePicture(QIODevice &source, int longestSide);
//! A tiny JPEG of at most 4 KiB which is shown, blurred, until the picture is there.
QByteArray blurredPreview(const QImage &picture);
//! The size of a picture that is scaled to fit; never larger than it is.
QSize fitted(QSize size, int longestSide);

} // namespace confab
