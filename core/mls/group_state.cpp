#include "core/mls/group.h"
#include "core/mls/group_internal.h"


// A group as bytes, for the store. Not a format of the RFC.
namespace confab::mls {

namespace {

constexpr std::uint8_t stateVersion = 1;

void write(Writer &w, const SecretBytes &secret)
{
    w.opaque(secret.view());
}

SecretBytes readSecret(Reader &r)
{
    return SecretBytes(r.view());
}

void write(Writer &w, const HpkeKeyPair &key)
{
    w.raw(key.secret.view());
}

HpkeKeyPair readKeyPair(Reader &r)
{
    HpkeKeyPair key;
    if (auto secret = X25519Secret::fromBytes(r.raw(X25519Secret::size))) {
        key.publicKey = x25519PublicKeyOf(*secret);
        key.secret = std::move(*secret);
    }
    return key;
}

void write(Writer &w, const EpochSecrets &s)
{
    // encryption has gone into the secret tree
    for (const SecretBytes *secret : {&s.senderData, &s.exporter, &s.external, &s.confirmation, &s.membership,
             &s.resumption, &s.authentication, &s.init})
        write(w, *secret);
}

EpochSecrets readEpochSecrets(Reader &r)
{
    EpochSecrets s;
    for (SecretBytes *secret : {&s.senderData, &s.exporter, &s.external, &s.confirmation, &s.membership,
             &s.resumption, &s.authentication, &s.init})
        *secret = readSecret(r);
    return s;
}

RatchetTree readTree(Reader &r)
{
    auto tree = RatchetTree::decode(r.view());
    if (!tree) {
        r.refuse();
        return {};
    }
    return std::move(*tree);
}

template <typename Container, typename WriteItem>
void writeList(Writer &w, const Container &items, WriteItem writeItem)
{
    w.u32(std::uint32_t(items.size()));
    for (const auto &item : items)
        writeItem(item);
}

template <typename ReadItem>
void readList(Reader &r, ReadItem readItem)
{
    for (std::uint32_t n = r.u32(); n > 0 && r.ok(); --n)
        readItem();
}

void write(Writer &w, const std::vector<LeafIndex> &leaves)
{
    writeList(w, leaves, [&](LeafIndex leaf) { w.u32(leaf.value); });
}

std::vector<LeafIndex> readLeaves(Reader &r)
{
    std::vector<LeafIndex> leaves;
    readList(r, [&] { leaves.push_back({r.u32()}); });
    return leaves;
}

// Of a commit by this member itself: committer and `self` follow from that.
void write(Writer &w, const EpochChanged &change)
{
    w.u64(change.epoch);
    w.opaque(change.authenticatedData);
    for (const auto *leaves : {&change.added, &change.updated, &change.removed})
        write(w, *leaves);
}

EpochChanged readOwnChange(Reader &r, LeafIndex self)
{
    EpochChanged change;
    change.epoch = r.u64();
    change.authenticatedData = r.opaque();
    for (auto *leaves : {&change.added, &change.updated, &change.removed})
        *leaves = readLeaves(r);
    change.committer = self;
    change.self = true;
    return change;
}

} // namespace

SecretBytes Group::serialise() const
{
    Writer w;
    w.u8(stateVersion);
    w.raw(m_signer.seed.view());
    m_context.write(w);
    w.opaque(m_tree.encode());
    w.u32(self().value);
    writeList(w, m_private.keys, [&](const auto &entry) {
        w.u32(entry.first.value);
        write(w, entry.second);
    });
    write(w, m_secrets);
    m_keys.write(w);
    w.opaque(m_confirmationTag);
    w.opaque(m_interimTranscriptHash);
    writeList(w, m_proposalOrder, [&](const Bytes &reference) {
        const StoredProposal &stored = m_proposals.at(reference);
        w.opaque(reference);
        stored.proposal.write(w);
        stored.sender.write(w);
    });
    writeList(w, m_updateKeys, [&](const auto &entry) { write(w, entry.second); });
    writeList(w, m_past, [&](const PastEpoch &past) {
        past.context.write(w);
        w.opaque(past.tree.encode());
        write(w, past.senderData);
        past.keys.write(w);
    });
    writeList(w, m_resumption, [&](const ResumptionKey &key) {
        w.u64(key.epoch);
        write(w, key.secret);
    });
    w.u8(m_pending ? 1 : 0);
    if (m_pending) {
        w.opaque(m_pending->group.serialise().view());
        w.opaque(m_pending->message);
        write(w, m_pending->change);
    }
    Bytes bytes = std::move(w).take();
    const WipedOnExit wiped(bytes);
    return SecretBytes(View(bytes));
}

Outcome<Group> Group::deserialise(View bytes, GroupConfig config)
{
    Reader r(bytes);
    Group g;
    g.m_config = std::move(config);
    if (r.u8() != stateVersion)
        return fail(ErrorKind::Unsupported, "a group's state in another format");
    if (auto seed = Seed::fromBytes(r.raw(Seed::size)))
        g.m_signer = SignatureKeyPair::fromSeed(std::move(*seed));
    g.m_context = GroupContext::read(r);
    g.m_tree = readTree(r);
    g.m_private.self = {r.u32()};
    readList(r, [&] {
        const NodeIndex node {r.u32()};
        g.m_private.keys.insert_or_assign(node, readKeyPair(r));
    });
    g.m_secrets = readEpochSecrets(r);
    g.m_keys = SecretTree::read(r);
    g.m_confirmationTag = r.opaque();
    g.m_interimTranscriptHash = r.opaque();
    readList(r, [&] {
        Bytes reference = r.opaque();
        Proposal proposal = Proposal::read(r);
        const Sender sender = Sender::read(r);
        if (g.m_proposals.emplace(reference, StoredProposal {std::move(proposal), sender}).second)
            g.m_proposalOrder.push_back(std::move(reference));
    });
    readList(r, [&] {
        HpkeKeyPair key = readKeyPair(r);
        Bytes publicKey = key.publicKey.toBytes();
        g.m_updateKeys.insert_or_assign(std::move(publicKey), std::move(key));
    });
    readList(r, [&] {
        GroupContext context = GroupContext::read(r);
        RatchetTree tree = readTree(r);
        SecretBytes senderData = readSecret(r);
        g.m_past.push_back({std::move(context), std::move(tree), std::move(senderData), SecretTree::read(r)});
    });
    readList(r, [&] {
        const std::uint64_t epoch = r.u64();
        g.m_resumption.push_back({epoch, readSecret(r)});
    });
    if (const auto pending = r.u8(); pending == 1) {
        auto next = deserialise(r.view(), g.m_config);
        if (!next)
            return next;
        Bytes message = r.opaque();
        g.m_pending.reset(new Pending {std::move(*next), std::move(message), readOwnChange(r, g.self())});
    } else if (pending != 0) {
        r.refuse();
    }
    if (!r.ok() || !r.atEnd() || !g.m_tree.leaf(g.self()) || g.m_keys.leafCount() != g.m_tree.leafCount())
        return fail(ErrorKind::Malformed, "a group's state");
    return g;
}

} // namespace confab::mls
