#include "tests/fuzz/fuzz_mls.h"

using namespace fuzzmls;

namespace {

struct World {
    std::vector<Person> people;
    Insider insider;
    Person guest {"guest"};
    Bytes receiver;

    World()
        : people((Chance::restart(1), groupOf(3, config(false))))
        , insider(people[1])
        , receiver(storedForm(*people[0].group))
    {
    }
};

//! Makes genuine what the fuzzer cannot guess: signatures over leaves and KeyPackages, and the parent hash.
void putRight(Proposal &proposal, const World &world)
{
    if (auto *add = std::get_if<Add>(&proposal.body)) {
        KeyPackage &package = add->keyPackage;
        package.leaf.signatureKey = world.guest.signer.publicKey.toBytes();
        package.leaf.sign(world.guest.signer, {}, {});
        package.sign(world.guest.signer);
    } else if (auto *update = std::get_if<Update>(&proposal.body)) {
        update->leaf.signatureKey = world.insider.signer.publicKey.toBytes();
        update->leaf.sign(world.insider.signer, world.insider.context.groupId, world.insider.self);
    }
}

void putRight(Commit &commit, const World &world)
{
    for (ProposalOrRef &item : commit.proposals)
        if (auto *proposal = std::get_if<Proposal>(&item.body))
            putRight(*proposal, world);
    if (!commit.path)
        return;
    const Insider &insider = world.insider;
    RatchetTree tree = insider.tree;
    std::vector<Bytes> keys;
    for (const UpdatePathNode &node : commit.path->nodes)
        keys.push_back(node.encryptionKey);
    if (keys.size() == tree.filteredDirectPath(insider.self).size())
        commit.path->leaf.parentHash = tree.applyPathKeys(insider.self, keys);
    commit.path->leaf.signatureKey = insider.signer.publicKey.toBytes();
    commit.path->leaf.sign(insider.signer, insider.context.groupId, insider.self);
}

} // namespace

//! A member signs, tags and sends whatever it likes: byte 0 who it says it is, byte 1 whether it is put right, then a Proposal
//! or a Commit. Whatever is refused leaves no trace; a proposal that is taken can be committed and followed.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    static const World world;
    Input input(data, size);
    // Of the input, or the fuzzer learns to send the very keys that the receiver is about to draw.
    Chance::restart(qHash(View(data, qsizetype(size)), 2));
    const unsigned who = input.next(), how = input.next();
    FramedContent content = world.insider.content();
    if (who % 4 != 0)
        content.sender = {SenderType(1 + who % 4), who >> 4};
    if (how & 1) {
        auto proposal = decode<Proposal>(input.rest());
        if (!proposal)
            return 0;
        if (how & 2)
            putRight(*proposal, world);
        content.body = std::move(*proposal);
    } else {
        auto commit = decode<Commit>(input.rest());
        if (!commit)
            return 0;
        if (how & 2)
            putRight(*commit, world);
        content.body = std::move(*commit);
    }
    const Message message = world.insider.publish(std::move(content));
    Group group = std::move(*Group::deserialise(world.receiver, config(false)));
    const auto processed = group.process(message, {}, now);
    if (!processed) {
        require(storedForm(group) == world.receiver);
        return 0;
    }
    // A commit of the insider has no right confirmation tag: only the receiver's own removal is believed without one.
    if (const auto *changed = std::get_if<EpochChanged>(&*processed)) {
        require(changed->selfRemoved);
        return 0;
    }
    Group other = std::move(*Group::deserialise(storedForm(*world.people[2].group), config(false)));
    require(bool(other.process(message, {}, now)));
    if (const auto made = group.commit({}, {}, now)) {
        require(bool(other.process(made->commit, {}, now)));
        require(bool(group.applyPending()));
        require(other.tree().leaf(other.self()) == nullptr || group.epochAuthenticator() == other.epochAuthenticator()
            || !group.tree().leaf(other.self()));
    }
    return 0;
}
