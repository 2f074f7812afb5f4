#include "ui/media/video_picture.h"

namespace confab {
namespace {

//! One chroma sample for a place, wherever the format keeps it.
struct Chroma {
    const uchar *u = nullptr;
    const uchar *v = nullptr;
    int uStride = 0;
    int vStride = 0;
    int step = 1; //!< bytes between neighbours
    int shiftX = 1;
    int shiftY = 1;
};

inline int clip(int value) { return value < 0 ? 0 : value > 255 ? 255 : value; }

QImage fromYuv(const QVideoFrame &frame, const Chroma &chroma, QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    const uchar *luma = frame.bits(0);
    const int stride = frame.bytesPerLine(0);
    std::vector<int> columns(static_cast<size_t>(size.width()));
    for (int x = 0; x < size.width(); ++x)
        columns[size_t(x)] = int(qint64(x) * frame.width() / size.width());
    for (int y = 0; y < size.height(); ++y) {
        const int sourceY = int(qint64(y) * frame.height() / size.height());
        const uchar *row = luma + qsizetype(sourceY) * stride;
        const uchar *us = chroma.u + qsizetype(sourceY >> chroma.shiftY) * chroma.uStride;
        const uchar *vs = chroma.v + qsizetype(sourceY >> chroma.shiftY) * chroma.vStride;
        auto *out = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = 0; x < size.width(); ++x) {
            const int at = columns[size_t(x)];
            const int c = (at >> chroma.shiftX) * chroma.step;
            const int luminance = 298 * (row[at] - 16);
            const int u = us[c] - 128;
            const int v = vs[c] - 128;
            out[x] = qRgb(clip((luminance + 459 * v + 128) >> 8),
                clip((luminance - 55 * u - 136 * v + 128) >> 8), clip((luminance + 541 * u + 128) >> 8));
        }
    }
    return image;
}

QImage converted(const QVideoFrame &frame, QSize size)
{
    switch (frame.pixelFormat()) {
    case QVideoFrameFormat::Format_YUV420P:
        return fromYuv(frame, {frame.bits(1), frame.bits(2), frame.bytesPerLine(1), frame.bytesPerLine(2), 1, 1, 1}, size);
    case QVideoFrameFormat::Format_YUV422P:
        return fromYuv(frame, {frame.bits(1), frame.bits(2), frame.bytesPerLine(1), frame.bytesPerLine(2), 1, 1, 0}, size);
    case QVideoFrameFormat::Format_YV12:
        return fromYuv(frame, {frame.bits(2), frame.bits(1), frame.bytesPerLine(2), frame.bytesPerLine(1), 1, 1, 1}, size);
    case QVideoFrameFormat::Format_NV12:
        return fromYuv(frame, {frame.bits(1), frame.bits(1) + 1, frame.bytesPerLine(1), frame.bytesPerLine(1), 2, 1, 1}, size);
    case QVideoFrameFormat::Format_NV21:
        return fromYuv(frame, {frame.bits(1) + 1, frame.bits(1), frame.bytesPerLine(1), frame.bytesPerLine(1), 2, 1, 1}, size);
    default: {
        const auto format = QVideoFrameFormat::imageFormatFromPixelFormat(frame.pixelFormat());
        if (format == QImage::Format_Invalid)
            return {};
        const QImage whole(frame.bits(0), frame.width(), frame.height(), frame.bytesPerLine(0), format);
        return whole.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
            .convertToFormat(QImage::Format_RGB32);
    }
    }
}

} // namespace

QImage videoPicture(QVideoFrame frame, QSize pixels)
{
    const QSize source = frame.size();
    if (source.isEmpty() || pixels.isEmpty() || !frame.map(QVideoFrame::ReadOnly))
        return {};
    const QSize bounded = source.boundedTo(source.scaled(pixels, Qt::KeepAspectRatio)).expandedTo({1, 1});
    QImage image = converted(frame, bounded);
    frame.unmap();
    if (const int turn = int(frame.rotationAngle()); turn != 0 && !image.isNull())
        image = image.transformed(QTransform().rotate(turn));
    return frame.mirrored() ? image.mirrored(true, false) : image;
}

} // namespace confab
