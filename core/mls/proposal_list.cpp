#include "core/mls/proposal_list.h"

#include "core/mls/external_sender.h"

#include <algorithm>
#include <set>

namespace confab::mls {

namespace {

//! Who may send what: section 12.1.8 for those outside, 12.1 for members.
bool maySend(SenderType sender, ProposalType type)
{
    switch (sender) {
    case SenderType::Member:
        return type != ProposalType::ExternalInit;
    case SenderType::External:
        return type != ProposalType::Update && type != ProposalType::ExternalInit;
    case SenderType::NewMemberProposal:
        return type == ProposalType::Add;
    case SenderType::NewMemberCommit:
        return type == ProposalType::ExternalInit || type == ProposalType::Remove || type == ProposalType::PreSharedKey;
    }
    return false;
}

class Validator {
public:
    Validator(const Sender &sender, const ProposalRules &rules)
        : m_sender(sender)
        , m_rules(rules)
    {
    }

    Outcome<Done> operator()(const Add &p) const
    {
        // Whether the client is in the group already depends on the other proposals of the list (applyProposals).
        return p.keyPackage.validate(leafContext(LeafSource::KeyPackage));
    }

    Outcome<Done> operator()(const Update &p) const
    {
        const LeafIndex self {m_sender.index};
        const LeafNode *current = m_rules.tree.leaf(self);
        if (!current)
            return fail(ErrorKind::BadProposal, "an Update by one who is no member");
        if (auto valid = validateLeaf(p.leaf, leafContext(LeafSource::Update)); !valid)
            return valid;
        if (!p.leaf.signatureIsValid(m_rules.context.groupId, self))
            return fail(ErrorKind::BadSignature, "the leaf of an Update");
        if (p.leaf.encryptionKey == current->encryptionKey)
            return fail(ErrorKind::BadProposal, "an Update that keeps its encryption key");
        return Done {};
    }

    Outcome<Done> operator()(const Remove &p) const
    {
        if (!m_rules.tree.leaf(p.removed))
            return fail(ErrorKind::BadProposal, "a Remove of a blank leaf");
        return Done {};
    }

    Outcome<Done> operator()(const PreSharedKey &p) const
    {
        if (p.psk.nonce.size() != qsizetype(hashSize))
            return fail(ErrorKind::BadProposal, "a psk_nonce of the wrong length");
        if (p.psk.type == PskType::Resumption && p.psk.usage != ResumptionUsage::Application)
            return fail(ErrorKind::BadProposal, "a resumption PSK for reinitialisation or branching");
        return Done {};
    }

    Outcome<Done> operator()(const ReInit &) const
    {
        return fail(ErrorKind::Unsupported, "reinitialisation");
    }

    Outcome<Done> operator()(const ExternalInit &p) const
    {
        if (!hpke::isUsablePublicKey(p.kemOutput))
            return fail(ErrorKind::BadProposal, "a kem_output of the wrong size or of low order");
        return Done {};
    }

    Outcome<Done> operator()(const GroupContextExtensions &p) const
    {
        if (hasDuplicateTypes(p.extensions))
            return fail(ErrorKind::BadProposal, "a group extension twice");
        if (const auto senders = externalSendersOf(p.extensions); !senders)
            return Failure {senders.error()};
        if (const auto data = findExtension(p.extensions, ExtensionType::RequiredCapabilities))
            if (const auto required = decode<RequiredCapabilities>(*data); !required)
                return Failure {required.error()};
        return Done {}; // whether all members support them: applyProposals, on the tree that results
    }

private:
    LeafContext leafContext(LeafSource source) const
    {
        return {m_rules.context.extensions, source, m_rules.now, m_rules.credentialCheck};
    }

