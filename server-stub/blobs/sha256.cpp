#include "server-stub/blobs/sha256.h"

#include <openssl/evp.h>

namespace confab::server {

void Sha256::Free::operator()(evp_md_ctx_st *context) const
{
    EVP_MD_CTX_free(context);
}

Sha256::Sha256()
    : m_context(EVP_MD_CTX_new())
{
    EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr);
}

void Sha256::add(std::span<const char> bytes)
{
    EVP_DigestUpdate(m_context.get(), bytes.data(), bytes.size());
}

PublicKey Sha256::take()
{
    PublicKey hash;
    EVP_DigestFinal_ex(m_context.get(), hash.data(), nullptr);
    EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr);
    return hash;
}

} // namespace confab::server
