#pragma once

#include "core/mls/group.h"

#include <map>
#include <string>

//! People of the tests: each with a signature key, KeyPackages and, once in, a group.
namespace mlstest {

using namespace confab;
using namespace confab::mls;

inline constexpr std::uint64_t now = 1'800'000'000;

struct Person {
    SignatureKeyPair signer = SignatureKeyPair::generate();
    Bytes identity;
    std::optional<Group> group;

    explicit Person(Bytes who)
        : identity(std::move(who))
    {
    }

    Credential credential() const
    {
        Credential c;
        c.identity = identity;
        return c;
    }
    KeyPackageBundle keyPackage(Lifetime lifetime = {now - 100, now + 100}) const
    {
        return makeKeyPackage(signer, credential(), lifetime);
    }
};

inline GroupConfig config(bool encryptHandshake = true)
{
    GroupConfig c;
    c.encryptHandshake = encryptHandshake;
    return c;
}

//! A group of that many members, made by the first adding all others in one commit.
inline std::vector<Person> groupOf(int size, GroupConfig cfg = config(), Extensions extensions = {})
{
    std::vector<Person> people;
    for (int i = 0; i < size; ++i)
        people.emplace_back("member" + Bytes::number(i));
    people[0].group = std::move(*Group::create("group", people[0].signer.clone(), people[0].keyPackage(), extensions, cfg, now));
    if (size == 1)
        return people;
    std::vector<KeyPackageBundle> bundles;
    CommitOptions options;
    for (int i = 1; i < size; ++i) {
        bundles.push_back(people[size_t(i)].keyPackage());
        options.proposals.push_back({Add {bundles.back().package}});
    }
    auto made = people[0].group->commit(options, {}, now);
    (void)people[0].group->applyPending();
    const auto &welcome = std::get<Welcome>(made->welcome->body);
    for (int i = 1; i < size; ++i)
        people[size_t(i)].group = std::move(*Group::join(welcome, bundles[size_t(i - 1)], people[size_t(i)].signer.clone(), std::nullopt, {}, cfg, now));
    return people;
}

//! Hands a message to everybody in the group but those listed.
inline bool deliver(std::vector<Person> &people, const Message &message, std::initializer_list<int> except = {})
{
    bool all = true;
    for (int i = 0; i < int(people.size()); ++i)
        if (people[size_t(i)].group && std::find(except.begin(), except.end(), i) == except.end())
            all = bool(people[size_t(i)].group->process(message, {}, now)) && all;
    return all;
}

inline bool agree(const std::vector<Person> &people)
{
    const Group *first = nullptr;
    for (const Person &p : people) {
        if (!p.group)
            continue;
        if (!first)
            first = &*p.group;
        if (p.group->epochAuthenticator() != first->epochAuthenticator() || p.group->context() != first->context())
            return false;
    }
    return true;
}

} // namespace mlstest
