#include "ui/composer/voice_recorder.h"

namespace confab {

namespace {
constexpr qsizetype meterSamples = voice::rate / 20;
} // namespace

VoiceRecorder::VoiceRecorder(AudioDevices devices, QObject *parent)
    : QObject(parent)
    , m_devices(std::move(devices))
{
}

VoiceRecorder::~VoiceRecorder() = default;

QString VoiceRecorder::start()
{
    cancel();
    auto input = m_devices.input();
    const QString sentence = input->start();
    if (!sentence.isEmpty())
        return sentence;
    m_input = std::move(input);
    m_writer = std::make_unique<VoiceWriter>();
    m_waveform = {};
    m_metered.clear();
    connect(m_input.get(), &AudioInput::samples, this, &VoiceRecorder::take);
    connect(m_input.get(), &AudioInput::failed, this, [this](const QString &text) {
        release();
        emit failed(text);
    });
    return {};
}

void VoiceRecorder::take(const QList<qint16> &pcm)
{
    const qint64 room = longest * voice::rate / 1000 - m_writer->durationMs() * voice::rate / 1000;
    const std::span<const qint16> samples(pcm.constData(), std::size_t(std::clamp<qint64>(pcm.size(), 0, room)));
    m_writer->add(samples);
    m_waveform.add(samples);
    m_metered.append(pcm);
    if (m_metered.size() >= meterSamples) {
        emit heard(Waveform::level({m_metered.constData(), std::size_t(m_metered.size())}));
        m_metered.clear();
    }
    if (m_writer && m_writer->durationMs() >= longest && m_input) {
        release();
        emit limitReached();
    }
}

//! The input may be the caller.
void VoiceRecorder::release()
{
    if (!m_input)
        return;
    m_input->disconnect(this);
    m_input->stop();
    m_input.release()->deleteLater();
}

qint64 VoiceRecorder::durationMs() const { return m_writer ? m_writer->durationMs() : 0; }

VoiceNote VoiceRecorder::finish()
{
    release();
    if (!m_writer)
        return {};
    VoiceNote note;
    note.durationMs = m_writer->durationMs();
    note.file = m_writer->finish();
    note.waveform = m_waveform.bytes();
    m_writer.reset();
    return note;
}

void VoiceRecorder::cancel()
{
    release();
    m_writer.reset();
}

} // namespace confab
