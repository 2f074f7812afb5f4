#include "core/crypto/hpke.h"

#include "core/crypto/hkdf.h"

#include <QtEndian>
#include <algorithm>
#include <array>
#include <sodium.h>

namespace confab::hpke {

namespace {

constexpr std::size_t keySize = crypto_aead_chacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t nonceSize = crypto_aead_chacha20poly1305_ietf_NPUBBYTES;
constexpr qsizetype tagSize = crypto_aead_chacha20poly1305_ietf_ABYTES;

// Section 7: kem 0x0020, kdf 0x0001, aead 0x0003.
const QByteArray &kemSuite()
{
    static const QByteArray id("KEM\x00\x20", 5);
    return id;
}
const QByteArray &hpkeSuite()
{
    static const QByteArray id("HPKE\x00\x20\x00\x01\x00\x03", 10);
    return id;
}

QByteArrayView viewOf(const PublicKey &key)
{
    return QByteArrayView(reinterpret_cast<const char *>(key.data()), qsizetype(PublicKey::size));
}

// Section 4.
SecretBytes labeledExtract(const QByteArray &suite, QByteArrayView salt, const char *label, QByteArrayView ikm)
{
    QByteArray input = "HPKE-v1" + suite + label;
    input.append(ikm.data(), ikm.size());
    const WipedOnExit wiped(input);
    return hkdf::extract(salt, input);
}

SecretBytes labeledExpand(
    const QByteArray &suite, QByteArrayView prk, const char *label, QByteArrayView info, std::size_t size)
{
    QByteArray input(2, Qt::Uninitialized);
    qToBigEndian(quint16(size), input.data());
    input += "HPKE-v1" + suite + label;
    input.append(info.data(), info.size());
    return hkdf::expand(prk, input, size);
}

// Section 4.1: ExtractAndExpand, with the context of Encap and Decap.
std::optional<SecretBytes> sharedSecret(
    const X25519Secret &mine, const PublicKey &theirs, QByteArrayView kemOutput, const PublicKey &recipient)
{
    const auto dh = x25519(mine, theirs);
    if (!dh)
        return std::nullopt;
    QByteArray context(kemOutput.data(), kemOutput.size());
    context += recipient.toBytes();
    const SecretBytes prk = labeledExtract(kemSuite(), {}, "eae_prk", dh->view());
    return labeledExpand(kemSuite(), prk.view(), "shared_secret", context, 32);
}

struct Context {
    SecretBytes key;
    SecretBytes nonce;
    SecretBytes exporterSecret;
};

// Section 5.1, mode_base: no PSK.
Context keySchedule(const SecretBytes &shared, const Info &info)
{
    const SecretBytes pskIdHash = labeledExtract(hpkeSuite(), {}, "psk_id_hash", {});
    QByteArray context(1, '\0');
    context.append(pskIdHash.view().data(), pskIdHash.view().size());
    context.append(info.hash().data(), info.hash().size());
    const SecretBytes secret = labeledExtract(hpkeSuite(), shared.view(), "secret", {});
    return {labeledExpand(hpkeSuite(), secret.view(), "key", context, keySize),
        labeledExpand(hpkeSuite(), secret.view(), "base_nonce", context, nonceSize),
        labeledExpand(hpkeSuite(), secret.view(), "exp", context, hkdf::hashSize)};
}

std::optional<Context> setupSender(const KeyPair &ephemeral, const PublicKey &to, const Info &info)
{
    const auto shared = sharedSecret(ephemeral.secret, to, viewOf(ephemeral.publicKey), to);
    return shared ? std::optional(keySchedule(*shared, info)) : std::nullopt;
}

std::optional<Context> setupReceiver(const KeyPair &mine, QByteArrayView kemOutput, const Info &info)
{
    const auto enc = PublicKey::fromBytes(kemOutput);
    if (!enc)
        return std::nullopt;
    const auto shared = sharedSecret(mine.secret, *enc, kemOutput, mine.publicKey);
    return shared ? std::optional(keySchedule(*shared, info)) : std::nullopt;
}

const unsigned char *raw(QByteArrayView view)
{
    return reinterpret_cast<const unsigned char *>(view.data());
}

} // namespace

Info::Info(QByteArrayView info)
    : m_hash(labeledExtract(hpkeSuite(), {}, "info_hash", info).view().toByteArray())
{
}

bool isUsablePublicKey(QByteArrayView key)
{
    if (key.size() != qsizetype(PublicKey::size))
        return false;
    // u = 0, 1, p - 1 and the two of order 8, also as p + u; the top bit does not count (RFC 7748, section 5).
    static const std::array<QByteArray, 7> lowOrder {
        QByteArray(32, '\0'),
        QByteArray::fromHex("0100000000000000000000000000000000000000000000000000000000000000"),
        QByteArray::fromHex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
        QByteArray::fromHex("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"),
        QByteArray::fromHex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
        QByteArray::fromHex("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
        QByteArray::fromHex("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    };
    QByteArray u(key.data(), key.size());
    u[31] = char(u[31] & 0x7f);
    return std::find(lowOrder.begin(), lowOrder.end(), u) == lowOrder.end();
}

KeyPair deriveKeyPair(QByteArrayView ikm)
{
    const SecretBytes prk = labeledExtract(kemSuite(), {}, "dkp_prk", ikm);
    const SecretBytes sk = labeledExpand(kemSuite(), prk.view(), "sk", {}, 32);
    KeyPair pair;
    pair.secret = *X25519Secret::fromBytes(sk.view());
    pair.publicKey = x25519PublicKeyOf(pair.secret);
    return pair;
}

KeyPair generateKeyPair()
{
    KeyPair pair;
    pair.secret = X25519Secret::random();
    pair.publicKey = x25519PublicKeyOf(pair.secret);
    return pair;
}

std::optional<Sealed> sealWithEphemeral(
    const KeyPair &ephemeral, const PublicKey &to, const Info &info, QByteArrayView aad, QByteArrayView plain)
{
    const auto context = setupSender(ephemeral, to, info);
    if (!context)
        return std::nullopt;
    Sealed sealed {ephemeral.publicKey.toBytes(), QByteArray(plain.size() + tagSize, Qt::Uninitialized)};
    crypto_aead_chacha20poly1305_ietf_encrypt(reinterpret_cast<unsigned char *>(sealed.ciphertext.data()), nullptr,
        raw(plain), static_cast<unsigned long long>(plain.size()), raw(aad), static_cast<unsigned long long>(aad.size()),
        nullptr, context->nonce.data(), context->key.data());
    return sealed;
}

std::optional<Sealed> seal(const PublicKey &to, const Info &info, QByteArrayView aad, QByteArrayView plain)
{
    return sealWithEphemeral(generateKeyPair(), to, info, aad, plain);
}

std::optional<SecretBytes> open(
    const KeyPair &mine, QByteArrayView kemOutput, const Info &info, QByteArrayView aad, QByteArrayView ciphertext)
{
    if (ciphertext.size() < tagSize)
        return std::nullopt;
    const auto context = setupReceiver(mine, kemOutput, info);
    if (!context)
        return std::nullopt;
    SecretBytes plain(std::size_t(ciphertext.size() - tagSize));
    if (crypto_aead_chacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, raw(ciphertext),
            static_cast<unsigned long long>(ciphertext.size()), raw(aad), static_cast<unsigned long long>(aad.size()),
            context->nonce.data(), context->key.data())
        != 0)
        return std::nullopt;
    return plain;
}

std::optional<Exported> sendExport(
    const PublicKey &to, const Info &info, QByteArrayView exporterContext, std::size_t size)
{
    const KeyPair ephemeral = generateKeyPair();
    const auto context = setupSender(ephemeral, to, info);
    if (!context)
        return std::nullopt;
    return Exported {ephemeral.publicKey.toBytes(),
        labeledExpand(hpkeSuite(), context->exporterSecret.view(), "sec", exporterContext, size)};
}

std::optional<SecretBytes> receiveExport(const KeyPair &mine, QByteArrayView kemOutput, const Info &info,
    QByteArrayView exporterContext, std::size_t size)
{
    const auto context = setupReceiver(mine, kemOutput, info);
    if (!context)
        return std::nullopt;
    return labeledExpand(hpkeSuite(), context->exporterSecret.view(), "sec", exporterContext, size);
}

} // namespace confab::hpke
