#pragma once

#include "core/media/media_error.h"
#include "core/media/media_thread.h"

#include <QIODevice>

//! What is done with the plaintext of files in the cache. Blocks; any thread.
namespace confab {

//! The whole plaintext of the sealed file at `path`.
[[nodiscard]] Result<QByteArray, MediaError> readSealed(const Attachment &attachment, const QString &path);
//! Writes it to `target`, through a temporary file, and marks it as coming from the network where the platform can.
[[nodiscard]] Result<Done, MediaError> saveSealed(const Attachment &attachment, const QString &path, const QString &target);
//! A reader that fetches through `post` what is not in the cache. Null where the attachment is no valid one.
[[nodiscard]] std::unique_ptr<QIODevice> streamSealed(const Attachment &attachment, const MediaCache &cache,
    std::function<void(std::function<void(MediaParts &)>)> post);

} // namespace confab
