#include "tests/unit/mls/refusal.h"

#include "core/mls/external_sender.h"

using namespace mlstest;

// RFC 9420, sections 12.1 (each proposal), 12.1.8 (from outside) and 12.2 (lists), one rule a row.

namespace {

constexpr std::uint16_t privateUse = 0xf00d;

Proposal psk(const Bytes &id, const Bytes &nonce = Bytes(32, 'n'))
{
    PskId pskId;
    pskId.id = id;
    pskId.nonce = nonce;
    return {PreSharedKey {pskId}};
}

Proposal resumption(ResumptionUsage usage)
{
    PskId pskId;
    pskId.type = PskType::Resumption;
    pskId.usage = usage;
    pskId.groupId = "group";
    pskId.nonce = Bytes(32, 'n');
    return {PreSharedKey {pskId}};
}

Proposal reInit()
{
    return {ReInit {"another", protocolVersion, cipherSuite, {}}};
}

Proposal externalInit()
{
    return {ExternalInit {hpke::generateKeyPair().publicKey.toBytes()}};
}

Proposal updateOf(const Insider &insider)
{
    LeafNode leaf = *insider.tree.leaf(insider.self);
    leaf.source = LeafSource::Update;
    leaf.encryptionKey = hpke::generateKeyPair().publicKey.toBytes();
    leaf.sign(insider.signer, insider.context.groupId, insider.self);
    return {Update {leaf}};
}

//! Sends proposals, which are all accepted, and then a commit of another member that takes them by reference.
Message commitReferences(Scene &scene, const std::vector<Message> &proposals, std::vector<Proposal> byValue = {})
{
    Commit commit;
    for (const Message &message : proposals) {
        for (Person &p : scene.people)
            if (const auto got = p.group->process(message, {}, now); &p == &scene.people[0])
                commit.proposals.push_back({std::get<ProposalReceived>(*got).reference});
    }
    for (Proposal &p : byValue)
        commit.proposals.push_back({std::move(p)});
    const Insider insider = scene.insider();
    commit.path = insider.path();
    return insider.commit(std::move(commit));
}

Extensions externalSenders(const Person &sender)
{
    Writer w;
    w.vector(std::vector<ExternalSender> {{sender.signer.publicKey.toBytes(), sender.credential()}});
    return {{std::uint16_t(ExtensionType::ExternalSenders), std::move(w).take()}};
}

Message outside(const Scene &scene, Sender sender, Proposal proposal, const SignatureKeyPair &signer)
{
    const Insider insider = scene.insider();
    AuthenticatedContent content;
    content.content = insider.content(sender);
    content.content.body = std::move(proposal);
    content.auth.signature = signContent(signer, WireFormat::PublicMessage, content.content, insider.context);
    return {protectPublic(std::move(content), {}, insider.context)};
}

} // namespace

