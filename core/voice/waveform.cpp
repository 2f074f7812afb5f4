#include "core/voice/waveform.h"

#include <algorithm>
#include <cmath>

namespace confab {

namespace {

constexpr int fullScale = 32767;
constexpr int noise = 1200; // below -29 dB: a silent room is not blown up to a landscape
constexpr qreal floorDb = -50;

} // namespace

void Waveform::add(std::span<const qint16> samples)
{
    for (const qint16 sample : samples) {
        m_peak = std::max(m_peak, std::min(std::abs(int(sample)), fullScale));
        if (++m_inBlock == m_blockLength)
            close();
    }
}

void Waveform::close()
{
    m_peaks.append(quint16(m_peak));
    m_peak = 0;
    m_inBlock = 0;
    if (m_peaks.size() < maxBlocks)
        return;
    for (int i = 0; i < maxBlocks / 2; ++i)
        m_peaks[i] = std::max(m_peaks[2 * i], m_peaks[2 * i + 1]);
    m_peaks.resize(maxBlocks / 2);
    m_blockLength *= 2;
}

QByteArray Waveform::bytes(int count) const
{
    if (m_peaks.isEmpty())
        return {};
    const int loudest = std::max<int>(noise, *std::max_element(m_peaks.cbegin(), m_peaks.cend()));
    QByteArray result(count, '\0');
    const qsizetype blocks = m_peaks.size();
    for (int i = 0; i < count; ++i) {
        const qsizetype from = blocks * i / count;
        const qsizetype to = std::max(from + 1, blocks * (i + 1) / count);
        const int peak = *std::max_element(m_peaks.cbegin() + from, m_peaks.cbegin() + to);
        result[i] = char(uchar(peak * 255 / loudest));
    }
    return result;
}

qreal Waveform::level(std::span<const qint16> samples)
{
    if (samples.empty())
        return 0;
    double energy = 0;
    for (const qint16 sample : samples)
        energy += double(sample) * sample;
    const double rms = std::sqrt(energy / double(samples.size())) / fullScale;
    if (rms <= 0)
        return 0;
    return std::clamp(1 - 20 * std::log10(rms) / floorDb, 0.0, 1.0);
}

} // namespace confab
