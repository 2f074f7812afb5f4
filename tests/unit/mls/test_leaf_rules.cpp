#include "tests/unit/mls/refusal.h"

using namespace mlstest;

// RFC 9420, section 7.3, one rule a row, for each of the three ways a leaf gets into a tree; and 10.1 for KeyPackages.

namespace {

constexpr std::uint16_t privateUse = 0xf00d;

//! How a leaf is bent before it is signed.
using Bend = std::function<void(LeafNode &)>;

Message add(Scene &scene, const Bend &bend)
{
    KeyPackageBundle bundle = scene.newcomer.keyPackage();
    bend(bundle.package.leaf);
    bundle.package.leaf.sign(scene.newcomer.signer, {}, {});
    bundle.package.sign(scene.newcomer.signer);
    return scene.insider().proposal({Add {bundle.package}});
}

//! The KeyPackage itself is bent.
Message addPackage(Scene &scene, const std::function<void(KeyPackage &)> &bend, bool signAgain = true)
{
    KeyPackage package = scene.newcomer.keyPackage().package;
    bend(package);
    if (signAgain)
        package.sign(scene.newcomer.signer);
    return scene.insider().proposal({Add {package}});
}

Message update(Scene &scene, const Bend &bend)
{
    const Insider insider = scene.insider();
    LeafNode leaf = *insider.tree.leaf(insider.self);
    leaf.source = LeafSource::Update;
    leaf.encryptionKey = hpke::generateKeyPair().publicKey.toBytes();
    bend(leaf);
    leaf.sign(insider.signer, insider.context.groupId, insider.self);
    return insider.proposal({Update {leaf}});
}

Message commitPath(Scene &scene, const Bend &bend)
{
    const Insider insider = scene.insider();
    return insider.commit({}, insider.path(bend));
}

void x509(LeafNode &leaf)
{
    leaf.credential.type = std::uint16_t(CredentialType::X509);
    leaf.credential.certificates = {"certificate"};
}

Bytes capabilitiesExtension()
{
    return encode(RequiredCapabilities {{privateUse}, {}, {}});
}

struct Way {
    const char *name;
    Message (*send)(Scene &, const Bend &);
};

const Way ways[] = {{"Add", add}, {"Update", update}, {"commit path", commitPath}};

void forEachWay(const char *rule, ErrorKind kind, const char *words, const Bend &bend)
{
    for (const Way &way : ways)
        breaks((QByteArray(rule) + ", " + way.name).constData(), kind, words, [way, bend](Scene &scene) { return way.send(scene, bend); });
}

} // namespace

