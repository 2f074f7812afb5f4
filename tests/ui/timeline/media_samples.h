#pragma once

#include <QByteArray>
#include <QColor>
#include <QSize>

namespace confab::test {

//! A photo of sorts: sky, sun, hills.
QByteArray samplePhoto(QSize size, QColor color);
//! The blurred few pixels of it that travel in the message.
QByteArray samplePreview(QColor color);
//! An animation of one colour a frame, `delay` in hundredths of a second.
QByteArray sampleGif(int width, int height, const QList<QColor> &frames, int delay = 5);

} // namespace confab::test
