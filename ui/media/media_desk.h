#pragma once

#include "ui/common/ui_context.h"
#include "ui/media/animations.h"
#include "ui/media/media_actions.h"
#include "ui/media/media_player.h"
#include "ui/media/picture_cache.h"

namespace confab {

//! What all views of one window's media share: decoded pictures, running animations, the one player,
//! what is done with files.
class MediaDesk {
public:
    explicit MediaDesk(const UiContext &context, MediaPlayer::Factory factory = makePlayerBackend)
        : pictures(context.session)
        , animations(context.session, context.theme)
        , player(context.session, context.settings, std::move(factory))
        , actions(context)
    {
    }

    PictureCache pictures;
    Animations animations;
    MediaPlayer player;
    MediaActions actions;
};

} // namespace confab
