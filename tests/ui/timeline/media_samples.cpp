#include "tests/ui/timeline/media_samples.h"

#include <QBuffer>
#include <QImage>
#include <QLinearGradient>
#include <QPainter>

namespace confab::test {
namespace {

QImage draw(QSize size, QColor color)
{
    QImage image(size, QImage::Format_RGB32);
    QLinearGradient sky(0, 0, 0, size.height());
    sky.setColorAt(0, color.darker(230));
    sky.setColorAt(0.6, color);
    sky.setColorAt(1, color.lighter(140));
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(image.rect(), sky);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(255, 236, 190));
    const qreal w = size.width(), h = size.height();
    painter.drawEllipse(QPointF(w * 0.68, h * 0.34), h * 0.09, h * 0.09);
    painter.setBrush(color.darker(300));
    painter.drawPolygon(QPolygonF({{0, h}, {w * 0.28, h * 0.55}, {w * 0.55, h * 0.8}, {w * 0.8, h * 0.6}, {w, h * 0.8}, {w, h}}));
    return image;
}

QByteArray jpeg(const QImage &image, int quality)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "jpeg", quality);
    return bytes;
}

} // namespace

QByteArray samplePhoto(QSize size, QColor color) { return jpeg(draw(size, color), 87); }

QByteArray samplePreview(QColor color) { return jpeg(draw({40, 30}, color), 60); }

QByteArray sampleGif(int width, int height, const QList<QColor> &frames, int delay)
{
    const auto bytes = [](std::initializer_list<int> values) {
        QByteArray out;
        for (const int value : values)
            out += char(value);
        return out;
    };
    const auto le = [&](int value) { return bytes({value & 0xff, value >> 8}); };
    QByteArray out = "GIF89a" + le(width) + le(height) + QByteArray("\xf6\0\0", 3);
    for (int i = 0; i < 128; ++i) {
        const QColor c = i < frames.size() ? frames[i] : QColor(Qt::black);
        out += bytes({c.red(), c.green(), c.blue()});
    }
    out += QByteArray("\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0", 19);
    for (int frame = 0; frame < frames.size(); ++frame) {
        out += QByteArray("\x21\xf9\x04\0", 4) + le(delay) + QByteArray("\0\0", 2);
        out += QByteArray(1, ',') + le(0) + le(0) + le(width) + le(height) + QByteArray("\0\x07", 2);
        // Codes of eight bits as long as the table is cleared before it fills: no compression, valid all the same.
        QByteArray codes;
        for (int i = 0; i < width * height; ++i) {
            if (i % 100 == 0)
                codes += char(0x80);
            codes += char(frame);
        }
        codes += char(0x81);
        for (qsizetype at = 0; at < codes.size(); at += 255) {
            const auto block = codes.mid(at, 255);
            out += QByteArray(1, char(block.size())) + block;
        }
        out += char(0);
    }
    return out + ';';
}

} // namespace confab::test
