#include "tests/unit/mls/insider.h"

#include <QTest>

using namespace mlstest;

class GroupTest : public QObject {
    Q_OBJECT
private slots:
    void everyoneReadsEveryone_data()
    {
        QTest::addColumn<int>("size");
        for (int size : {2, 3, 5, 8, 17})
            QTest::addRow("%d members", size) << size;
    }
    void everyoneReadsEveryone()
    {
        QFETCH(int, size);
        auto people = groupOf(size);
        QVERIFY(agree(people));
        for (int from = 0; from < size; ++from) {
            const auto message = people[size_t(from)].group->seal("hello " + Bytes::number(from), "ad", 10);
            QVERIFY(message);
            for (int to = 0; to < size; ++to) {
                if (to == from)
                    continue;
                auto got = people[size_t(to)].group->process(*message, {}, now);
                QVERIFY(got);
                const auto &app = std::get<ApplicationMessage>(*got);
                QCOMPARE(app.data, Bytes("hello " + Bytes::number(from)));
                QCOMPARE(app.authenticatedData, Bytes("ad"));
                QCOMPARE(app.senderLeaf.credential.identity, people[size_t(from)].identity);
            }
        }
    }

    void commitsOfEveryKindKeepAllInStep_data()
    {
        QTest::addColumn<bool>("encrypted");
        QTest::newRow("PrivateMessage") << true;
        QTest::newRow("PublicMessage") << false;
    }
    void commitsOfEveryKindKeepAllInStep()
    {
        QFETCH(bool, encrypted);
        auto people = groupOf(6, config(encrypted));

        // an update of the path
        auto update = people[3].group->commit({}, {}, now);
        QVERIFY(update);
        QVERIFY(deliver(people, update->commit));
        QVERIFY(agree(people));

        // proposals by reference: an Update of 2 and a Remove of 5 by 1, committed by 4
        const auto own = people[2].group->proposeUpdate({}, now);
        QVERIFY(own && deliver(people, *own, {2}));
        const auto remove = people[1].group->propose({Remove {people[5].group->self()}}, {}, now);
        QVERIFY(remove && deliver(people, *remove, {1}));
        auto both = people[4].group->commit({}, {}, now);
        QVERIFY(both);
        auto told = people[5].group->process(both->commit, {}, now);
        QVERIFY(told && std::get<EpochChanged>(*told).selfRemoved);
        people[5].group.reset();
        QVERIFY(deliver(people, both->commit));
        QVERIFY(agree(people));
        QCOMPARE(people[0].group->tree().members().size(), size_t(5));

        // a newcomer by an external commit
        people.emplace_back("newcomer");
        Person &newcomer = people.back();
        const GroupInfo info = people[0].group->groupInfo(true);
        auto joined = Group::joinExternally(info, std::nullopt, newcomer.signer.clone(), newcomer.keyPackage().package.leaf, std::nullopt, {}, config(encrypted), now);
        QVERIFY(joined);
        QVERIFY(deliver(people, joined->commit));
        newcomer.group = std::move(joined->group);
        QVERIFY(agree(people));
        const auto hello = newcomer.group->seal("here", {});
        QVERIFY(hello && deliver(people, *hello, {int(people.size()) - 1}));
    }

    void aLostDeviceTakesItsOwnPlaceAgain()
    {
        auto people = groupOf(4);
        Person &lost = people[2];
        const LeafIndex before = lost.group->self();
        const GroupInfo info = people[0].group->groupInfo(true);
        auto joined = Group::joinExternally(info, std::nullopt, lost.signer.clone(), lost.keyPackage().package.leaf, before, {}, config(), now);
        QVERIFY(joined);
        lost.group.reset();
        QVERIFY(deliver(people, joined->commit));
        lost.group = std::move(joined->group);
        QVERIFY(agree(people));
        QCOMPARE(people[0].group->tree().members().size(), size_t(4));

        // but nobody takes another's
        Person stranger("stranger");
        QVERIFY(!Group::joinExternally(people[0].group->groupInfo(true), std::nullopt, stranger.signer.clone(),
            stranger.keyPackage().package.leaf, LeafIndex {1}, {}, config(), now));
    }

