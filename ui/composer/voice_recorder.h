#pragma once

#include "core/voice/voice_writer.h"
#include "core/voice/waveform.h"
#include "ui/composer/audio_devices.h"

namespace confab {

//! A recorded note: all of it in memory.
struct VoiceNote {
    QByteArray file; //!< Ogg Opus
    QByteArray waveform; //!< Waveform::bars
    qint64 durationMs = 0;
};

//! Records one note at a time. Its clock is the sound itself: no samples, no time. GUI thread: encoding takes a
//! thirtieth of the time that is recorded.
class VoiceRecorder : public QObject {
    Q_OBJECT
public:
    static constexpr qint64 longest = 60 * 60 * 1000; //!< ms: about 11 MB

    explicit VoiceRecorder(AudioDevices devices, QObject *parent = nullptr);
    ~VoiceRecorder() override;

    //! Empty: it records; else why not.
    QString start();
    [[nodiscard]] VoiceNote finish(); //!< empty file: nothing was heard
    void cancel();
    bool isRecording() const { return m_input != nullptr; }
    qint64 durationMs() const;

signals:
    void heard(qreal level); //!< 0 to 1, about twenty times a second
    void limitReached(); //!< `longest`; finish() has it all
    void failed(const QString &sentence); //!< what came before is kept for finish()

private:
    void take(const QList<qint16> &pcm);
    void release();

    AudioDevices m_devices;
    std::unique_ptr<AudioInput> m_input;
    std::unique_ptr<VoiceWriter> m_writer;
    Waveform m_waveform;
    QList<qint16> m_metered; //!< since the last `heard`
};

} // namespace confab
