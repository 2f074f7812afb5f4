#pragma once

#include <QByteArray>
#include <QHashFunctions>
#include <QMetaType>
#include <QString>
#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>

namespace confab {

//! Fixed-size identifier (protocol section 3). Two identifiers of different kinds do not convert into each other.
//! The default value is all zero and means "none": no derived or random id has it but with probability 2^-128.
template <typename Tag, std::size_t Size>
class Id {
public:
    static constexpr std::size_t size = Size;

    constexpr Id() = default;

    //! Exactly `Size` raw bytes, anything else is refused.
    static std::optional<Id> fromBytes(QByteArrayView bytes)
    {
        if (bytes.size() != qsizetype(Size))
            return std::nullopt;
        Id id;
        std::memcpy(id.m_bytes.data(), bytes.data(), Size);
        return id;
    }
    //! base64url without padding, as JSON, URLs and the command line write ids.
    static std::optional<Id> fromText(const QString &text)
    {
        if (text.size() != qsizetype((Size * 8 + 5) / 6))
            return std::nullopt;
        const auto decoded = QByteArray::fromBase64Encoding(text.toLatin1(),
            QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals | QByteArray::AbortOnBase64DecodingErrors);
        return decoded ? fromBytes(*decoded) : std::nullopt;
    }

    QByteArray toBytes() const { return QByteArray(reinterpret_cast<const char *>(m_bytes.data()), Size); }
    QString toText() const
    {
        return QString::fromLatin1(toBytes().toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
    }
    bool isNull() const { return *this == Id(); }
    const std::uint8_t *data() const { return m_bytes.data(); }
    std::uint8_t *data() { return m_bytes.data(); }

    friend auto operator<=>(const Id &, const Id &) = default;
    friend size_t qHash(const Id &id, size_t seed = 0) { return qHashBits(id.m_bytes.data(), Size, seed); }

private:
    std::array<std::uint8_t, Size> m_bytes {};
};

using UserId = Id<struct UserIdTag, 16>;
using DeviceId = Id<struct DeviceIdTag, 16>;
using ChatId = Id<struct ChatIdTag, 16>;
//! One per logical message, made by the sender, the same on every retry.
using Cid = Id<struct CidTag, 16>;
using BlobId = Id<struct BlobIdTag, 32>;

//! Ed25519 public key, and signature.
using PublicKey = Id<struct PublicKeyTag, 32>;
using Signature = Id<struct SignatureTag, 64>;

//! A whole number with a meaning of its own (position, ordinal). 0 is "before the first".
template <typename Tag>
struct Ordinal {
    qint64 value = 0;

    constexpr Ordinal() = default;
    constexpr explicit Ordinal(qint64 v)
        : value(v)
    {
    }
    constexpr Ordinal next() const { return Ordinal(value + 1); }
    constexpr Ordinal previous() const { return Ordinal(value - 1); }
    friend constexpr auto operator<=>(Ordinal, Ordinal) = default;
    friend size_t qHash(Ordinal o, size_t seed = 0) { return ::qHash(o.value, seed); }
};

//! Position of an event in its chat: 1, 2, 3 … without holes.
using Seq = Ordinal<struct SeqTag>;
//! Ordinal among the countable events up to and including this one (protocol section 5).
using Vi = Ordinal<struct ViTag>;

} // namespace confab

template <typename Tag, std::size_t Size>
struct std::hash<confab::Id<Tag, Size>> {
    std::size_t operator()(const confab::Id<Tag, Size> &id) const noexcept
    {
        std::size_t h;
        std::memcpy(&h, id.data(), sizeof h); // ids are hashes or random: their first bytes are as good as any hash
        return h;
    }
};
