#include "core/voice/voice_writer.h"

#include <QList>
#include <QRandomGenerator>
#include <QtEndian>
#include <array>
#include <ogg/ogg.h>
#include <opus/opus.h>

namespace confab {

namespace {

constexpr int maxPacket = 1275; // bytes, RFC 6716 section 3.4
constexpr int packetsPerPage = 50; // a second: as fine as seeking in the file gets

void append(QByteArray &to, const auto number)
{
    std::array<char, sizeof(number)> bytes;
    qToLittleEndian(number, bytes.data());
    to.append(bytes.data(), qsizetype(bytes.size()));
}

//! RFC 7845 section 5.1.
QByteArray head(int preSkip)
{
    QByteArray bytes("OpusHead\x01\x01", 10); // version, channels
    append(bytes, quint16(preSkip));
    append(bytes, quint32(voice::rate));
    append(bytes, qint16(0)); // gain
    bytes.append('\0'); // mapping: mono or stereo
    return bytes;
}

//! RFC 7845 section 5.2. Says nothing of who or what made it.
QByteArray tags()
{
    const QByteArray vendor("Confab");
    QByteArray bytes("OpusTags");
    append(bytes, quint32(vendor.size()));
    bytes.append(vendor);
    append(bytes, quint32(0));
    return bytes;
}

} // namespace

struct VoiceWriter::State {
    OpusEncoder *encoder = nullptr;
    ogg_stream_state stream {};
    int preSkip = 0;
    qint64 samples = 0; //!< added
    qint64 encoded = 0; //!< with the silence that fills the last packet
    qint64 packets = 0; //!< with the two of the head
    QList<qint16> rest; //!< less than a packet
    QByteArray file;

    State()
    {
        int error = OPUS_OK;
        encoder = opus_encoder_create(voice::rate, 1, OPUS_APPLICATION_VOIP, &error);
        Q_ASSERT(error == OPUS_OK); // fails with impossible arguments only
        opus_encoder_ctl(encoder, OPUS_SET_BITRATE(voice::bitrate));
        opus_encoder_ctl(encoder, OPUS_SET_SIGNAL(OPUS_SIGNAL_VOICE));
        opus_encoder_ctl(encoder, OPUS_SET_COMPLEXITY(5)); // half the work of the default, no difference for speech
        opus_encoder_ctl(encoder, OPUS_GET_LOOKAHEAD(&preSkip));
        ogg_stream_init(&stream, int(QRandomGenerator::global()->generate()));
        put(head(preSkip), 0, false);
        flush(); // the head stands alone on its page
        put(tags(), 0, false);
        flush();
    }
    ~State()
    {
        ogg_stream_clear(&stream);
        opus_encoder_destroy(encoder);
    }
    Q_DISABLE_COPY_MOVE(State)

    void put(const QByteArray &bytes, qint64 granule, bool last)
    {
        ogg_packet packet {};
        packet.packet = reinterpret_cast<unsigned char *>(const_cast<char *>(bytes.data())); // only read
        packet.bytes = long(bytes.size());
        packet.b_o_s = packets == 0;
        packet.e_o_s = last;
        packet.granulepos = granule;
        packet.packetno = packets++;
        ogg_stream_packetin(&stream, &packet);
    }
    void flush()
    {
        ogg_page page;
        while (ogg_stream_flush(&stream, &page)) {
            file.append(reinterpret_cast<const char *>(page.header), page.header_len);
            file.append(reinterpret_cast<const char *>(page.body), page.body_len);
        }
    }
    void encode(const qint16 *samplesOfPacket, bool last)
    {
        QByteArray bytes(maxPacket, Qt::Uninitialized);
        const int size
            = opus_encode(encoder, samplesOfPacket, voice::packet, reinterpret_cast<unsigned char *>(bytes.data()), maxPacket);
        bytes.truncate(std::max(size, 0));
        encoded += voice::packet;
        // The last position tells how much of the last packet is sound (RFC 7845 section 4.4).
        put(bytes, last ? preSkip + samples : encoded, last);
        if (last || packets % packetsPerPage == 0)
            flush();
    }
};

VoiceWriter::VoiceWriter()
    : m_state(std::make_unique<State>())
{
}

VoiceWriter::~VoiceWriter() = default;

void VoiceWriter::add(std::span<const qint16> samples)
{
    State &s = *m_state;
    s.samples += qint64(samples.size());
    s.rest.append(QList<qint16>(samples.begin(), samples.end()));
    qsizetype used = 0;
    // A packet is kept back: only finish() knows which one is the last.
    for (; s.rest.size() - used > voice::packet; used += voice::packet)
        s.encode(s.rest.constData() + used, false);
    s.rest.remove(0, used);
}

qint64 VoiceWriter::durationMs() const { return m_state->samples * 1000 / voice::rate; }

qsizetype VoiceWriter::size() const { return m_state->file.size(); }

QByteArray VoiceWriter::finish()
{
    State &s = *m_state;
    if (s.samples == 0)
        return {};
    // What the encoder still holds comes out with silence behind it.
    const qint64 wanted = s.samples + s.preSkip;
    while (s.encoded < wanted) {
        s.rest.resize(std::max<qsizetype>(s.rest.size(), voice::packet), 0);
        const QList<qint16> packet = s.rest.first(voice::packet);
        s.rest.remove(0, voice::packet);
        s.encode(packet.constData(), s.encoded + voice::packet >= wanted);
    }
    return std::exchange(s.file, {});
}

} // namespace confab
