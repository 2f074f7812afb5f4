#include "core/crypto/hkdf.h"

#include <algorithm>
#include <sodium.h>

namespace confab::hkdf {

namespace {

//! libsodium's functions declare their pointers as never null, also where the size is 0.
const unsigned char *bytes(QByteArrayView view)
{
    static constexpr unsigned char nothing = 0;
    return view.data() ? reinterpret_cast<const unsigned char *>(view.data()) : &nothing;
}

class Hmac {
public:
    explicit Hmac(QByteArrayView key)
    {
        crypto_auth_hmacsha256_init(&m_state, bytes(key), std::size_t(key.size()));
    }
    ~Hmac() { wipe(&m_state, sizeof m_state); }
    Hmac &add(QByteArrayView message)
    {
        crypto_auth_hmacsha256_update(&m_state, bytes(message), static_cast<unsigned long long>(message.size()));
        return *this;
    }
    void finish(std::uint8_t *out) { crypto_auth_hmacsha256_final(&m_state, out); }

private:
    crypto_auth_hmacsha256_state m_state;
};

} // namespace

SecretBytes extract(QByteArrayView salt, QByteArrayView ikm)
{
    SecretBytes prk(hashSize);
    Hmac(salt).add(ikm).finish(prk.data());
    return prk;
}

SecretBytes expand(QByteArrayView prk, QByteArrayView info, std::size_t size)
{
    if (size > 255 * hashSize)
        return {};
    SecretBytes out(size);
    Secret<hashSize> block;
    for (std::size_t done = 0, i = 1; done < size; ++i) {
        Hmac hmac(prk);
        if (i > 1)
            hmac.add(block.view());
        const char counter = char(i);
        hmac.add(info).add(QByteArrayView(&counter, 1)).finish(block.data());
        const std::size_t n = std::min(hashSize, size - done);
        std::copy_n(block.data(), n, out.data() + done);
        done += n;
    }
    return out;
}

} // namespace confab::hkdf
