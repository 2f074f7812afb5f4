#include "core/crypto/attachment.h"

#include "core/crypto/secret.h"

#include <QtEndian>
#include <sodium.h>

namespace confab {

static_assert(attachment::tag == crypto_aead_xchacha20poly1305_ietf_ABYTES);
static_assert(attachment::nonceSize + 9 == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);

AttachmentCipher::AttachmentCipher(const PublicKey &key, QByteArrayView nonce, qint64 plainSize)
    : m_key(key)
    , m_size(plainSize)
{
    std::copy(nonce.begin(), nonce.end(), m_nonce.begin());
}

std::optional<AttachmentCipher> AttachmentCipher::make(const PublicKey &key, QByteArrayView nonce, qint64 plainSize)
{
    if (nonce.size() != attachment::nonceSize || plainSize < 0 || plainSize > attachment::largest || sodium_init() < 0)
        return std::nullopt;
    return AttachmentCipher(key, nonce, plainSize);
}

AttachmentCipher::~AttachmentCipher()
{
    wipe(m_key.data(), PublicKey::size);
}

std::array<unsigned char, 24> AttachmentCipher::nonceOf(qint64 index) const
{
    std::array<unsigned char, 24> nonce;
    std::copy(m_nonce.begin(), m_nonce.end(), nonce.begin());
    qToBigEndian<quint64>(quint64(index), nonce.data() + attachment::nonceSize);
    nonce[23] = index + 1 == count() ? 1 : 0;
    return nonce;
}

void AttachmentCipher::seal(qint64 index, const char *plain, char *sealed) const
{
    const auto nonce = nonceOf(index);
    crypto_aead_xchacha20poly1305_ietf_encrypt(reinterpret_cast<unsigned char *>(sealed), nullptr,
        reinterpret_cast<const unsigned char *>(plain), quint64(length(index)), nullptr, 0, nullptr, nonce.data(), m_key.data());
}

bool AttachmentCipher::open(qint64 index, const char *sealed, char *plain) const
{
    const auto nonce = nonceOf(index);
    return crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char *>(plain), nullptr, nullptr,
               reinterpret_cast<const unsigned char *>(sealed), quint64(length(index) + attachment::tag), nullptr, 0,
               nonce.data(), m_key.data())
        == 0;
}

bool AttachmentCipher::isGenuine(qint64 index, const char *sealed) const
{
    const auto nonce = nonceOf(index);
    const auto *bytes = reinterpret_cast<const unsigned char *>(sealed);
    // Without room for the plaintext libsodium checks the tag and stops.
    return crypto_aead_xchacha20poly1305_ietf_decrypt_detached(nullptr, nullptr, bytes, quint64(length(index)),
               bytes + length(index), nullptr, 0, nonce.data(), m_key.data())
        == 0;
}

} // namespace confab
