#include "core/media/picture.h"

#include <QBuffer>
#include <QColorSpace>
#include <QHash>
#include <QImageReader>
#include <QImageWriter>

namespace confab {

namespace {

constexpr int jpegQuality = 87;
constexpr qsizetype largestPreview = 4096;

//! What is shown within a message; all else is a file.
QString mimeOf(const QByteArray &format)
{
    static const QHash<QByteArray, QString> known {{"jpeg", QStringLiteral("image/jpeg")}, {"jpg", QStringLiteral("image/jpeg")},
        {"png", QStringLiteral("image/png")}, {"gif", QStringLiteral("image/gif")}, {"webp", QStringLiteral("image/webp")},
        {"bmp", QStringLiteral("image/bmp")}, {"heic", QStringLiteral("image/heic")}, {"heif", QStringLiteral("image/heic")}};
    return known.value(format);
}

bool turnsSides(const QImageReader &reader)
{
    return reader.transformation() & QImageIOHandler::TransformationRotate90;
}

//! The reader on `source` from its start, told by content.
void prepare(QImageReader &reader, QIODevice &source)
{
    source.seek(0);
    reader.setDevice(&source);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
}

bool isBounded(const QImageReader &reader, QSize size, QIODevice &source)
{
    return source.size() <= largestPictureFile && !mimeOf(reader.format()).isEmpty() && size.isValid() && !size.isEmpty()
        && qint64(size.width()) * size.height() <= mostPixels;
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

std::optional<PictureInfo> lookAtPicture(QIODevice &source)
{
    QImageReader reader;
    prepare(reader, source);
    const QByteArray format = reader.format();
    if (mimeOf(format).isEmpty()) // before size(): other decoders are not even asked
        return std::nullopt;
    QSize size = reader.size();
    if (!isBounded(reader, size, source))
        return std::nullopt;
    const bool animated = reader.supportsAnimation() && (format == "gif" || reader.imageCount() > 1);
    if (turnsSides(reader))
        size.transpose();
    return PictureInfo {mimeOf(format), size, animated};
}

QImage decodePicture(QIODevice &source, QSize bound)
{
    QImageReader reader;
    prepare(reader, source);
    if (mimeOf(reader.format()).isEmpty())
        return {};
    const QSize size = reader.size();
    if (!isBounded(reader, size, source))
        return {};
    if (turnsSides(reader))
        bound.transpose();
    QSize target = size;
    if (size.width() > bound.width() || size.height() > bound.height())
        target = size.scaled(bound, Qt::KeepAspectRatio).expandedTo({1, 1});
    // Only the JPEG decoder scales while it decodes; the others hold the whole picture first.
    const QSize held = reader.format().startsWith("jp") ? target : size;
    if (qint64(held.width()) * held.height() * 4 > mostDecodedBytes)
        return {};
    if (target != size)
        reader.setScaledSize(target);
    return reader.read();
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
