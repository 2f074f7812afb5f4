#pragma once

#include "ui/media/media_player.h"

namespace confab::test {

//! A player that makes no sound: the test says what happens.
class FakePlayer : public PlayerBackend {
    Q_OBJECT
public:
    using PlayerBackend::PlayerBackend;
    void open(std::shared_ptr<QIODevice> device) override
    {
        log += QStringLiteral("open");
        file = std::move(device);
        if (answers)
            QMetaObject::invokeMethod(this, [this] { emit opened(duration, false); }, Qt::QueuedConnection);
    }
    void play() override { log += QStringLiteral("play"); }
    void pause() override { log += QStringLiteral("pause"); }
    void close() override
    {
        log += QStringLiteral("close");
        file.reset();
    }
    void seek(qint64 ms) override { log += QStringLiteral("seek %1").arg(ms); }
    void setSpeed(double speed) override { log += QStringLiteral("speed %1").arg(speed); }
    void setVolume(double loud) override { volume = loud; }
    void setFrameSize(QSize pixels) override { frames = pixels; }

    QStringList log;
    std::shared_ptr<QIODevice> file;
    qint64 duration = 42'000;
    bool answers = true; //!< opens as soon as asked
    QSize frames;
    double volume = -1;
};

} // namespace confab::test