class ProposalRulesTest : public QObject {
    Q_OBJECT
private slots:
    void section12_1_data()
    {
        addAttackColumns();
        const auto lone = [](const char *rule, ErrorKind kind, const char *words, const std::function<Proposal(Scene &)> &make) {
            breaks(rule, kind, words, [make](Scene &scene) { return scene.insider().proposal(make(scene)); });
        };
        lone("12.1.3 a Remove names a leaf that is not blank: outside the tree", ErrorKind::BadProposal, "a Remove of a blank leaf",
            [](Scene &) { return Proposal {Remove {{9}}}; });
        lone("12.1.3 a Remove names a leaf that is not blank: the largest index", ErrorKind::BadProposal, "a Remove of a blank leaf",
            [](Scene &) { return Proposal {Remove {{UINT32_MAX}}}; });
        lone("12.1.4 psk_nonce is KDF.Nh long: shorter", ErrorKind::BadProposal, "a psk_nonce of the wrong length",
            [](Scene &) { return psk("id", Bytes(31, 'n')); });
        lone("12.1.4 psk_nonce is KDF.Nh long: empty", ErrorKind::BadProposal, "a psk_nonce of the wrong length", [](Scene &) { return psk("id", {}); });
        lone("12.1.4 usage is application: reinit", ErrorKind::BadProposal, "a resumption PSK for reinitialisation or branching",
            [](Scene &) { return resumption(ResumptionUsage::ReInit); });
        lone("12.1.4 usage is application: branch", ErrorKind::BadProposal, "a resumption PSK for reinitialisation or branching",
            [](Scene &) { return resumption(ResumptionUsage::Branch); });
        lone("12.1.5 ReInit is outside this profile", ErrorKind::Unsupported, "reinitialisation", [](Scene &) { return reInit(); });
        lone("12.1.6 ExternalInit is not for members", ErrorKind::BadProposal, "a proposal that this kind of sender may not make",
            [](Scene &) { return externalInit(); });
        lone("12.1.7 no group extension stands there twice", ErrorKind::BadProposal, "a group extension twice",
            [](Scene &) { return Proposal {GroupContextExtensions {{{privateUse, "a"}, {privateUse, "b"}}}}; });
        lone("12.1.7 external_senders can be read", ErrorKind::Malformed, "external_senders",
            [](Scene &) { return Proposal {GroupContextExtensions {{{std::uint16_t(ExtensionType::ExternalSenders), "\x05x"}}}}; });
        lone("12.1.7 required_capabilities can be read", ErrorKind::Malformed, "bytes that are not of this type",
            [](Scene &) { return Proposal {GroupContextExtensions {{{std::uint16_t(ExtensionType::RequiredCapabilities), "\x05"}}}}; });
    }
    void section12_1()
    {
        runAttack();
    }

    void section12_1_8_data()
    {
        addAttackColumns();
        const auto external = [](const char *rule, ErrorKind kind, const char *words, const std::function<Proposal(Scene &)> &make) {
            breaks(rule, kind, words, [make](Scene &scene) { return outside(scene, {SenderType::External, 0}, make(scene), scene.newcomer.signer); });
        };
        external("12.1.8 an external sender is one whom the group names: none is", ErrorKind::BadProposal, "an external sender whom the group does not name",
            [](Scene &) { return Proposal {Remove {{1}}}; });
        breaks("12.1.8 new_member_proposal is an Add", ErrorKind::BadProposal, "new_member_proposal without an Add",
            [](Scene &scene) { return outside(scene, {SenderType::NewMemberProposal, 0}, {Remove {{1}}}, scene.newcomer.signer); });
        breaks("12.1.8 new_member_proposal is signed with the key it adds", ErrorKind::BadSignature, "a message", [](Scene &scene) {
            return outside(scene, {SenderType::NewMemberProposal, 0}, {Add {scene.newcomer.keyPackage().package}}, SignatureKeyPair::generate());
        });
        breaks("12.1.8 new_member_commit is a commit", ErrorKind::BadCommit, "new_member_commit without a path",
            [](Scene &scene) { return outside(scene, {SenderType::NewMemberCommit, 0}, {Remove {{1}}}, scene.newcomer.signer); });
    }
    void section12_1_8()
    {
        runAttack();
    }

