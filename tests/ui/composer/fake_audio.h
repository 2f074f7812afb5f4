#pragma once

#include "core/voice/voice_writer.h"
#include "ui/composer/audio_devices.h"

#include <QPointer>
#include <cmath>

namespace confab::test {

//! A microphone that hears what the test says, and a loudspeaker that plays at once.
class FakeAudio {
public:
    QString noMicrophone; //!< the sentence, where there is none
    int started = 0;
    QByteArray played;

    AudioDevices devices()
    {
        return {[this]() -> std::unique_ptr<AudioInput> { return std::make_unique<Input>(this); },
            [this]() -> std::unique_ptr<AudioOutput> { return std::make_unique<Output>(this); }};
    }
    bool isOpen() const { return m_input; }

    //! A tone for so long, in pieces of 20 ms as a sound card gives them.
    void hear(int ms, double amplitude = 0.5)
    {
        for (int done = 0; done < ms && m_input; done += 20) {
            QList<qint16> pcm(voice::packet);
            for (qint16 &sample : pcm)
                sample = qint16(amplitude * 32767 * std::sin(0.05 * double(m_phase++)));
            emit m_input->samples(pcm);
        }
    }
    void unplug()
    {
        if (m_input)
            emit m_input->failed(QStringLiteral("The microphone stopped."));
    }
    void finishPlaying()
    {
        if (m_output)
            emit m_output->finished();
    }
    void progress(qint64 ms)
    {
        if (m_output)
            emit m_output->progressed(ms);
    }
    bool isPlaying() const { return m_output; }

private:
    struct Input : AudioInput {
        explicit Input(FakeAudio *owner)
            : audio(owner)
        {
        }
        QString start() override
        {
            if (audio->noMicrophone.isEmpty()) {
                audio->m_input = this;
                ++audio->started;
            }
            return audio->noMicrophone;
        }
        void stop() override { audio->m_input.clear(); }
        FakeAudio *audio;
    };
    struct Output : AudioOutput {
        explicit Output(FakeAudio *owner)
            : audio(owner)
        {
        }
        QString start(QIODevice *pcm) override
        {
            audio->m_output = this;
            audio->played = pcm->readAll();
            return {};
        }
        void stop() override { audio->m_output.clear(); }
        FakeAudio *audio;
    };
    QPointer<Input> m_input;
    QPointer<Output> m_output;
    qint64 m_phase = 0;
};

} // namespace confab::test
