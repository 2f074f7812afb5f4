#include "core/crypto/link_handshake.h"

#include "core/protocol/link_code.h"

#include <QStringDecoder>
#include <QtEndian>

namespace confab {

namespace {

constexpr char prefix[] = "confab-link-1.";
constexpr qsizetype prefixSize = sizeof prefix - 1;
constexpr qsizetype fixedSize = 8 + PublicKey::size + 16;
constexpr qsizetype serverMax = 255;
constexpr auto base64Options = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

quint64 slotBits(const QString &slot)
{
    quint64 bits = 0;
    for (const QChar c : slot)
        bits = bits << 5 | std::string_view(linkAlphabet).find(char(c.unicode()));
    return bits;
}

} // namespace

QByteArray LinkPicture::toBytes() const
{
    QByteArray raw(8, Qt::Uninitialized);
    raw.reserve(fixedSize + serverMax);
    const WipedOnExit wiped(raw);
    qToBigEndian(slotBits(slot), raw.data());
    raw.append(keyHash.toBytes()).append(secret.view()).append(server.toUtf8().left(serverMax));
    return prefix + raw.toBase64(base64Options);
}

std::optional<LinkPicture> LinkPicture::fromBytes(QByteArrayView bytes)
{
    if (!bytes.startsWith(QByteArrayView(prefix, prefixSize)) || bytes.size() > prefixSize + (fixedSize + serverMax) * 4 / 3 + 4)
        return std::nullopt;
    const auto text = bytes.sliced(prefixSize).toByteArray();
    auto decoded = QByteArray::fromBase64Encoding(text, base64Options | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.size() <= fixedSize || decoded.decoded.size() > fixedSize + serverMax)
        return std::nullopt;
    const WipedOnExit wiped(decoded.decoded);
    if (decoded.decoded.toBase64(base64Options) != text)
        return std::nullopt; // stray bits in the last character: one picture has one spelling
    const QByteArrayView raw(decoded.decoded);
    const auto bits = qFromBigEndian<quint64>(raw.data());
    if (bits >> (slotCharacters * 5) != 0)
        return std::nullopt;
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString server = utf8(raw.sliced(fixedSize));
    if (utf8.hasError())
        return std::nullopt;
    const bool printable = std::all_of(server.cbegin(), server.cend(), [](QChar c) { return c.isPrint() && !c.isSpace(); });
    if (!printable)
        return std::nullopt;
    return LinkPicture {slotFromBits(bits), *PublicKey::fromBytes(raw.sliced(8, PublicKey::size)),
        *Secret<16>::fromBytes(raw.sliced(8 + PublicKey::size, 16)), std::move(server)};
}

} // namespace confab