    void section12_1_8_aNamedExternalSender_data()
    {
        QTest::addColumn<int>("index");
        QTest::addColumn<bool>("ownKey");
        QTest::addColumn<int>("what");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("12.1.8 another place in the list") << 1 << true << 0 << QByteArray("an external sender whom the group does not name");
        QTest::newRow("12.1.8 another key") << 0 << false << 0 << QByteArray("a message");
        QTest::newRow("12.1.8 no Update") << 0 << true << 1 << QByteArray("a proposal that this kind of sender may not make");
        QTest::newRow("12.1.8 no ExternalInit") << 0 << true << 2 << QByteArray("a proposal that this kind of sender may not make");
        QTest::newRow("accepted: a Remove by the sender the group names") << 0 << true << 0 << QByteArray();
    }
    void section12_1_8_aNamedExternalSender()
    {
        QFETCH(int, index);
        QFETCH(bool, ownKey);
        QFETCH(int, what);
        QFETCH(QByteArray, words);
        const Person service("service");
        Scene scene(externalSenders(service));
        const Proposal proposal = what == 0 ? Proposal {Remove {scene.leafOf(3)}} : what == 1 ? updateOf(scene.insider()) : externalInit();
        const SignatureKeyPair other = SignatureKeyPair::generate();
        const Message message = outside(scene, {SenderType::External, std::uint32_t(index)}, proposal, ownKey ? service.signer : other);
        if (words.isEmpty()) {
            QVERIFY(scene.receiver().process(message, {}, now));
            return;
        }
        const QByteArray before = scene.receiver().serialise().view().toByteArray();
        const auto result = scene.receiver().process(message, {}, now);
        QVERIFY(!result);
        QCOMPARE(QByteArray(result.error().what.data(), qsizetype(result.error().what.size())), words);
        QVERIFY(scene.receiver().serialise().view().toByteArray() == before);
    }

    void section12_2_data()
    {
        addAttackColumns();
        const auto list = [](const char *rule, ErrorKind kind, const char *words, const std::function<std::vector<Proposal>(Scene &)> &make) {
            breaks(rule, kind, words, [make](Scene &scene) { return scene.insider().commit(make(scene), scene.insider().path()); });
        };
        list("12.2 each proposal is valid by itself", ErrorKind::BadProposal, "a Remove of a blank leaf",
            [](Scene &) { return std::vector<Proposal> {{Remove {{7}}}}; });
        list("12.2 no Update by the committer, by value", ErrorKind::BadProposal, "an Update by the committer",
            [](Scene &scene) { return std::vector<Proposal> {updateOf(scene.insider())}; });
        list("12.2 no Remove of the committer", ErrorKind::BadProposal, "a Remove of the committer",
            [](Scene &scene) { return std::vector<Proposal> {{Remove {scene.leafOf(1)}}}; });
        list("12.2 one change of a leaf: two Removes", ErrorKind::BadProposal, "two changes of one leaf",
            [](Scene &scene) { return std::vector<Proposal> {{Remove {scene.leafOf(2)}}, {Remove {scene.leafOf(2)}}}; });
        list("12.2 one Add of a client: the same KeyPackage", ErrorKind::BadProposal, "a client added twice", [](Scene &scene) {
            const KeyPackage p = scene.newcomer.keyPackage().package;
            return std::vector<Proposal> {{Add {p}}, {Add {p}}};
        });
        list("12.2 one Add of a client: two KeyPackages", ErrorKind::BadProposal, "a client added twice", [](Scene &scene) {
            return std::vector<Proposal> {{Add {scene.newcomer.keyPackage().package}}, {Add {scene.newcomer.keyPackage().package}}};
        });
        list("12.2 no Add of a member", ErrorKind::BadLeaf, "a signature key that the tree has already",
            [](Scene &scene) { return std::vector<Proposal> {{Add {scene.people[2].keyPackage().package}}}; });
        list("12.2 a PSK once", ErrorKind::BadProposal, "a PSK twice", [](Scene &) { return std::vector<Proposal> {psk("id"), psk("id")}; });
        list("12.2 GroupContextExtensions once", ErrorKind::BadProposal, "GroupContextExtensions twice",
            [](Scene &) { return std::vector<Proposal> {{GroupContextExtensions {}}, {GroupContextExtensions {}}}; });
        list("12.2 no ReInit beside others", ErrorKind::Unsupported, "reinitialisation",
            [](Scene &scene) { return std::vector<Proposal> {{Remove {scene.leafOf(2)}}, reInit()}; });
        list("12.2 no ReInit alone (profile)", ErrorKind::Unsupported, "reinitialisation", [](Scene &) { return std::vector<Proposal> {reInit()}; });
        list("12.2 no ExternalInit by a member", ErrorKind::BadProposal, "a proposal that this kind of sender may not make",
            [](Scene &) { return std::vector<Proposal> {externalInit()}; });
        list("12.2 all members support the new extensions", ErrorKind::BadLeaf, "capabilities without an extension of the group",
            [](Scene &) { return std::vector<Proposal> {{GroupContextExtensions {{{privateUse, {}}}}}}; });
        list("12.2 all members meet the new required_capabilities", ErrorKind::BadLeaf, "the group's required capabilities are not met", [](Scene &) {
            return std::vector<Proposal> {{GroupContextExtensions {
                {{std::uint16_t(ExtensionType::RequiredCapabilities), encode(RequiredCapabilities {{}, {privateUse}, {}})}}}}};
        });
        breaks("12.2 no Update by the committer, by reference", ErrorKind::BadProposal, "an Update by the committer",
            [](Scene &scene) { return commitReferences(scene, {scene.insider().proposal(updateOf(scene.insider()))}); });
        breaks("12.2 one change of a leaf: two Updates", ErrorKind::BadProposal, "two changes of one leaf", [](Scene &scene) {
            const Insider other(scene.people[2]);
            return commitReferences(scene, {other.proposal(updateOf(other)), other.proposal(updateOf(other))});
        });
        breaks("12.2 one change of a leaf: an Update and a Remove", ErrorKind::BadProposal, "two changes of one leaf", [](Scene &scene) {
            const Insider other(scene.people[2]);
            return commitReferences(scene, {other.proposal(updateOf(other))}, {{Remove {scene.leafOf(2)}}});
        });
        breaks("12.2 two Updates may not bring one key", ErrorKind::BadLeaf, "an encryption key that the tree has already", [](Scene &scene) {
            const Insider second(scene.people[2]), third(scene.people[3]);
            Proposal a = updateOf(second), b = updateOf(third);
            auto &leaf = std::get<Update>(b.body).leaf;
            leaf.encryptionKey = std::get<Update>(a.body).leaf.encryptionKey;
            leaf.sign(third.signer, third.context.groupId, third.self);
            return commitReferences(scene, {second.proposal(a), third.proposal(b)});
        });
        breaks("12.2 two Adds may not bring one key", ErrorKind::BadLeaf, "an encryption key that the tree has already", [](Scene &scene) {
            const Person other("other");
            KeyPackage a = scene.newcomer.keyPackage().package, b = other.keyPackage().package;
            b.leaf.encryptionKey = a.leaf.encryptionKey;
            b.leaf.sign(other.signer, {}, {});
            b.sign(other.signer);
            return scene.insider().commit({Proposal {Add {a}}, Proposal {Add {b}}}, scene.insider().path());
        });
    }
    void section12_2()
    {
        QFETCH(Attack, attack);
        QFETCH(ErrorKind, kind);
        QFETCH(QByteArray, words);
        Scene scene;
        const Message message = attack(scene);
        refuses(scene.receiver(), message, kind, words);
    }

