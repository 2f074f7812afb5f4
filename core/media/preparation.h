#pragma once

#include "core/media/media_cache.h"
#include "core/media/media_error.h"
#include "core/protocol/result.h"

#include <atomic>

//! From what the user chose to a sealed file and what the message says of it. Blocks; any thread.
namespace confab {

struct PlannedMedia {
    Attachment attachment; //!< a fresh key; name, type and sizes as far as a look at the file tells
    UploadSource source; //!< without its cid
};

//! A first look, so that the bubble has its final size at once. Pasted bytes go, sealed, into the cache: they are nowhere
//! else. Reads a few kilobytes of a file.
[[nodiscard]] Result<PlannedMedia, MediaError> planMedia(const OutgoingMedia &media, const MediaCache &cache);

//! Scales, strips, seals into the cache's own files. Returns the attachment as it will be sent, but for its blob.
//! One key seals one content: where a former run has begun to seal, another key is taken.
[[nodiscard]] Result<Attachment, MediaError> prepareMedia(
    Attachment attachment, const UploadSource &source, const MediaCache &cache, const std::atomic_bool &stop);

//! An attachment's key and nonce, fresh.
void giveFreshKey(Attachment &attachment);

} // namespace confab
