#include "core/video/video_facts.h"

#include "core/media/picture.h"
#include "core/video/matroska.h"
#include "core/video/media_backend.h"

#include <QEventLoop>
#include <QFile>
#include <QMediaPlayer>
#include <QTimer>
#include <QUrl>
#include <QVideoFrame>
#include <QVideoSink>

namespace confab {

VideoFacts lookAtVideo(const QString &path, int patienceMs)
{
    chooseMediaBackend();
    QEventLoop loop;
    QVideoSink sink;
    QMediaPlayer player;
    QImage first;
    QObject::connect(&sink, &QVideoSink::videoFrameChanged, &loop, [&](const QVideoFrame &frame) {
        if (!first.isNull() || !frame.isValid())
            return;
        first = frame.toImage();
        if (!first.isNull())
            loop.quit();
    });
    QObject::connect(&player, &QMediaPlayer::errorOccurred, &loop, &QEventLoop::quit);
    QObject::connect(&player, &QMediaPlayer::mediaStatusChanged, &loop, [&loop](QMediaPlayer::MediaStatus status) {
        if (status == QMediaPlayer::EndOfMedia || status == QMediaPlayer::InvalidMedia)
            loop.quit();
    });
    QTimer::singleShot(patienceMs, &loop, &QEventLoop::quit);
    player.setVideoSink(&sink);
    player.setSource(QUrl::fromLocalFile(path));
    player.play();
    loop.exec();
    qint64 duration = player.duration();
    if (QFile file(path); duration <= 0 && file.open(QIODevice::ReadOnly))
        duration = matroskaDurationMs(file);
    player.stop();
    if (first.isNull())
        return {};
    const QImage still = first.scaled(fitted(first.size(), VideoFacts::stillSide), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    return {first.size(), std::max<qint64>(0, duration), still, blurredPreview(still)};
}

} // namespace confab
