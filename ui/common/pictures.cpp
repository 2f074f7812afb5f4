#include "ui/common/pictures.h"

#include <QBuffer>
#include <QFile>
#include <QImageReader>
#include <QPainter>
#include <QtConcurrentRun>

namespace confab::pictures {

namespace {

bool isRaster(const QByteArray &format)
{
    static const QList<QByteArray> known {"jpeg", "jpg", "png", "webp", "gif", "bmp", "heic", "heif", "avif", "tiff"};
    return known.contains(format);
}

QSize turned(const QImageReader &reader)
{
    const QSize size = reader.size();
    return reader.transformation() & QImageIOHandler::TransformationRotate90 ? size.transposed() : size;
}

void prepare(QImageReader &reader, QIODevice *device)
{
    reader.setDecideFormatFromContent(true);
    reader.setAutoDetectImageFormat(true);
    reader.setDevice(device);
    reader.setAutoTransform(true);
}

bool acceptable(const QImageReader &reader)
{
    const QSize size = reader.size();
    return !size.isEmpty() && qint64(size.width()) * size.height() <= maxPixels && isRaster(reader.format().toLower());
}

} // namespace

Facts facts(QIODevice *device)
{
    QImageReader reader;
    prepare(reader, device);
    if (!reader.canRead() || !acceptable(reader))
        return {};
    Facts facts {reader.format().toLower(), turned(reader), false};
    facts.animated = reader.supportsAnimation() && reader.imageCount() != 1;
    return facts;
}

QImage decode(QIODevice *device, QSize box)
{
    QImageReader reader;
    prepare(reader, device);
    if (!reader.canRead() || !acceptable(reader))
        return {};
    const QSize size = turned(reader);
    const QSize fit = size.scaled(box, Qt::KeepAspectRatio).expandedTo({1, 1});
    const bool shrink = fit.width() < size.width();
    if (shrink)
        reader.setScaledSize(size == reader.size() ? fit : fit.transposed());
    return reader.read();
}

QImage decode(const QString &path, const QByteArray &bytes, QSize box)
{
    if (!path.isEmpty()) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? decode(&file, box) : QImage();
    }
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    return decode(&buffer, box);
}

QByteArray toJpeg(const QImage &picture, int quality)
{
    QImage opaque(picture.size(), QImage::Format_RGB32);
    opaque.fill(Qt::white);
    {
        QPainter painter(&opaque);
        QImage plain = picture;
        plain.setDevicePixelRatio(1);
        painter.drawImage(0, 0, plain);
    }
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    opaque.save(&buffer, "JPEG", quality);
    return bytes;
}

QFuture<QImage> decodeLater(const QString &path, const QByteArray &bytes, QSize box)
{
    return QtConcurrent::run([path, bytes, box] { return decode(path, bytes, box); });
}

} // namespace confab::pictures