class LeafRulesTest : public QObject {
    Q_OBJECT
private slots:
    void section7_3_data()
    {
        addAttackColumns();
        forEachWay("7.3 the credential is one that the application accepts: X.509 is outside this profile", ErrorKind::Unsupported,
            "a credential that is not basic", x509);
        forEachWay("7.3 the encryption key is usable: its size", ErrorKind::BadLeaf, "an encryption_key of the wrong size or of low order",
            [](LeafNode &leaf) { leaf.encryptionKey.chop(1); });
        forEachWay("7.3 the encryption key is usable: low order", ErrorKind::BadLeaf, "an encryption_key of the wrong size or of low order",
            [](LeafNode &leaf) { leaf.encryptionKey = Bytes(32, '\0'); });
        forEachWay("7.2 the version is in the capabilities", ErrorKind::BadLeaf, "capabilities without the group's version or suite",
            [](LeafNode &leaf) { leaf.capabilities.versions = {7}; });
        forEachWay("7.2 the suite is in the capabilities", ErrorKind::BadLeaf, "capabilities without the group's version or suite",
            [](LeafNode &leaf) { leaf.capabilities.cipherSuites = {1, 2}; });
        forEachWay("7.3 the credential type is in the leaf's own capabilities", ErrorKind::BadLeaf,
            "capabilities without the leaf's own credential type", [](LeafNode &leaf) { leaf.capabilities.credentials = {0x0a0a}; });
        forEachWay("7.3 the extensions are in the capabilities", ErrorKind::BadLeaf, "an extension that the capabilities do not list",
            [](LeafNode &leaf) { leaf.extensions = {{privateUse, "x"}}; });
        forEachWay("13 no extension stands there twice", ErrorKind::BadLeaf, "an extension twice", [](LeafNode &leaf) {
            leaf.capabilities.extensions = {privateUse};
            leaf.extensions = {{privateUse, "x"}, {privateUse, "y"}};
        });

        breaks("7.3 the signature verifies, Add", ErrorKind::BadSignature, "a KeyPackage's leaf", [](Scene &scene) {
            return addPackage(scene, [](KeyPackage &p) { p.leaf.signature[5] = char(p.leaf.signature[5] ^ 1); });
        });
        breaks("7.3 the signature verifies, Update", ErrorKind::BadSignature, "the leaf of an Update", [](Scene &scene) {
            const Insider insider = scene.insider();
            LeafNode leaf = *insider.tree.leaf(insider.self);
            leaf.source = LeafSource::Update;
            leaf.encryptionKey = hpke::generateKeyPair().publicKey.toBytes();
            leaf.sign(insider.signer, "another group", insider.self);
            return insider.proposal({Update {leaf}});
        });
        breaks("7.3 the signature verifies, commit path", ErrorKind::BadSignature, "the committer's new leaf", [](Scene &scene) {
            const Insider insider = scene.insider();
            UpdatePath path = insider.path();
            path.leaf.sign(insider.signer, insider.context.groupId, scene.leafOf(2));
            return insider.commit({}, path);
        });
        breaks("7.3 a signature key of low order verifies nothing", ErrorKind::BadSignature, "a KeyPackage's leaf", [](Scene &scene) {
            return addPackage(scene, [](KeyPackage &p) {
                // The identity as key: R = identity and S = 0 fit every message.
                p.leaf.signatureKey = Bytes(1, '\1') + Bytes(31, '\0');
                p.leaf.signature = p.leaf.signatureKey + Bytes(32, '\0');
                p.signature = p.leaf.signature;
            }, false);
        });
        breaks("7.3 a signature key has its size", ErrorKind::BadLeaf, "a signature_key of the wrong size", [](Scene &scene) {
            return addPackage(scene, [](KeyPackage &p) { p.leaf.signatureKey.append('x'); });
        });
        breaks("7.3 the lifetime has begun", ErrorKind::BadLeaf, "outside its lifetime",
            [](Scene &scene) { return add(scene, [](LeafNode &leaf) { leaf.lifetime = {now + 1, now + 100}; }); });
        breaks("7.3 the lifetime has not ended", ErrorKind::BadLeaf, "outside its lifetime",
            [](Scene &scene) { return add(scene, [](LeafNode &leaf) { leaf.lifetime = {now - 100, now - 1}; }); });

        // leaf_node_source: two wrong ones for each way
        for (const auto source : {LeafSource::Update, LeafSource::Commit})
            breaks(QByteArray("7.3 leaf_node_source is key_package, Add of source " + QByteArray::number(int(source))).constData(), ErrorKind::BadLeaf,
                "leaf_node_source does not fit where the leaf stands",
                [source](Scene &scene) { return add(scene, [source](LeafNode &leaf) { leaf.source = source; }); });
        for (const auto source : {LeafSource::KeyPackage, LeafSource::Commit})
            breaks(QByteArray("7.3 leaf_node_source is update, Update of source " + QByteArray::number(int(source))).constData(), ErrorKind::BadLeaf,
                "leaf_node_source does not fit where the leaf stands",
                [source](Scene &scene) { return update(scene, [source](LeafNode &leaf) { leaf.source = source; }); });
        for (const auto source : {LeafSource::KeyPackage, LeafSource::Update})
            breaks(QByteArray("7.3 leaf_node_source is commit, commit path of source " + QByteArray::number(int(source))).constData(), ErrorKind::BadLeaf,
                "leaf_node_source does not fit where the leaf stands",
                [source](Scene &scene) { return commitPath(scene, [source](LeafNode &leaf) { leaf.source = source; }); });

        breaks("7.3 an Update brings a new encryption key", ErrorKind::BadProposal, "an Update that keeps its encryption key", [](Scene &scene) {
            const Insider insider = scene.insider();
            const Bytes old = insider.tree.leaf(insider.self)->encryptionKey;
            return update(scene, [old](LeafNode &leaf) { leaf.encryptionKey = old; });
        });
        breaks("7.3 encryption keys are unique, Add", ErrorKind::BadLeaf, "an encryption key that the tree has already", [](Scene &scene) {
            KeyPackage p = scene.newcomer.keyPackage().package;
            p.leaf.encryptionKey = scene.people[2].group->tree().leaf(scene.leafOf(2))->encryptionKey;
            p.leaf.sign(scene.newcomer.signer, {}, {});
            p.sign(scene.newcomer.signer);
            return scene.insider().commit({Proposal {Add {p}}}, scene.insider().path());
        });
        breaks("7.3 encryption keys are unique, commit path", ErrorKind::BadLeaf, "an encryption key that the tree has already", [](Scene &scene) {
            const Bytes taken = scene.people[2].group->tree().leaf(scene.leafOf(2))->encryptionKey;
            return commitPath(scene, [taken](LeafNode &leaf) { leaf.encryptionKey = taken; });
        });
        breaks("7.3 signature keys are unique, Add", ErrorKind::BadLeaf, "a signature key that the tree has already",
            [](Scene &scene) { return scene.insider().commit({Proposal {Add {scene.people[2].keyPackage().package}}}, scene.insider().path()); });
        breaks("7.3 signature keys are unique, commit path", ErrorKind::BadLeaf, "a signature key that the tree has already", [](Scene &scene) {
            const Bytes taken = scene.people[2].signer.publicKey.toBytes();
            return commitPath(scene, [taken](LeafNode &leaf) { leaf.signatureKey = taken; });
        });
        breaks("7.3 all members support the leaf's credential type and it theirs", ErrorKind::BadLeaf,
            "capabilities without the leaf's own credential type",
            [](Scene &scene) { return add(scene, [](LeafNode &leaf) { leaf.capabilities.credentials = {std::uint16_t(CredentialType::X509)}; }); });
    }
    void section7_3()
    {
        runAttack();
    }

