#include "core/mls/labels.h"

#include "core/crypto/hkdf.h"

#include <sodium.h>

namespace confab::mls {

namespace {

const unsigned char *raw(View view)
{
    return reinterpret_cast<const unsigned char *>(view.data());
}

Bytes mlsLabel(View label)
{
    Bytes full("MLS 1.0 ");
    full.append(label.data(), label.size());
    return full;
}

// SignContent, EncryptContext and RefHashInput are the same pair of vectors.
Bytes labelled(View label, View content)
{
    Writer w;
    w.opaque(label);
    w.opaque(content);
    return std::move(w).take();
}

} // namespace

SignatureKeyPair SignatureKeyPair::generate()
{
    return fromSeed(Seed::random());
}

SignatureKeyPair SignatureKeyPair::fromSeed(Seed seed)
{
    const PublicKey key = publicKeyOf(seed);
    return {std::move(seed), key};
}

Bytes hash(View bytes)
{
    return sha256(bytes).toBytes();
}

Bytes mac(View key, View bytes)
{
    const auto tag = hmacSha256(key, bytes);
    return Bytes(tag.view().data(), tag.view().size());
}

bool sameTag(View a, View b)
{
    return a.size() == b.size() && equalInConstantTime(a.data(), b.data(), std::size_t(a.size()));
}

SecretBytes cloneOf(const SecretBytes &secret)
{
    return SecretBytes(secret.view());
}

SecretBytes expandWithLabel(View secret, View label, View context, std::size_t size)
{
    Writer w;
    w.u16(std::uint16_t(size));
    w.opaque(mlsLabel(label));
    w.opaque(context);
    return hkdf::expand(secret, std::move(w).take(), size);
}

SecretBytes deriveSecret(View secret, View label)
{
    return expandWithLabel(secret, label, {}, hashSize);
}

SecretBytes deriveTreeSecret(View secret, View label, std::uint32_t generation, std::size_t size)
{
    Writer w;
    w.u32(generation);
    return expandWithLabel(secret, label, std::move(w).take(), size);
}

Bytes refHash(View label, View value)
{
    return hash(labelled(label, value));
}

Bytes signWithLabel(const SignatureKeyPair &key, View label, View content)
{
    return signWith(key.seed, labelled(mlsLabel(label), content)).toBytes();
}

bool verifyWithLabel(View publicKey, View label, View content, View signature)
{
    const auto key = PublicKey::fromBytes(publicKey);
    const auto sig = Signature::fromBytes(signature);
    return key && sig && verifySignature(*key, labelled(mlsLabel(label), content), *sig);
}

void HpkeCiphertext::write(Writer &w) const
{
    w.opaque(kemOutput);
    w.opaque(ciphertext);
}

HpkeCiphertext HpkeCiphertext::read(Reader &r)
{
    HpkeCiphertext c;
    c.kemOutput = r.opaque();
    c.ciphertext = r.opaque();
    return c;
}

hpke::Info encryptContext(View label, View context)
{
    return hpke::Info(labelled(mlsLabel(label), context));
}

std::optional<HpkeCiphertext> encryptWithLabel(View publicKey, const hpke::Info &context, View plain)
{
    const auto key = PublicKey::fromBytes(publicKey);
    if (!key)
        return std::nullopt;
    auto sealed = hpke::seal(*key, context, {}, plain);
    if (!sealed)
        return std::nullopt;
    return HpkeCiphertext {std::move(sealed->kemOutput), std::move(sealed->ciphertext)};
}

std::optional<SecretBytes> decryptWithLabel(
    const HpkeKeyPair &key, const hpke::Info &context, const HpkeCiphertext &sealed)
{
    return hpke::open(key, sealed.kemOutput, context, {}, sealed.ciphertext);
}

Bytes aeadSeal(View key, View nonce, View aad, View plain)
{
    Bytes out(plain.size() + crypto_aead_chacha20poly1305_ietf_ABYTES, Qt::Uninitialized);
    crypto_aead_chacha20poly1305_ietf_encrypt(reinterpret_cast<unsigned char *>(out.data()), nullptr, raw(plain),
        static_cast<unsigned long long>(plain.size()), raw(aad), static_cast<unsigned long long>(aad.size()), nullptr,
        raw(nonce), raw(key));
    return out;
}

std::optional<SecretBytes> aeadOpen(View key, View nonce, View aad, View sealed)
{
    constexpr qsizetype tagSize = crypto_aead_chacha20poly1305_ietf_ABYTES;
    if (sealed.size() < tagSize)
        return std::nullopt;
    SecretBytes plain(std::size_t(sealed.size() - tagSize));
    if (crypto_aead_chacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, raw(sealed),
            static_cast<unsigned long long>(sealed.size()), raw(aad), static_cast<unsigned long long>(aad.size()),
            raw(nonce), raw(key))
        != 0)
        return std::nullopt;
    return plain;
}

} // namespace confab::mls
