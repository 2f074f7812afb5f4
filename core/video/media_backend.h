#pragma once

namespace confab {

//! Lets Qt Multimedia decode with libavcodec, which it brings along, instead of with whatever plug-ins of GStreamer happen
//! to be installed (without its base ones Qt 6.4 crashes). QT_MEDIA_BACKEND set from outside stands. Before the first use of
//! Qt Multimedia; further calls do nothing.
void chooseMediaBackend();

} // namespace confab
