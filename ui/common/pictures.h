#pragma once

#include <QByteArray>
#include <QFuture>
#include <QImage>
#include <QSize>
#include <QString>

namespace confab {

//! Pictures that the user chooses, from a file or from memory; core/media/picture decides what may be decoded. All
//! functions but the last may take long: never on the GUI thread.
namespace pictures {

//! Scaled down to fit `box` (device pixels), never up; from a file or, where `path` is empty, from `bytes`. Null: no
//! picture, a broken or too large one.
[[nodiscard]] QImage decode(const QString &path, const QByteArray &bytes, QSize box);

//! JPEG without any metadata; translucent parts lie on white.
[[nodiscard]] QByteArray toJpeg(const QImage &picture, int quality);

//! decode() in the thread pool.
[[nodiscard]] QFuture<QImage> decodeLater(const QString &path, const QByteArray &bytes, QSize box);

} // namespace pictures
} // namespace confab
