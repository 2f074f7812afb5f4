#pragma once

#include "core/mls/leaf_node.h"

#include <vector>

//! The public half of TreeKEM (RFC 9420, sections 4 and 7). A value: copies share what they have in common.
namespace confab::mls {

//! Section 7.1.
struct ParentNode {
    Bytes encryptionKey;
    Bytes parentHash;
    std::vector<std::uint32_t> unmergedLeaves; //!< ascending

    void write(Writer &w) const;
    static ParentNode read(Reader &r);
    friend bool operator==(const ParentNode &, const ParentNode &) = default;
};

class RatchetTree {
public:
    static constexpr std::uint32_t maxLeaves = 1u << 15; //!< of a tree that is read, blanks included

    RatchetTree() = default;
    explicit RatchetTree(LeafNode first); //!< the tree of a new group

    //! The ratchet_tree extension (section 12.4.3.3): bounded, and refused where a node is of the wrong kind or the
    //! last one is blank.
    [[nodiscard]] static Outcome<RatchetTree> decode(View bytes);
    [[nodiscard]] Bytes encode() const;

    std::uint32_t leafCount() const { return m_leaves; } //!< a power of two, blanks included
    [[nodiscard]] std::vector<LeafIndex> members() const; //!< leaves that are not blank, ascending
    const LeafNode *leaf(LeafIndex index) const; //!< null where blank or outside
    const ParentNode *parent(NodeIndex index) const;
    const Bytes *encryptionKeyOf(NodeIndex index) const; //!< null where blank
    //! The leaf with that signature key.
    [[nodiscard]] std::optional<LeafIndex> find(View signatureKey) const;

    // ---- changes (section 7.8, 12.1) ----
    LeafIndex add(LeafNode leaf); //!< leftmost blank leaf, else the tree doubles
    void update(LeafIndex index, LeafNode leaf); //!< and blanks its direct path
    void remove(LeafIndex index); //!< blanks leaf and direct path, and truncates

    //! Section 4.1.1: the nodes that together cover all members below, without the leaves in `excluded`.
    [[nodiscard]] std::vector<NodeIndex> resolution(
        NodeIndex node, const std::vector<LeafIndex> &excluded = {}) const;
    //! Section 4.1.2: the direct path without the nodes whose copath child has an empty resolution; each with that
    //! child.
    struct PathStep {
        NodeIndex node;
        NodeIndex copath;
    };
    [[nodiscard]] std::vector<PathStep> filteredDirectPath(LeafIndex leaf) const;

    //! Section 7.5: sets the public keys of a path, blanks the rest of the direct path, sets the parent hashes and
    //! returns the one that belongs into the leaf.
    Bytes applyPathKeys(LeafIndex leaf, const std::vector<Bytes> &keys);
    void setLeaf(LeafIndex index, LeafNode leaf); //!< without touching the path

    // ---- hashes (sections 7.8 and 7.9) ----
    [[nodiscard]] Bytes treeHash() const;
    [[nodiscard]] Bytes treeHash(NodeIndex node) const;
    //! Section 7.9.2: every parent is linked to by a leaf or parent below it.
    [[nodiscard]] Outcome<Done> verifyParentHashes() const;

    // ---- validation ----
    //! Section 12.4.3.1 on joining: all leaves by 7.3 with their signatures, unmerged leaves, unique keys, hashes.
    [[nodiscard]] Outcome<Done> validate(View groupId, const Extensions &groupExtensions,
        const CredentialCheck &credentialCheck) const;
    //! What of 7.3 needs the other leaves: keys are unique, and every credential type in use is supported by all.
    //! `replacing`: the leaf whose place it takes.
    [[nodiscard]] Outcome<Done> validateNewLeaf(const LeafNode &leaf, std::optional<LeafIndex> replacing) const;

private:
    struct Node {
        std::optional<LeafNode> leaf;
        std::optional<ParentNode> parent;
        bool isBlank() const { return !leaf && !parent; }
    };
    //! Hashes of whole subtrees by node, filled as they are needed; empty: not computed yet.
    using HashCache = std::vector<Bytes>;

    void blankPath(LeafIndex leaf);
    void truncate();
    Bytes treeHash(NodeIndex node, const std::vector<LeafIndex> &without, HashCache &cache) const;
    Bytes parentHashFor(NodeIndex parent, NodeIndex sibling, HashCache &cache) const;
    bool isLinkedFrom(NodeIndex parent, NodeIndex child, NodeIndex sibling, HashCache &cache) const;
    Outcome<Done> verifyUnmergedLeaves() const;
    Outcome<Done> verifyKeys() const;

    std::vector<Node> m_nodes;
    std::uint32_t m_leaves = 0;
};

} // namespace confab::mls