    const Sender &m_sender;
    const ProposalRules &m_rules;
};

Outcome<Done> checkUniquePsks(const std::vector<SentProposal> &list)
{
    std::set<Bytes> ids;
    for (const SentProposal &sent : list)
        if (const auto *p = std::get_if<PreSharedKey>(&sent.proposal.body); p && !ids.insert(encode(p->psk)).second)
            return fail(ErrorKind::BadProposal, "a PSK twice");
    return Done {};
}

// Each leaf is the target of at most one Update or Remove.
Outcome<Done> checkTargets(const std::vector<SentProposal> &list, LeafIndex committer)
{
    std::set<LeafIndex> targets;
    for (const SentProposal &sent : list) {
        LeafIndex target;
        if (std::holds_alternative<Update>(sent.proposal.body)) {
            target = {sent.sender.index};
            if (target == committer)
                return fail(ErrorKind::BadProposal, "an Update by the committer");
        } else if (const auto *p = std::get_if<Remove>(&sent.proposal.body)) {
            target = p->removed;
            if (target == committer)
                return fail(ErrorKind::BadProposal, "a Remove of the committer");
        } else {
            continue;
        }
        if (!targets.insert(target).second)
            return fail(ErrorKind::BadProposal, "two changes of one leaf");
    }
    return Done {};
}

} // namespace

Outcome<Done> validateProposal(const Proposal &proposal, const Sender &sender, const ProposalRules &rules)
{
    if (!maySend(sender.type, proposal.type()))
        return fail(ErrorKind::BadProposal, "a proposal that this kind of sender may not make");
    return std::visit(Validator(sender, rules), proposal.body);
}

Outcome<Done> validateList(const std::vector<SentProposal> &list, LeafIndex committer, const ProposalRules &rules)
{
    for (const SentProposal &sent : list)
        if (auto valid = validateProposal(sent.proposal, sent.sender, rules); !valid)
            return valid;
    return validateTogether(list, committer);
}

Outcome<Done> validateTogether(const std::vector<SentProposal> &list, LeafIndex committer)
{
    int contextChanges = 0;
    std::set<Bytes> clients;
    for (const SentProposal &sent : list) {
        if (std::holds_alternative<GroupContextExtensions>(sent.proposal.body) && ++contextChanges > 1)
            return fail(ErrorKind::BadProposal, "GroupContextExtensions twice");
        if (std::holds_alternative<ExternalInit>(sent.proposal.body))
            return fail(ErrorKind::BadProposal, "ExternalInit in a member's commit");
        if (const auto *p = std::get_if<Add>(&sent.proposal.body);
            p && !clients.insert(p->keyPackage.leaf.signatureKey).second)
            return fail(ErrorKind::BadProposal, "a client added twice");
    }
    if (auto valid = checkTargets(list, committer); !valid)
        return valid;
    return checkUniquePsks(list);
}

Outcome<Done> validateExternalList(
    const std::vector<SentProposal> &list, const LeafNode &joiner, const ProposalRules &rules)
{
    int inits = 0, removes = 0;
    for (const SentProposal &sent : list) {
        if (sent.byReference)
            return fail(ErrorKind::BadProposal, "a reference in an external commit");
        if (auto valid = validateProposal(sent.proposal, {SenderType::NewMemberCommit, 0}, rules); !valid)
            return valid;
        inits += std::holds_alternative<ExternalInit>(sent.proposal.body);
        if (const auto *p = std::get_if<Remove>(&sent.proposal.body)) {
            ++removes;
            // A joiner may only take the place of an earlier self.
            if (rules.tree.leaf(p->removed)->credential != joiner.credential)
                return fail(ErrorKind::BadProposal, "an external commit that removes somebody else");
        }
    }
    if (inits != 1)
        return fail(ErrorKind::BadProposal, "an external commit without exactly one ExternalInit");
    if (removes > 1)
        return fail(ErrorKind::BadProposal, "an external commit with more than one Remove");
    return checkUniquePsks(list);
}

bool needsPath(const std::vector<SentProposal> &list)
{
    return list.empty() || std::any_of(list.begin(), list.end(), [](const SentProposal &sent) {
        const auto type = sent.proposal.type();
        return type == ProposalType::Update || type == ProposalType::Remove || type == ProposalType::ExternalInit
            || type == ProposalType::GroupContextExtensions;
    });
}

Outcome<Applied> applyProposals(const std::vector<SentProposal> &list, const ProposalRules &rules)
{
    Applied out;
    out.tree = rules.tree;
    out.extensions = rules.context.extensions;
    bool extensionsChanged = false;
    for (const SentProposal &sent : list) {
        if (const auto *p = std::get_if<GroupContextExtensions>(&sent.proposal.body)) {
            out.extensions = p->extensions;
            extensionsChanged = true;
        } else if (const auto *psk = std::get_if<PreSharedKey>(&sent.proposal.body)) {
            out.psks.push_back(psk->psk);
        } else if (const auto *init = std::get_if<ExternalInit>(&sent.proposal.body)) {
            out.externalInit = init->kemOutput;
        }
    }
    for (const SentProposal &sent : list) {
        if (const auto *p = std::get_if<Update>(&sent.proposal.body)) {
            const LeafIndex leaf {sent.sender.index};
            if (auto valid = out.tree.validateNewLeaf(p->leaf, leaf); !valid)
                return Failure {valid.error()};
            out.tree.update(leaf, p->leaf);
            out.updated.push_back(leaf);
        }
    }
    for (const SentProposal &sent : list)
        if (const auto *p = std::get_if<Remove>(&sent.proposal.body))
            out.removed.push_back(p->removed);
    for (const LeafIndex leaf : out.removed)
        out.tree.remove(leaf);
    for (const SentProposal &sent : list) {
        if (const auto *p = std::get_if<Add>(&sent.proposal.body)) {
            if (auto valid = out.tree.validateNewLeaf(p->keyPackage.leaf, std::nullopt); !valid)
                return Failure {valid.error()};
            out.added.push_back(out.tree.add(p->keyPackage.leaf));
            out.addedPackages.push_back(p->keyPackage);
        }
    }
    if (extensionsChanged || !out.added.empty() || !out.updated.empty()) {
        // Section 12.2: no leaf of the new tree may lack what the new context asks for.
        for (const LeafIndex member : out.tree.members()) {
            const LeafNode &leaf = *out.tree.leaf(member);
            if (auto valid = validateLeaf(leaf, {out.extensions, leaf.source, std::nullopt, {}}); !valid)
                return Failure {valid.error()};
        }
    }
    return out;
}

} // namespace confab::mls
