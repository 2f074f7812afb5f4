#pragma once

#include "core/crypto/secret.h"

//! The two halves of HKDF-SHA-256 (RFC 5869), for protocols that use them apart. Thread-safe, no state.
namespace confab::hkdf {

inline constexpr std::size_t hashSize = 32;

//! HMAC-SHA-256(salt, ikm).
[[nodiscard]] SecretBytes extract(QByteArrayView salt, QByteArrayView ikm);
//! `size` ≤ 8160, else nothing comes back.
[[nodiscard]] SecretBytes expand(QByteArrayView prk, QByteArrayView info, std::size_t size);

} // namespace confab::hkdf