    void messagesComeLateOutOfOrderAndOnce()
    {
        auto people = groupOf(2);
        std::vector<Message> sent;
        for (int i = 0; i < 5; ++i)
            sent.push_back(*people[0].group->seal(Bytes::number(i), {}));
        Group &b = *people[1].group;
        for (int i : {3, 1, 4, 0, 2})
            QCOMPARE(std::get<ApplicationMessage>(*b.process(sent[size_t(i)], {}, now)).data, Bytes::number(i));
        for (const Message &again : sent)
            QCOMPARE(b.process(again, {}, now).error().kind, ErrorKind::TooOld);

        // of the epoch before: still read; of the one before that: gone
        const auto late = people[0].group->seal("late", {});
        const auto later = people[0].group->seal("later", {});
        auto first = people[0].group->commit({}, {}, now);
        QVERIFY(deliver(people, first->commit));
        QCOMPARE(std::get<ApplicationMessage>(*b.process(*late, {}, now)).data, Bytes("late"));
        auto second = people[1].group->commit({}, {}, now);
        QVERIFY(deliver(people, second->commit));
        QCOMPARE(b.process(*later, {}, now).error().kind, ErrorKind::WrongEpoch);
    }

    void aFloodOfProposalsHasABoundAndACommitEndsIt()
    {
        auto people = groupOf(4);
        const Proposal remove {Remove {people[3].group->self()}};
        for (int i = 0; i < 256; ++i) {
            const auto sent = people[1].group->propose(remove, Bytes::number(i), now);
            QVERIFY(sent && people[0].group->process(*sent, {}, now) && people[2].group->process(*sent, {}, now));
        }
        const auto before = people[0].group->serialise().view().toByteArray();
        QCOMPARE(people[1].group->propose(remove, "one more", now).error().kind, ErrorKind::BadProposal);
        QCOMPARE(people[0].group->process(Insider(people[1]).proposal(remove), {}, now).error().kind, ErrorKind::BadProposal);
        QVERIFY(people[0].group->serialise().view().toByteArray() == before);
        people.pop_back(); // whom they all want out
        const auto commit = people[0].group->commit({}, {}, now);
        QVERIFY(commit);
        QVERIFY(deliver(people, commit->commit));
        QVERIFY(agree(people));
        QCOMPARE(people[0].group->tree().members().size(), size_t(3));
        QCOMPARE(people[0].group->receivedProposals(), size_t(0));
    }

    void pastEpochsCanBeForgotten()
    {
        auto people = groupOf(2);
        Group &b = *people[1].group;
        const auto first = people[0].group->seal("first", {});
        const auto second = people[0].group->seal("second", {});
        QVERIFY(deliver(people, people[0].group->commit({}, {}, now)->commit));
        QVERIFY(b.process(*first, {}, now));
        QVERIFY(b.commit({}, {}, now));
        b.forgetPastEpochs();
        QCOMPARE(b.process(*second, {}, now).error().kind, ErrorKind::WrongEpoch);
        QVERIFY(b.hasPendingCommit() && b.applyPending());
    }

    void theLoserOfARaceFollowsTheWinner()
    {
        auto people = groupOf(3);
        auto a = people[0].group->commit({}, {}, now);
        auto b = people[1].group->commit({}, {}, now);
        QVERIFY(a && b);
        QVERIFY(deliver(people, a->commit));
        QVERIFY(agree(people));
        QVERIFY(!people[1].group->hasPendingCommit());
        QCOMPARE(people[2].group->process(b->commit, {}, now).error().kind, ErrorKind::WrongEpoch);
    }

