#include "core/media/picture.h"

#include <QBuffer>
#include <QColorSpace>
#include <QImageReader>
#include <QImageWriter>

namespace confab {

namespace {

constexpr int jpegQuality = 87;
constexpr qsizetype largestPreview = 4096;

bool turnsSides(const QImageReader &reader)
{
    return reader.transformation() & QImageIOHandler::TransformationRotate90;
}

//! A progressive JPEG keeps all its coefficients while it is read: looks for its frame header, a few segments in.
bool isProgressive(QIODevice &jpeg)
{
    constexpr int mostSegments = 200;
    jpeg.seek(2);
    for (int i = 0; i < mostSegments; ++i) {
        const QByteArray head = jpeg.read(4);
        if (head.size() < 4 || uchar(head[0]) != 0xff)
            return false;
        const uchar marker = uchar(head[1]);
        if (marker == 0xc2 || marker == 0xc6 || marker == 0xca || marker == 0xce)
            return true;
        if ((marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) || marker == 0xda)
            return false;
        const int length = uchar(head[2]) << 8 | uchar(head[3]);
        const qint64 next = jpeg.pos() + length - 2;
        if (length < 2 || next >= jpeg.size() || !jpeg.seek(next))
            return false;
    }
    return true; // nobody writes that many: the stricter limit
}

//! Bytes of a pixel once decoded: deep PNGs have eight.
int depthOf(const QImageReader &reader)
{
    const QImage::Format format = reader.imageFormat();
    const int bits = format == QImage::Format_Invalid ? 32 : QImage::toPixelFormat(format).bitsPerPixel();
    return std::max(4, bits / 8);
}

bool fits(const QImageReader &reader, QSize size, bool scalesWhileRead)
{
    if (size.width() > picture_limits::side || size.height() > picture_limits::side)
        return false;
    const qint64 pixels = qint64(size.width()) * size.height();
    return scalesWhileRead ? pixels <= picture_limits::pixels : pixels * depthOf(reader) <= picture_limits::wholeBytes;
}

bool isAnimated(const QImageReader &reader)
{
    return reader.supportsAnimation() && (reader.format() == "gif" || reader.imageCount() > 1);
}

QImage cropped(QImage image, QSize pixels)
{
    if (image.size() != pixels)
        image = image.scaled(pixels, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation);
    if (image.size() == pixels)
        return image;
    return image.copy(QRect(QPoint((image.width() - pixels.width()) / 2, (image.height() - pixels.height()) / 2), pixels));
}

QByteArray encode(const QImage &picture, const char *format, int quality)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, format);
    writer.setQuality(quality);
    if (!writer.write(picture))
        bytes.clear();
    return bytes;
}

//! Pixels alone: no texts, no resolution, colours as screens have them.
QImage plainPixels(QImage picture)
{
    if (picture.colorSpace().isValid() && picture.colorSpace() != QColorSpace(QColorSpace::SRgb))
        picture.convertToColorSpace(QColorSpace::SRgb);
    QImage plain = picture.convertToFormat(picture.hasAlphaChannel() ? QImage::Format_ARGB32 : QImage::Format_RGB32);
    for (const QString &key : plain.textKeys())
        plain.setText(key, {});
    plain.setColorSpace({});
    return plain;
}

bool isTransparent(const QImage &picture)
{
    if (!picture.hasAlphaChannel())
        return false;
    for (int y = 0; y < picture.height(); ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(picture.constScanLine(y));
        if (std::any_of(line, line + picture.width(), [](QRgb pixel) { return qAlpha(pixel) != 255; }))
            return true;
    }
    return false;
}

QImage onWhite(const QImage &picture)
{
    if (!picture.hasAlphaChannel())
        return picture;
    QImage opaque = picture.convertToFormat(QImage::Format_ARGB32_Premultiplied);
    for (int y = 0; y < opaque.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(opaque.scanLine(y));
        std::for_each(line, line + opaque.width(), [](QRgb &pixel) {
            const int white = 255 - qAlpha(pixel);
            pixel = qRgb(qRed(pixel) + white, qGreen(pixel) + white, qBlue(pixel) + white);
        });
    }
    return opaque.convertToFormat(QImage::Format_RGB32);
}

} // namespace

QSize fitted(QSize size, int longestSide)
{
    if (std::max(size.width(), size.height()) <= longestSide)
        return size;
    return size.scaled(longestSide, longestSide, Qt::KeepAspectRatio).expandedTo({1, 1});
}