    //! In a group that requires a capability, and with an extension that members must know.
    void section7_3_groupParameters_data()
    {
        addAttackColumns();
        forEachWay("7.3 the group's required_capabilities are met", ErrorKind::BadLeaf, "the group's required capabilities are not met",
            [](LeafNode &leaf) { leaf.capabilities.proposals = {privateUse}; leaf.capabilities.extensions.clear(); });
    }
    void section7_3_groupParameters()
    {
        QFETCH(Attack, attack);
        QFETCH(ErrorKind, kind);
        QFETCH(QByteArray, words);
        Capabilities able;
        able.extensions = {privateUse};
        std::vector<Person> people;
        people.emplace_back("a");
        people.emplace_back("b");
        const auto package = [&](const Person &p) { return makeKeyPackage(p.signer, p.credential(), {now - 1, now + 1}, able); };
        const auto founder = package(people[0]), second = package(people[1]);
        people[0].group = std::move(*Group::create("g", people[0].signer.clone(), founder,
            {{std::uint16_t(ExtensionType::RequiredCapabilities), capabilitiesExtension()}}, config(false), now));
        CommitOptions options;
        options.proposals = {{Add {second.package}}};
        const auto made = people[0].group->commit(options, {}, now);
        QVERIFY(made && people[0].group->applyPending());
        people[1].group = std::move(*Group::join(std::get<Welcome>(made->welcome->body), second, people[1].signer.clone(), std::nullopt, {}, config(false), now));
        Scene scene;
        scene.people = std::move(people);
        refuses(scene.receiver(), attack(scene), kind, words);
    }

