#include "core/crypto/link_channel.h"

#include <QtEndian>

namespace confab::link {

namespace {

//! A longer sealed message than any that this handshake has.
constexpr qsizetype sealedMax = 4096;

QByteArray str16(QByteArrayView bytes)
{
    QByteArray out(2, Qt::Uninitialized);
    qToBigEndian(quint16(bytes.size()), out.data());
    return out.append(bytes);
}

} // namespace

PublicKey commitmentOf(const PublicKey &key, const PublicKey &nonce)
{
    return sha256("confab-link-commit-v1" + key.toBytes() + nonce.toBytes());
}

PublicKey transcriptOf(const QString &slot, QByteArrayView hello, QByteArrayView offer, QByteArrayView reveal)
{
    return sha256("confab-link-v1" + str16(slot.toLatin1()) + str16(hello) + str16(offer) + str16(reveal));
}

Secret<32> proofOf(const Secret<16> &pictureSecret, const PublicKey &transcriptWithoutProof)
{
    return hmacSha256(pictureSecret.view(), "confab-link-proof-v1" + transcriptWithoutProof.toBytes());
}

QString digitsOf(const PublicKey &transcript)
{
    const auto bytes = hkdfSha256(transcript.toBytes(), {}, "confab-link-digits-v1", 8);
    // 2^64 is so much larger than a million that the remainder is as good as even.
    return QStringLiteral("%1").arg(qFromBigEndian<quint64>(bytes.data()) % 1'000'000, 6, 10, QLatin1Char('0'));
}

QByteArray deviceMessage(const PublicKey &transcript, const DeviceId &id)
{
    return "confab-link-device-v1" + transcript.toBytes() + id.toBytes();
}

QByteArray abortMessage(AbortReason reason)
{
    return QByteArray(1, char(Type::Abort)) + char(reason);
}

std::optional<Channel> Channel::open(Side side, const X25519Secret &mine, const PublicKey &theirs,
    const Secret<16> *pictureSecret, const PublicKey &transcript)
{
    const auto shared = x25519(mine, theirs);
    if (!shared)
        return std::nullopt;
    SecretBytes ikm(shared->size + (pictureSecret ? pictureSecret->size : 0));
    std::copy_n(shared->data(), shared->size, ikm.data());
    if (pictureSecret)
        std::copy_n(pictureSecret->data(), pictureSecret->size, ikm.data() + shared->size);
    const auto keys = hkdfSha256(ikm.view(), transcript.toBytes(), "confab-link-keys-v1", 64);
    auto fromOld = *SymmetricKey::fromBytes(keys.view().first(32));
    auto fromNew = *SymmetricKey::fromBytes(keys.view().last(32));
    return side == Side::Old ? Channel(transcript, std::move(fromOld), std::move(fromNew))
                             : Channel(transcript, std::move(fromNew), std::move(fromOld));
}

QByteArray Channel::context(Type type) const
{
    return QByteArray(1, char(type)) + m_transcript.toBytes();
}

QByteArray Channel::sealValue(Type type, const Value &body) const
{
    QByteArray plain = encodeValue(body, Encoding::Cbor);
    const WipedOnExit wiped(plain);
    return QByteArray(1, char(type)) + confab::seal(m_out, plain, context(type));
}

std::optional<Value> Channel::openValue(Type type, QByteArrayView message) const
{
    if (message.isEmpty() || message.front() != char(type) || message.size() > sealedMax)
        return std::nullopt;
    const auto plain = unseal(m_in, message.sliced(1), context(type));
    if (!plain)
        return std::nullopt;
    auto value = decodeValue(plain->view(), Encoding::Cbor, sealedMax);
    return value ? std::optional(std::move(value).value()) : std::nullopt;
}

namespace {
struct Texts {
    Q_DECLARE_TR_FUNCTIONS(confab::LinkError)
};
} // namespace

LinkError errorOf(LinkError::Kind kind)
{
    switch (kind) {
    case LinkError::Kind::Malformed:
        return {kind, Texts::tr("The other device sent something that is not part of linking.")};
    case LinkError::Kind::OutOfOrder:
        return {kind, Texts::tr("The other device's messages arrived out of order.")};
    case LinkError::Kind::Version:
        return {kind, Texts::tr("The other device uses a newer version of Confab. Update this one.")};
    case LinkError::Kind::Tampered:
        return {kind, Texts::tr("The connection between the devices was tampered with. Nothing was handed over.")};
    case LinkError::Kind::WrongDevice:
        return {kind, Texts::tr("The device that answered is not the one that shows the code. Nothing was handed over.")};
    case LinkError::Kind::WeakKey:
        return {kind, Texts::tr("The other device's key is not safe to use. Nothing was handed over.")};
    case LinkError::Kind::WrongAccount:
        return {kind, Texts::tr("What the other device handed over does not belong together. Nothing was kept.")};
    case LinkError::Kind::Rejected:
        return {kind, Texts::tr("Linking was cancelled on the other device.")};
    case LinkError::Kind::Failed:
        break;
    }
    return {LinkError::Kind::Failed, Texts::tr("Linking failed on the other device.")};
}

LinkStep failed(LinkError::Kind kind)
{
    LinkStep step;
    step.send = abortMessage(AbortReason::Failed);
    step.error = errorOf(kind);
    return step;
}

std::optional<LinkStep> readAbort(QByteArrayView message)
{
    if (message.size() != 2 || message.front() != char(Type::Abort))
        return std::nullopt;
    LinkStep step; // no answer to an abort
    step.error = errorOf(message[1] == char(AbortReason::Rejected) ? LinkError::Kind::Rejected : LinkError::Kind::Failed);
    return step;
}

LinkError::Kind whyNot(QByteArrayView message, Type due)
{
    if (message.isEmpty() || message.front() < char(Type::Hello) || message.front() > char(Type::Abort))
        return LinkError::Kind::Malformed;
    return message.front() == char(due) ? LinkError::Kind::Malformed : LinkError::Kind::OutOfOrder;
}

} // namespace confab::link
