#include "tests/demo/props.h"

#include "core/media/picture.h"
#include "core/voice/voice_writer.h"
#include "core/voice/waveform.h"

#include <QBuffer>
#include <QImage>
#include <QJsonArray>
#include <QPainter>
#include <QPainterPath>
#include <QPdfWriter>
#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <cmath>

using namespace confab;

namespace demo {

namespace {

constexpr double pi = 3.14159265358979;

void fillSky(QPainter &p, const QRectF &area, const QList<QColor> &colors)
{
    QLinearGradient sky(area.topLeft(), area.bottomLeft());
    for (qsizetype i = 0; i < colors.size(); ++i)
        sky.setColorAt(double(i) / double(colors.size() - 1), colors[i]);
    p.fillRect(area, sky);
}

void glow(QPainter &p, const QPointF &at, double radius, const QColor &color)
{
    QRadialGradient light(at, radius);
    QColor inner = color;
    inner.setAlpha(170);
    QColor outer = color;
    outer.setAlpha(0);
    light.setColorAt(0, inner);
    light.setColorAt(1, outer);
    p.setPen(Qt::NoPen);
    p.setBrush(light);
    p.drawEllipse(at, radius, radius);
}

//! Little boats with lights on a river at night; `phase` 0…1 moves them and their light, for the frames of a video.
void paintLanterns(QPainter &p, const QRectF &area, double phase)
{
    fillSky(p, area, {0x1b2346, 0x2b3f78, 0x1d2a55});
    QRandomGenerator random(7);
    const double w = area.width(), h = area.height();
    p.setPen(QPen(QColor(255, 220, 150, 40), h / 220));
    for (int i = 0; i < 60; ++i) {
        const double x = random.bounded(w), y = h * 0.3 + random.bounded(h * 0.7), length = w * (0.02 + random.bounded(0.05));
        p.drawLine(QPointF(x, y), QPointF(x + length, y));
    }
    for (int i = 0; i < 11; ++i) {
        const double depth = 0.35 + random.bounded(0.6);
        const double x = std::fmod(random.bounded(w) + phase * w * 0.12 * depth, w);
        const double y = h * depth + std::sin((phase + i * 0.13) * 2 * pi) * h * 0.006, s = h * 0.028 + h * 0.05 * depth;
        glow(p, {x, y - s * 0.4}, s * (2.3 + 0.3 * std::sin((phase * 3 + i) * 2 * pi)), QColor(255, 176, 72));
        p.setPen(Qt::NoPen);
        p.setBrush(QColor(0xffe2a0));
        p.drawRoundedRect(QRectF(x - s * 0.35, y - s, s * 0.7, s * 0.8), s * 0.12, s * 0.12);
        QPainterPath hull(QPointF(x - s, y - s * 0.2));
        hull.lineTo(x + s, y - s * 0.2);
        hull.lineTo(x + s * 0.6, y + s * 0.3);
        hull.lineTo(x - s * 0.6, y + s * 0.3);
        hull.closeSubpath();
        p.setBrush(QColor(0x7c2d2a));
        p.drawPath(hull);
    }
}

void paintTiles(QPainter &p, const QRectF &area)
{
    p.fillRect(area, QColor(0xf4e8d6));
    const QColor colors[] = {0xe0a13a, 0x2f6f68, 0x7d3b66, 0xc9694a};
    const double side = area.height() / 5.2, dx = side * std::sqrt(3.0);
    int n = 0;
    for (int row = -1; row < 6; ++row)
        for (double x = (row % 2) ? 0 : dx / 2; x < area.width() + dx; x += dx, ++n) {
            const QPointF c(x, (row + 0.6) * side * 1.5);
            const QColor color = colors[(n * 7 + row) & 3];
            const auto corner = [&](int k) { return c + QPointF(std::sin(k * pi / 3), -std::cos(k * pi / 3)) * side * 0.94; };
            p.setPen(QPen(QColor(0xf4e8d6), side * 0.05));
            for (int face = 0; face < 3; ++face) {
                p.setBrush(color.lighter(100 + 18 * face));
                p.drawPolygon(QPolygonF({c, corner(2 * face + 5), corner(2 * face + 6), corner(2 * face + 7)}));
            }
        }
}

void paintHarbour(QPainter &p, const QRectF &area)
{
    fillSky(p, area, {0x9fd5e8, 0xf8d9a8, 0xf3b27a});
    const double w = area.width(), h = area.height();
    p.setPen(Qt::NoPen);
    p.setBrush(QColor(0xfff3c4));
    p.drawEllipse(QPointF(w * 0.68, h * 0.42), h * 0.12, h * 0.12);
    fillSky(p, {0, h * 0.58, w, h * 0.42}, {0x4c9fb4, 0x1c5f7c});
    p.setBrush(QColor(255, 240, 200, 90));
    for (int i = 0; i < 9; ++i)
        p.drawRoundedRect(QRectF(w * (0.68 - 0.07 - 0.006 * i), h * (0.61 + i * 0.038), w * (0.14 + 0.012 * i), h * 0.009), 3, 3);
    p.setBrush(QColor(0x2c4a52));
    p.drawRect(QRectF(0, h * 0.53, w * 0.36, h * 0.05));
    for (int i = 0; i < 5; ++i) {
        const double x = w * (0.02 + 0.068 * i);
        p.setBrush(QColor::fromHsv((20 + 47 * i) % 360, 90, 190));
        p.drawRect(QRectF(x, h * (0.42 - 0.02 * (i % 3)), w * 0.055, h * 0.13));
        p.setBrush(QColor(0x6e3430));
        p.drawPolygon(QPolygonF({{x - w * 0.006, h * (0.42 - 0.02 * (i % 3))}, {x + w * 0.0275, h * (0.36 - 0.02 * (i % 3))}, {x + w * 0.061, h * (0.42 - 0.02 * (i % 3))}}));
    }
    p.setBrush(QColor(0xffffff));
    p.drawPolygon(QPolygonF({{w * 0.5, h * 0.3}, {w * 0.5, h * 0.66}, {w * 0.42, h * 0.66}}));
    p.setBrush(QColor(0xe9503f));
    p.drawPolygon(QPolygonF({{w * 0.508, h * 0.34}, {w * 0.508, h * 0.66}, {w * 0.57, h * 0.66}}));
    p.setBrush(QColor(0x243a44));
    p.drawChord(QRectF(w * 0.41, h * 0.62, w * 0.18, h * 0.14), 180 * 16, 180 * 16);
}

void paintForest(QPainter &p, const QRectF &area)
{
    fillSky(p, area, {0xdff2ea, 0xa9d8c1});
    const double w = area.width(), h = area.height();
    QRandomGenerator random(11);
    p.setPen(Qt::NoPen);
    for (int layer = 0; layer < 4; ++layer) {
        p.setBrush(QColor(0x7db89b).darker(100 + layer * 45));
        for (int i = 0; i < 14; ++i) {
            const double x = random.bounded(w), base = h * (0.62 + layer * 0.13), tall = h * (0.28 + random.bounded(0.18)), wide = tall * 0.28;
            for (int k = 0; k < 3; ++k)
                p.drawPolygon(QPolygonF({{x, base - tall + k * tall * 0.2}, {x - wide * (0.6 + k * 0.25), base - tall * 0.45 + k * tall * 0.22}, {x + wide * (0.6 + k * 0.25), base - tall * 0.45 + k * tall * 0.22}}));
        }
        p.drawRect(QRectF(0, h * (0.6 + layer * 0.13), w, h));
    }
}

void paintBlossom(QPainter &p, const QRectF &area)
{
    fillSky(p, area, {0xf9e3e7, 0xf3c6d0});
    const double w = area.width(), h = area.height();
    QRandomGenerator random(5);
    p.setPen(QPen(QColor(0x6b4038), h * 0.018, Qt::SolidLine, Qt::RoundCap));
    p.drawLine(QPointF(0, h * 0.85), QPointF(w * 0.62, h * 0.42));
    p.drawLine(QPointF(w * 0.3, h * 0.64), QPointF(w * 0.9, h * 0.16));
    for (int i = 0; i < 26; ++i) {
        const double t = random.bounded(1.0), s = h * (0.035 + random.bounded(0.03));
        const QPointF at = i % 2 ? QPointF(w * 0.62 * t, h * (0.85 - 0.43 * t)) : QPointF(w * (0.3 + 0.6 * t), h * (0.64 - 0.48 * t));
        p.setPen(Qt::NoPen);
        for (int petal = 0; petal < 5; ++petal) {
            const double a = petal * 2 * pi / 5 + i;
            p.setBrush(QColor::fromHsv(344, 80 + int(random.bounded(60)), 250));
            p.drawEllipse(at + QPointF(std::cos(a), std::sin(a)) * s * 0.7, s * 0.55, s * 0.55);
        }
        p.setBrush(QColor(0xf6c445));
        p.drawEllipse(at, s * 0.25, s * 0.25);
    }
}

QImage paintScene(const QString &scene, const QSize &size, double phase)
{
    QImage image(size, QImage::Format_RGB32);
    QPainter p(&image);
    p.setRenderHint(QPainter::Antialiasing);
    const QRectF area(0, 0, size.width(), size.height());
    if (scene == QLatin1String("tiles"))
        paintTiles(p, area);
    else if (scene == QLatin1String("harbour"))
        paintHarbour(p, area);
    else if (scene == QLatin1String("forest"))
        paintForest(p, area);
    else if (scene == QLatin1String("blossom"))
        paintBlossom(p, area);
    else
        paintLanterns(p, area, phase);
    return image;
}

//! A hummed tune that comes and goes like speech, so that the waveform has a shape.
OutgoingMedia makeVoice(int seconds)
{
    std::vector<qint16> samples;
    double angle = 0;
    for (int i = 0; i < seconds * voice::rate; ++i) {
        const double t = double(i) / voice::rate;
        const double syllable = std::pow(std::abs(std::sin(t * 4.1) * std::sin(t * 1.3 + 0.4)), 0.7) * (0.6 + 0.4 * std::sin(t * 0.7));
        angle += 2 * pi * (150 + 30 * std::sin(t * 2.1)) / voice::rate;
        samples.push_back(qint16(9'000 * syllable * (std::sin(angle) + 0.4 * std::sin(2 * angle))));
    }
    VoiceWriter writer;
    writer.add(samples);
    Waveform shape;
    shape.add(samples);
    OutgoingMedia media;
    media.bytes = writer.finish();
    media.kind = MediaKind::Voice;
    media.durationMs = seconds * 1000;
    media.waveform = shape.bytes();
    return media;
}

std::optional<OutgoingMedia> makeVideo(int seconds)
{
    const QString ffmpeg = QStandardPaths::findExecutable(QStringLiteral("ffmpeg"));
    if (ffmpeg.isEmpty())
        return std::nullopt;
    const QTemporaryDir folder;
    const QSize size(640, 360);
    constexpr int perSecond = 15;
    QProcess encoder;
    const QString out = folder.filePath(QStringLiteral("river.mp4"));
    encoder.start(ffmpeg, {"-loglevel", "error", "-f", "rawvideo", "-pix_fmt", "bgra", "-s", "640x360", "-r", QString::number(perSecond), "-i", "-",
                              "-pix_fmt", "yuv420p", "-movflags", "+faststart", out});
    for (int frame = 0; frame < seconds * perSecond; ++frame) {
        const QImage image = paintScene(QStringLiteral("lanterns"), size, double(frame) / (seconds * perSecond));
        encoder.write(reinterpret_cast<const char *>(image.constBits()), image.sizeInBytes());
    }
    encoder.closeWriteChannel();
    QFile file(out);
    if (!encoder.waitForFinished(60'000) || encoder.exitCode() != 0 || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    OutgoingMedia media;
    media.bytes = file.readAll();
    media.name = QStringLiteral("river.mp4");
    media.kind = MediaKind::Video;
    media.durationMs = seconds * 1000;
    media.frame = size;
    media.preview = blurredPreview(paintScene(QStringLiteral("lanterns"), size, 0));
    return media;
}

//! One page with a plan on it.
OutgoingMedia makeDocument(const QString &name)
{
    OutgoingMedia media;
    QBuffer buffer(&media.bytes);
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter pdf(&buffer);
        pdf.setResolution(72);
        pdf.setTitle(name);
        QPainter p(&pdf);
        p.setPen(QPen(QColor(0x1f74b8), 2));
        for (int i = 0; i < 6; ++i)
            p.drawRect(60 + i * 70, 120 + (i % 2) * 40, 60, 140);
        p.setFont(QFont(QStringLiteral("Inter"), 16));
        p.drawText(60, 80, QStringLiteral("Pontoon plan"));
    }
    media.name = name;
    media.kind = MediaKind::File;
    return media;
}

} // namespace

QByteArray paintedPicture(const QString &scene, const QSize &size)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    paintScene(scene, size, 0.3).save(&buffer, "JPEG", 88);
    return bytes;
}

std::optional<OutgoingMedia> makeProp(const QJsonObject &prop)
{
    if (prop.contains(QLatin1String("voice")))
        return makeVoice(prop["voice"].toInt());
    if (prop.contains(QLatin1String("video")))
        return makeVideo(prop["video"].toInt());
    if (prop.contains(QLatin1String("document")))
        return makeDocument(prop["document"].toString());
    const QJsonArray size = prop["size"].toArray();
    OutgoingMedia media;
    media.bytes = paintedPicture(prop["picture"].toString(), {size.at(0).toInt(1280), size.at(1).toInt(853)});
    media.name = prop["picture"].toString() + QStringLiteral(".jpg");
    media.kind = MediaKind::Photo;
    media.longestSide = 1280;
    return media;
}

} // namespace demo
