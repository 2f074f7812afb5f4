#include "ui/common/pictures.h"

#include "core/media/picture.h"

#include <QBuffer>
#include <QFile>
#include <QPainter>
#include <QtConcurrentRun>

namespace confab::pictures {

QImage decode(const QString &path, const QByteArray &bytes, QSize box)
{
    if (!path.isEmpty()) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? decodePicture(file, box) : QImage();
    }
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    return decodePicture(buffer, box);
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
