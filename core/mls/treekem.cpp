#include "core/mls/treekem.h"

#include <algorithm>
#include <set>

namespace confab::mls {

namespace {

HpkeKeyPair keyPairOf(const SecretBytes &pathSecret)
{
    const SecretBytes nodeSecret = deriveSecret(pathSecret.view(), "node");
    return hpke::deriveKeyPair(nodeSecret.view());
}

SecretBytes nextPathSecret(const SecretBytes &pathSecret)
{
    return deriveSecret(pathSecret.view(), "path");
}

} // namespace

PrivateTree PrivateTree::clone() const
{
    PrivateTree copy;
    copy.self = self;
    for (const auto &[node, key] : keys)
        copy.keys.emplace(node, key.clone());
    return copy;
}

void PrivateTree::keepWhatFits(const RatchetTree &tree)
{
    std::erase_if(keys, [&](const auto &entry) {
        if (entry.first.value >= nodeCount(tree.leafCount()))
            return true;
        const Bytes *key = tree.encryptionKeyOf(entry.first);
        return !key || *key != entry.second.publicKey.toBytes();
    });
}

Outcome<NewPath> makePath(RatchetTree &tree, LeafIndex self, LeafNode leaf, const SignatureKeyPair &signer,
    GroupContext provisional, const std::vector<LeafIndex> &newLeaves)
{
    NewPath made;
    made.result.privateTree.self = self;
    auto &keys = made.result.privateTree.keys;

    const auto steps = tree.filteredDirectPath(self);
    std::vector<Bytes> publicKeys;
    SecretBytes pathSecret(randomBytes(qsizetype(hashSize)));
    for (const auto &step : steps) {
        const auto key = keys.emplace(step.node, keyPairOf(pathSecret)).first;
        publicKeys.push_back(key->second.publicKey.toBytes());
        SecretBytes next = nextPathSecret(pathSecret);
        made.pathSecrets.emplace(step.node, std::move(pathSecret));
        pathSecret = std::move(next);
    }
    made.result.commitSecret = std::move(pathSecret);

    const HpkeKeyPair leafKey = hpke::generateKeyPair();
    leaf.source = LeafSource::Commit;
    leaf.encryptionKey = leafKey.publicKey.toBytes();
    leaf.parentHash = tree.applyPathKeys(self, publicKeys);
    leaf.sign(signer, provisional.groupId, self);
    tree.setLeaf(self, leaf);
    keys.emplace(nodeOf(self), leafKey.clone());

    provisional.treeHash = tree.treeHash();
    const hpke::Info context = encryptContext("UpdatePathNode", encode(provisional));
    made.path.leaf = std::move(leaf);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        UpdatePathNode node {publicKeys[i], {}};
        for (const NodeIndex receiver : tree.resolution(steps[i].copath, newLeaves)) {
            auto sealed = encryptWithLabel(*tree.encryptionKeyOf(receiver), context,
                made.pathSecrets.at(steps[i].node).view());
            if (!sealed)
                return fail(ErrorKind::BadTree, "a public key of low order");
            node.encryptedPathSecrets.push_back(std::move(*sealed));
        }
        made.path.nodes.push_back(std::move(node));
    }
    made.result.context = std::move(provisional);
    return made;
}

