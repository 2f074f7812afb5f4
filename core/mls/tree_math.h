#pragma once

#include <compare>
#include <cstdint>
#include <vector>

//! Index arithmetic of array-based left-balanced binary trees (RFC 9420, section 4.1 and appendix C). The number of
//! leaves is always a power of two.
namespace confab::mls {

//! Position of a leaf, counted from the left.
struct LeafIndex {
    std::uint32_t value = 0;
    friend auto operator<=>(LeafIndex, LeafIndex) = default;
};

//! Position of a node in the array: leaves are even, parents odd.
struct NodeIndex {
    std::uint32_t value = 0;
    friend auto operator<=>(NodeIndex, NodeIndex) = default;

    bool isLeaf() const { return value % 2 == 0; }
};

constexpr NodeIndex nodeOf(LeafIndex leaf)
{
    return {leaf.value * 2};
}
constexpr LeafIndex leafOf(NodeIndex node)
{
    return {node.value / 2};
}
//! Array size for a number of leaves.
constexpr std::uint32_t nodeCount(std::uint32_t leaves)
{
    return leaves == 0 ? 0 : 2 * leaves - 1;
}
//! 0 for leaves, 1 for their parents, and so on.
std::uint32_t levelOf(NodeIndex node);
NodeIndex rootOf(std::uint32_t leaves);
//! Of a parent node only.
NodeIndex leftOf(NodeIndex node);
NodeIndex rightOf(NodeIndex node);
//! Not of the root.
NodeIndex parentOf(NodeIndex node);
NodeIndex siblingOf(NodeIndex node);
//! From the node's parent up to the root; empty for the root.
std::vector<NodeIndex> directPathOf(NodeIndex node, std::uint32_t leaves);
//! Whether `node` is `ancestor` or below it.
bool isUnder(NodeIndex node, NodeIndex ancestor);
//! The lowest node above both leaves.
NodeIndex commonAncestorOf(LeafIndex a, LeafIndex b);

} // namespace confab::mls
