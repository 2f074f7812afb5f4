#pragma once

#include <QByteArray>
#include <QFuture>
#include <QImage>
#include <QSize>
#include <QString>

class QIODevice;

namespace confab {

//! Pictures that come from people: bounded in pixels and bytes before anything is allocated, told by their content and
//! not by their names, turned as their EXIF says. All functions but the last may take long: never on the GUI thread.
namespace pictures {

inline constexpr qint64 maxPixels = 200'000'000;

struct Facts {
    QByteArray format; //!< "jpeg", "png", "webp", "gif" …; empty: no picture, or none that is shown (vector, too large)
    QSize size; //!< as it stands on screen
    bool animated = false;
};
//! Reads the head only.
[[nodiscard]] Facts facts(QIODevice *device);

//! Scaled down to fit `box` (device pixels), never up. Null: not decodable within 256 MiB.
[[nodiscard]] QImage decode(QIODevice *device, QSize box);
//! The same from a file or, where `path` is empty, from `bytes`.
[[nodiscard]] QImage decode(const QString &path, const QByteArray &bytes, QSize box);

//! JPEG without any metadata; translucent parts lie on white.
[[nodiscard]] QByteArray toJpeg(const QImage &picture, int quality);

//! decode() in the thread pool.
[[nodiscard]] QFuture<QImage> decodeLater(const QString &path, const QByteArray &bytes, QSize box);

} // namespace pictures
} // namespace confab
