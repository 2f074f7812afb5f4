#pragma once

#include "core/crypto/hpke.h"
#include "core/mls/codec.h"

//! The labelled operations of RFC 9420, sections 5.1, 5.2 and 8, for cipher suite 0x0003:
//! MLS_128_DHKEMX25519_CHACHA20POLY1305_SHA256_Ed25519. Pure, thread-safe.
namespace confab::mls {

inline constexpr std::uint16_t protocolVersion = 1; //!< mls10
inline constexpr std::uint16_t cipherSuite = 0x0003;
inline constexpr std::size_t hashSize = 32; //!< KDF.Nh
inline constexpr std::size_t keySize = 32; //!< AEAD.Nk
inline constexpr std::size_t nonceSize = 12; //!< AEAD.Nn

using HpkeKeyPair = hpke::KeyPair;

//! An Ed25519 key that signs for one leaf.
struct SignatureKeyPair {
    Seed seed;
    PublicKey publicKey;
    [[nodiscard]] static SignatureKeyPair generate();
    [[nodiscard]] static SignatureKeyPair fromSeed(Seed seed);
    [[nodiscard]] SignatureKeyPair clone() const { return {seed.clone(), publicKey}; }
};

[[nodiscard]] Bytes hash(View bytes);
[[nodiscard]] Bytes mac(View key, View bytes);
//! Equal, in time that depends on the lengths alone.
[[nodiscard]] bool sameTag(View a, View b);
[[nodiscard]] SecretBytes cloneOf(const SecretBytes &secret);

//! Section 8.
[[nodiscard]] SecretBytes expandWithLabel(View secret, View label, View context, std::size_t size);
[[nodiscard]] SecretBytes deriveSecret(View secret, View label);
//! Section 9.
[[nodiscard]] SecretBytes deriveTreeSecret(View secret, View label, std::uint32_t generation, std::size_t size);
//! Section 5.2. `label` is taken as it is: "MLS 1.0 KeyPackage Reference" and the like.
[[nodiscard]] Bytes refHash(View label, View value);
//! Section 5.1.2; "MLS 1.0 " is put in front of the label.
[[nodiscard]] Bytes signWithLabel(const SignatureKeyPair &key, View label, View content);
//! False for malformed keys and signatures as well.
[[nodiscard]] bool verifyWithLabel(View publicKey, View label, View content, View signature);

struct HpkeCiphertext {
    Bytes kemOutput;
    Bytes ciphertext;
    void write(Writer &w) const;
    static HpkeCiphertext read(Reader &r);
};
//! EncryptContext of section 5.1.3: made once where many receive the same thing.
[[nodiscard]] hpke::Info encryptContext(View label, View context);
//! Section 5.1.3. None where the key is malformed or of low order.
[[nodiscard]] std::optional<HpkeCiphertext> encryptWithLabel(View publicKey, const hpke::Info &context, View plain);
[[nodiscard]] std::optional<SecretBytes> decryptWithLabel(
    const HpkeKeyPair &key, const hpke::Info &context, const HpkeCiphertext &sealed);

[[nodiscard]] Bytes aeadSeal(View key, View nonce, View aad, View plain);
[[nodiscard]] std::optional<SecretBytes> aeadOpen(View key, View nonce, View aad, View sealed);

} // namespace confab::mls
