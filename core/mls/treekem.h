#pragma once

#include "core/mls/messages.h"
#include "core/mls/ratchet_tree.h"

#include <map>

//! The private half of TreeKEM (RFC 9420, sections 7.4 to 7.6): who knows which node's secret, making a path, and
//! following one.
namespace confab::mls {

//! The private keys one member holds: its leaf's, and those of some nodes above it.
struct PrivateTree {
    LeafIndex self;
    std::map<NodeIndex, HpkeKeyPair> keys;

    [[nodiscard]] PrivateTree clone() const;
    //! Forgets keys of nodes that were blanked or replaced.
    void keepWhatFits(const RatchetTree &tree);
};

//! What the committer's path brings about, at either end.
struct PathResult {
    PrivateTree privateTree;
    SecretBytes commitSecret;
    GroupContext context; //!< provisional, with the tree hash after the path
};

struct NewPath {
    UpdatePath path;
    PathResult result;
    //! The path secrets of the nodes above the committer, for new members (section 12.4.3.1).
    std::map<NodeIndex, SecretBytes> pathSecrets;
};

//! Makes a path for `self` and puts its public half into `tree`. `leaf` is the new leaf without key, parent hash and
//! signature; `newLeaves` were added by the same commit and get no path secret here.
[[nodiscard]] Outcome<NewPath> makePath(RatchetTree &tree, LeafIndex self, LeafNode leaf,
    const SignatureKeyPair &signer, GroupContext provisional, const std::vector<LeafIndex> &newLeaves);

//! Sections 12.4.2 and 7.9.2: checks the sizes, that the keys are new, and the parent hash; puts the public half into
//! `tree` and returns the provisional context with the new tree hash.
[[nodiscard]] Outcome<GroupContext> applyPath(RatchetTree &tree, LeafIndex committer, const UpdatePath &path,
    GroupContext provisional, const std::vector<LeafIndex> &newLeaves);
//! Decrypts what the path holds for this member. `tree` is the one after `applyPath`.
[[nodiscard]] Outcome<PathResult> followPath(const RatchetTree &tree, const PrivateTree &mine, LeafIndex committer,
    const UpdatePath &path, GroupContext context, const std::vector<LeafIndex> &newLeaves);

//! A new member's keys from the path secret in its Welcome; refused where they do not match the tree.
[[nodiscard]] Outcome<Done> addKeysFromPathSecret(
    PrivateTree &mine, const RatchetTree &tree, LeafIndex committer, const SecretBytes &pathSecret);

} // namespace confab::mls
