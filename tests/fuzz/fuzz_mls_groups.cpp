#include "tests/fuzz/fuzz_mls.h"

#include <array>

using namespace fuzzmls;

namespace {

//! Three clients and a server that orders commits; the fuzzer decides who does what, and what becomes of messages.
class Three {
public:
    explicit Three(Input &input)
        : m_input(input)
        , m_clients {Person("a"), Person("b"), Person("c")}
    {
        const GroupConfig cfg = config(input.next() & 1);
        m_config = cfg;
        Person &founder = m_clients[0];
        founder.group = std::move(*Group::create("group", founder.signer.clone(), founder.keyPackage(), {}, cfg, now));
    }

    void step()
    {
        Person &actor = m_clients[m_input.below(m_clients.size())];
        Person &other = m_clients[m_input.below(m_clients.size())];
        const unsigned what = m_input.below(11);
        if (!actor.group) {
            if (what < 4)
                joinExternally(actor);
            return;
        }
        switch (what) {
        case 0:
        case 1:
            say(actor);
            break;
        case 2:
            publish(actor, {});
            break;
        case 3:
            if (!other.group)
                add(actor, other);
            break;
        case 4:
            if (other.group && &other != &actor)
                remove(actor, other);
            break;
        case 5:
            propose(actor, actor.group->proposeUpdate({}, now));
            break;
        case 6:
            if (other.group && &other != &actor)
                propose(actor, actor.group->propose({Remove {other.group->self()}}, {}, now));
            break;
        case 7:
            race(actor, other);
            break;
        case 8:
            restore(actor);
            break;
        case 9:
            deliverOld();
            break;
        case 10:
            garbage(actor);
            break;
        }
        check();
    }

private:
    struct Sent {
        Message message;
        Bytes text;
        std::uint64_t epoch;
        Person *sender;
        std::vector<const Person *> readers; //!< who were in the group and have not read it yet
    };

    void say(Person &actor)
    {
        const Bytes text(qsizetype(m_input.next()), 't');
        const auto message = actor.group->seal(text, "aad", m_input.below(8));
        require(bool(message));
        Sent sent {*message, text, actor.group->epoch(), &actor, {}};
        for (Person &p : m_clients)
            if (p.group && &p != &actor)
                sent.readers.push_back(&p);
        m_sent.push_back(std::move(sent));
        if (m_input.next() & 1)
            deliverOld();
    }

    //! A message that was sent at some time comes to somebody, perhaps again.
    void deliverOld()
    {
        if (m_sent.empty())
            return;
        Sent &sent = m_sent[m_input.below(m_sent.size())];
        Person &to = m_clients[m_input.below(m_clients.size())];
        if (!to.group || &to == sent.sender)
            return;
        const auto reader = std::find(sent.readers.begin(), sent.readers.end(), &to);
        const bool fresh = reader != sent.readers.end() && sent.epoch == to.group->epoch();
        const Bytes before = storedForm(*to.group);
        const auto got = to.group->process(sent.message, {}, now);
        require(got || storedForm(*to.group) == before);
        require(got || !fresh); // of this epoch and not read yet: it must be read
        require(!got || reader != sent.readers.end()); // and never twice, nor by one who was not there
        if (got) {
            require(std::get<ApplicationMessage>(*got).data == sent.text);
            sent.readers.erase(reader);
        }
    }

    //! The server takes this commit: everybody follows it.
    void spread(Person &actor, const Message &commit)
    {
        for (Person &p : m_clients) {
            if (!p.group || &p == &actor)
                continue;
            const auto got = p.group->process(commit, {}, now);
            require(bool(got));
            if (std::get<EpochChanged>(*got).selfRemoved)
                p.group.reset();
        }
        forget();
    }

    //! Members who left have read what they could.
    void forget()
    {
        for (Sent &sent : m_sent)
            std::erase_if(sent.readers, [](const Person *p) { return !p->group; });
    }

