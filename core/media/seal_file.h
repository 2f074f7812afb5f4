#pragma once

#include "core/crypto/attachment.h"
#include "core/media/media_error.h"
#include "core/protocol/result.h"

#include <QIODevice>
#include <atomic>

namespace confab {

//! Seals `size` bytes of `source` into a new file at `path`, which appears whole or not at all (written beside it first).
//! Returns the SHA-256 of the ciphertext. A source that ends early or is longer has changed: an error. `stop` is looked at
//! for each chunk. Blocks; any thread.
[[nodiscard]] Result<PublicKey, MediaError> sealFile(
    QIODevice &source, const AttachmentCipher &cipher, const QString &path, const std::atomic_bool &stop);
[[nodiscard]] Result<PublicKey, MediaError> sealBytes(const QByteArray &bytes, const AttachmentCipher &cipher, const QString &path);

} // namespace confab
