#pragma once

#include <QByteArray>
#include <QImage>
#include <QSize>
#include <QString>

namespace confab {

//! What a message says of a video before any of it is loaded.
struct VideoFacts {
    static constexpr int stillSide = 640;
    QSize size; //!< as shown, px; empty where the file cannot be played here
    qint64 durationMs = 0;
    QImage still; //!< its first picture, at most `stillSide` px
    QByteArray poster; //!< a tiny JPEG of its first picture, at most 4 KiB
};

//! Plays the file, silently, up to its first picture. Blocks for at most `patienceMs`, running an event loop of its own: in a
//! window's program in the thread pool only. Needs a QGuiApplication, of any platform.
[[nodiscard]] VideoFacts lookAtVideo(const QString &path, int patienceMs = 4000);

} // namespace confab
