#include "core/video/media_backend.h"

#include <QtGlobal>
#include <mutex>

namespace confab {

void chooseMediaBackend()
{
    static std::once_flag once;
    std::call_once(once, [] {
        if (!qEnvironmentVariableIsSet("QT_MEDIA_BACKEND"))
            qputenv("QT_MEDIA_BACKEND", "ffmpeg");
    });
}

} // namespace confab
