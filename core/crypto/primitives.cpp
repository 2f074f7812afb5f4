#include "core/crypto/primitives.h"

#include "core/crypto/hkdf.h"

#include <sodium.h>

namespace confab {

namespace {

//! libsodium's functions declare their pointers as never null, also where the size is 0.
const unsigned char *bytes(QByteArrayView view)
{
    static constexpr unsigned char nothing = 0;
    return view.data() ? reinterpret_cast<const unsigned char *>(view.data()) : &nothing;
}

constexpr std::size_t nonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(sealOverhead == qsizetype(nonceSize + tagSize));
static_assert(Seed::size == crypto_sign_SEEDBYTES && PublicKey::size == crypto_sign_PUBLICKEYBYTES);

struct KeyPair {
    PublicKey open;
    Secret<crypto_sign_SECRETKEYBYTES> secret;
};

KeyPair expand(const Seed &seed)
{
    KeyPair pair;
    crypto_sign_seed_keypair(pair.open.data(), pair.secret.data(), seed.data());
    return pair;
}

} // namespace

PublicKey publicKeyOf(const Seed &seed)
{
    return expand(seed).open;
}

Signature signWith(const Seed &seed, QByteArrayView message)
{
    const auto pair = expand(seed);
    Signature signature;
    crypto_sign_detached(
        signature.data(), nullptr, bytes(message), static_cast<unsigned long long>(message.size()), pair.secret.data());
    return signature;
}

bool verifySignature(const PublicKey &key, QByteArrayView message, const Signature &signature)
{
    return crypto_sign_verify_detached(
               signature.data(), bytes(message), static_cast<unsigned long long>(message.size()), key.data())
        == 0;
}

PublicKey x25519PublicKeyOf(const X25519Secret &secret)
{
    PublicKey key;
    crypto_scalarmult_base(key.data(), secret.data());
    return key;
}

std::optional<SymmetricKey> x25519(const X25519Secret &mine, const PublicKey &theirs)
{
    SymmetricKey shared;
    // libsodium refuses low order by itself: it fails where the result is all zero.
    if (crypto_scalarmult(shared.data(), mine.data(), theirs.data()) != 0)
        return std::nullopt;
    return shared;
}

PublicKey sha256(QByteArrayView message)
{
    PublicKey hash;
    crypto_hash_sha256(hash.data(), bytes(message), static_cast<unsigned long long>(message.size()));
    return hash;
}

Secret<32> hmacSha256(QByteArrayView key, QByteArrayView message)
{
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, bytes(key), std::size_t(key.size()));
    crypto_auth_hmacsha256_update(&state, bytes(message), static_cast<unsigned long long>(message.size()));
    Secret<32> mac;
    crypto_auth_hmacsha256_final(&state, mac.data());
    wipe(&state, sizeof state);
    return mac;
}

SecretBytes hkdfSha256(QByteArrayView ikm, QByteArrayView salt, QByteArrayView info, std::size_t size)
{
    return hkdf::expand(hkdf::extract(salt, ikm).view(), info, size);
}

SymmetricKey deriveKey(QByteArrayView ikm, QByteArrayView salt, QByteArrayView info)
{
    return *SymmetricKey::fromBytes(hkdfSha256(ikm, salt, info, SymmetricKey::size).view());
}

QByteArray seal(const SymmetricKey &key, QByteArrayView plain, QByteArrayView context)
{
    QByteArray out(sealOverhead + plain.size(), Qt::Uninitialized);
    auto *nonce = reinterpret_cast<unsigned char *>(out.data());
    fillRandom(nonce, nonceSize);
    crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + nonceSize, nullptr, bytes(plain),
        static_cast<unsigned long long>(plain.size()), bytes(context), static_cast<unsigned long long>(context.size()), nullptr,
        nonce, key.data());
    return out;
}

std::optional<SecretBytes> unseal(const SymmetricKey &key, QByteArrayView sealed, QByteArrayView context)
{
    if (sealed.size() < sealOverhead)
        return std::nullopt;
    SecretBytes plain(std::size_t(sealed.size() - sealOverhead));
    const auto *nonce = bytes(sealed);
    const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, nonce + nonceSize,
        static_cast<unsigned long long>(sealed.size()) - nonceSize, bytes(context),
        static_cast<unsigned long long>(context.size()), nonce, key.data());
    if (failed)
        return std::nullopt;
    return plain;
}

} // namespace confab
