#include "core/mls/group.h"
#include "core/mls/group_internal.h"

// Making commits and the Welcomes that go with them (RFC 9420, sections 12.4.1 and 12.4.3).
namespace confab::mls {

namespace {

// The received proposals that can stand in one commit together; what contradicts an earlier one is left out.
std::vector<SentProposal> compatible(
    std::vector<SentProposal> candidates, LeafIndex committer, const ProposalRules &rules)
{
    std::vector<SentProposal> list;
    for (SentProposal &candidate : candidates) {
        // By itself once more: a lifetime may have ended since it came.
        if (!validateProposal(candidate.proposal, candidate.sender, rules))
            continue;
        list.push_back(std::move(candidate));
        if (!validateTogether(list, committer) || !applyProposals(list, rules))
            list.pop_back();
    }
    return list;
}

} // namespace

Outcome<CommitResult> Group::commit(const CommitOptions &options, const PskLookup &psks, Now now)
{
    // Proposals: received ones by reference, the caller's by value.
    std::vector<SentProposal> candidates;
    std::vector<Bytes> references;
    Commit commit;
    const Sender me {SenderType::Member, self().value};
    if (options.withReceived) {
        for (const Bytes &reference : m_proposalOrder) {
            const StoredProposal &stored = m_proposals.at(reference);
            candidates.push_back({stored.proposal, stored.sender, true});
        }
    }
    std::vector<SentProposal> list = compatible(candidates, self(), rules(now));
    for (std::size_t i = 0, taken = 0; taken < list.size(); ++i) {
        if (list[taken].proposal == candidates[i].proposal && list[taken].sender == candidates[i].sender) {
            commit.proposals.push_back({m_proposalOrder[i]});
            ++taken;
        }
    }
    for (const Proposal &proposal : options.proposals) {
        list.push_back({proposal, me, false});
        commit.proposals.push_back({proposal});
    }
    if (auto valid = validateList(list, self(), rules(now)); !valid)
        return Failure {valid.error()};
    auto applied = applyProposals(list, rules(now));
    if (!applied)
        return Failure {applied.error()};

    NextEpoch next {std::move(*applied), {m_private.clone(), SecretBytes(hashSize), m_context}, cloneOf(m_secrets.init), {}};
    next.path.context.epoch = epoch() + 1;
    next.path.context.extensions = next.applied.extensions;
    std::optional<NewPath> path;
    if (options.forcePath || needsPath(list)) {
        LeafNode leaf = *m_tree.leaf(self());
        if (options.replaceLeafExtensions)
            leaf.extensions = options.leafExtensions;
        auto made = makePath(next.applied.tree, self(), std::move(leaf), m_signer, next.path.context, next.applied.added);
        if (!made)
            return Failure {made.error()};
        path = std::move(*made);
        next.path = {path->result.privateTree.clone(), cloneOf(path->result.commitSecret), path->result.context};
        commit.path = path->path;
    } else {
        next.path.context.treeHash = next.applied.tree.treeHash();
    }
    auto psk = pskSecret(next.applied.psks, psks);
    if (!psk)
        return Failure {psk.error()};
    next.pskSecret = cloneOf(*psk);

    FramedContent content = frame(options.authenticatedData);
    content.body = std::move(commit);
    auto authenticated = signed_(std::move(content), handshakeFormat());
    if (!authenticated)
        return Failure {authenticated.error()};

    EpochChanged changed = change(next, *authenticated);
    changed.self = true;
    const Applied added = next.applied;
    SecretBytes joiner;
    Group after = advance(std::move(next), *authenticated, &joiner);
    authenticated->auth.confirmationTag = after.m_confirmationTag;

    CommitResult result {{}, {}, {after.groupInfo(true)}};
    if (!added.added.empty()) {
        auto welcome = makeWelcome(after, added, path ? &*path : nullptr, joiner, *psk, options.treeInWelcome);
        if (!welcome)
            return Failure {welcome.error()};
        result.welcome = std::move(*welcome);
    }
    auto message = protect(std::move(*authenticated), 0);
    if (!message)
        return Failure {message.error()};
    result.commit = std::move(*message);
    m_pending.reset(new Pending {std::move(after), encode(result.commit), std::move(changed)});
    return result;
}

Outcome<Message> Group::makeWelcome(const Group &next, const Applied &applied, const NewPath *path,
    const SecretBytes &joinerSecret, const SecretBytes &pskSecret, bool withTree) const
{
    const SecretBytes secret = welcomeSecretOf(joinerSecret.view(), pskSecret.view());
    const SecretBytes key = expandWithLabel(secret.view(), "key", {}, keySize);
    const SecretBytes nonce = expandWithLabel(secret.view(), "nonce", {}, nonceSize);
    Welcome welcome;
    welcome.encryptedGroupInfo = aeadSeal(key.view(), nonce.view(), {}, encode(next.groupInfo(withTree)));

    const hpke::Info context = encryptContext("Welcome", welcome.encryptedGroupInfo);
    for (std::size_t i = 0; i < applied.added.size(); ++i) {
        GroupSecrets secrets;
        secrets.joinerSecret = cloneOf(joinerSecret);
        secrets.psks = applied.psks;
        if (path)
            secrets.pathSecret = cloneOf(path->pathSecrets.at(commonAncestorOf(self(), applied.added[i])));
        const KeyPackage &package = applied.addedPackages[i];
        Bytes plain = secrets.encode();
        const WipedOnExit wiped(plain);
        auto sealed = encryptWithLabel(package.initKey, context, plain);
        if (!sealed)
            return fail(ErrorKind::BadLeaf, "an init_key of low order");
        welcome.secrets.push_back({package.reference(), std::move(*sealed)});
    }
    return Message {std::move(welcome)};
}

EpochChanged Group::change(const NextEpoch &next, const AuthenticatedContent &commit) const
{
    EpochChanged c;
    c.epoch = next.path.context.epoch;
    if (commit.content.sender.type == SenderType::Member)
        c.committer = LeafIndex {commit.content.sender.index};
    c.authenticatedData = commit.content.authenticatedData;
    c.added = next.applied.added;
    c.updated = next.applied.updated;
    c.removed = next.applied.removed;
    return c;
}

Group Group::advance(NextEpoch next, const AuthenticatedContent &commit, SecretBytes *joinerSecret) const
{
    Group g;
    g.m_config = m_config;
    g.m_signer = m_signer.clone();
    g.m_tree = std::move(next.applied.tree);
    g.m_private = std::move(next.path.privateTree);
    g.m_private.keepWhatFits(g.m_tree);
    g.m_context = std::move(next.path.context);
    g.m_context.confirmedTranscriptHash = confirmedTranscriptHash(m_interimTranscriptHash, commit);

    SecretBytes joiner = joinerSecretOf(next.initSecret.view(), next.path.commitSecret.view(), g.m_context);
    g.startEpoch(secretsAfterJoin(joiner.view(), next.pskSecret.view(), g.m_context).epoch);
    if (joinerSecret)
        *joinerSecret = std::move(joiner);

    const bool wasMember = m_secrets.senderData.size() != 0; // not before an external join
    if (wasMember && m_config.pastEpochs > 0) {
        g.m_past.push_back({m_context, m_tree, cloneOf(m_secrets.senderData), m_keys.clone()});
        for (const PastEpoch &past : m_past)
            if (g.m_past.size() < m_config.pastEpochs)
                g.m_past.push_back({past.context, past.tree, cloneOf(past.senderData), past.keys.clone()});
    }
    if (wasMember && m_config.pastResumptionKeys > 0) {
        g.m_resumption.push_back({epoch(), cloneOf(m_secrets.resumption)});
        for (const ResumptionKey &key : m_resumption)
            if (g.m_resumption.size() < m_config.pastResumptionKeys)
                g.m_resumption.push_back({key.epoch, cloneOf(key.secret)});
    }
    return g;
}

Outcome<EpochChanged> Group::applyPending()
{
    if (!m_pending)
        return fail(ErrorKind::Internal, "no pending commit");
    const auto pending = std::move(m_pending);
    EpochChanged changed = std::move(pending->change);
    *this = std::move(pending->group);
    return changed;
}

} // namespace confab::mls
