#include "tests/fuzz/mls_seeds.h"

#include "core/mls/external_sender.h"
#include "tests/fuzz/fuzz_mls.h"

using namespace fuzzmls;

namespace {

// First bytes as in fuzz_mls_codec and fuzz_mls_insider.
enum Type : char { AnyMessage, Public, Private, AWelcome, Info, Package, AProposal, ACommit, Path, Leaf, Context, Required, ExtSender, Secrets, Tree, State };

Bytes typed(Type type, const Bytes &bytes)
{
    return char(type) + bytes;
}

void codecSeeds(std::vector<CorpusSeed> &seeds, std::vector<Person> &people)
{
    const auto add = [&seeds](const char *name, Type type, const Bytes &bytes) { seeds.push_back({"mls_codec", name, typed(type, bytes)}); };
    const Person guest("guest");
    const KeyPackage package = guest.keyPackage().package;
    CommitOptions options;
    options.proposals = {{Add {package}}, {Remove {people[2].group->self()}}};
    const auto made = people[1].group->commit(options, {}, now);
    const auto &commit = std::get<PublicMessage>(made->commit.body);
    const auto &body = std::get<Commit>(commit.content.body);
    add("message_commit", AnyMessage, encode(made->commit));
    add("message_welcome", AnyMessage, encode(*made->welcome));
    add("message_group_info", AnyMessage, encode(made->groupInfo));
    add("message_key_package", AnyMessage, encode(Message {package}));
    add("message_application", AnyMessage, encode(*people[1].group->seal("text", "aad", 3)));
    add("public", Public, encode(commit));
    add("private", Private, encode(std::get<PrivateMessage>(people[1].group->seal("text", "aad")->body)));
    add("welcome", AWelcome, encode(std::get<Welcome>(made->welcome->body)));
    add("group_info", Info, encode(people[1].group->groupInfo(false)));
    add("key_package", Package, encode(package));
    add("proposal_add", AProposal, encode(Proposal {Add {package}}));
    add("proposal_psk", AProposal, encode(Proposal {PreSharedKey {}}));
    add("proposal_reinit", AProposal, encode(Proposal {ReInit {"g", protocolVersion, cipherSuite, {}}}));
    add("proposal_extensions", AProposal, encode(Proposal {GroupContextExtensions {{{3, encode(RequiredCapabilities {{1}, {2}, {1}})}}}}));
    add("commit", ACommit, encode(body));
    add("path", Path, encode(*body.path));
    add("leaf", Leaf, encode(package.leaf));
    add("context", Context, encode(people[1].group->context()));
    add("required", Required, encode(RequiredCapabilities {{1}, {2}, {1}}));
    add("external_sender", ExtSender, encode(ExternalSender {guest.signer.publicKey.toBytes(), guest.credential()}));
    GroupSecrets secrets;
    secrets.joinerSecret = SecretBytes(View(Bytes(32, 'j')));
    secrets.pathSecret = SecretBytes(View(Bytes(32, 'p')));
    secrets.psks = {PskId {}};
    add("secrets", Secrets, secrets.encode());
    add("tree", Tree, people[1].group->tree().encode());
    add("state", State, storedForm(*people[1].group));
}

void insiderSeeds(std::vector<CorpusSeed> &seeds, const std::vector<Person> &people)
{
    const Insider insider(people[1]);
    const Person guest("guest");
    const auto add = [&seeds](const char *name, Bytes head, const Bytes &body) { seeds.push_back({"mls_insider", name, head + body}); };
    const Bytes proposal("\0\3", 2), commit("\0\2", 2), newMember("\2\3", 2), external("\3\2", 2);
    add("add", proposal, encode(Proposal {Add {guest.keyPackage().package}}));
    add("remove", proposal, encode(Proposal {Remove {{0}}}));
    LeafNode leaf = *insider.tree.leaf(insider.self);
    leaf.source = LeafSource::Update;
    leaf.encryptionKey = hpke::generateKeyPair().publicKey.toBytes();
    add("update", proposal, encode(Proposal {Update {leaf}}));
    add("extensions", proposal, encode(Proposal {GroupContextExtensions {}}));
    add("own_addition", newMember, encode(Proposal {Add {guest.keyPackage().package}}));
    Commit c;
    c.path = insider.path();
    add("path", commit, encode(c));
    c.proposals = {{Proposal {Add {guest.keyPackage().package}}}};
    add("path_and_add", commit, encode(c));
    c.proposals = {{Proposal {Remove {{0}}}}, {Proposal {GroupContextExtensions {}}}};
    add("path_and_remove", commit, encode(c));
    const auto joined = Group::joinExternally(people[1].group->groupInfo(true), std::nullopt, guest.signer.clone(),
        guest.keyPackage().package.leaf, std::nullopt, {}, config(false), now);
    add("external", external, encode(std::get<Commit>(std::get<PublicMessage>(joined->commit.body).content.body)));
}

} // namespace

std::vector<CorpusSeed> mlsSeeds()
{
    Chance::restart(1);
    auto people = groupOf(3, config(false));
    std::vector<CorpusSeed> seeds;
    insiderSeeds(seeds, people);
    codecSeeds(seeds, people);
    static constexpr const char *names[] = {"application", "remove", "update", "own_addition", "external", "commit", "welcome", "group_info"};
    for (std::size_t message = 0; message < std::size(names); ++message)
        seeds.push_back({"mls_outsider", names[message], Bytes(1, char(message)) + Bytes("\0\0\x10\1", 4)});
    // actor, other, what, and what that takes
    seeds.push_back({"mls_groups", "three", Bytes::fromHex("01" "000103" "01" "000203" "00" "010000" "200301" "0202" "020002")});
    seeds.push_back({"mls_groups", "races", Bytes::fromHex("00" "000103" "00" "000107" "010007" "000108" "010004" "010002")});
    seeds.push_back({"mls_groups", "proposals", Bytes::fromHex("01" "000103" "01" "000203" "01" "010005" "020105" "000206" "010002" "020001")});
    return seeds;
}
