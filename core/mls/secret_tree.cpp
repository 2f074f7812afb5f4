#include "core/mls/secret_tree.h"

#include <bit>

namespace confab::mls {

SecretTree::SecretTree(std::uint32_t leaves, SecretBytes encryptionSecret)
    : m_leaves(leaves)
{
    m_nodes.emplace(rootOf(leaves), std::move(encryptionSecret));
}

std::optional<SecretTree::Expansion> SecretTree::expand(LeafIndex leaf) const
{
    if (leaf.value >= m_leaves)
        return std::nullopt;
    Expansion expansion;
    expansion.from = nodeOf(leaf);
    while (!m_nodes.contains(expansion.from)) {
        if (expansion.from == rootOf(m_leaves))
            return std::nullopt;
        expansion.from = parentOf(expansion.from);
    }
    // Down to the leaf: the way's own secrets are used up, those of the side branches stay for later.
    SecretBytes secret = cloneOf(m_nodes.at(expansion.from));
    for (NodeIndex node = expansion.from; node != nodeOf(leaf);) {
        SecretBytes left = expandWithLabel(secret.view(), "tree", "left", hashSize);
        SecretBytes right = expandWithLabel(secret.view(), "tree", "right", hashSize);
        const bool goLeft = isUnder(nodeOf(leaf), leftOf(node));
        expansion.rest.emplace_back(goLeft ? rightOf(node) : leftOf(node), goLeft ? std::move(right) : std::move(left));
        secret = goLeft ? std::move(left) : std::move(right);
        node = goLeft ? leftOf(node) : rightOf(node);
    }
    expansion.handshake.secret = expandWithLabel(secret.view(), "handshake", {}, hashSize);
    expansion.application.secret = expandWithLabel(secret.view(), "application", {}, hashSize);
    return expansion;
}

void SecretTree::apply(LeafIndex leaf, Expansion expansion)
{
    m_nodes.erase(expansion.from);
    for (auto &[node, secret] : expansion.rest)
        m_nodes.emplace(node, std::move(secret));
    m_ratchets.emplace(RatchetId(leaf, RatchetType::Handshake), std::move(expansion.handshake));
    m_ratchets.emplace(RatchetId(leaf, RatchetType::Application), std::move(expansion.application));
}

MessageKey SecretTree::Ratchet::step()
{
    MessageKey key {deriveTreeSecret(secret.view(), "key", generation, keySize),
        deriveTreeSecret(secret.view(), "nonce", generation, nonceSize)};
    secret = deriveTreeSecret(secret.view(), "secret", generation, hashSize);
    ++generation;
    return key;
}

Outcome<SecretTree::Next> SecretTree::next(LeafIndex leaf, RatchetType type)
{
    if (!m_ratchets.contains({leaf, type})) {
        auto expansion = expand(leaf);
        if (!expansion)
            return fail(ErrorKind::NotMember, "a leaf outside the tree");
        apply(leaf, std::move(*expansion));
    }
    Ratchet &ratchet = m_ratchets.at({leaf, type});
    if (ratchet.generation == UINT32_MAX)
        return fail(ErrorKind::TooOld, "all generations of this epoch are used");
    const std::uint32_t generation = ratchet.generation;
    return Next {generation, ratchet.step()};
}

Outcome<MessageKey> SecretTree::follow(Ratchet &r, std::uint32_t generation, const RatchetLimits &limits)
{
    if (generation < r.generation)
        return fail(ErrorKind::TooOld, "a generation whose key is used or gone");
    if (generation - r.generation > limits.maxForward || generation == UINT32_MAX)
        return fail(ErrorKind::TooOld, "a generation too far ahead");
    while (r.generation < generation) {
        const std::uint32_t skipped = r.generation;
        r.kept.emplace(skipped, r.step());
    }
    while (r.kept.size() > limits.maxKept)
        r.kept.erase(r.kept.begin());
    return r.step();
}

SecretTree::Ratchet SecretTree::Ratchet::clone() const
{
    Ratchet copy {cloneOf(secret), generation, {}};
    for (const auto &[skipped, key] : kept)
        copy.kept.emplace(skipped, MessageKey {cloneOf(key.key), cloneOf(key.nonce)});
    return copy;
}

SecretTree SecretTree::clone() const
{
    SecretTree copy;
    copy.m_leaves = m_leaves;
    for (const auto &[node, secret] : m_nodes)
        copy.m_nodes.emplace(node, cloneOf(secret));
    for (const auto &[id, ratchet] : m_ratchets)
        copy.m_ratchets.emplace(id, ratchet.clone());
    return copy;
}

void SecretTree::Ratchet::write(Writer &w) const
{
    w.opaque(secret.view());
    w.u32(generation);
    w.u32(std::uint32_t(kept.size()));
    for (const auto &[skipped, key] : kept) {
        w.u32(skipped);
        w.opaque(key.key.view());
        w.opaque(key.nonce.view());
    }
}

SecretTree::Ratchet SecretTree::Ratchet::read(Reader &r)
{
    Ratchet ratchet;
    ratchet.secret = SecretBytes(r.view());
    ratchet.generation = r.u32();
    for (std::uint32_t n = r.u32(); n > 0 && r.ok(); --n) {
        const std::uint32_t skipped = r.u32();
        SecretBytes key(r.view());
        SecretBytes nonce(r.view());
        ratchet.kept.emplace(skipped, MessageKey {std::move(key), std::move(nonce)});
    }
    return ratchet;
}

void SecretTree::write(Writer &w) const
{
    w.u32(m_leaves);
    w.u32(std::uint32_t(m_nodes.size()));
    for (const auto &[node, secret] : m_nodes) {
        w.u32(node.value);
        w.opaque(secret.view());
    }
    w.u32(std::uint32_t(m_ratchets.size()));
    for (const auto &[id, ratchet] : m_ratchets) {
        w.u32(id.first.value);
        w.u8(std::uint8_t(id.second));
        ratchet.write(w);
    }
}

SecretTree SecretTree::read(Reader &r)
{
    SecretTree tree;
    tree.m_leaves = r.u32();
    if (!std::has_single_bit(tree.m_leaves) || tree.m_leaves > RatchetTree::maxLeaves)
        r.refuse();
    for (std::uint32_t n = r.u32(); n > 0 && r.ok(); --n) {
        const NodeIndex node {r.u32()};
        if (node.value >= nodeCount(tree.m_leaves))
            r.refuse();
        tree.m_nodes.emplace(node, SecretBytes(r.view()));
    }
    for (std::uint32_t n = r.u32(); n > 0 && r.ok(); --n) {
        const LeafIndex leaf {r.u32()};
        const auto type = RatchetType(r.u8());
        if (leaf.value >= tree.m_leaves || type > RatchetType::Application)
            r.refuse();
        tree.m_ratchets.emplace(RatchetId(leaf, type), Ratchet::read(r));
    }
    return tree;
}

} // namespace confab::mls
