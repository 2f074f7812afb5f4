#pragma once

#include "core/protocol/content.h"

namespace confab {

//! What a file is treated as: decides the bubble, the panel's tab, the rule of automatic download.
enum class MediaKind : std::uint8_t { Photo, Animation, Video, Voice, Audio, File };

//! What of an attachment's MIME type and dimensions decides its kind here; unknown types are files.
MediaKind kindOf(const Attachment &attachment);

} // namespace confab