    bool publish(Person &actor, const CommitOptions &options, std::optional<Message> *welcome = nullptr)
    {
        const Bytes before = storedForm(*actor.group);
        auto made = actor.group->commit(options, {}, now);
        require(made || storedForm(*actor.group) == before);
        if (!made)
            return false;
        spread(actor, made->commit);
        require(bool(actor.group->process(made->commit, {}, now))); // it comes back by seq
        if (welcome)
            *welcome = std::move(made->welcome);
        return true;
    }

    void add(Person &actor, Person &other)
    {
        const KeyPackageBundle package = other.keyPackage();
        CommitOptions options;
        options.proposals = {{Add {package.package}}};
        options.forcePath = m_input.next() & 1;
        std::optional<Message> welcome;
        if (!publish(actor, options, &welcome) || !actor.group)
            return;
        auto joined = Group::join(std::get<Welcome>(welcome->body), package, other.signer.clone(), std::nullopt, {}, m_config, now);
        require(bool(joined));
        other.group = std::move(*joined);
    }

    void remove(Person &actor, Person &other)
    {
        CommitOptions options;
        options.proposals = {{Remove {other.group->self()}}};
        if (publish(actor, options))
            require(!other.group);
    }

    void propose(Person &actor, const Outcome<Message> &proposal)
    {
        require(bool(proposal));
        for (Person &p : m_clients)
            if (p.group && &p != &actor)
                require(bool(p.group->process(*proposal, {}, now)));
    }

    //! Two commit in one epoch; the server takes the first.
    void race(Person &actor, Person &other)
    {
        if (&actor == &other || !other.group)
            return;
        const auto lost = other.group->commit({}, {}, now);
        require(bool(lost));
        if (!publish(actor, {}))
            return;
        for (Person &p : m_clients) {
            if (!p.group)
                continue;
            require(!p.group->hasPendingCommit());
            const Bytes before = storedForm(*p.group);
            require(!p.group->process(lost->commit, {}, now) && storedForm(*p.group) == before);
        }
    }

    void joinExternally(Person &newcomer)
    {
        for (Person &host : m_clients) {
            if (!host.group)
                continue;
            auto joined = Group::joinExternally(host.group->groupInfo(true), std::nullopt, newcomer.signer.clone(),
                newcomer.keyPackage().package.leaf, std::nullopt, {}, m_config, now);
            require(bool(joined));
            spread(newcomer, joined->commit);
            newcomer.group = std::move(joined->group);
            return;
        }
    }

    void restore(Person &actor)
    {
        const Bytes stored = storedForm(*actor.group);
        auto group = Group::deserialise(stored, m_config);
        require(group && storedForm(*group) == stored);
        actor.group = std::move(*group);
    }

    void garbage(Person &actor)
    {
        if (m_sent.empty())
            return;
        Bytes bytes = encode(m_sent[m_input.below(m_sent.size())].message);
        bytes[m_input.below(std::size_t(bytes.size()))] ^= char(1 + m_input.below(255));
        const auto message = decode<Message>(bytes);
        const Bytes before = storedForm(*actor.group);
        require(!message || !actor.group->process(*message, {}, now));
        require(storedForm(*actor.group) == before);
    }

    void check() const
    {
        const Group *first = nullptr;
        for (const Person &p : m_clients) {
            if (!p.group)
                continue;
            if (!first)
                first = &*p.group;
            require(p.group->context() == first->context());
            require(p.group->epochAuthenticator() == first->epochAuthenticator());
            require(p.group->tree().treeHash() == first->tree().treeHash());
        }
        require(first != nullptr);
    }

    Input &m_input;
    std::array<Person, 3> m_clients;
    GroupConfig m_config;
    std::vector<Sent> m_sent;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    Chance::restart(1);
    Input input(data, std::min<std::size_t>(size, 160));
    Three three(input);
    while (!input.atEnd())
        three.step();
    return 0;
}
