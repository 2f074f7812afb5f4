#include "core/mls/leaf_node.h"

#include <algorithm>

namespace confab::mls {

namespace {

constexpr std::uint16_t lastDefaultExtension = 5; // section 17.3
constexpr std::uint16_t lastDefaultProposal = 7; // section 17.4

bool contains(const std::vector<std::uint16_t> &list, std::uint16_t v)
{
    return std::find(list.begin(), list.end(), v) != list.end();
}

} // namespace

void Credential::write(Writer &w) const
{
    w.u16(type);
    if (type == std::uint16_t(CredentialType::X509))
        w.vector(certificates);
    else
        w.opaque(identity);
}

Credential Credential::read(Reader &r)
{
    Credential c;
    c.type = r.u16();
    if (c.type == std::uint16_t(CredentialType::Basic))
        c.identity = r.opaque();
    else if (c.type == std::uint16_t(CredentialType::X509))
        c.certificates = r.vector<Bytes>();
    else
        r.refuse(); // an unknown credential has no length of its own
    return c;
}

void Extension::write(Writer &w) const
{
    w.u16(type);
    w.opaque(data);
}

Extension Extension::read(Reader &r)
{
    Extension e;
    e.type = r.u16();
    e.data = r.opaque();
    return e;
}

std::optional<View> findExtension(const Extensions &extensions, ExtensionType type)
{
    for (const Extension &e : extensions)
        if (e.type == std::uint16_t(type))
            return View(e.data);
    return std::nullopt;
}

bool hasDuplicateTypes(const Extensions &extensions)
{
    std::vector<std::uint16_t> types;
    for (const Extension &e : extensions)
        types.push_back(e.type);
    std::sort(types.begin(), types.end());
    return std::adjacent_find(types.begin(), types.end()) != types.end();
}

bool Capabilities::supportsExtension(std::uint16_t type) const
{
    return (type >= 1 && type <= lastDefaultExtension) || contains(extensions, type);
}

bool Capabilities::supportsProposal(std::uint16_t type) const
{
    return (type >= 1 && type <= lastDefaultProposal) || contains(proposals, type);
}

bool Capabilities::supportsCredential(std::uint16_t type) const
{
    return contains(credentials, type);
}

void Capabilities::write(Writer &w) const
{
    w.vector(versions);
    w.vector(cipherSuites);
    w.vector(extensions);
    w.vector(proposals);
    w.vector(credentials);
}

Capabilities Capabilities::read(Reader &r)
{
    Capabilities c;
    c.versions = r.vector<std::uint16_t>();
    c.cipherSuites = r.vector<std::uint16_t>();
    c.extensions = r.vector<std::uint16_t>();
    c.proposals = r.vector<std::uint16_t>();
    c.credentials = r.vector<std::uint16_t>();
    return c;
}

bool RequiredCapabilities::metBy(const Capabilities &c) const
{
    return std::all_of(extensions.begin(), extensions.end(), [&](auto t) { return c.supportsExtension(t); })
        && std::all_of(proposals.begin(), proposals.end(), [&](auto t) { return c.supportsProposal(t); })
        && std::all_of(credentials.begin(), credentials.end(), [&](auto t) { return c.supportsCredential(t); });
}

void RequiredCapabilities::write(Writer &w) const
{
    w.vector(extensions);
    w.vector(proposals);
    w.vector(credentials);
}

RequiredCapabilities RequiredCapabilities::read(Reader &r)
{
    RequiredCapabilities c;
    c.extensions = r.vector<std::uint16_t>();
    c.proposals = r.vector<std::uint16_t>();
    c.credentials = r.vector<std::uint16_t>();
    return c;
}

void LeafNode::writeUnsigned(Writer &w) const
{
    w.opaque(encryptionKey);
    w.opaque(signatureKey);
    credential.write(w);
    capabilities.write(w);
    w.u8(std::uint8_t(source));
    if (source == LeafSource::KeyPackage) {
        w.u64(lifetime.notBefore);
        w.u64(lifetime.notAfter);
    } else if (source == LeafSource::Commit) {
        w.opaque(parentHash);
    }
    w.vector(extensions);
}

void LeafNode::write(Writer &w) const
{
    writeUnsigned(w);
    w.opaque(signature);
}

LeafNode LeafNode::read(Reader &r)
{
    LeafNode leaf;
    leaf.encryptionKey = r.opaque();
    leaf.signatureKey = r.opaque();
    leaf.credential = Credential::read(r);
    leaf.capabilities = Capabilities::read(r);
    leaf.source = LeafSource(r.u8());
    switch (leaf.source) {
    case LeafSource::KeyPackage:
        leaf.lifetime.notBefore = r.u64();
        leaf.lifetime.notAfter = r.u64();
        break;
    case LeafSource::Update:
        break;
    case LeafSource::Commit:
        leaf.parentHash = r.opaque();
        break;
    default:
        r.refuse();
    }
    leaf.extensions = r.vector<Extension>();
    leaf.signature = r.opaque();
    return leaf;
}

Bytes LeafNode::toBeSigned(View groupId, LeafIndex leaf) const
{
    Writer w;
    writeUnsigned(w);
    if (source != LeafSource::KeyPackage) {
        w.opaque(groupId);
        w.u32(leaf.value);
    }
    return std::move(w).take();
}

void LeafNode::sign(const SignatureKeyPair &key, View groupId, LeafIndex leaf)
{
    signature = signWithLabel(key, "LeafNodeTBS", toBeSigned(groupId, leaf));
}

bool LeafNode::signatureIsValid(View groupId, LeafIndex leaf) const
{
    return verifyWithLabel(signatureKey, "LeafNodeTBS", toBeSigned(groupId, leaf), signature);
}

Outcome<Done> validateLeaf(const LeafNode &leaf, const LeafContext &context)
{
    if (leaf.credential.type != std::uint16_t(CredentialType::Basic))
        return fail(ErrorKind::Unsupported, "a credential that is not basic");
    if (leaf.source != context.expected)
        return fail(ErrorKind::BadLeaf, "leaf_node_source does not fit where the leaf stands");
    if (!hpke::isUsablePublicKey(leaf.encryptionKey))
        return fail(ErrorKind::BadLeaf, "an encryption_key of the wrong size or of low order");
    if (!PublicKey::fromBytes(leaf.signatureKey)) // one of low order verifies nothing, its own leaf included
        return fail(ErrorKind::BadLeaf, "a signature_key of the wrong size");
    if (!contains(leaf.capabilities.versions, protocolVersion) || !contains(leaf.capabilities.cipherSuites, cipherSuite))
        return fail(ErrorKind::BadLeaf, "capabilities without the group's version or suite");
    if (!leaf.capabilities.supportsCredential(leaf.credential.type))
        return fail(ErrorKind::BadLeaf, "capabilities without the leaf's own credential type");
    if (hasDuplicateTypes(leaf.extensions))
        return fail(ErrorKind::BadLeaf, "an extension twice");
    for (const Extension &e : leaf.extensions)
        if (!leaf.capabilities.supportsExtension(e.type))
            return fail(ErrorKind::BadLeaf, "an extension that the capabilities do not list");
    for (const Extension &e : context.groupExtensions)
        if (!leaf.capabilities.supportsExtension(e.type))
            return fail(ErrorKind::BadLeaf, "capabilities without an extension of the group");
    if (const auto data = findExtension(context.groupExtensions, ExtensionType::RequiredCapabilities)) {
        const auto required = decode<RequiredCapabilities>(*data);
        if (!required || !required->metBy(leaf.capabilities))
            return fail(ErrorKind::BadLeaf, "the group's required capabilities are not met");
    }
    if (leaf.source == LeafSource::KeyPackage && context.now
        && (*context.now < leaf.lifetime.notBefore || *context.now > leaf.lifetime.notAfter))
        return fail(ErrorKind::BadLeaf, "outside its lifetime");
    if (context.credentialCheck && !context.credentialCheck(leaf))
        return fail(ErrorKind::BadLeaf, "the application refuses the credential");
    return Done {};
}

void KeyPackage::writeUnsigned(Writer &w) const
{
    w.u16(version);
    w.u16(suite);
    w.opaque(initKey);
    leaf.write(w);
    w.vector(extensions);
}

void KeyPackage::write(Writer &w) const
{
    writeUnsigned(w);
    w.opaque(signature);
}

KeyPackage KeyPackage::read(Reader &r)
{
    KeyPackage p;
    p.version = r.u16();
    p.suite = r.u16();
    p.initKey = r.opaque();
    p.leaf = LeafNode::read(r);
    p.extensions = r.vector<Extension>();
    p.signature = r.opaque();
    return p;
}

void KeyPackage::sign(const SignatureKeyPair &key)
{
    Writer w;
    writeUnsigned(w);
    signature = signWithLabel(key, "KeyPackageTBS", std::move(w).take());
}

Bytes KeyPackage::reference() const
{
    return refHash("MLS 1.0 KeyPackage Reference", encode(*this));
}

Outcome<Done> KeyPackage::validate(const LeafContext &context) const
{
    if (version != protocolVersion || suite != cipherSuite)
        return fail(ErrorKind::Unsupported, "a KeyPackage of another version or suite");
    if (auto valid = validateLeaf(leaf, context); !valid)
        return valid;
    if (!leaf.signatureIsValid({}, {}))
        return fail(ErrorKind::BadSignature, "a KeyPackage's leaf");
    Writer w;
    writeUnsigned(w);
    if (!verifyWithLabel(leaf.signatureKey, "KeyPackageTBS", std::move(w).take(), signature))
        return fail(ErrorKind::BadSignature, "a KeyPackage");
    if (!hpke::isUsablePublicKey(initKey))
        return fail(ErrorKind::BadLeaf, "an init_key of the wrong size or of low order");
    if (hasDuplicateTypes(extensions))
        return fail(ErrorKind::BadLeaf, "an extension of a KeyPackage twice");
    if (initKey == leaf.encryptionKey)
        return fail(ErrorKind::BadLeaf, "an init_key that is the leaf's encryption_key");
    return Done {};
}

KeyPackageBundle makeKeyPackage(const SignatureKeyPair &signer, Credential credential, Lifetime lifetime,
    Capabilities capabilities, Extensions leafExtensions)
{
    KeyPackageBundle bundle {{}, hpke::generateKeyPair(), hpke::generateKeyPair()};
    KeyPackage &p = bundle.package;
    p.initKey = bundle.initKey.publicKey.toBytes();
    p.leaf.encryptionKey = bundle.encryptionKey.publicKey.toBytes();
    p.leaf.signatureKey = signer.publicKey.toBytes();
    p.leaf.credential = std::move(credential);
    p.leaf.capabilities = std::move(capabilities);
    p.leaf.lifetime = lifetime;
    p.leaf.extensions = std::move(leafExtensions);
    p.leaf.sign(signer, {}, {});
    p.sign(signer);
    return bundle;
}

} // namespace confab::mls
