#include "core/mls/group.h"

#include "core/mls/group_internal.h"

namespace confab::mls {

Group::Group() = default;
Group::Group(Group &&) noexcept = default;
Group &Group::operator=(Group &&) noexcept = default;
Group::~Group() = default;

void Group::clearPending()
{
    m_pending.reset();
}

void Group::forgetPastEpochs()
{
    m_past.clear();
    if (m_pending)
        std::erase_if(m_pending->group.m_past, [this](const PastEpoch &past) { return past.context.epoch < epoch(); });
}

Outcome<Group> Group::create(View groupId, SignatureKeyPair signer, const KeyPackageBundle &own,
    Extensions groupExtensions, GroupConfig config, Now now)
{
    const LeafNode &leaf = own.package.leaf;
    if (hasDuplicateTypes(groupExtensions))
        return fail(ErrorKind::BadProposal, "a group extension twice");
    const LeafContext check {groupExtensions, LeafSource::KeyPackage, now, config.credentialCheck};
    if (auto valid = validateLeaf(leaf, check); !valid)
        return Failure {valid.error()};
    if (leaf.signatureKey != signer.publicKey.toBytes())
        return fail(ErrorKind::BadLeaf, "a leaf for another signature key");

    Group g;
    g.m_config = std::move(config);
    g.m_signer = std::move(signer);
    g.m_tree = RatchetTree(leaf);
    g.m_private.keys.emplace(nodeOf(LeafIndex {0}), own.encryptionKey.clone());
    g.m_context.groupId = Bytes(groupId.data(), groupId.size());
    g.m_context.treeHash = g.m_tree.treeHash();
    g.m_context.extensions = std::move(groupExtensions);
    const auto epochSecret = Secret<hashSize>::random();
    g.startEpoch(EpochSecrets::fromEpochSecret(epochSecret.view()));
    return g;
}

// Sets what follows from the epoch's secrets. The context is complete by now.
void Group::startEpoch(EpochSecrets secrets)
{
    m_secrets = std::move(secrets);
    m_keys = SecretTree(m_tree.leafCount(), std::move(m_secrets.encryption));
    m_confirmationTag = mls::confirmationTag(m_secrets.confirmation, m_context.confirmedTranscriptHash);
    m_interimTranscriptHash = interimTranscriptHash(m_context.confirmedTranscriptHash, m_confirmationTag);
}

ProposalRules Group::rules(Now now) const
{
    return {m_context, m_tree, now, m_config.credentialCheck};
}

WireFormat Group::handshakeFormat() const
{
    return m_config.encryptHandshake ? WireFormat::PrivateMessage : WireFormat::PublicMessage;
}

FramedContent Group::frame(View authenticatedData) const
{
    FramedContent content;
    content.groupId = m_context.groupId;
    content.epoch = m_context.epoch;
    content.sender = {SenderType::Member, self().value};
    content.authenticatedData = Bytes(authenticatedData.data(), authenticatedData.size());
    return content;
}

Outcome<AuthenticatedContent> Group::signed_(FramedContent content, WireFormat format) const
{
    if (!m_tree.leaf(self()))
        return fail(ErrorKind::NotMember, "removed from the group");
    Bytes signature = signContent(m_signer, format, content, m_context);
    return AuthenticatedContent {format, std::move(content), {std::move(signature), {}}};
}

Outcome<Message> Group::protect(AuthenticatedContent content, std::size_t padding)
{
    if (content.wireFormat == WireFormat::PublicMessage)
        return Message {protectPublic(std::move(content), m_secrets.membership.view(), m_context)};
    auto message = protectPrivate(content, m_keys, m_secrets.senderData.view(), padding);
    if (!message)
        return Failure {message.error()};
    return Message {std::move(*message)};
}

Outcome<Message> Group::seal(View data, View authenticatedData, std::size_t padding)
{
    FramedContent content = frame(authenticatedData);
    content.body = Bytes(data.data(), data.size());
    auto content_ = signed_(std::move(content), WireFormat::PrivateMessage);
    if (!content_)
        return Failure {content_.error()};
    return protect(std::move(*content_), padding);
}

Outcome<Message> Group::propose(Proposal proposal, View authenticatedData, Now now)
{
    if (m_proposals.size() >= maxProposals)
        return fail(ErrorKind::BadProposal, "too many proposals in one epoch");
    FramedContent content = frame(authenticatedData);
    if (auto valid = validateProposal(proposal, content.sender, rules(now)); !valid)
        return Failure {valid.error()};
    content.body = proposal;
    auto authenticated = signed_(std::move(content), handshakeFormat());
    if (!authenticated)
        return Failure {authenticated.error()};
    const Bytes reference = authenticated->proposalRef();
    const Sender sender = authenticated->content.sender;
    auto message = protect(std::move(*authenticated), 0);
    if (message && m_proposals.emplace(reference, StoredProposal {std::move(proposal), sender}).second)
        m_proposalOrder.push_back(reference);
    return message;
}

Outcome<Message> Group::proposeUpdate(View authenticatedData, Now now)
{
    const LeafNode *current = m_tree.leaf(self());
    if (!current)
        return fail(ErrorKind::NotMember, "removed from the group");
    HpkeKeyPair key = hpke::generateKeyPair();
    LeafNode leaf = *current;
    leaf.source = LeafSource::Update;
    leaf.parentHash.clear();
    leaf.encryptionKey = key.publicKey.toBytes();
    leaf.sign(m_signer, id(), self());
    auto message = propose({Update {leaf}}, authenticatedData, now);
    if (message)
        m_updateKeys.emplace(leaf.encryptionKey, std::move(key));
    return message;
}

GroupInfo Group::groupInfo(bool withTree) const
{
    GroupInfo info;
    info.context = m_context;
    if (withTree)
        info.extensions.push_back({std::uint16_t(ExtensionType::RatchetTree), m_tree.encode()});
    info.extensions.push_back({std::uint16_t(ExtensionType::ExternalPub),
        encode<Bytes>(m_secrets.externalKeyPair().publicKey.toBytes())});
    info.confirmationTag = m_confirmationTag;
    info.signer = self();
    info.sign(m_signer);
    return info;
}

namespace {

Message fromOutside(const GroupContext &context, Sender sender, Proposal proposal, const SignatureKeyPair &signer)
{
    AuthenticatedContent content;
    content.content.groupId = context.groupId;
    content.content.epoch = context.epoch;
    content.content.sender = sender;
    content.content.body = std::move(proposal);
    content.auth.signature = signContent(signer, WireFormat::PublicMessage, content.content, context);
    return {protectPublic(std::move(content), {}, context)};
}

} // namespace

Message proposeOwnAddition(const GroupContext &context, const KeyPackage &package, const SignatureKeyPair &signer)
{
    return fromOutside(context, {SenderType::NewMemberProposal, 0}, {Add {package}}, signer);
}

Message proposeAsExternalSender(
    const GroupContext &context, std::uint32_t senderIndex, Proposal proposal, const SignatureKeyPair &signer)
{
    return fromOutside(context, {SenderType::External, senderIndex}, std::move(proposal), signer);
}

} // namespace confab::mls
