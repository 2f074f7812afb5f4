#pragma once

#include "core/crypto/primitives.h"

//! HPKE base mode (RFC 9180) for the one suite that Confab uses: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256,
//! ChaCha20-Poly1305. Single-shot seal and open, and the exporter. Thread-safe, no state.
namespace confab::hpke {

struct KeyPair {
    X25519Secret secret;
    PublicKey publicKey;
    [[nodiscard]] KeyPair clone() const { return {secret.clone(), publicKey}; }
};

//! DeriveKeyPair (RFC 9180, section 7.1.3).
[[nodiscard]] KeyPair deriveKeyPair(QByteArrayView ikm);
[[nodiscard]] KeyPair generateKeyPair();

//! Whether bytes can be a public key of somebody: 32 of them, and not of low order, to which nothing can be sealed
//! (RFC 9180, section 7.1.4). Takes no scalar multiplication.
[[nodiscard]] bool isUsablePublicKey(QByteArrayView key);

//! The `info` of a context, hashed: the part of the key schedule that is the same for every receiver of one message.
class Info {
public:
    explicit Info(QByteArrayView info);
    QByteArrayView hash() const { return m_hash; }

private:
    QByteArray m_hash;
};

struct Sealed {
    QByteArray kemOutput; //!< 32 bytes, `enc` of the RFC
    QByteArray ciphertext; //!< as long as the plaintext, and 16 bytes more
};

//! SealBase. None where `to` is a point of low order.
[[nodiscard]] std::optional<Sealed> seal(
    const PublicKey &to, const Info &info, QByteArrayView aad, QByteArrayView plain);
//! OpenBase. None where anything differs, or `kemOutput` is no public key or one of low order.
[[nodiscard]] std::optional<SecretBytes> open(
    const KeyPair &mine, QByteArrayView kemOutput, const Info &info, QByteArrayView aad, QByteArrayView ciphertext);

struct Exported {
    QByteArray kemOutput;
    SecretBytes secret;
};
//! SendExportBase and ReceiveExportBase (RFC 9180, section 6.2).
[[nodiscard]] std::optional<Exported> sendExport(
    const PublicKey &to, const Info &info, QByteArrayView exporterContext, std::size_t size);
[[nodiscard]] std::optional<SecretBytes> receiveExport(const KeyPair &mine, QByteArrayView kemOutput,
    const Info &info, QByteArrayView exporterContext, std::size_t size);

//! What is left to chance in `seal` and `sendExport`, for the RFC's test vectors.
[[nodiscard]] std::optional<Sealed> sealWithEphemeral(
    const KeyPair &ephemeral, const PublicKey &to, const Info &info, QByteArrayView aad, QByteArrayView plain);

} // namespace confab::hpke
