#include "core/crypto/secret.h"

#include <sodium.h>

namespace confab {

namespace {

// libsodium needs one call before anything else; it is idempotent and thread-safe. A system without a source of
// randomness is one where no key may be made.
void ensureSodium()
{
    static const bool ready = sodium_init() >= 0;
    if (!ready)
        qFatal("libsodium cannot start: no source of randomness");
}

} // namespace

void wipe(void *data, std::size_t size)
{
    if (size > 0)
        sodium_memzero(data, size);
}

bool equalInConstantTime(const void *a, const void *b, std::size_t size)
{
    return size == 0 || sodium_memcmp(a, b, size) == 0;
}

void fillRandom(void *data, std::size_t size)
{
    ensureSodium();
    randombytes_buf(data, size);
}

QByteArray randomBytes(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    fillRandom(bytes.data(), std::size_t(size));
    return bytes;
}

} // namespace confab
