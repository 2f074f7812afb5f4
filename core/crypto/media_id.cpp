#include "core/crypto/media_id.h"

#include <sodium.h>

namespace confab {

MediaId mediaIdOf(const Attachment &attachment)
{
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    const auto feed = [&](QByteArrayView bytes) {
        crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char *>(bytes.data()), size_t(bytes.size()));
    };
    feed(QByteArrayView(attachment.key.data(), qsizetype(PublicKey::size)));
    feed(attachment.nonce);
    MediaId id;
    static_assert(MediaId::size == crypto_hash_sha256_BYTES);
    crypto_hash_sha256_final(&state, id.data());
    return id;
}

} // namespace confab
