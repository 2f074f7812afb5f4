#pragma once

#include <QByteArray>
#include <memory>
#include <span>

namespace confab {

//! How voice notes are stored: one channel, 48 kHz, packets of 20 ms, Opus at 24 kbit/s in Ogg (RFC 6716, RFC 7845).
namespace voice {
inline constexpr int rate = 48'000; //!< samples a second
inline constexpr int packet = 960; //!< samples
inline constexpr int bitrate = 24'000; //!< bits a second; an hour takes about 11 MB
inline constexpr auto mime = "audio/ogg";
} // namespace voice

//! Encodes a recording while it grows. The file exists in memory only. Any one thread; 20 ms of sound take about
//! 1 ms.
class VoiceWriter {
public:
    VoiceWriter();
    ~VoiceWriter();
    Q_DISABLE_COPY_MOVE(VoiceWriter)

    void add(std::span<const qint16> samples); //!< mono, voice::rate
    [[nodiscard]] qint64 durationMs() const; //!< of what was added
    [[nodiscard]] qsizetype size() const; //!< bytes of the file so far
    //! Ends the file and hands it over; nothing may be added after it. Empty where nothing was recorded.
    [[nodiscard]] QByteArray finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace confab
