#pragma once

#include <QImage>
#include <QVideoFrame>

namespace confab {

//! A video frame as a picture that fits into `pixels`, converted and scaled in one pass (BT.709, limited range unless
//! the frame says otherwise). Any thread. Null where the frame's memory cannot be read.
QImage videoPicture(QVideoFrame frame, QSize pixels);

} // namespace confab
