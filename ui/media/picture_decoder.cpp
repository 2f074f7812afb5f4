#include "ui/media/picture_decoder.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImageReader>

namespace confab {
namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(confab::Pictures)
};

//! A progressive JPEG keeps all its coefficients in memory while it is read: looks for its frame header.
bool isProgressive(const QByteArray &jpeg)
{
    const auto *data = reinterpret_cast<const uchar *>(jpeg.constData());
    qsizetype at = 2;
    while (at + 4 <= jpeg.size() && data[at] == 0xff) {
        const uchar marker = data[at + 1];
        if (marker == 0xc2)
            return true;
        if (marker == 0xc0 || marker == 0xc1 || marker == 0xda)
            return false;
        at += 2 + (qsizetype(data[at + 2]) << 8 | data[at + 3]);
    }
    return false;
}

QImage cropped(QImage image, QSize pixels)
{
    if (image.width() < pixels.width() || image.height() < pixels.height() || image.size() != pixels)
        image = image.scaled(pixels, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation);
    if (image.size() == pixels)
        return image;
    return image.copy(QRect(
        QPoint((image.width() - pixels.width()) / 2, (image.height() - pixels.height()) / 2), pixels));
}

} // namespace

QByteArray pictureFormat(const QByteArray &bytes)
{
    if (bytes.startsWith("\x89PNG\r\n\x1a\n"))
        return "png";
    if (bytes.startsWith("\xff\xd8\xff"))
        return "jpeg";
    if (bytes.startsWith("GIF87a") || bytes.startsWith("GIF89a"))
        return "gif";
    if (bytes.startsWith("RIFF") && bytes.mid(8, 4) == "WEBP")
        return "webp";
    if (bytes.startsWith("BM") && bytes.size() > 26)
        return "bmp";
    return {};
}

PictureFault checkPicture(const QByteArray &format, QSize size, const QByteArray &bytes)
{
    if (format.isEmpty())
        return PictureFault::NotAPicture;
    if (size.width() <= 0 || size.height() <= 0)
        return PictureFault::Broken;
    const bool scales = format == "jpeg" && !isProgressive(bytes);
    const qint64 most = scales ? picture_limits::jpegPixels : picture_limits::wholePixels;
    const bool fits = size.width() <= picture_limits::side && size.height() <= picture_limits::side
        && qint64(size.width()) * size.height() <= most && bytes.size() <= picture_limits::fileBytes;
    return fits ? PictureFault::None : PictureFault::TooLarge;
}

DecodedPicture decodePicture(const QByteArray &bytes, QSize pixels, PictureFit fit)
{
    DecodedPicture result;
    const auto format = pictureFormat(bytes);
    if (format.isEmpty()) {
        result.fault = PictureFault::NotAPicture;
        return result;
    }
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, format); // never by the name, nor by whatever else a plugin would take it for
    reader.setAutoDetectImageFormat(false);
    reader.setAutoTransform(true);
    QSize source = reader.size();
    result.fault = checkPicture(format, source, bytes);
    if (result.fault != PictureFault::None)
        return result;
    result.animated = reader.supportsAnimation() && (format == "gif" || reader.imageCount() > 1);
    const bool turned = reader.transformation() & QImageIOHandler::TransformationRotate90;
    if (turned)
        source.transpose();
    result.source = source;
    pixels = pixels.boundedTo({8192, 8192}).expandedTo({1, 1});
    auto wanted = source.scaled(
        pixels, fit == PictureFit::Cover ? Qt::KeepAspectRatioByExpanding : Qt::KeepAspectRatio);
    if (wanted.width() > source.width() || wanted.height() > source.height())
        wanted = source; // enlarging is cheaper after reading
    if (wanted != source)
        reader.setScaledSize((turned ? wanted.transposed() : wanted).expandedTo({1, 1}));
    QImage image = reader.read();
    if (image.isNull()) {
        result.fault = PictureFault::Broken;
        return result;
    }
    if (fit == PictureFit::Cover)
        image = cropped(std::move(image), pixels);
    // The formats that are drawn without converting.
    result.image = std::move(image).convertToFormat(
        image.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32);
    return result;
}

QImage decodePreview(const QByteArray &bytes)
{
    if (bytes.isEmpty() || bytes.size() > picture_limits::previewBytes)
        return {};
    constexpr int soft = 24; // px: what is left of the picture
    const auto small = decodePicture(bytes, {soft, soft}, PictureFit::Contain).image;
    if (small.isNull())
        return {};
    // Growing in two smooth steps blurs like a tent filter, for next to nothing.
    return small.scaled(small.size() * 4, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

QImage decodeInline(const QByteArray &bytes)
{
    constexpr int side = 160;
    if (bytes.isEmpty() || bytes.size() > picture_limits::previewBytes)
        return {};
    return decodePicture(bytes, {side, side}, PictureFit::Contain).image;
}

QString faultSentence(PictureFault fault)
{
    switch (fault) {
    case PictureFault::None:
        return {};
    case PictureFault::NotAPicture:
        return Texts::tr("This is not a picture that can be shown");
    case PictureFault::Broken:
        return Texts::tr("This picture is damaged");
    case PictureFault::TooLarge:
        return Texts::tr("This picture is too large to show");
    }
    return {};
}

} // namespace confab
