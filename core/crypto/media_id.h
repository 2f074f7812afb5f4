#pragma once

#include "core/protocol/content.h"

namespace confab {

//! One sealed file on this device: SHA-256 of the attachment's key ‖ nonce (mediaIdOf). Known before the first byte is
//! sealed, the same for every message that carries the file, and of no use to whoever does not hold the key.
using MediaId = Id<struct MediaIdTag, 32>;

MediaId mediaIdOf(const Attachment &attachment);

} // namespace confab