    //! The exception: who is removed by the same commit may be added again.
    void section12_2_anAddOfAMemberWhoIsRemovedIsFine()
    {
        Scene scene;
        CommitOptions options;
        options.proposals = {{Remove {scene.leafOf(2)}}, {Add {scene.people[2].keyPackage().package}}};
        const auto made = scene.people[1].group->commit(options, {}, now);
        QVERIFY(made);
        QVERIFY(scene.receiver().process(made->commit, {}, now));
    }

    //! What the sending side would have to refuse is not sent: no message, and the group as it was.
    void section12_2_theSenderRefusesFirst()
    {
        Scene scene;
        Group &group = scene.receiver();
        const QByteArray before = group.serialise().view().toByteArray();
        const std::vector<std::vector<Proposal>> lists {{{Remove {group.self()}}}, {{Remove {{77}}}}, {reInit()}, {externalInit()},
            {psk("a"), psk("a")}, {{Add {scene.people[1].keyPackage().package}}}, {{GroupContextExtensions {{{privateUse, {}}}}}}, {psk("unknown")}};
        for (const auto &list : lists) {
            CommitOptions options;
            options.proposals = list;
            QVERIFY(!group.commit(options, {}, now));
            QVERIFY(group.serialise().view().toByteArray() == before);
        }
        for (const Proposal &p : {Proposal {Remove {{77}}}, reInit(), externalInit(), psk("short", "n")}) {
            QVERIFY(!group.propose(p, {}, now));
            QVERIFY(group.serialise().view().toByteArray() == before);
        }
    }

