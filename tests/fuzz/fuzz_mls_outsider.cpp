#include "tests/fuzz/fuzz_mls.h"

using namespace fuzzmls;

namespace {

//! A group in the middle of its life, and an honest message of every kind to it.
struct World {
    std::vector<Person> people;
    Person guest {"guest"};
    KeyPackageBundle package;
    Bytes receiver; //!< stored form of the one who gets the messages
    std::vector<Bytes> messages;
    Bytes nextAuthenticator; //!< of the epoch that the guest's Welcome leads to

    World()
        : people((Chance::restart(1), groupOf(3, config(false))))
    {
        package = guest.keyPackage();
        receiver = storedForm(*people[0].group);
        const auto keep = [this](const Message &m) { messages.push_back(encode(m)); };
        keep(*people[1].group->seal("text", "aad", 3));
        keep(*people[1].group->propose({Remove {people[2].group->self()}}, {}, now));
        keep(*people[1].group->proposeUpdate({}, now));
        keep(proposeOwnAddition(people[1].group->context(), package.package, guest.signer));
        Person joiner("joiner");
        keep(Group::joinExternally(people[1].group->groupInfo(true), std::nullopt, joiner.signer.clone(), joiner.keyPackage().package.leaf, std::nullopt, {}, config(), now)->commit);
        CommitOptions options;
        options.proposals = {{Add {package.package}}};
        options.withReceived = false;
        options.forcePath = true;
        const auto made = people[1].group->commit(options, {}, now);
        keep(made->commit);
        keep(*made->welcome);
        keep({people[1].group->groupInfo(true)});
        (void)people[1].group->applyPending();
        nextAuthenticator = people[1].group->epochAuthenticator().toByteArray();
    }
};

//! Edits to an honest message.
Bytes bent(const Bytes &honest, Input &input)
{
    Bytes m = honest;
    while (!input.atEnd() && !m.isEmpty()) {
        const unsigned what = input.next();
        const auto at = qsizetype((input.next() << 8 | input.next()) % unsigned(m.size()));
        switch (what % 5) {
        case 0:
            m[at] = char(m[at] ^ char(input.next()));
            break;
        case 1:
            m.truncate(at);
            break;
        case 2:
            m.insert(at, char(input.next()));
            break;
        case 3:
            m.remove(at, 1 + input.next() % 40);
            break;
        case 4:
            m.insert(at, m.mid(at, 1 + input.next()));
            break;
        }
    }
    return m;
}

} // namespace

//! One without the group's secrets changes what goes over the wire: nothing that was changed is taken, and what is refused
//! leaves no trace.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    static const World world;
    Input input(data, size);
    Chance::restart(2);
    const Bytes &honest = world.messages[input.below(world.messages.size())];
    const Bytes bytes = bent(honest, input);
    const auto message = decode<Message>(bytes);
    if (!message) {
        require(bytes != honest);
        return 0;
    }
    if (const auto *welcome = std::get_if<Welcome>(&message->body)) {
        const auto group = Group::join(*welcome, world.package, world.guest.signer.clone(), std::nullopt, {}, {}, now);
        require(!group || group->epochAuthenticator() == world.nextAuthenticator);
    } else if (const auto *info = std::get_if<GroupInfo>(&message->body)) {
        const Person joiner("other");
        const auto joined = Group::joinExternally(*info, std::nullopt, joiner.signer.clone(), joiner.keyPackage().package.leaf, std::nullopt, {}, {}, now);
        require(bool(joined) == (bytes == honest));
    } else {
        Group group = std::move(*Group::deserialise(world.receiver, config(false)));
        const auto processed = group.process(*message, {}, now);
        require(bool(processed) == (bytes == honest));
        require(processed || storedForm(group) == world.receiver);
    }
    return 0;
}
