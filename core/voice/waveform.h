#pragma once

#include <QByteArray>
#include <QList>
#include <span>

namespace confab {

//! The shape of a recording as 100 bars, gathered while it grows. Memory is bounded whatever the length: once there are
//! `maxBlocks` blocks, neighbours are merged and blocks become twice as long. Pure; any one thread.
class Waveform {
public:
    static constexpr int bars = 100;

    //! 16-bit mono samples, any rate, any amount.
    void add(std::span<const qint16> samples);
    //! `count` bars, 0 to 255, the loudest 255; a recording that holds nothing but noise stays low. Empty before the
    //! first whole block.
    [[nodiscard]] QByteArray bytes(int count = bars) const;
    //! How loud these samples are, 0 to 1, on a scale that follows the ear: for a meter.
    static qreal level(std::span<const qint16> samples);

private:
    static constexpr int maxBlocks = 2048;
    void close();

    QList<quint16> m_peaks; //!< of each block, 0 to 32767
    int m_blockLength = 480; //!< samples
    int m_inBlock = 0;
    int m_peak = 0;
};

} // namespace confab