    void section12_2_externalCommits_data()
    {
        addAttackColumns();
        // The joiner's own path does not matter: the list is looked at first.
        const auto list = [](const char *rule, const char *words, const std::function<std::vector<Proposal>(Scene &)> &make) {
            breaks(rule, ErrorKind::BadProposal, words, [make](Scene &scene) { return scene.insider().externalCommit(make(scene), scene.insider().path()); });
        };
        list("12.2 an external commit has one ExternalInit: none", "an external commit without exactly one ExternalInit",
            [](Scene &) { return std::vector<Proposal> {}; });
        list("12.2 an external commit has one ExternalInit: two", "an external commit without exactly one ExternalInit",
            [](Scene &) { return std::vector<Proposal> {externalInit(), externalInit()}; });
        list("12.2 an external commit has at most one Remove", "an external commit with more than one Remove", [](Scene &scene) {
            return std::vector<Proposal> {externalInit(), {Remove {scene.leafOf(1)}}, {Remove {scene.leafOf(1)}}};
        });
        list("12.2 an external commit removes only the joiner itself", "an external commit that removes somebody else",
            [](Scene &scene) { return std::vector<Proposal> {externalInit(), {Remove {scene.leafOf(2)}}}; });
        list("12.2 an external commit removes only members", "a Remove of a blank leaf",
            [](Scene &) { return std::vector<Proposal> {externalInit(), {Remove {{6}}}}; });
        list("12.2 an external commit has no Add", "a proposal that this kind of sender may not make",
            [](Scene &scene) { return std::vector<Proposal> {externalInit(), {Add {scene.newcomer.keyPackage().package}}}; });
        list("12.2 an external commit has no Update", "a proposal that this kind of sender may not make",
            [](Scene &scene) { return std::vector<Proposal> {externalInit(), updateOf(scene.insider())}; });
        list("12.2 an external commit has no GroupContextExtensions", "a proposal that this kind of sender may not make",
            [](Scene &) { return std::vector<Proposal> {externalInit(), {GroupContextExtensions {}}}; });
        list("12.2 an external commit has no ReInit", "a proposal that this kind of sender may not make",
            [](Scene &) { return std::vector<Proposal> {externalInit(), reInit()}; });
        list("12.2 an external commit names a PSK once", "a PSK twice", [](Scene &) { return std::vector<Proposal> {externalInit(), psk("a"), psk("a")}; });
        breaks("12.2 an external commit has no references", ErrorKind::BadProposal, "a reference in an external commit", [](Scene &scene) {
            const Insider insider = scene.insider();
            const auto sent = scene.people[2].group->propose({Remove {scene.leafOf(3)}}, {}, now);
            const auto got = scene.receiver().process(*sent, {}, now);
            (void)scene.people[1].group->process(*sent, {}, now);
            Commit commit;
            commit.proposals = {{externalInit()}, {std::get<ProposalReceived>(*got).reference}};
            commit.path = insider.path();
            FramedContent c = insider.content({SenderType::NewMemberCommit, 0});
            c.body = std::move(commit);
            return insider.publish(std::move(c));
        });
    }
    void section12_2_externalCommits()
    {
        QFETCH(Attack, attack);
        QFETCH(ErrorKind, kind);
        QFETCH(QByteArray, words);
        Scene scene;
        const Message message = attack(scene);
        refuses(scene.receiver(), message, kind, words);
    }
};

QTEST_APPLESS_MAIN(ProposalRulesTest)
#include "test_proposal_rules.moc"
