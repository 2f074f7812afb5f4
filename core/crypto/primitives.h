#pragma once

#include "core/crypto/secret.h"
#include "core/protocol/ids.h"

//! The few algorithms that Confab uses, over libsodium. Thread-safe, no state.
namespace confab {

using Seed = Secret<32>; //!< of an Ed25519 key pair (RFC 8032, section 5.1.5)
using SymmetricKey = Secret<32>;
using X25519Secret = Secret<32>;

//! Ed25519 (RFC 8032).
[[nodiscard]] PublicKey publicKeyOf(const Seed &seed);
[[nodiscard]] Signature signWith(const Seed &seed, QByteArrayView message);
//! False also for keys of low order and for signatures that are not in canonical form.
[[nodiscard]] bool verifySignature(const PublicKey &key, QByteArrayView message, const Signature &signature);

//! X25519 (RFC 7748).
[[nodiscard]] PublicKey x25519PublicKeyOf(const X25519Secret &secret);
//! None where `theirs` is a point of low order, which would make the result one that anybody knows.
[[nodiscard]] std::optional<SymmetricKey> x25519(const X25519Secret &mine, const PublicKey &theirs);

[[nodiscard]] PublicKey sha256(QByteArrayView bytes);
[[nodiscard]] Secret<32> hmacSha256(QByteArrayView key, QByteArrayView message);
//! HKDF-SHA-256 (RFC 5869), extract and expand; `size` ≤ 8160 bytes, else nothing comes back.
[[nodiscard]] SecretBytes hkdfSha256(QByteArrayView ikm, QByteArrayView salt, QByteArrayView info, std::size_t size);
//! The usual case: one 32-byte key for one purpose.
[[nodiscard]] SymmetricKey deriveKey(QByteArrayView ikm, QByteArrayView salt, QByteArrayView info);

inline constexpr qsizetype sealOverhead = 24 + 16; //!< nonce in front, tag behind
//! XChaCha20-Poly1305 under a random nonce: nonce ‖ ciphertext ‖ tag. `context` is authenticated, not sent.
[[nodiscard]] QByteArray seal(const SymmetricKey &key, QByteArrayView plain, QByteArrayView context);
//! None where anything at all differs: key, context, a bit, the length.
[[nodiscard]] std::optional<SecretBytes> unseal(const SymmetricKey &key, QByteArrayView sealed, QByteArrayView context);

} // namespace confab
