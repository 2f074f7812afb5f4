#pragma once

#include "ui/common/ui_context.h"
#include "ui/composer/voice_recorder.h"

#include <QWidget>

namespace confab {

class IconButton;
class VoiceReader;
class Label;

//! Stands in the field's place while a voice note is recorded or listened to before it is sent.
class VoiceBar : public QWidget {
    Q_OBJECT
public:
    VoiceBar(const UiContext &context, AudioDevices devices, QWidget *parent = nullptr);
    ~VoiceBar() override;

    enum class Mode { Idle, Recording, Preview };
    Mode mode() const { return m_mode; }

    QString record(); //!< empty: it does; else why not
    void stop(); //!< Recording becomes Preview, or Idle where nothing was heard
    void preview(const VoiceNote &note);
    VoiceNote take(); //!< ends whatever goes on and hands the note over; Idle afterwards
    qint64 durationMs() const;

    //! Something else is to be heard.
    void pause();

    void discard(); //!< Idle, everything gone
    //! The same, but asks first where more than 3 s would be lost.
    void askToDiscard();

signals:
    void modeChanged();
    void sendWanted(); //!< Enter
    void problem(const QString &sentence);
    void soundBegan(); //!< it listens or is listened to: nothing else may be heard

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    void setMode(Mode mode);
    void play(qint64 fromMs);
    void togglePlaying();
    void refreshTime();
    QRect waveRect() const;
    void paintMeter(QPainter *painter, const QRect &rect);
    void paintWave(QPainter *painter, const QRect &rect);

    const UiContext m_ui;
    AudioDevices m_devices;
    VoiceRecorder m_recorder;
    Mode m_mode = Mode::Idle;
    IconButton *m_discard;
    IconButton *m_play; //!< Preview
    IconButton *m_end; //!< Recording: listen first
    IconButton *m_again; //!< Preview: record anew
    Label *m_time;
    QWidget *m_space;
    QList<qreal> m_levels; //!< newest last, as many as fit
    VoiceNote m_note;
    std::unique_ptr<AudioOutput> m_output;
    std::unique_ptr<VoiceReader> m_reader;
    bool m_playing = false;
    qint64 m_playedFrom = 0; //!< ms
    qint64 m_position = 0; //!< ms
};

} // namespace confab
