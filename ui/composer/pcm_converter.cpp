#include "ui/composer/pcm_converter.h"

#include "core/voice/voice_writer.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace confab {

PcmConverter::PcmConverter(const Format &format)
    : m_format(format)
{
    m_format.channels = std::max(1, format.channels);
    m_format.rate = std::max(1, format.rate);
}

int PcmConverter::sampleBytes() const
{
    switch (m_format.sample) {
    case Sample::UInt8:
        return 1;
    case Sample::Int16:
        return 2;
    case Sample::Int32:
    case Sample::Float:
        break;
    }
    return 4;
}

float PcmConverter::sampleAt(const char *at) const
{
    const auto read = [at]<typename T>(T) {
        T value;
        std::memcpy(&value, at, sizeof(T));
        return value;
    };
    switch (m_format.sample) {
    case Sample::UInt8:
        return (float(uchar(*at)) - 128.0f) / 128.0f;
    case Sample::Int16:
        return float(read(qint16())) / 32768.0f;
    case Sample::Int32:
        return float(read(qint32())) / 2147483648.0f;
    case Sample::Float:
        break;
    }
    const float value = read(float());
    return std::isfinite(value) ? value : 0.0f;
}

QList<qint16> PcmConverter::convert(const QByteArray &bytes)
{
    m_rest.append(bytes);
    const int width = sampleBytes();
    const int frame = width * m_format.channels;
    const qsizetype frames = m_rest.size() / frame;
    const double step = double(m_format.rate) / voice::rate;
    QList<qint16> out;
    out.reserve(qsizetype(double(frames) / step) + 1);
    for (qsizetype i = 0; i < frames; ++i) {
        float sum = 0;
        for (int c = 0; c < m_format.channels; ++c)
            sum += sampleAt(m_rest.constData() + i * frame + c * width);
        const float next = sum / float(m_format.channels);
        // Output positions between the last input sample (0) and this one (1).
        for (; m_position < 1; m_position += step) {
            const float value = m_last + (next - m_last) * float(m_position);
            out.append(qint16(std::clamp(std::lround(value * 32767.0f), -32767L, 32767L)));
        }
        m_position -= 1;
        m_last = next;
    }
    m_rest.remove(0, frames * frame);
    return out;
}

} // namespace confab