    void presharedKeysEnterTheSchedule()
    {
        auto people = groupOf(3);
        PskId external;
        external.id = "psk";
        external.nonce = randomBytes(qsizetype(hashSize));
        PskId resumption;
        resumption.type = PskType::Resumption;
        resumption.groupId = people[0].group->id();
        resumption.epoch = people[0].group->epoch();
        resumption.nonce = randomBytes(qsizetype(hashSize));
        CommitOptions options;
        options.proposals = {{PreSharedKey {external}}, {PreSharedKey {resumption}}};
        const PskLookup lookup = [](const PskId &) { return std::optional(SecretBytes(View("the key"))); };
        auto commit = people[0].group->commit(options, lookup, now);
        QVERIFY(commit);
        QCOMPARE(people[1].group->process(commit->commit, {}, now).error().kind, ErrorKind::UnknownPsk);
        QVERIFY(people[1].group->process(commit->commit, lookup, now));
        QVERIFY(people[0].group->applyPending());
        const PskLookup other = [](const PskId &) { return std::optional(SecretBytes(View("another"))); };
        QCOMPARE(people[2].group->process(commit->commit, other, now).error().kind, ErrorKind::BadTag);
        QVERIFY(people[2].group->process(commit->commit, lookup, now));
        QVERIFY(agree(people));
    }

    void aStoredPendingCommitIsStillOnesOwn()
    {
        auto people = groupOf(3);
        CommitOptions options;
        options.proposals = {{Remove {people[2].group->self()}}};
        options.authenticatedData = "aad";
        const auto commit = people[0].group->commit(options, {}, now);
        QVERIFY(commit);
        const auto bytes = people[0].group->serialise();
        people[0].group = std::move(*Group::deserialise(bytes.view(), config()));
        QVERIFY(people[0].group->hasPendingCommit());
        QCOMPARE(people[0].group->serialise().view().toByteArray(), bytes.view().toByteArray());
        const auto own = people[0].group->process(commit->commit, {}, now);
        QVERIFY(own);
        const auto &changed = std::get<EpochChanged>(*own);
        QVERIFY(changed.self && changed.committer == people[0].group->self());
        QCOMPARE(changed.removed.size(), size_t(1));
        QCOMPARE(changed.authenticatedData, Bytes("aad"));
        people.pop_back();
        QVERIFY(deliver(people, commit->commit, {0}));
        QVERIFY(agree(people));
    }

    void aDamagedStateIsRefusedOrWhole()
    {
        auto people = groupOf(2);
        (void)people[0].group->commit({}, {}, now);
        const Bytes stored = people[0].group->serialise().view().toByteArray();
        for (qsizetype i = 0; i < stored.size(); i += 7)
            QVERIFY(!Group::deserialise(stored.first(i), config()));
        QVERIFY(!Group::deserialise(stored + '\0', config()));
        for (qsizetype i = 0; i < stored.size(); i += 7) {
            Bytes touched = stored;
            touched[i] = char(touched[i] ^ 0x81);
            // What is inside secrets cannot be told; what is read has to be usable without harm.
            if (auto group = Group::deserialise(touched, config())) {
                (void)group->seal("text", {});
                (void)group->serialise();
            }
        }
    }

    void aStoredGroupGoesOn()
    {
        auto people = groupOf(4);
        const auto skipped = people[1].group->seal("first", {});
        const auto second = people[1].group->seal("second", {});
        QVERIFY(people[0].group->process(*second, {}, now));
        const auto update = people[2].group->proposeUpdate({}, now);
        QVERIFY(deliver(people, *update, {2}));
        for (Person &p : people) {
            const auto bytes = p.group->serialise();
            p.group = std::move(*Group::deserialise(bytes.view(), config()));
            QCOMPARE(p.group->serialise().view().toByteArray(), bytes.view().toByteArray());
        }
        QCOMPARE(std::get<ApplicationMessage>(*people[0].group->process(*skipped, {}, now)).data, Bytes("first"));
        auto commit = people[3].group->commit({}, {}, now);
        QVERIFY(commit && deliver(people, commit->commit));
        QVERIFY(agree(people));
    }
};

QTEST_APPLESS_MAIN(GroupTest)
#include "test_group.moc"
