#include "core/mls/ratchet_tree.h"

#include <algorithm>
#include <bit>
#include <set>

namespace confab::mls {

namespace {

enum class NodeType : std::uint8_t { Leaf = 1, Parent = 2 };

bool containsLeaf(const std::vector<LeafIndex> &list, std::uint32_t leaf)
{
    return std::find(list.begin(), list.end(), LeafIndex {leaf}) != list.end();
}

} // namespace

void ParentNode::write(Writer &w) const
{
    w.opaque(encryptionKey);
    w.opaque(parentHash);
    w.vector(unmergedLeaves);
}

ParentNode ParentNode::read(Reader &r)
{
    ParentNode p;
    p.encryptionKey = r.opaque();
    p.parentHash = r.opaque();
    p.unmergedLeaves = r.vector<std::uint32_t>();
    // Ascending and unique, so that equal trees have equal bytes.
    if (!std::is_sorted(p.unmergedLeaves.begin(), p.unmergedLeaves.end(), std::less_equal<>()))
        r.refuse();
    return p;
}

RatchetTree::RatchetTree(LeafNode first)
    : m_nodes(1)
    , m_leaves(1)
{
    m_nodes[0].leaf = std::move(first);
}

Outcome<RatchetTree> RatchetTree::decode(View bytes)
{
    Reader outer(bytes);
    Reader r(outer.view());
    if (!outer.ok() || !outer.atEnd())
        return fail(ErrorKind::Malformed, "ratchet_tree");
    std::vector<Node> nodes;
    // A blank node is one byte here and some hundred in memory.
    while (r.ok() && !r.atEnd() && nodes.size() <= nodeCount(maxLeaves)) {
        Node node;
        const std::uint8_t present = r.u8();
        if (present == 1) {
            const auto type = NodeType(r.u8());
            const bool atLeaf = nodes.size() % 2 == 0;
            if (type == NodeType::Leaf && atLeaf)
                node.leaf = LeafNode::read(r);
            else if (type == NodeType::Parent && !atLeaf)
                node.parent = ParentNode::read(r);
            else
                r.refuse();
        } else if (present != 0) {
            r.refuse();
        }
        nodes.push_back(std::move(node));
    }
    if (!r.ok() || nodes.empty() || nodes.size() % 2 == 0 || nodes.size() > nodeCount(maxLeaves))
        return fail(ErrorKind::Malformed, "ratchet_tree");
    if (nodes.back().isBlank())
        return fail(ErrorKind::BadTree, "ratchet_tree that ends in a blank node");
    RatchetTree tree;
    tree.m_leaves = std::bit_ceil(std::uint32_t(nodes.size() / 2 + 1));
    nodes.resize(nodeCount(tree.m_leaves));
    tree.m_nodes = std::move(nodes);
    return tree;
}

Bytes RatchetTree::encode() const
{
    std::size_t end = m_nodes.size();
    while (end > 0 && m_nodes[end - 1].isBlank())
        --end;
    Writer inner;
    for (std::size_t i = 0; i < end; ++i) {
        const Node &node = m_nodes[i];
        inner.u8(node.isBlank() ? 0 : 1);
        if (node.leaf) {
            inner.u8(std::uint8_t(NodeType::Leaf));
            node.leaf->write(inner);
        } else if (node.parent) {
            inner.u8(std::uint8_t(NodeType::Parent));
            node.parent->write(inner);
        }
    }
    Writer w;
    w.opaque(std::move(inner).take());
    return std::move(w).take();
}

std::vector<LeafIndex> RatchetTree::members() const
{
    std::vector<LeafIndex> list;
    for (std::uint32_t i = 0; i < m_leaves; ++i)
        if (leaf({i}))
            list.push_back({i});
    return list;
}

const LeafNode *RatchetTree::leaf(LeafIndex index) const
{
    if (index.value >= m_leaves)
        return nullptr;
    const auto &leaf = m_nodes[nodeOf(index).value].leaf;
    return leaf ? &*leaf : nullptr;
}

const ParentNode *RatchetTree::parent(NodeIndex index) const
{
    const auto &parent = m_nodes[index.value].parent;
    return parent ? &*parent : nullptr;
}

const Bytes *RatchetTree::encryptionKeyOf(NodeIndex index) const
{
    const Node &node = m_nodes[index.value];
    return node.leaf ? &node.leaf->encryptionKey : node.parent ? &node.parent->encryptionKey : nullptr;
}

std::optional<LeafIndex> RatchetTree::find(View signatureKey) const
{
    for (const LeafIndex index : members())
        if (leaf(index)->signatureKey == signatureKey)
            return index;
    return std::nullopt;
}

LeafIndex RatchetTree::add(LeafNode newLeaf)
{
    std::uint32_t index = 0;
    while (index < m_leaves && leaf({index}))
        ++index;
    if (index == m_leaves) {
        m_leaves = std::max(1u, m_leaves * 2);
        m_nodes.resize(nodeCount(m_leaves));
    }
    m_nodes[index * 2].leaf = std::move(newLeaf);
    for (const NodeIndex node : directPathOf(nodeOf({index}), m_leaves)) {
        if (auto &parent = m_nodes[node.value].parent) {
            auto &list = parent->unmergedLeaves;
            list.insert(std::upper_bound(list.begin(), list.end(), index), index);
        }
    }
    return {index};
}

void RatchetTree::blankPath(LeafIndex leaf)
{
    for (const NodeIndex node : directPathOf(nodeOf(leaf), m_leaves))
        m_nodes[node.value] = {};
}

void RatchetTree::update(LeafIndex index, LeafNode leaf)
{
    setLeaf(index, std::move(leaf));
    blankPath(index);
}

void RatchetTree::setLeaf(LeafIndex index, LeafNode leaf)
{
    m_nodes[nodeOf(index).value].leaf = std::move(leaf);
}

void RatchetTree::remove(LeafIndex index)
{
    m_nodes[nodeOf(index).value] = {};
    blankPath(index);
    truncate();
}

void RatchetTree::truncate()
{
    while (m_leaves > 1) {
        const auto right = m_nodes.begin() + m_leaves; // the first node behind the root
        if (std::any_of(right, m_nodes.end(), [](const Node &n) { return n.leaf.has_value(); }))
            return;
        m_leaves /= 2;
        m_nodes.resize(nodeCount(m_leaves));
    }
}

std::vector<NodeIndex> RatchetTree::resolution(NodeIndex node, const std::vector<LeafIndex> &excluded) const
{
    const Node &n = m_nodes[node.value];
    std::vector<NodeIndex> list;
    if (n.leaf) {
        if (!containsLeaf(excluded, leafOf(node).value))
            list.push_back(node);
    } else if (n.parent) {
        list.push_back(node);
        for (const std::uint32_t unmerged : n.parent->unmergedLeaves)
            if (!containsLeaf(excluded, unmerged))
                list.push_back(nodeOf({unmerged}));
    } else if (!node.isLeaf()) {
        list = resolution(leftOf(node), excluded);
        const auto right = resolution(rightOf(node), excluded);
        list.insert(list.end(), right.begin(), right.end());
    }
    return list;
}

std::vector<RatchetTree::PathStep> RatchetTree::filteredDirectPath(LeafIndex leaf) const
{
    std::vector<PathStep> steps;
    NodeIndex below = nodeOf(leaf);
    for (const NodeIndex node : directPathOf(below, m_leaves)) {
        const NodeIndex copath = siblingOf(below);
        if (!resolution(copath).empty())
            steps.push_back({node, copath});
        below = node;
    }
    return steps;
}

Bytes RatchetTree::applyPathKeys(LeafIndex leaf, const std::vector<Bytes> &keys)
{
    const auto steps = filteredDirectPath(leaf);
    blankPath(leaf);
    HashCache cache(m_nodes.size());
    Bytes parentHash; // of the root: empty
    for (std::size_t i = steps.size(); i-- > 0;) {
        m_nodes[steps[i].node.value].parent = ParentNode {keys[i], parentHash, {}};
        parentHash = parentHashFor(steps[i].node, steps[i].copath, cache);
    }
    return parentHash;
}

Bytes RatchetTree::treeHash() const
{
    return treeHash(rootOf(m_leaves));
}

Bytes RatchetTree::treeHash(NodeIndex node) const
{
    HashCache cache(m_nodes.size());
    return treeHash(node, {}, cache);
}

// `without`: leaves taken as if they had not been added yet (the "original" tree hash of section 7.9).
Bytes RatchetTree::treeHash(NodeIndex node, const std::vector<LeafIndex> &without, HashCache &cache) const
{
    const bool whole = std::none_of(
        without.begin(), without.end(), [&](LeafIndex leaf) { return isUnder(nodeOf(leaf), node); });
    if (whole && !cache[node.value].isEmpty())
        return cache[node.value];

    Writer w;
    const Node &n = m_nodes[node.value];
    if (node.isLeaf()) {
        w.u8(std::uint8_t(NodeType::Leaf));
        w.u32(leafOf(node).value);
        w.optional(whole ? n.leaf : std::optional<LeafNode>());
    } else {
        w.u8(std::uint8_t(NodeType::Parent));
        auto parent = n.parent;
        if (parent && !whole)
            std::erase_if(parent->unmergedLeaves, [&](std::uint32_t leaf) { return containsLeaf(without, leaf); });
        w.optional(parent);
        w.opaque(treeHash(leftOf(node), without, cache));
        w.opaque(treeHash(rightOf(node), without, cache));
    }
    Bytes result = hash(std::move(w).take());
    if (whole)
        cache[node.value] = result;
    return result;
}

// ParentHashInput of section 7.9.
Bytes RatchetTree::parentHashFor(NodeIndex parent, NodeIndex sibling, HashCache &cache) const
{
    const ParentNode &p = *m_nodes[parent.value].parent;
    std::vector<LeafIndex> unmerged;
    for (const std::uint32_t leaf : p.unmergedLeaves)
        unmerged.push_back({leaf});
    Writer w;
    w.opaque(p.encryptionKey);
    w.opaque(p.parentHash);
    w.opaque(treeHash(sibling, unmerged, cache));
    return hash(std::move(w).take());
}

// Section 7.9.2: whether some node below `child` is parent-hash valid for `parent`.
bool RatchetTree::isLinkedFrom(NodeIndex parent, NodeIndex child, NodeIndex sibling, HashCache &cache) const
{
    std::vector<NodeIndex> below = resolution(child);
    if (below.empty())
        return false;
    const Bytes expected = parentHashFor(parent, sibling, cache);
    std::vector<NodeIndex> unmerged;
    for (const std::uint32_t leaf : m_nodes[parent.value].parent->unmergedLeaves)
        if (isUnder(nodeOf({leaf}), child))
            unmerged.push_back(nodeOf({leaf}));

    for (std::size_t i = 0; i < below.size(); ++i) {
        const Node &d = m_nodes[below[i].value];
        const bool points = d.parent ? d.parent->parentHash == expected
                                     : d.leaf->source == LeafSource::Commit && d.leaf->parentHash == expected;
        if (!points)
            continue;
        std::vector<NodeIndex> others = below;
        others.erase(others.begin() + std::ptrdiff_t(i));
        std::sort(others.begin(), others.end());
        if (others == unmerged)
            return true;
    }
    return false;
}

Outcome<Done> RatchetTree::verifyParentHashes() const
{
    HashCache cache(m_nodes.size());
    for (std::uint32_t i = 1; i < m_nodes.size(); i += 2) {
        if (!m_nodes[i].parent)
            continue;
        const NodeIndex left = leftOf({i}), right = rightOf({i});
        if (!isLinkedFrom({i}, left, right, cache) && !isLinkedFrom({i}, right, left, cache))
            return fail(ErrorKind::BadTree, "a parent node that nothing below it links to");
    }
    return Done {};
}

Outcome<Done> RatchetTree::verifyUnmergedLeaves() const
{
    for (std::uint32_t i = 1; i < m_nodes.size(); i += 2) {
        const auto &parent = m_nodes[i].parent;
        if (!parent)
            continue;
        for (const std::uint32_t leafIndex : parent->unmergedLeaves) {
            if (!leaf({leafIndex}) || !isUnder(nodeOf({leafIndex}), {i}))
                return fail(ErrorKind::BadTree, "an unmerged leaf that is blank or elsewhere");
            for (NodeIndex n = parentOf(nodeOf({leafIndex})); n.value != i; n = parentOf(n)) {
                const auto &between = m_nodes[n.value].parent;
                if (between
                    && !std::binary_search(between->unmergedLeaves.begin(), between->unmergedLeaves.end(), leafIndex))
                    return fail(ErrorKind::BadTree, "an unmerged leaf that a node between does not list");
            }
        }
    }
    return Done {};
}

Outcome<Done> RatchetTree::verifyKeys() const
{
    std::set<Bytes> encryption, signature;
    for (std::uint32_t i = 0; i < m_nodes.size(); ++i) {
        const Bytes *key = encryptionKeyOf({i});
        if (key && !hpke::isUsablePublicKey(*key))
            return fail(ErrorKind::BadTree, "an encryption key of the wrong size or of low order");
        if (key && !encryption.insert(*key).second)
            return fail(ErrorKind::BadTree, "an encryption key twice");
        if (m_nodes[i].leaf && !signature.insert(m_nodes[i].leaf->signatureKey).second)
            return fail(ErrorKind::BadTree, "a signature key twice");
    }
    return Done {};
}

Outcome<Done> RatchetTree::validate(
    View groupId, const Extensions &groupExtensions, const CredentialCheck &credentialCheck) const
{
    std::set<std::uint16_t> credentialTypes;
    for (const LeafIndex index : members())
        credentialTypes.insert(leaf(index)->credential.type);
    for (const LeafIndex index : members()) {
        const LeafNode &l = *leaf(index);
        // A member may stand in the tree long after the KeyPackage that brought it has expired (section 7.3).
        if (auto valid = validateLeaf(l, {groupExtensions, l.source, std::nullopt, credentialCheck}); !valid)
            return valid;
        if (!l.signatureIsValid(groupId, index))
            return fail(ErrorKind::BadSignature, "a leaf of the tree");
        for (const std::uint16_t type : credentialTypes)
            if (!l.capabilities.supportsCredential(type))
                return fail(ErrorKind::BadLeaf, "a credential type that a member does not support");
    }
    for (auto check : {&RatchetTree::verifyUnmergedLeaves, &RatchetTree::verifyKeys, &RatchetTree::verifyParentHashes})
        if (auto valid = (this->*check)(); !valid)
            return valid;
    return Done {};
}

Outcome<Done> RatchetTree::validateNewLeaf(const LeafNode &candidate, std::optional<LeafIndex> replacing) const
{
    for (std::uint32_t i = 0; i < m_nodes.size(); ++i) {
        const Node &n = m_nodes[i];
        if (n.parent && n.parent->encryptionKey == candidate.encryptionKey)
            return fail(ErrorKind::BadLeaf, "an encryption key that the tree has already");
        if (!n.leaf)
            continue;
        if (n.leaf->encryptionKey == candidate.encryptionKey)
            return fail(ErrorKind::BadLeaf, "an encryption key that the tree has already");
        if (replacing && nodeOf(*replacing).value == i)
            continue;
        if (n.leaf->signatureKey == candidate.signatureKey)
            return fail(ErrorKind::BadLeaf, "a signature key that the tree has already");
        if (!n.leaf->capabilities.supportsCredential(candidate.credential.type)
            || !candidate.capabilities.supportsCredential(n.leaf->credential.type))
            return fail(ErrorKind::BadLeaf, "a credential type that not all members support");
    }
    return Done {};
}

} // namespace confab::mls
