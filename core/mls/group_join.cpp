#include "core/mls/group.h"
#include "core/mls/group_internal.h"

// Joining by Welcome and by external commit (RFC 9420, sections 12.4.3.1 and 12.4.3.2).
namespace confab::mls {

namespace {

Outcome<Done> checkProfile(const GroupContext &context)
{
    if (context.version != protocolVersion || context.suite != cipherSuite)
        return fail(ErrorKind::Unsupported, "a group of another version or suite");
    if (hasDuplicateTypes(context.extensions))
        return fail(ErrorKind::Malformed, "a group extension twice");
    return Done {};
}

// The tree of a GroupInfo, checked whole: hash, leaves, parent hashes, and that the signer stands in it.
Outcome<RatchetTree> checkedTree(const GroupInfo &info, std::optional<View> outOfBand, const GroupConfig &config)
{
    if (hasDuplicateTypes(info.extensions))
        return fail(ErrorKind::Malformed, "an extension of a GroupInfo twice");
    auto bytes = findExtension(info.extensions, ExtensionType::RatchetTree);
    if (!bytes)
        bytes = outOfBand;
    if (!bytes)
        return fail(ErrorKind::BadTree, "no ratchet tree came with the group's state");
    auto tree = RatchetTree::decode(*bytes);
    if (!tree)
        return tree;
    if (tree->treeHash() != info.context.treeHash)
        return fail(ErrorKind::BadTree, "the tree's hash differs from the group's");
    const LeafNode *signer = tree->leaf(info.signer);
    if (!signer)
        return fail(ErrorKind::NotMember, "a GroupInfo whose signer is no member");
    if (!info.signatureIsValid(signer->signatureKey))
        return fail(ErrorKind::BadSignature, "a GroupInfo");
    if (auto valid = tree->validate(info.context.groupId, info.context.extensions, config.credentialCheck); !valid)
        return Failure {valid.error()};
    return tree;
}

struct OpenedWelcome {
    GroupSecrets secrets;
    SecretBytes pskSecret;
    GroupInfo info;
};

// Section 12.4.3.1 with 8.4: what a Welcome may ask for. Reinitialised and branched groups are outside this profile.
Outcome<Done> checkPsks(const std::vector<PskId> &ids)
{
    for (const PskId &id : ids) {
        if (id.type == PskType::Resumption && id.usage != ResumptionUsage::Application)
            return fail(ErrorKind::Unsupported, "a Welcome of a reinitialised or branched group");
        if (id.nonce.size() != qsizetype(hashSize))
            return fail(ErrorKind::BadProposal, "a psk_nonce of the wrong length");
    }
    return Done {};
}

Outcome<OpenedWelcome> openWelcome(const Welcome &welcome, const KeyPackageBundle &own, const PskLookup &psks)
{
    if (welcome.suite != cipherSuite || own.package.suite != cipherSuite)
        return fail(ErrorKind::Unsupported, "a Welcome of another suite");
    const Bytes reference = own.package.reference();
    for (const EncryptedGroupSecrets &entry : welcome.secrets) {
        if (entry.newMember != reference)
            continue;
        const auto plain = decryptWithLabel(
            own.initKey, encryptContext("Welcome", welcome.encryptedGroupInfo), entry.sealed);
        if (!plain)
            return fail(ErrorKind::CannotDecrypt, "group secrets");
        auto secrets = GroupSecrets::decode(plain->view());
        if (!secrets)
            return Failure {secrets.error()};
        if (auto valid = checkPsks(secrets->psks); !valid)
            return Failure {valid.error()};
        auto psk = pskSecretOf(secrets->psks, psks);
        if (!psk)
            return Failure {psk.error()};

        const SecretBytes secret = welcomeSecretOf(secrets->joinerSecret.view(), psk->view());
        const SecretBytes key = expandWithLabel(secret.view(), "key", {}, keySize);
        const SecretBytes nonce = expandWithLabel(secret.view(), "nonce", {}, nonceSize);
        const auto info = aeadOpen(key.view(), nonce.view(), {}, welcome.encryptedGroupInfo);
        if (!info)
            return fail(ErrorKind::CannotDecrypt, "group info");
        auto decoded = decode<GroupInfo>(info->view());
        if (!decoded)
            return Failure {decoded.error()};
        return OpenedWelcome {std::move(*secrets), std::move(*psk), std::move(*decoded)};
    }
    return fail(ErrorKind::NotForUs, "a Welcome for other KeyPackages");
}

} // namespace

Outcome<Group> Group::join(const Welcome &welcome, const KeyPackageBundle &own, SignatureKeyPair signer,
    std::optional<View> tree, const PskLookup &psks, GroupConfig config, Now now)
{
    auto opened = openWelcome(welcome, own, psks);
    if (!opened)
        return Failure {opened.error()};
    const GroupInfo &info = opened->info;
    if (auto valid = checkProfile(info.context); !valid)
        return Failure {valid.error()};
    if (auto valid = own.package.validate({info.context.extensions, LeafSource::KeyPackage, now, {}}); !valid)
        return Failure {valid.error()};
    auto checked = checkedTree(info, tree, config);
    if (!checked)
        return Failure {checked.error()};
    const auto self = checked->find(own.package.leaf.signatureKey);
    if (!self || *checked->leaf(*self) != own.package.leaf)
        return fail(ErrorKind::BadTree, "a tree without the joiner's own leaf");

    Group g;
    g.m_config = std::move(config);
    g.m_signer = std::move(signer);
    g.m_tree = std::move(*checked);
    g.m_context = info.context;
    g.m_private.self = *self;
    g.m_private.keys.emplace(nodeOf(*self), own.encryptionKey.clone());
    if (opened->secrets.pathSecret)
        if (auto added = addKeysFromPathSecret(g.m_private, g.m_tree, info.signer, *opened->secrets.pathSecret); !added)
            return Failure {added.error()};
    g.startEpoch(
        secretsAfterJoin(opened->secrets.joinerSecret.view(), opened->pskSecret.view(), g.m_context).epoch);
    if (!sameTag(info.confirmationTag, g.m_confirmationTag))
        return fail(ErrorKind::BadTag, "confirmation tag of a Welcome");
    return g;
}

Outcome<Group::ExternalJoin> Group::joinExternally(const GroupInfo &info, std::optional<View> tree,
    SignatureKeyPair signer, LeafNode leaf, std::optional<LeafIndex> replaced, std::span<const Psk> psks,
    GroupConfig config, Now now)
{
    if (auto valid = checkProfile(info.context); !valid)
        return Failure {valid.error()};
    auto checked = checkedTree(info, tree, config);
    if (!checked)
        return Failure {checked.error()};
    const auto externalPub = findExtension(info.extensions, ExtensionType::ExternalPub);
    const auto keyBytes = externalPub ? decode<Bytes>(*externalPub) : Outcome<Bytes>(Bytes());
    const auto key = keyBytes ? PublicKey::fromBytes(*keyBytes) : std::nullopt;
    if (!key)
        return fail(ErrorKind::Malformed, "a GroupInfo without a usable external_pub");
    auto init = hpke::sendExport(*key, hpke::Info({}), "MLS 1.0 external init secret", hashSize);
    if (!init)
        return fail(ErrorKind::BadTree, "an external_pub of low order");

    // The group before the commit, as far as a joiner can know it.
    Group before;
    before.m_config = config;
    before.m_signer = signer.clone();
    before.m_context = info.context;
    before.m_tree = std::move(*checked);
    before.m_interimTranscriptHash
        = interimTranscriptHash(info.context.confirmedTranscriptHash, info.confirmationTag);

    const Sender sender {SenderType::NewMemberCommit, 0};
    std::vector<SentProposal> list {{{ExternalInit {init->kemOutput}}, sender, false}};
    if (replaced)
        list.push_back({{Remove {*replaced}}, sender, false});
    for (const Psk &psk : psks)
        list.push_back({{PreSharedKey {psk.id}}, sender, false});
    leaf.source = LeafSource::Commit;
    if (auto valid = validateExternalList(list, leaf, before.rules(now)); !valid)
        return Failure {valid.error()};
    auto applied = applyProposals(list, before.rules(now));
    if (!applied)
        return Failure {applied.error()};

    leaf.encryptionKey.clear();
    const LeafIndex self = applied->tree.add(leaf);
    NextEpoch next {std::move(*applied), {}, std::move(init->secret), pskSecretOf(psks)};
    GroupContext provisional = info.context;
    provisional.epoch += 1;
    auto path = makePath(next.applied.tree, self, std::move(leaf), signer, std::move(provisional), {});
    if (!path)
        return Failure {path.error()};
    if (auto valid = validateLeaf(path->path.leaf, {info.context.extensions, LeafSource::Commit, now, {}}); !valid)
        return Failure {valid.error()};
    next.path = std::move(path->result);

    AuthenticatedContent content;
    content.content.groupId = info.context.groupId;
    content.content.epoch = info.context.epoch;
    content.content.sender = sender;
    Commit commit;
    for (SentProposal &sent : list)
        commit.proposals.push_back({std::move(sent.proposal)});
    commit.path = std::move(path->path);
    content.content.body = std::move(commit);
    content.auth.signature = signContent(signer, WireFormat::PublicMessage, content.content, info.context);
    Group after = before.advance(std::move(next), content, nullptr);
    content.auth.confirmationTag = after.m_confirmationTag;
    return ExternalJoin {std::move(after), {protectPublic(std::move(content), {}, info.context)}};
}

} // namespace confab::mls
