#include "core/voice/voice_reader.h"

#include "core/voice/voice_writer.h"

#include <QtEndian>
#include <cstring>
#include <ogg/ogg.h>
#include <opus/opus.h>
#include <vector>

namespace confab {

namespace {

constexpr int sampleBytes = 2;
constexpr int longestPacket = 5760; // samples: 120 ms, RFC 6716
constexpr int preRoll = 4; // packets that bring the decoder up to date after a seek: 80 ms, RFC 7845 section 4.6

} // namespace

struct VoiceReader::State {
    QByteArray file;
    std::vector<QByteArray> packets;
    std::vector<qint64> starts; //!< first sample of each packet, before the skip
    qint64 preSkip = 0;
    qint64 length = 0; //!< samples that are heard
    OpusDecoder *decoder = nullptr;
    std::size_t next = 0; //!< packet
    std::vector<qint16> ready;
    std::size_t readyFrom = 0;

    ~State()
    {
        if (decoder)
            opus_decoder_destroy(decoder);
    }

    void parse()
    {
        if (file.isEmpty()) // libogg has no buffer of no bytes
            return;
        ogg_sync_state sync;
        ogg_sync_init(&sync);
        char *buffer = ogg_sync_buffer(&sync, long(file.size()));
        std::memcpy(buffer, file.constData(), size_t(file.size()));
        ogg_sync_wrote(&sync, long(file.size()));
        ogg_stream_state stream {};
        bool open = false;
        qint64 end = 0;
        int number = 0;
        qint64 samples = 0;
        ogg_page page;
        while (ogg_sync_pageout(&sync, &page) == 1) {
            if (!open) {
                ogg_stream_init(&stream, ogg_page_serialno(&page));
                open = true;
            }
            ogg_stream_pagein(&stream, &page);
            ogg_packet packet;
            while (ogg_stream_packetout(&stream, &packet) == 1) {
                const QByteArray bytes(reinterpret_cast<const char *>(packet.packet), packet.bytes);
                if (number++ == 0) {
                    if (!bytes.startsWith("OpusHead") || bytes.size() < 19 || bytes.at(9) != 1)
                        goto done;
                    preSkip = qFromLittleEndian<quint16>(bytes.constData() + 10);
                } else if (number > 2) {
                    const int held = opus_packet_get_nb_samples(
                        reinterpret_cast<const unsigned char *>(bytes.constData()), opus_int32(bytes.size()), voice::rate);
                    if (held <= 0)
                        continue;
                    starts.push_back(samples);
                    packets.push_back(bytes);
                    samples += held;
                }
            }
            if (ogg_page_granulepos(&page) > 0)
                end = ogg_page_granulepos(&page);
        }
        length = std::max<qint64>(0, std::min(samples, end) - preSkip);
    done:
        if (open)
            ogg_stream_clear(&stream);
        ogg_sync_clear(&sync);
    }

    bool decode()
    {
        ready.resize(longestPacket);
        readyFrom = 0;
        if (next >= packets.size()) {
            ready.clear();
            return false;
        }
        const QByteArray &packet = packets[next++];
        const int count = opus_decode(decoder, reinterpret_cast<const unsigned char *>(packet.constData()),
            opus_int32(packet.size()), ready.data(), longestPacket, 0);
        ready.resize(std::size_t(std::max(count, 0)));
        return true;
    }

    void moveTo(qint64 sample)
    {
        const qint64 wanted = sample + preSkip;
        opus_decoder_ctl(decoder, OPUS_RESET_STATE);
        const auto after = std::upper_bound(starts.cbegin(), starts.cend(), wanted);
        const auto at = std::max<std::ptrdiff_t>(0, after - starts.cbegin() - 1);
        next = std::size_t(std::max<std::ptrdiff_t>(0, at - preRoll));
        ready.clear();
        readyFrom = 0;
        while (next <= std::size_t(at) && decode()) { }
        if (std::size_t(at) < starts.size())
            readyFrom = std::min(ready.size(), std::size_t(wanted - starts[std::size_t(at)]));
    }
};

VoiceReader::VoiceReader(const QByteArray &file)
    : m_state(std::make_unique<State>())
{
    m_state->file = file;
    m_state->parse();
    m_state->file.clear();
    int error = OPUS_OK;
    m_state->decoder = opus_decoder_create(voice::rate, 1, &error);
    if (isValid()) {
        m_state->moveTo(0);
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
}

VoiceReader::~VoiceReader() = default;

bool VoiceReader::isValid() const { return m_state->decoder && m_state->length > 0; }

qint64 VoiceReader::durationMs() const { return m_state->length * 1000 / voice::rate; }

qint64 VoiceReader::size() const { return m_state->length * sampleBytes; }

bool VoiceReader::seek(qint64 position)
{
    if (position < 0 || position > size() || !QIODevice::seek(position))
        return false;
    m_state->moveTo(position / sampleBytes);
    return true;
}

qint64 VoiceReader::readData(char *data, qint64 most)
{
    State &s = *m_state;
    const qint64 left = size() - pos();
    const qint64 wanted = std::min(most, left) / sampleBytes;
    qint64 done = 0;
    while (done < wanted) {
        if (s.readyFrom == s.ready.size() && !s.decode())
            break;
        const qint64 count = std::min(wanted - done, qint64(s.ready.size() - s.readyFrom));
        std::memcpy(data + done * sampleBytes, s.ready.data() + s.readyFrom, size_t(count * sampleBytes));
        s.readyFrom += std::size_t(count);
        done += count;
    }
    return done > 0 ? done * sampleBytes : -1;
}

} // namespace confab
