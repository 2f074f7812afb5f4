#include "core/mls/framing.h"

namespace confab::mls {

namespace {

Bytes toBeSigned(WireFormat format, const FramedContent &content, const GroupContext &context)
{
    Writer w;
    w.u16(protocolVersion);
    w.u16(std::uint16_t(format));
    content.write(w);
    if (content.sender.type == SenderType::Member || content.sender.type == SenderType::NewMemberCommit)
        context.write(w);
    return std::move(w).take();
}

Bytes membershipTag(const AuthenticatedContent &content, View key, const GroupContext &context)
{
    Writer w; // AuthenticatedContentTBM
    w.raw(toBeSigned(content.wireFormat, content.content, context));
    content.auth.write(w, content.content.type());
    return mac(key, std::move(w).take());
}

Bytes privateContentAad(const PrivateMessage &m)
{
    Writer w;
    w.opaque(m.groupId);
    w.u64(m.epoch);
    w.u8(std::uint8_t(m.type));
    w.opaque(m.authenticatedData);
    return std::move(w).take();
}

Bytes senderDataAad(const PrivateMessage &m)
{
    Writer w;
    w.opaque(m.groupId);
    w.u64(m.epoch);
    w.u8(std::uint8_t(m.type));
    return std::move(w).take();
}

// Section 6.3.2.
struct SenderData {
    LeafIndex leaf;
    std::uint32_t generation = 0;
    Bytes reuseGuard; // 4 bytes

    Bytes encode() const
    {
        Writer w;
        w.u32(leaf.value);
        w.u32(generation);
        w.raw(reuseGuard);
        return std::move(w).take();
    }
    static std::optional<SenderData> decode(View bytes)
    {
        Reader r(bytes);
        SenderData d;
        d.leaf = {r.u32()};
        d.generation = r.u32();
        const View guard = r.raw(4);
        d.reuseGuard = Bytes(guard.data(), guard.size());
        return r.ok() && r.atEnd() ? std::optional(d) : std::nullopt;
    }
};

MessageKey senderDataKey(View secret, View ciphertext)
{
    const View sample = ciphertext.first(std::min<qsizetype>(ciphertext.size(), qsizetype(hashSize)));
    return {expandWithLabel(secret, "key", sample, keySize), expandWithLabel(secret, "nonce", sample, nonceSize)};
}

SecretBytes guardedNonce(const SecretBytes &nonce, View guard)
{
    SecretBytes guarded = cloneOf(nonce);
    for (int i = 0; i < 4; ++i)
        guarded.data()[i] ^= std::uint8_t(guard[i]);
    return guarded;
}

// PrivateMessageContent without its padding; refuses padding that is not zero.
bool readPrivateContent(View plain, AuthenticatedContent &out, ContentType type)
{
    Reader r(plain);
    out.content.readBody(r, type);
    out.auth = ContentAuth::read(r, type);
    if (!r.ok())
        return false;
    const View padding = r.rest();
    return std::all_of(padding.begin(), padding.end(), [](char c) { return c == 0; });
}

} // namespace

Bytes signContent(
    const SignatureKeyPair &key, WireFormat format, const FramedContent &content, const GroupContext &context)
{
    return signWithLabel(key, "FramedContentTBS", toBeSigned(format, content, context));
}

bool signatureIsValid(View signatureKey, const AuthenticatedContent &c, const GroupContext &context)
{
    return verifyWithLabel(
        signatureKey, "FramedContentTBS", toBeSigned(c.wireFormat, c.content, context), c.auth.signature);
}

PublicMessage protectPublic(AuthenticatedContent content, View membershipKey, const GroupContext &context)
{
    PublicMessage m;
    if (content.content.sender.type == SenderType::Member)
        m.membershipTag = membershipTag(content, membershipKey, context);
    m.content = std::move(content.content);
    m.auth = std::move(content.auth);
    return m;
}

Outcome<AuthenticatedContent> unprotectPublic(PublicMessage message, View membershipKey, const GroupContext &context)
{
    if (message.content.type() == ContentType::Application)
        return fail(ErrorKind::Malformed, "application data in the clear");
    AuthenticatedContent content {WireFormat::PublicMessage, std::move(message.content), std::move(message.auth)};
    if (content.content.sender.type == SenderType::Member
        && !sameTag(message.membershipTag, membershipTag(content, membershipKey, context)))
        return fail(ErrorKind::BadTag, "membership tag");
    return content;
}

Outcome<PrivateMessage> protectPrivate(
    const AuthenticatedContent &content, SecretTree &keys, View senderDataSecret, std::size_t padding)
{
    const FramedContent &c = content.content;
    PrivateMessage m {c.groupId, c.epoch, c.type(), c.authenticatedData, {}, {}};
    Writer plain;
    c.writeBody(plain);
    content.auth.write(plain, c.type());
    plain.raw(Bytes(qsizetype(padding), '\0'));

    auto next = keys.next({c.sender.index}, ratchetOf(c.type()));
    if (!next)
        return Failure {next.error()};
    const SenderData sender {{c.sender.index}, next->generation, randomBytes(4)};
    const SecretBytes nonce = guardedNonce(next->key.nonce, sender.reuseGuard);
    Bytes open = std::move(plain).take();
    const WipedOnExit wiped(open);
    m.ciphertext = aeadSeal(next->key.key.view(), nonce.view(), privateContentAad(m), open);

    const MessageKey k = senderDataKey(senderDataSecret, m.ciphertext);
    m.encryptedSenderData = aeadSeal(k.key.view(), k.nonce.view(), senderDataAad(m), sender.encode());
    return m;
}

Outcome<AuthenticatedContent> unprotectPrivate(const PrivateMessage &m, SecretTree &keys, View senderDataSecret,
    const RatchetLimits &limits, const IsGenuine &isGenuine)
{
    const MessageKey k = senderDataKey(senderDataSecret, m.ciphertext);
    const auto openedSender = aeadOpen(k.key.view(), k.nonce.view(), senderDataAad(m), m.encryptedSenderData);
    const auto sender = openedSender ? SenderData::decode(openedSender->view()) : std::nullopt;
    if (!sender)
        return fail(ErrorKind::CannotDecrypt, "sender data");

    AuthenticatedContent out;
    out.wireFormat = WireFormat::PrivateMessage;
    out.content.groupId = m.groupId;
    out.content.epoch = m.epoch;
    out.content.sender = {SenderType::Member, sender->leaf.value};
    out.content.authenticatedData = m.authenticatedData;
    const auto open = [&](const MessageKey &key) {
        const SecretBytes nonce = guardedNonce(key.nonce, sender->reuseGuard);
        const auto plain = aeadOpen(key.key.view(), nonce.view(), privateContentAad(m), m.ciphertext);
        return plain && readPrivateContent(plain->view(), out, m.type) && isGenuine(out);
    };
    const auto used = keys.use(sender->leaf, ratchetOf(m.type), sender->generation, limits, open);
    if (!used)
        return Failure {used.error()};
    return out;
}

} // namespace confab::mls
