#include "core/mls/external_sender.h"
#include "core/mls/group.h"

#include <cstdlib>

using namespace confab::mls;

namespace {

//! What is read is written as the same bytes: there is one form of everything.
template <typename T>
void readAndWrite(View bytes)
{
    if (const auto value = decode<T>(bytes); value && encode(*value) != bytes)
        std::abort();
}

void readTree(View bytes)
{
    const auto tree = RatchetTree::decode(bytes);
    if (!tree)
        return;
    if (tree->encode() != bytes)
        std::abort();
    (void)tree->treeHash();
    (void)tree->validate("group", {}, {});
}

void readSecrets(View bytes)
{
    if (const auto secrets = GroupSecrets::decode(bytes); secrets && secrets->encode() != bytes)
        std::abort();
}

//! Not from outside, but nobody should fall over a damaged database.
void readState(View bytes)
{
    auto group = Group::deserialise(bytes, {});
    if (!group)
        return;
    (void)group->seal("text", {});
    (void)group->commit({}, {}, std::nullopt);
    (void)group->serialise();
}

} // namespace

//! First byte: the type. Every struct of RFC 9420 that comes from outside.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    static constexpr void (*types[])(View) = {readAndWrite<Message>, readAndWrite<PublicMessage>, readAndWrite<PrivateMessage>,
        readAndWrite<Welcome>, readAndWrite<GroupInfo>, readAndWrite<KeyPackage>, readAndWrite<Proposal>, readAndWrite<Commit>,
        readAndWrite<UpdatePath>, readAndWrite<LeafNode>, readAndWrite<GroupContext>, readAndWrite<RequiredCapabilities>,
        readAndWrite<ExternalSender>, readSecrets, readTree, readState};
    if (size > 0)
        types[data[0] % std::size(types)](View(data + 1, qsizetype(size - 1)));
    return 0;
}
