#pragma once

#include "core/protocol/ids.h"

#include <optional>

namespace confab::server {

//! The bearer tokens of `media.grant`: they let one device write to one blob for a day. Nothing is stored for them: a
//! token is expiry (ms since 1970) ‖ user ‖ device ‖ 24 bytes of the HMAC-SHA-256 of these and the
//! blob, under a key that stays in the store.
class UploadTokens {
public:
    static constexpr qsizetype keySize = 32;
    static constexpr qint64 life = qint64(24) * 3600 * 1000; //!< ms

    //! `key` has keySize bytes.
    explicit UploadTokens(QByteArray key)
        : m_key(std::move(key))
    {
    }
    static QByteArray newKey();

    struct Holder {
        UserId user;
        DeviceId dev;
    };
    QByteArray make(const BlobId &blob, const Holder &holder, qint64 now) const;
    //! Whose token it is; nothing where it is none of this blob, or too old. Compares in constant time.
    std::optional<Holder> verify(const BlobId &blob, const QByteArray &token, qint64 now) const;

private:
    QByteArray sign(const BlobId &blob, const QByteArray &claim) const;

    const QByteArray m_key;
};

} // namespace confab::server
