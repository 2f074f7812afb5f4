#pragma once

#include "ui/common/file_picker.h"

#include <QDateTime>
#include <functional>

namespace confab {

class Session;
class Theme;
class Icons;
class AvatarPainter;
class AnimationClock;
class UiSettings;
class PresenceWatcher;
class MediaDesk;
struct ProfileKey;

//! What every widget of the window is given. The pointees outlive all widgets; copies are cheap. `session` is null
//! during onboarding only.
struct UiContext {
    Session *session = nullptr;
    Theme *theme = nullptr;
    Icons *icons = nullptr;
    AvatarPainter *avatars = nullptr;
    AnimationClock *motion = nullptr;
    UiSettings *settings = nullptr;
    PresenceWatcher *presence = nullptr; //!< ask here, not the session, to watch somebody
    MediaDesk *media = nullptr; //!< pictures, animations and the player; ui/media/media_desk.h
    ProfileKey *key = nullptr; //!< how the profile's key is kept; null where there is no profile to change
    //! ms since 1970. Tests put their own in.
    std::function<qint64()> now = [] { return QDateTime::currentMSecsSinceEpoch(); };
    //! Asks for files to send. Tests put their own in.
    FilePicker pickFiles = pickFilesByDialog;
};

} // namespace confab
