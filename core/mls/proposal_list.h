#pragma once

#include "core/mls/messages.h"
#include "core/mls/ratchet_tree.h"

//! The proposals of one commit: their rules and their effect (RFC 9420, sections 12.1 to 12.3). Pure.
namespace confab::mls {

struct SentProposal {
    Proposal proposal;
    Sender sender; //!< of a proposal by value: the committer
    bool byReference = false;
};

//! What proposals are held against.
struct ProposalRules {
    const GroupContext &context;
    const RatchetTree &tree;
    std::optional<std::uint64_t> now; //!< seconds since 1970
    const CredentialCheck &credentialCheck;
};

//! Section 12.1: one proposal on its own, by its sender.
[[nodiscard]] Outcome<Done> validateProposal(const Proposal &proposal, const Sender &sender, const ProposalRules &rules);
//! Section 12.2, for a commit by a member.
[[nodiscard]] Outcome<Done> validateList(
    const std::vector<SentProposal> &list, LeafIndex committer, const ProposalRules &rules);
//! The part of it that looks at the list as a whole: each proposal by itself has passed `validateProposal`.
[[nodiscard]] Outcome<Done> validateTogether(const std::vector<SentProposal> &list, LeafIndex committer);
//! Section 12.2, for an external commit. `joiner`: the leaf of its path.
[[nodiscard]] Outcome<Done> validateExternalList(
    const std::vector<SentProposal> &list, const LeafNode &joiner, const ProposalRules &rules);

//! Section 12.4: whether a commit with these proposals must have a path.
[[nodiscard]] bool needsPath(const std::vector<SentProposal> &list);

struct Applied {
    RatchetTree tree;
    Extensions extensions; //!< of the group
    std::vector<LeafIndex> added; //!< in the order of the Add proposals
    std::vector<KeyPackage> addedPackages; //!< likewise
    std::vector<LeafIndex> updated;
    std::vector<LeafIndex> removed;
    std::vector<PskId> psks;
    std::optional<Bytes> externalInit; //!< kem_output
};
//! Section 12.3, in its order; refused where the tree that results breaks a rule.
[[nodiscard]] Outcome<Applied> applyProposals(const std::vector<SentProposal> &list, const ProposalRules &rules);

} // namespace confab::mls
