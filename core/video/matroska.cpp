#include "core/video/matroska.h"

#include <QtEndian>
#include <cmath>
#include <cstring>

namespace confab {

namespace {

// RFC 8794 (EBML) and RFC 9559 (Matroska).
constexpr quint32 ebmlHeader = 0x1a45dfa3;
constexpr quint32 segment = 0x18538067;
constexpr quint32 info = 0x1549a966;
constexpr quint32 timestampScale = 0x2ad7b1;
constexpr quint32 durationId = 0x4489;
constexpr int mostElements = 100;

struct Element {
    quint32 id = 0; //!< 0: none
    qint64 size = 0;
};

std::optional<quint64> readNumber(QIODevice &file, int mostBytes, bool keepMarker)
{
    char first = 0;
    if (!file.getChar(&first) || first == 0)
        return std::nullopt;
    const int length = int(qCountLeadingZeroBits(quint8(first))) + 1;
    const QByteArray rest = file.read(length - 1);
    if (length > mostBytes || rest.size() != length - 1)
        return std::nullopt;
    quint64 value = keepMarker ? quint8(first) : quint8(first) & (0xff >> length);
    for (const char byte : rest)
        value = value << 8 | quint8(byte);
    return value;
}

Element readElement(QIODevice &file)
{
    const auto id = readNumber(file, 4, true);
    const auto size = id ? readNumber(file, 8, false) : std::nullopt;
    return size ? Element {quint32(*id), qint64(*size)} : Element {};
}

double readFloat(const QByteArray &bytes)
{
    if (bytes.size() == 8) {
        const quint64 bits = qFromBigEndian<quint64>(bytes.constData());
        double value = 0;
        std::memcpy(&value, &bits, sizeof value);
        return value;
    }
    float value = 0;
    if (bytes.size() == 4) {
        const quint32 bits = qFromBigEndian<quint32>(bytes.constData());
        std::memcpy(&value, &bits, sizeof value);
    }
    return double(value);
}

} // namespace

qint64 matroskaDurationMs(QIODevice &file)
{
    file.seek(0);
    double scale = 1'000'000; // ns a tick
    double ticks = 0;
    qint64 end = file.size(); // of the element that is entered
    bool inInfo = false;
    for (int i = 0; i < mostElements && file.pos() < end; ++i) {
        const Element element = readElement(file);
        const qint64 next = file.pos() + element.size;
        if (element.id == 0 || (i == 0 && element.id != ebmlHeader))
            return 0;
        if (element.id == segment)
            continue; // its children follow; its size may be unknown
        if (element.size < 0 || element.size > file.size() - file.pos())
            return 0;
        if (element.id == info && !inInfo) {
            inInfo = true;
            end = next;
            continue;
        }
        if (inInfo && element.id == timestampScale && element.size <= 8) {
            scale = 0;
            for (const char byte : file.read(element.size))
                scale = scale * 256 + quint8(byte);
        } else if (inInfo && element.id == durationId && element.size <= 8) {
            ticks = readFloat(file.read(element.size));
        }
        if (!file.seek(next))
            return 0;
    }
    const double ms = ticks * scale / 1e6;
    constexpr double most = 1e12; // thirty years
    return std::isfinite(ms) && ms > 0 && ms < most ? qint64(ms) : 0;
}

} // namespace confab
