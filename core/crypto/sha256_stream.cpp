#include "core/crypto/sha256_stream.h"

#include <openssl/evp.h>

namespace confab {

struct Sha256Stream::State {
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    State() { EVP_DigestInit_ex(context, EVP_sha256(), nullptr); }
    ~State() { EVP_MD_CTX_free(context); }
    State(const State &) = delete;
    State &operator=(const State &) = delete;
};

Sha256Stream::Sha256Stream()
    : m_state(std::make_unique<State>())
{
}
Sha256Stream::~Sha256Stream() = default;
Sha256Stream::Sha256Stream(Sha256Stream &&) noexcept = default;
Sha256Stream &Sha256Stream::operator=(Sha256Stream &&) noexcept = default;

void Sha256Stream::add(QByteArrayView bytes)
{
    EVP_DigestUpdate(m_state->context, bytes.data(), size_t(bytes.size()));
}

PublicKey Sha256Stream::result()
{
    PublicKey hash;
    EVP_DigestFinal_ex(m_state->context, hash.data(), nullptr);
    return hash;
}

} // namespace confab
