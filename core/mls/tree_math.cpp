#include "core/mls/tree_math.h"

#include <bit>

namespace confab::mls {

std::uint32_t levelOf(NodeIndex node)
{
    return std::uint32_t(std::countr_one(node.value));
}

NodeIndex rootOf(std::uint32_t leaves)
{
    return {leaves - 1}; // leaves is a power of two: the root's index is all ones below that bit
}

NodeIndex leftOf(NodeIndex node)
{
    return {node.value ^ (1u << (levelOf(node) - 1))};
}

NodeIndex rightOf(NodeIndex node)
{
    return {node.value ^ (3u << (levelOf(node) - 1))};
}

NodeIndex parentOf(NodeIndex node)
{
    const std::uint32_t k = levelOf(node);
    const std::uint32_t b = node.value >> (k + 1) & 1;
    return {(node.value | 1u << k) ^ (b << (k + 1))};
}

NodeIndex siblingOf(NodeIndex node)
{
    const NodeIndex parent = parentOf(node);
    return node < parent ? rightOf(parent) : leftOf(parent);
}

std::vector<NodeIndex> directPathOf(NodeIndex node, std::uint32_t leaves)
{
    std::vector<NodeIndex> path;
    for (const NodeIndex root = rootOf(leaves); node != root;) {
        node = parentOf(node);
        path.push_back(node);
    }
    return path;
}

bool isUnder(NodeIndex node, NodeIndex ancestor)
{
    const std::uint32_t half = (1u << levelOf(ancestor)) - 1;
    return node.value + half >= ancestor.value && node.value <= ancestor.value + half;
}

NodeIndex commonAncestorOf(LeafIndex a, LeafIndex b)
{
    NodeIndex node = nodeOf(a);
    while (!isUnder(nodeOf(b), node))
        node = parentOf(node);
    return node;
}

} // namespace confab::mls
