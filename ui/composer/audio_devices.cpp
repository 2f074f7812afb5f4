#include "ui/composer/audio_devices.h"

#include "core/voice/voice_writer.h"
#include "ui/composer/pcm_converter.h"

#include <QAudioSink>
#include <QAudioSource>
#include <QMediaDevices>

namespace confab {

namespace {

QAudioFormat wantedFormat()
{
    QAudioFormat format;
    format.setSampleRate(voice::rate);
    format.setChannelCount(1);
    format.setSampleFormat(QAudioFormat::Int16);
    return format;
}

PcmConverter::Format describe(const QAudioFormat &format)
{
    PcmConverter::Format plain {format.sampleRate(), format.channelCount(), PcmConverter::Sample::Int16};
    if (format.sampleFormat() == QAudioFormat::UInt8)
        plain.sample = PcmConverter::Sample::UInt8;
    else if (format.sampleFormat() == QAudioFormat::Int32)
        plain.sample = PcmConverter::Sample::Int32;
    else if (format.sampleFormat() == QAudioFormat::Float)
        plain.sample = PcmConverter::Sample::Float;
    return plain;
}

class Microphone : public AudioInput {
public:
    QString start() override
    {
        const QAudioDevice device = QMediaDevices::defaultAudioInput();
        if (device.isNull())
            return AudioInput::tr("No microphone was found. Connect one and try again.");
        QAudioFormat format = wantedFormat();
        if (!device.isFormatSupported(format))
            format = device.preferredFormat();
        m_converter = std::make_unique<PcmConverter>(describe(format));
        m_source = std::make_unique<QAudioSource>(device, format);
        connect(m_source.get(), &QAudioSource::stateChanged, this, [this](QAudio::State state) {
            if (state == QAudio::StoppedState && m_source->error() != QAudio::NoError)
                emit failed(AudioInput::tr("The microphone stopped. Perhaps it was unplugged."));
        });
        m_device = m_source->start();
        if (!m_device || m_source->error() != QAudio::NoError)
            return AudioInput::tr("The microphone cannot be used: another program may hold it, or access was denied.");
        connect(m_device, &QIODevice::readyRead, this, [this] {
            const auto pcm = m_converter->convert(m_device->readAll());
            if (!pcm.isEmpty())
                emit samples(pcm);
        });
        return {};
    }
    void stop() override
    {
        if (!m_source)
            return;
        m_source->disconnect(this);
        m_source->stop();
        m_source.reset();
        m_device = nullptr;
    }
    ~Microphone() override { Microphone::stop(); }

private:
    std::unique_ptr<QAudioSource> m_source;
    std::unique_ptr<PcmConverter> m_converter;
    QIODevice *m_device = nullptr; //!< the source's
};

class Speaker : public AudioOutput {
public:
    Speaker()
    {
        m_progress.setInterval(50);
        connect(&m_progress, &QTimer::timeout, this, [this] { emit progressed(m_sink->processedUSecs() / 1000); });
    }
    QString start(QIODevice *pcm) override
    {
        const QAudioDevice device = QMediaDevices::defaultAudioOutput();
        if (device.isNull())
            return AudioOutput::tr("No loudspeaker was found.");
        m_sink = std::make_unique<QAudioSink>(device, wantedFormat());
        connect(m_sink.get(), &QAudioSink::stateChanged, this, [this](QAudio::State state) {
            if (state == QAudio::IdleState || (state == QAudio::StoppedState && m_sink->error() != QAudio::NoError)) {
                m_progress.stop();
                emit finished();
            }
        });
        m_sink->start(pcm);
        if (m_sink->error() != QAudio::NoError)
            return AudioOutput::tr("The loudspeaker cannot be used.");
        m_progress.start();
        return {};
    }
    void stop() override
    {
        m_progress.stop();
        if (!m_sink)
            return;
        m_sink->disconnect(this);
        m_sink->stop();
        // It may be the one that is just telling us.
        m_sink.release()->deleteLater();
    }
    ~Speaker() override { Speaker::stop(); }

private:
    std::unique_ptr<QAudioSink> m_sink;
    QTimer m_progress;
};

} // namespace

AudioDevices AudioDevices::system()
{
    return {[] { return std::make_unique<Microphone>(); }, [] { return std::make_unique<Speaker>(); }};
}

} // namespace confab
