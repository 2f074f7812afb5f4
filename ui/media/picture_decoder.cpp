#include "ui/media/picture_decoder.h"

#include <QBuffer>
#include <QCoreApplication>

namespace confab {
namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(confab::Pictures)
};

constexpr qsizetype previewBytes = 4'096; // what a message carries of a picture

} // namespace

DecodedPicture decodePicture(const QByteArray &bytes, QSize pixels, PictureFit fit)
{
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    DecodedPicture picture = readPicture(buffer, pixels, fit);
    if (!picture.image.isNull()) { // the formats that are drawn without converting
        const auto format = picture.image.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32;
        picture.image = std::move(picture.image).convertToFormat(format);
    }
    return picture;
}

QImage decodePreview(const QByteArray &bytes)
{
    if (bytes.isEmpty() || bytes.size() > previewBytes)
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
    if (bytes.isEmpty() || bytes.size() > previewBytes)
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
    case PictureFault::NoDecoder:
        return Texts::tr("This computer cannot show HEIC pictures. The package kimageformat6-plugins brings them; you can "
                         "also save the file and open it elsewhere.");
    case PictureFault::TooLarge:
        return Texts::tr("This picture is too large to show");
    }
    return {};
}

} // namespace confab
