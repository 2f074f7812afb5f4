#pragma once

#include "core/crypto/primitives.h"

//! Settings that the devices of one account share through the server without its reading them (protocol section 9,
//! verb `prefs`). The key is derived from the account's seed, so every linked device has it.
namespace confab {

class PrefsSealer {
public:
    explicit PrefsSealer(const Seed &aikSeed);

    //! XChaCha20-Poly1305; the pref's key is authenticated with the value, so the server cannot swap two values.
    [[nodiscard]] QByteArray seal(const QString &key, QByteArrayView value) const;
    //! None where the value was not sealed by this account for this key.
    [[nodiscard]] std::optional<QByteArray> open(const QString &key, QByteArrayView sealed) const;

private:
    SymmetricKey m_key;
};

} // namespace confab