    void section10_1_data()
    {
        addAttackColumns();
        breaks("10.1 the version is the group's", ErrorKind::Unsupported, "a KeyPackage of another version or suite",
            [](Scene &scene) { return addPackage(scene, [](KeyPackage &p) { p.version = 2; }); });
        breaks("10.1 the suite is the group's", ErrorKind::Unsupported, "a KeyPackage of another version or suite",
            [](Scene &scene) { return addPackage(scene, [](KeyPackage &p) { p.suite = 1; }); });
        breaks("10.1 the signature verifies", ErrorKind::BadSignature, "a KeyPackage",
            [](Scene &scene) { return addPackage(scene, [](KeyPackage &p) { p.signature[0] = char(p.signature[0] ^ 1); }, false); });
        breaks("10.1 what was signed is what came", ErrorKind::BadSignature, "a KeyPackage",
            [](Scene &scene) { return addPackage(scene, [](KeyPackage &p) { p.extensions.push_back({privateUse, {}}); }, false); });
        breaks("10.1 init_key is not encryption_key", ErrorKind::BadLeaf, "an init_key that is the leaf's encryption_key",
            [](Scene &scene) { return addPackage(scene, [](KeyPackage &p) { p.initKey = p.leaf.encryptionKey; }); });
        breaks("10.1 init_key has its size", ErrorKind::BadLeaf, "an init_key of the wrong size or of low order",
            [](Scene &scene) { return addPackage(scene, [](KeyPackage &p) { p.initKey.clear(); }); });
        breaks("10.1 init_key is not of low order", ErrorKind::BadLeaf, "an init_key of the wrong size or of low order",
            [](Scene &scene) { return addPackage(scene, [](KeyPackage &p) { p.initKey = Bytes(32, '\0'); }); });
        breaks("13 no extension of a KeyPackage stands there twice", ErrorKind::BadLeaf, "an extension of a KeyPackage twice",
            [](Scene &scene) { return addPackage(scene, [](KeyPackage &p) { p.extensions = {{privateUse, "a"}, {privateUse, "b"}}; }); });
    }
    void section10_1()
    {
        runAttack();
    }

    void section5_3_1_theApplicationHasTheLastWord()
    {
        GroupConfig cfg = config(false);
        cfg.credentialCheck = [](const LeafNode &leaf) { return leaf.credential.identity != "newcomer"; };
        Scene scene;
        scene.people = groupOf(4, cfg);
        refuses(scene.receiver(), add(scene, [](LeafNode &) {}), ErrorKind::BadLeaf, "the application refuses the credential");
        refuses(scene.receiver(), commitPath(scene, [](LeafNode &leaf) { leaf.credential.identity = "newcomer"; }), ErrorKind::BadLeaf,
            "the application refuses the credential");
    }

    //! GREASE and unknown values are no fault and are kept.
    void section13_5_unknownValuesAreKept()
    {
        Capabilities greased;
        greased.versions.push_back(0x0a0a);
        greased.cipherSuites.push_back(0x1a1a);
        greased.extensions = {0x2a2a, privateUse};
        greased.proposals = {0x3a3a};
        greased.credentials.push_back(0x4a4a);
        Scene scene;
        const auto bundle = makeKeyPackage(scene.newcomer.signer, scene.newcomer.credential(), {now - 1, now + 1}, greased, {{privateUse, "kept"}, {0x2a2a, {}}});
        CommitOptions options;
        options.proposals = {{Add {bundle.package}}};
        const auto made = scene.people[1].group->commit(options, {}, now);
        QVERIFY(made);
        QVERIFY(scene.receiver().process(made->commit, {}, now));
        const auto at = scene.receiver().tree().find(bundle.package.leaf.signatureKey);
        QVERIFY(at);
        QVERIFY(*scene.receiver().tree().leaf(*at) == bundle.package.leaf);
    }
};

QTEST_APPLESS_MAIN(LeafRulesTest)
#include "test_leaf_rules.moc"
