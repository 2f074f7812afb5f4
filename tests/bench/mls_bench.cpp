#include "tests/unit/mls/members.h"

#include <QTextStream>
#include <ctime>
#include <sodium.h>

// Figures of core/mls on this machine, a line each: medians in ms of processor time, sizes in bytes.

using namespace mlstest;

namespace {

QTextStream out(stdout);

template <typename F>
double medianMs(int runs, F f)
{
    std::vector<double> times;
    for (int i = 0; i < runs; ++i) {
        const auto start = std::clock(); // processor time: other work on the machine does not count
        f();
        times.push_back(double(std::clock() - start) * 1000 / CLOCKS_PER_SEC);
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

void groupFigures(int size)
{
    std::vector<Person> people;
    for (int i = 0; i < size; ++i)
        people.emplace_back("member" + Bytes::number(i));
    Person &first = people[0];
    first.group = *Group::create("group", first.signer.clone(), first.keyPackage(), {}, config(), now);
    CommitOptions addAll;
    std::vector<KeyPackageBundle> bundles;
    for (int i = 1; i < size; ++i) {
        bundles.push_back(people[size_t(i)].keyPackage());
        addAll.proposals.push_back({Add {bundles.back().package}});
    }
    const int runs = size > 200 ? 3 : 15;
    std::optional<CommitResult> made;
    const double add = medianMs(runs, [&] { made = *first.group->commit(addAll, {}, now); });
    (void)first.group->applyPending();
    const auto &welcome = std::get<Welcome>(made->welcome->body);
    Person &second = people[1];
    const double join = medianMs(runs, [&] {
        second.group = *Group::join(welcome, bundles[0], second.signer.clone(), std::nullopt, {}, config(), now);
    });
    std::optional<CommitResult> update;
    const double commit = medianMs(runs, [&] { update = *first.group->commit({}, {}, now); });
    const double process = medianMs(1, [&] { (void)second.group->process(update->commit, {}, now); });
    (void)first.group->applyPending();
    out << size << " leaves: add-all commit " << add << " ms (" << encode(made->commit).size() << " B, welcome "
        << encode(*made->welcome).size() << " B), join " << join << " ms, update commit " << commit << " ms ("
        << encode(update->commit).size() << " B), process it " << process << " ms" << Qt::endl;
}

// A 200-byte message at 50 leaves, against the cryptography that it cannot do without.
void messageFigures()
{
    auto people = groupOf(50);
    const Bytes text(200, 'x');
    constexpr int count = 2000;
    std::vector<Message> sent;
    const double seal = medianMs(1, [&] {
        for (int i = 0; i < count; ++i)
            sent.push_back(*people[0].group->seal(text, {}));
    });
    const double open = medianMs(1, [&] {
        for (const Message &m : sent)
            (void)people[1].group->process(m, {}, now);
    });
    const auto signer = SignatureKeyPair::generate();
    const Bytes key(32, 'k'), nonce(12, 'n'), aad(40, 'a'), senderData(12, 's');
    const double bare = medianMs(1, [&] {
        for (int i = 0; i < count; ++i) {
            const auto signature = signWith(signer.seed, text);
            (void)verifySignature(signer.publicKey, text, signature);
            (void)aeadOpen(key, nonce, aad, aeadSeal(key, nonce, aad, text));
            (void)aeadOpen(key, nonce, aad, aeadSeal(key, nonce, aad, senderData));
        }
    });
    out << "200-byte message at 50 leaves: seal " << seal * 1000 / count << " us, open " << open * 1000 / count
        << " us; bare Ed25519 sign + verify and AEADs " << bare * 1000 / count << " us; ratio "
        << (seal + open) / bare << Qt::endl;
}

} // namespace

int main()
{
    if (sodium_init() < 0)
        return 1;
    messageFigures();
    groupFigures(50);
    groupFigures(1000);
    return 0;
}
