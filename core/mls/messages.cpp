#include "core/mls/messages.h"

namespace confab::mls {

void GroupContext::write(Writer &w) const
{
    w.u16(version);
    w.u16(suite);
    w.opaque(groupId);
    w.u64(epoch);
    w.opaque(treeHash);
    w.opaque(confirmedTranscriptHash);
    w.vector(extensions);
}

GroupContext GroupContext::read(Reader &r)
{
    GroupContext c;
    c.version = r.u16();
    c.suite = r.u16();
    c.groupId = r.opaque();
    c.epoch = r.u64();
    c.treeHash = r.opaque();
    c.confirmedTranscriptHash = r.opaque();
    c.extensions = r.vector<Extension>();
    return c;
}

void PskId::write(Writer &w) const
{
    w.u8(std::uint8_t(type));
    if (type == PskType::External) {
        w.opaque(id);
    } else {
        w.u8(std::uint8_t(usage));
        w.opaque(groupId);
        w.u64(epoch);
    }
    w.opaque(nonce);
}

PskId PskId::read(Reader &r)
{
    PskId p;
    p.type = PskType(r.u8());
    if (p.type == PskType::External) {
        p.id = r.opaque();
    } else if (p.type == PskType::Resumption) {
        p.usage = ResumptionUsage(r.u8());
        if (p.usage < ResumptionUsage::Application || p.usage > ResumptionUsage::Branch)
            r.refuse();
        p.groupId = r.opaque();
        p.epoch = r.u64();
    } else {
        r.refuse();
    }
    p.nonce = r.opaque();
    return p;
}

namespace {

struct ProposalWriter {
    Writer &w;
    void operator()(const Add &p) { p.keyPackage.write(w); }
    void operator()(const Update &p) { p.leaf.write(w); }
    void operator()(const Remove &p) { w.u32(p.removed.value); }
    void operator()(const PreSharedKey &p) { p.psk.write(w); }
    void operator()(const ReInit &p)
    {
        w.opaque(p.groupId);
        w.u16(p.version);
        w.u16(p.suite);
        w.vector(p.extensions);
    }
    void operator()(const ExternalInit &p) { w.opaque(p.kemOutput); }
    void operator()(const GroupContextExtensions &p) { w.vector(p.extensions); }
};

ReInit readReInit(Reader &r)
{
    ReInit p;
    p.groupId = r.opaque();
    p.version = r.u16();
    p.suite = r.u16();
    p.extensions = r.vector<Extension>();
    return p;
}

} // namespace

void Proposal::write(Writer &w) const
{
    w.u16(std::uint16_t(type()));
    std::visit(ProposalWriter {w}, body);
}

Proposal Proposal::read(Reader &r)
{
    switch (ProposalType(r.u16())) {
    case ProposalType::Add:
        return {Add {KeyPackage::read(r)}};
    case ProposalType::Update:
        return {Update {LeafNode::read(r)}};
    case ProposalType::Remove:
        return {Remove {{r.u32()}}};
    case ProposalType::PreSharedKey:
        return {PreSharedKey {PskId::read(r)}};
    case ProposalType::ReInit:
        return {readReInit(r)};
    case ProposalType::ExternalInit:
        return {ExternalInit {r.opaque()}};
    case ProposalType::GroupContextExtensions:
        return {GroupContextExtensions {r.vector<Extension>()}};
    }
    r.refuse(); // a type that this client does not list in its capabilities
    return {Remove {}};
}

void ProposalOrRef::write(Writer &w) const
{
    w.u8(std::uint8_t(body.index() + 1));
    if (const auto *proposal = std::get_if<Proposal>(&body))
        proposal->write(w);
    else
        w.opaque(std::get<Bytes>(body));
}

ProposalOrRef ProposalOrRef::read(Reader &r)
{
    switch (r.u8()) {
    case 1:
        return {Proposal::read(r)};
    case 2:
        return {r.opaque()};
    }
    r.refuse();
    return {Bytes()};
}

void UpdatePathNode::write(Writer &w) const
{
    w.opaque(encryptionKey);
    w.vector(encryptedPathSecrets);
}

UpdatePathNode UpdatePathNode::read(Reader &r)
{
    UpdatePathNode n;
    n.encryptionKey = r.opaque();
    n.encryptedPathSecrets = r.vector<HpkeCiphertext>();
    return n;
}

void UpdatePath::write(Writer &w) const
{
    leaf.write(w);
    w.vector(nodes);
}

UpdatePath UpdatePath::read(Reader &r)
{
    UpdatePath p;
    p.leaf = LeafNode::read(r);
    p.nodes = r.vector<UpdatePathNode>();
    return p;
}

void Commit::write(Writer &w) const
{
    w.vector(proposals);
    w.optional(path);
}

Commit Commit::read(Reader &r)
{
    Commit c;
    c.proposals = r.vector<ProposalOrRef>();
    c.path = r.optional<UpdatePath>();
    return c;
}

void Sender::write(Writer &w) const
{
    w.u8(std::uint8_t(type));
    if (type == SenderType::Member || type == SenderType::External)
        w.u32(index);
}

Sender Sender::read(Reader &r)
{
    Sender s;
    s.type = SenderType(r.u8());
    if (s.type < SenderType::Member || s.type > SenderType::NewMemberCommit)
        r.refuse();
    if (s.type == SenderType::Member || s.type == SenderType::External)
        s.index = r.u32();
    return s;
}

void FramedContent::writeBody(Writer &w) const
{
    std::visit([&w](const auto &b) { w.value(b); }, body);
}

void FramedContent::readBody(Reader &r, ContentType contentType)
{
    switch (contentType) {
    case ContentType::Application:
        body = r.opaque();
        return;
    case ContentType::Proposal:
        body = Proposal::read(r);
        return;
    case ContentType::Commit:
        body = Commit::read(r);
        return;
    }
    r.refuse();
}

void FramedContent::write(Writer &w) const
{
    w.opaque(groupId);
    w.u64(epoch);
    sender.write(w);
    w.opaque(authenticatedData);
    w.u8(std::uint8_t(type()));
    writeBody(w);
}

FramedContent FramedContent::read(Reader &r)
{
    FramedContent c;
    c.groupId = r.opaque();
    c.epoch = r.u64();
    c.sender = Sender::read(r);
    c.authenticatedData = r.opaque();
    c.readBody(r, ContentType(r.u8()));
    return c;
}

void ContentAuth::write(Writer &w, ContentType type) const
{
    w.opaque(signature);
    if (type == ContentType::Commit)
        w.opaque(confirmationTag);
}

ContentAuth ContentAuth::read(Reader &r, ContentType type)
{
    ContentAuth a;
    a.signature = r.opaque();
    if (type == ContentType::Commit)
        a.confirmationTag = r.opaque();
    return a;
}

void AuthenticatedContent::write(Writer &w) const
{
    w.u16(std::uint16_t(wireFormat));
    content.write(w);
    auth.write(w, content.type());
}

AuthenticatedContent AuthenticatedContent::read(Reader &r)
{
    AuthenticatedContent c;
    c.wireFormat = WireFormat(r.u16());
    c.content = FramedContent::read(r);
    c.auth = ContentAuth::read(r, c.content.type());
    return c;
}

Bytes AuthenticatedContent::proposalRef() const
{
    return refHash("MLS 1.0 Proposal Reference", encode(*this));
}

void PublicMessage::write(Writer &w) const
{
    content.write(w);
    auth.write(w, content.type());
    if (content.sender.type == SenderType::Member)
        w.opaque(membershipTag);
}

PublicMessage PublicMessage::read(Reader &r)
{
    PublicMessage m;
    m.content = FramedContent::read(r);
    m.auth = ContentAuth::read(r, m.content.type());
    if (m.content.sender.type == SenderType::Member)
        m.membershipTag = r.opaque();
    return m;
}

void PrivateMessage::write(Writer &w) const
{
    w.opaque(groupId);
    w.u64(epoch);
    w.u8(std::uint8_t(type));
    w.opaque(authenticatedData);
    w.opaque(encryptedSenderData);
    w.opaque(ciphertext);
}

PrivateMessage PrivateMessage::read(Reader &r)
{
    PrivateMessage m;
    m.groupId = r.opaque();
    m.epoch = r.u64();
    m.type = ContentType(r.u8());
    if (m.type < ContentType::Application || m.type > ContentType::Commit)
        r.refuse();
    m.authenticatedData = r.opaque();
    m.encryptedSenderData = r.opaque();
    m.ciphertext = r.opaque();
    return m;
}

void GroupInfo::writeUnsigned(Writer &w) const
{
    context.write(w);
    w.vector(extensions);
    w.opaque(confirmationTag);
    w.u32(signer.value);
}

void GroupInfo::write(Writer &w) const
{
    writeUnsigned(w);
    w.opaque(signature);
}

GroupInfo GroupInfo::read(Reader &r)
{
    GroupInfo g;
    g.context = GroupContext::read(r);
    g.extensions = r.vector<Extension>();
    g.confirmationTag = r.opaque();
    g.signer = {r.u32()};
    g.signature = r.opaque();
    return g;
}

void GroupInfo::sign(const SignatureKeyPair &key)
{
    Writer w;
    writeUnsigned(w);
    signature = signWithLabel(key, "GroupInfoTBS", std::move(w).take());
}

bool GroupInfo::signatureIsValid(View signatureKey) const
{
    Writer w;
    writeUnsigned(w);
    return verifyWithLabel(signatureKey, "GroupInfoTBS", std::move(w).take(), signature);
}

Bytes GroupSecrets::encode() const
{
    Writer w;
    w.opaque(joinerSecret.view());
    w.u8(pathSecret ? 1 : 0);
    if (pathSecret)
        w.opaque(pathSecret->view());
    w.vector(psks);
    return std::move(w).take();
}

Outcome<GroupSecrets> GroupSecrets::decode(View bytes)
{
    Reader r(bytes);
    GroupSecrets s;
    s.joinerSecret = SecretBytes(r.view());
    if (const auto present = r.u8(); present == 1)
        s.pathSecret = SecretBytes(r.view());
    else if (present != 0)
        r.refuse();
    s.psks = r.vector<PskId>();
    if (!r.ok() || !r.atEnd())
        return fail(ErrorKind::Malformed, "group secrets");
    return s;
}

void EncryptedGroupSecrets::write(Writer &w) const
{
    w.opaque(newMember);
    sealed.write(w);
}

EncryptedGroupSecrets EncryptedGroupSecrets::read(Reader &r)
{
    EncryptedGroupSecrets s;
    s.newMember = r.opaque();
    s.sealed = HpkeCiphertext::read(r);
    return s;
}

void Welcome::write(Writer &w) const
{
    w.u16(suite);
    w.vector(secrets);
    w.opaque(encryptedGroupInfo);
}

Welcome Welcome::read(Reader &r)
{
    Welcome m;
    m.suite = r.u16();
    m.secrets = r.vector<EncryptedGroupSecrets>();
    m.encryptedGroupInfo = r.opaque();
    return m;
}

void Message::write(Writer &w) const
{
    w.u16(protocolVersion);
    w.u16(std::uint16_t(wireFormat()));
    std::visit([&w](const auto &b) { b.write(w); }, body);
}

Message Message::read(Reader &r)
{
    if (r.u16() != protocolVersion)
        r.refuse();
    switch (WireFormat(r.u16())) {
    case WireFormat::PublicMessage:
        return {PublicMessage::read(r)};
    case WireFormat::PrivateMessage:
        return {PrivateMessage::read(r)};
    case WireFormat::Welcome:
        return {Welcome::read(r)};
    case WireFormat::GroupInfo:
        return {GroupInfo::read(r)};
    case WireFormat::KeyPackage:
        return {KeyPackage::read(r)};
    }
    r.refuse();
    return {Welcome {}};
}

} // namespace confab::mls
