#pragma once

#include <QByteArray>
#include <QList>

namespace confab {

//! Turns what a sound card gives into one channel of 16-bit samples at voice::rate: mixes channels, interpolates linearly
//! (enough for speech). Keeps the rest of a frame for the next call. Pure; any one thread.
class PcmConverter {
public:
    enum class Sample : std::uint8_t { UInt8, Int16, Int32, Float };
    struct Format {
        int rate = 48'000;
        int channels = 1;
        Sample sample = Sample::Int16;
    };

    explicit PcmConverter(const Format &format);
    [[nodiscard]] QList<qint16> convert(const QByteArray &bytes);

private:
    float sampleAt(const char *at) const;
    int sampleBytes() const;

    Format m_format;
    QByteArray m_rest;
    float m_last = 0; //!< the sample before the first of the next call
    double m_position = 0; //!< of the next output sample, in input samples after m_last
};

} // namespace confab
