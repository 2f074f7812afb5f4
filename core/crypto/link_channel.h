#pragma once

#include "core/crypto/link_handshake.h"
#include "core/protocol/codec.h"

//! What both sides of a link compute in the same way; link_handshake.h has the formats.
namespace confab::link {

enum class Type : char { Hello = 1, Offer, Reveal, Device, Grant, Done, Abort };
enum class Mode : char { Typed = 0, Scanned = 1 };
enum class AbortReason : char { Failed = 0, Rejected = 1 };

inline constexpr char version = 1;
inline constexpr qsizetype helloSize = 3 + 32;
inline constexpr qsizetype offerSize = 1 + 32 + 32;
inline constexpr qsizetype revealSize = 1 + 32 + 32 + 32;
inline constexpr qsizetype proofSize = 32;

//! One side's ephemeral key and nonce.
struct Ephemeral {
    X25519Secret secret = X25519Secret::random();
    PublicKey key = x25519PublicKeyOf(secret);
    PublicKey nonce = *PublicKey::fromBytes(randomBytes(PublicKey::size));
};

[[nodiscard]] PublicKey commitmentOf(const PublicKey &key, const PublicKey &nonce);
//! `reveal` without its last 32 bytes for the transcript that the proof covers.
[[nodiscard]] PublicKey transcriptOf(
    const QString &slot, QByteArrayView hello, QByteArrayView offer, QByteArrayView reveal);
[[nodiscard]] Secret<32> proofOf(const Secret<16> &pictureSecret, const PublicKey &transcriptWithoutProof);
[[nodiscard]] QString digitsOf(const PublicKey &transcript);
[[nodiscard]] QByteArray deviceMessage(const PublicKey &transcript, const DeviceId &id);
[[nodiscard]] QByteArray abortMessage(AbortReason reason);

//! The sealed half of the handshake, once both know the other's key.
class Channel {
public:
    enum class Side { Old, New };
    //! None where the other's key is of low order. `pictureSecret`: null where the code was typed.
    static std::optional<Channel> open(Side side, const X25519Secret &mine, const PublicKey &theirs,
        const Secret<16> *pictureSecret, const PublicKey &transcript);

    const PublicKey &transcript() const { return m_transcript; }

    template <typename T>
    [[nodiscard]] QByteArray seal(Type type, const T &body) const
    {
        return sealValue(type, ValueWriter::write(body));
    }
    //! None where it was not sealed by the other side for this transcript and type, or has a wrong shape.
    template <typename T>
    [[nodiscard]] std::optional<T> open(Type type, QByteArrayView message) const
    {
        const auto value = openValue(type, message);
        if (!value)
            return std::nullopt;
        auto body = bodyAs<T>(*value, Encoding::Cbor);
        return body ? std::optional<T>(std::move(body).value()) : std::nullopt;
    }

private:
    Channel(PublicKey transcript, SymmetricKey out, SymmetricKey in)
        : m_transcript(transcript)
        , m_out(std::move(out))
        , m_in(std::move(in))
    {
    }
    QByteArray sealValue(Type type, const Value &body) const;
    std::optional<Value> openValue(Type type, QByteArrayView message) const;
    QByteArray context(Type type) const;

    PublicKey m_transcript;
    SymmetricKey m_out;
    SymmetricKey m_in;
};

//! What the new device says of itself.
struct DeviceBody {
    DeviceId id;
    PublicKey key;
    QString name;
    Signature sig;
    CONFAB_FIELDS(v("id", s.id); v("key", s.key); v("name", s.name, limits::displayName); v("sig", s.sig);)
};
//! What the old device hands over.
struct GrantBody {
    QByteArray aik; //!< seed
    UserId user;
    QString server;
    QString username;
    QString name;
    qint64 created = 0;
    Signature cert;
    CONFAB_FIELDS(v("aik", s.aik, Seed::size, Seed::size); v("user", s.user); v("server", s.server, 512);
                  v("username", s.username, limits::usernameMax); v("name", s.name, limits::displayName);
                  v("created", s.created); v("cert", s.cert);)
};

[[nodiscard]] LinkError errorOf(LinkError::Kind kind);
//! The end of a step that went wrong, with the word to the other side.
[[nodiscard]] LinkStep failed(LinkError::Kind kind);
//! Reads an abort of the other side; none where the message is something else.
[[nodiscard]] std::optional<LinkStep> readAbort(QByteArrayView message);
//! Why a message is not the one that is due.
[[nodiscard]] LinkError::Kind whyNot(QByteArrayView message, Type due);

} // namespace confab::link