Outcome<GroupContext> applyPath(RatchetTree &tree, LeafIndex committer, const UpdatePath &path,
    GroupContext provisional, const std::vector<LeafIndex> &newLeaves)
{
    const auto steps = tree.filteredDirectPath(committer);
    if (steps.size() != path.nodes.size())
        return fail(ErrorKind::BadCommit, "a path of the wrong length");
    std::set<Bytes> fresh {path.leaf.encryptionKey};
    std::vector<Bytes> publicKeys;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const UpdatePathNode &node = path.nodes[i];
        if (node.encryptedPathSecrets.size() != tree.resolution(steps[i].copath, newLeaves).size())
            return fail(ErrorKind::BadCommit, "a path node with the wrong number of ciphertexts");
        if (!hpke::isUsablePublicKey(node.encryptionKey))
            return fail(ErrorKind::BadCommit, "a path key of the wrong size or of low order");
        if (!fresh.insert(node.encryptionKey).second)
            return fail(ErrorKind::BadCommit, "a path key twice");
        publicKeys.push_back(node.encryptionKey);
    }
    for (std::uint32_t i = 0; i < nodeCount(tree.leafCount()); ++i)
        if (const Bytes *key = tree.encryptionKeyOf({i}); key && fresh.contains(*key))
            return fail(ErrorKind::BadCommit, "a path key that the tree has already");

    const Bytes parentHash = tree.applyPathKeys(committer, publicKeys);
    if (parentHash != path.leaf.parentHash)
        return fail(ErrorKind::BadTree, "the parent hash of the committer's leaf");
    tree.setLeaf(committer, path.leaf);
    provisional.treeHash = tree.treeHash();
    return provisional;
}

Outcome<PathResult> followPath(const RatchetTree &tree, const PrivateTree &mine, LeafIndex committer,
    const UpdatePath &path, GroupContext context, const std::vector<LeafIndex> &newLeaves)
{
    const auto steps = tree.filteredDirectPath(committer);
    const NodeIndex meeting = commonAncestorOf(committer, mine.self);
    const auto start = std::find_if(steps.begin(), steps.end(), [&](const auto &s) { return s.node == meeting; });
    if (start == steps.end())
        return fail(ErrorKind::Internal, "no common ancestor on the committer's path");
    const auto at = std::size_t(start - steps.begin());

    // The path secret is sealed to each node of the copath's resolution; one of them is this member's.
    const auto receivers = tree.resolution(start->copath, newLeaves);
    const auto receiver = std::find_if(
        receivers.begin(), receivers.end(), [&](NodeIndex node) { return mine.keys.contains(node); });
    if (receiver == receivers.end())
        return fail(ErrorKind::CannotDecrypt, "no key for this path");
    const auto &sealed = path.nodes[at].encryptedPathSecrets[std::size_t(receiver - receivers.begin())];
    auto opened = decryptWithLabel(mine.keys.at(*receiver), encryptContext("UpdatePathNode", encode(context)), sealed);
    if (!opened || opened->size() != hashSize)
        return fail(ErrorKind::CannotDecrypt, "a path secret");

    PathResult result {mine.clone(), {}, std::move(context)};
    SecretBytes pathSecret = std::move(*opened);
    for (std::size_t i = at; i < steps.size(); ++i) {
        HpkeKeyPair key = keyPairOf(pathSecret);
        if (key.publicKey.toBytes() != path.nodes[i].encryptionKey)
            return fail(ErrorKind::BadCommit, "a path secret that does not give the announced key");
        result.privateTree.keys.insert_or_assign(steps[i].node, std::move(key));
        pathSecret = nextPathSecret(pathSecret);
    }
    result.commitSecret = std::move(pathSecret);
    return result;
}

Outcome<Done> addKeysFromPathSecret(
    PrivateTree &mine, const RatchetTree &tree, LeafIndex committer, const SecretBytes &first)
{
    const NodeIndex meeting = commonAncestorOf(committer, mine.self);
    SecretBytes pathSecret = cloneOf(first);
    for (const auto &step : tree.filteredDirectPath(committer)) {
        if (!isUnder(meeting, step.node))
            continue; // below the node that both share
        HpkeKeyPair key = keyPairOf(pathSecret);
        const Bytes *expected = tree.encryptionKeyOf(step.node);
        if (!expected || *expected != key.publicKey.toBytes())
            return fail(ErrorKind::BadTree, "a path secret that does not fit the tree");
        mine.keys.insert_or_assign(step.node, std::move(key));
        pathSecret = nextPathSecret(pathSecret);
    }
    return Done {};
}

} // namespace confab::mls