QByteArray pictureFormat(QByteArrayView head)
{
    if (head.startsWith("\x89PNG\r\n\x1a\n"))
        return "png";
    if (head.startsWith("\xff\xd8\xff"))
        return "jpeg";
    if (head.startsWith("GIF87a") || head.startsWith("GIF89a"))
        return "gif";
    if (head.startsWith("RIFF") && head.size() >= 12 && head.sliced(8, 4) == QByteArrayView("WEBP"))
        return "webp";
    if (head.startsWith("BM"))
        return "bmp";
    if (head.size() >= 12 && head.sliced(4, 4) == QByteArrayView("ftyp"))
        for (const QByteArrayView brand : {QByteArrayView("heic"), QByteArrayView("heix"), QByteArrayView("mif1")})
            if (head.sliced(8, 4) == brand)
                return "heic";
    return {};
}

PictureFault openPicture(QImageReader &reader, QIODevice &source)
{
    source.seek(0);
    const QByteArray format = pictureFormat(source.peek(16));
    if (format.isEmpty())
        return PictureFault::NotAPicture;
    if (format == "heic" && !QImageReader::supportedImageFormats().contains(format))
        return PictureFault::NoDecoder;
    const bool scalesWhileRead = format == "jpeg" && !isProgressive(source);
    source.seek(0);
    // Told what it is: never by the name, nor by whatever else a plugin would take it for.
    reader.setAutoDetectImageFormat(false);
    reader.setDevice(&source);
    reader.setFormat(format);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    if (size.isEmpty())
        return PictureFault::Broken;
    return source.size() <= picture_limits::fileBytes && fits(reader, size, scalesWhileRead) ? PictureFault::None
                                                                                              : PictureFault::TooLarge;
}

std::optional<PictureInfo> lookAtPicture(QIODevice &source)
{
    QImageReader reader;
    if (openPicture(reader, source) != PictureFault::None)
        return std::nullopt;
    const QSize size = turnsSides(reader) ? reader.size().transposed() : reader.size();
    return PictureInfo {QStringLiteral("image/") + QString::fromLatin1(reader.format()), size, isAnimated(reader)};
}

DecodedPicture readPicture(QIODevice &source, QSize bound, PictureFit fit)
{
    constexpr QSize largest {8'192, 8'192}; // nobody shows more
    DecodedPicture result;
    QImageReader reader;
    result.fault = openPicture(reader, source);
    if (result.fault != PictureFault::None)
        return result;
    result.animated = isAnimated(reader);
    const bool turned = turnsSides(reader);
    result.source = turned ? reader.size().transposed() : reader.size();
    bound = bound.boundedTo(largest).expandedTo({1, 1});
    const QSize wanted = result.source.scaled(bound, fit == PictureFit::Cover ? Qt::KeepAspectRatioByExpanding : Qt::KeepAspectRatio);
    if (wanted.width() < result.source.width() || wanted.height() < result.source.height()) // enlarging is cheaper afterwards
        reader.setScaledSize((turned ? wanted.transposed() : wanted).expandedTo({1, 1}));
    result.image = reader.read();
    if (result.image.isNull())
        result.fault = PictureFault::Broken;
    else if (fit == PictureFit::Cover)
        result.image = cropped(std::move(result.image), bound);
    return result;
}

QImage decodePicture(QIODevice &source, QSize bound)
{
    return readPicture(source, bound, PictureFit::Contain).image;
}

std::optional<EncodedPicture> recodePicture(QIODevice &source, int longestSide)
{
    const auto info = lookAtPicture(source);
    if (!info)
        return std::nullopt;
    const QImage decoded = decodePicture(source, {longestSide, longestSide});
    if (decoded.isNull())
        return std::nullopt;
    const QImage picture = plainPixels(decoded);
    const bool transparent = isTransparent(picture);
    EncodedPicture encoded {{}, QStringLiteral("image/jpeg"), picture.size()};
    if (!transparent)
        encoded.bytes = encode(onWhite(picture), "jpeg", jpegQuality);
    if (transparent || info->mime == QLatin1String("image/png")) {
        const QByteArray png = encode(picture, "png", -1);
        if (transparent || (!png.isEmpty() && png.size() <= encoded.bytes.size())) {
            encoded.bytes = png;
            encoded.mime = QStringLiteral("image/png");
        }
    }
    return encoded.bytes.isEmpty() ? std::nullopt : std::optional(encoded);
}

QByteArray blurredPreview(const QImage &picture)
{
    if (picture.isNull())
        return {};
    for (const int side : {40, 24, 12}) {
        const QImage tiny = onWhite(picture.convertToFormat(QImage::Format_ARGB32)
                                        .scaled(fitted(picture.size(), side), Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
        const QByteArray bytes = encode(tiny, "jpeg", 60);
        if (!bytes.isEmpty() && bytes.size() <= largestPreview)
            return bytes;
    }
    return {};
}

} // namespace confab
