#pragma once

#include <QIODevice>
#include <QList>
#include <QObject>
#include <functional>
#include <memory>

namespace confab {

//! Where sound comes from. GUI thread. Everything arrives as one channel at voice::rate, whatever the device gives.
class AudioInput : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    //! Begins to record. Empty: it does; else a sentence that says why not (no microphone).
    virtual QString start() = 0;
    virtual void stop() = 0;

signals:
    void samples(const QList<qint16> &pcm);
    void failed(const QString &sentence); //!< unplugged, taken away; nothing comes after it
};

//! Where it goes: plays an open device of 16-bit mono samples at voice::rate from its position to its end.
class AudioOutput : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual QString start(QIODevice *pcm) = 0; //!< `pcm` outlives the playing
    virtual void stop() = 0;

signals:
    void progressed(qint64 ms); //!< since start, a few times a second
    void finished();
};

//! The computer's, unless a test puts its own in.
struct AudioDevices {
    std::function<std::unique_ptr<AudioInput>()> input;
    std::function<std::unique_ptr<AudioOutput>()> output;
    static AudioDevices system();
};

} // namespace confab
