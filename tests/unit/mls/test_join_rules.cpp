#include "tests/unit/mls/refusal.h"

using namespace mlstest;

// RFC 9420, sections 7.9 and 12.4.3 (Welcome, GroupInfo, ratchet_tree), one rule a row. Here nothing is there yet that
// could change: each row says that no group comes about, and why.

namespace {

//! A Welcome by a group of four to a fifth, for changing one thing before it is sealed.
struct Invitation {
    std::vector<Person> people = groupOf(4, config(false));
    Person guest {"guest"};
    KeyPackageBundle package = guest.keyPackage();
    CommitResult made;
    GroupSecrets secrets;
    GroupInfo info;

    Invitation()
    {
        CommitOptions options;
        options.proposals = {{Add {package.package}}};
        options.forcePath = true;
        made = *people[1].group->commit(options, {}, now);
        (void)people[1].group->applyPending();
        const Welcome &w = welcome();
        const auto plain = decryptWithLabel(package.initKey, encryptContext("Welcome", w.encryptedGroupInfo), w.secrets[0].sealed);
        secrets = std::move(*GroupSecrets::decode(plain->view()));
        info = *decode<GroupInfo>(aeadOpen(key().view(), nonce().view(), {}, w.encryptedGroupInfo)->view());
    }
    Welcome &welcome() { return std::get<Welcome>(made.welcome->body); }

    SecretBytes welcomeSecret() const { return welcomeSecretOf(secrets.joinerSecret.view(), pskSecretOf(std::span<const Psk>()).view()); }
    SecretBytes key() const { return expandWithLabel(welcomeSecret().view(), "key", {}, keySize); }
    SecretBytes nonce() const { return expandWithLabel(welcomeSecret().view(), "nonce", {}, nonceSize); }
    //! Seals info and secrets as they are now. `sign`: by the member that made the Welcome.
    Welcome sealed(bool sign = true)
    {
        if (sign)
            info.sign(people[1].signer);
        Welcome w;
        w.encryptedGroupInfo = aeadSeal(key().view(), nonce().view(), {}, encode(info));
        w.secrets.push_back({package.package.reference(),
            *encryptWithLabel(package.package.initKey, encryptContext("Welcome", w.encryptedGroupInfo), secrets.encode())});
        return w;
    }
    RatchetTree tree() const { return *RatchetTree::decode(*findExtension(info.extensions, ExtensionType::RatchetTree)); }
    //! Puts another tree in, with its hash, so that the tree itself has to be looked at.
    void setTree(const Bytes &encoded)
    {
        for (Extension &e : info.extensions)
            if (e.type == std::uint16_t(ExtensionType::RatchetTree))
                e.data = encoded;
        if (const auto decoded = RatchetTree::decode(encoded))
            info.context.treeHash = decoded->treeHash();
    }
    Outcome<Group> join(const Welcome &w) { return Group::join(w, package, guest.signer.clone(), std::nullopt, {}, config(), now); }
};

using Forge = std::function<Welcome(Invitation &)>;

//! The nodes of an encoded tree, to be put together otherwise.
struct Nodes {
    std::vector<std::variant<std::monostate, LeafNode, ParentNode>> list;

    explicit Nodes(const RatchetTree &tree)
    {
        for (std::uint32_t i = 0; i < nodeCount(tree.leafCount()); ++i) {
            const NodeIndex node {i};
            if (const LeafNode *leaf = node.isLeaf() ? tree.leaf(leafOf(node)) : nullptr)
                list.emplace_back(*leaf);
            else if (const ParentNode *parent = node.isLeaf() ? nullptr : tree.parent(node))
                list.emplace_back(*parent);
            else
                list.emplace_back();
        }
        while (std::holds_alternative<std::monostate>(list.back()))
            list.pop_back();
    }
    Bytes encoded() const
    {
        Writer inner;
        for (const auto &node : list) {
            inner.u8(std::holds_alternative<std::monostate>(node) ? 0 : 1);
            if (const auto *leaf = std::get_if<LeafNode>(&node)) {
                inner.u8(1);
                leaf->write(inner);
            } else if (const auto *parent = std::get_if<ParentNode>(&node)) {
                inner.u8(2);
                parent->write(inner);
            }
        }
        Writer w;
        w.opaque(std::move(inner).take());
        return std::move(w).take();
    }
    LeafNode &leaf(int i) { return std::get<LeafNode>(list[size_t(i) * 2]); }
    ParentNode &parent(int node) { return std::get<ParentNode>(list[size_t(node)]); }
};

Forge treeBent(const std::function<void(Nodes &)> &bend)
{
    return [bend](Invitation &i) {
        Nodes nodes(i.tree());
        bend(nodes);
        i.setTree(nodes.encoded());
        return i.sealed();
    };
}

Forge infoBent(const std::function<void(GroupInfo &)> &bend, bool sign = true)
{
    return [bend, sign](Invitation &i) {
        bend(i.info);
        return i.sealed(sign);
    };
}

Forge secretsBent(const std::function<void(GroupSecrets &)> &bend)
{
    return [bend](Invitation &i) {
        bend(i.secrets);
        return i.sealed();
    };
}

void refused(const char *rule, ErrorKind kind, const char *words, const Forge &forge)
{
    QTest::newRow(rule) << forge << kind << QByteArray(words);
}

} // namespace

Q_DECLARE_METATYPE(Forge)
Q_DECLARE_METATYPE(std::function<void(confab::mls::GroupInfo &)>)

class JoinRulesTest : public QObject {
    Q_OBJECT
private slots:
    void anUnbentWelcomeIsAccepted()
    {
        Invitation i;
        QVERIFY(i.join(i.welcome()));
        QVERIFY(i.join(i.sealed()));
    }

    void section12_4_3_1_data()
    {
        QTest::addColumn<Forge>("forge");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QByteArray>("words");

        refused("12.4.3.1 the suite is ours", ErrorKind::Unsupported, "a Welcome of another suite", [](Invitation &i) {
            i.welcome().suite = 1;
            return i.welcome();
        });
        refused("12.4.3.1 it is for our KeyPackage", ErrorKind::NotForUs, "a Welcome for other KeyPackages", [](Invitation &i) {
            i.welcome().secrets[0].newMember[0] = char(i.welcome().secrets[0].newMember[0] ^ 1);
            return i.welcome();
        });
        refused("12.4.3.1 it is for anybody", ErrorKind::NotForUs, "a Welcome for other KeyPackages", [](Invitation &i) {
            i.welcome().secrets.clear();
            return i.welcome();
        });
        refused("12.4.3.1 the secrets open", ErrorKind::CannotDecrypt, "group secrets", [](Invitation &i) {
            i.welcome().secrets[0].sealed.ciphertext[0] = char(i.welcome().secrets[0].sealed.ciphertext[0] ^ 1);
            return i.welcome();
        });
        refused("12.4.3.1 the secrets were sealed to a key that is not of low order", ErrorKind::CannotDecrypt, "group secrets", [](Invitation &i) {
            i.welcome().secrets[0].sealed.kemOutput = Bytes(32, '\0');
            return i.welcome();
        });
        refused("12.4.3.1 the secrets are those of this GroupInfo", ErrorKind::CannotDecrypt, "group secrets", [](Invitation &i) {
            i.welcome().encryptedGroupInfo.append('x');
            return i.welcome();
        });
        refused("12.4.3.1 the secrets can be read", ErrorKind::Malformed, "group secrets", [](Invitation &i) {
            Welcome w = i.sealed();
            w.secrets[0].sealed = *encryptWithLabel(i.package.package.initKey, encryptContext("Welcome", w.encryptedGroupInfo), "nonsense");
            return w;
        });
        refused("12.4.3.1 the GroupInfo opens", ErrorKind::CannotDecrypt, "group info", [](Invitation &i) {
            Welcome w = i.sealed();
            w.encryptedGroupInfo[0] = char(w.encryptedGroupInfo[0] ^ 1);
            w.secrets[0].sealed = *encryptWithLabel(i.package.package.initKey, encryptContext("Welcome", w.encryptedGroupInfo), i.secrets.encode());
            return w;
        });
        refused("12.4.3.1 the joiner secret is the one of this GroupInfo", ErrorKind::BadTag, "confirmation tag of a Welcome",
            secretsBent([](GroupSecrets &s) { s.joinerSecret = SecretBytes(View(Bytes(32, 'j'))); }));
        refused("12.4.3.1 the GroupInfo can be read", ErrorKind::Malformed, "bytes that are not of this type", [](Invitation &i) {
            Welcome w;
            w.encryptedGroupInfo = aeadSeal(i.key().view(), i.nonce().view(), {}, encode(i.info) + "more");
            w.secrets.push_back({i.package.package.reference(),
                *encryptWithLabel(i.package.package.initKey, encryptContext("Welcome", w.encryptedGroupInfo), i.secrets.encode())});
            return w;
        });
        const auto withPsk = [](const PskId &id) { return secretsBent([id](GroupSecrets &s) { s.psks.push_back(id); }); };
        PskId psk;
        psk.id = "id";
        psk.nonce = Bytes(32, 'n');
        refused("12.4.3.1 the PSKs are there", ErrorKind::UnknownPsk, "a pre-shared key", withPsk(psk));
        psk.nonce = "short";
        refused("8.4 psk_nonce is KDF.Nh long", ErrorKind::BadProposal, "a psk_nonce of the wrong length", withPsk(psk));
        psk.type = PskType::Resumption;
        for (const auto usage : {ResumptionUsage::ReInit, ResumptionUsage::Branch}) {
            psk.usage = usage;
            refused(usage == ResumptionUsage::ReInit ? "12.4.3.1 a reinitialised group is outside this profile" : "12.4.3.1 a branched group is outside this profile",
                ErrorKind::Unsupported, "a Welcome of a reinitialised or branched group", withPsk(psk));
        }
        refused("12.4.3.1 the version is ours", ErrorKind::Unsupported, "a group of another version or suite", infoBent([](GroupInfo &g) { g.context.version = 2; }));
        refused("12.4.3.1 the group's suite is the KeyPackage's", ErrorKind::Unsupported, "a group of another version or suite",
            infoBent([](GroupInfo &g) { g.context.suite = 1; }));
        refused("13 no extension of a GroupInfo stands there twice", ErrorKind::Malformed, "an extension of a GroupInfo twice",
            infoBent([](GroupInfo &g) { g.extensions.push_back(g.extensions[0]); }));
        refused("13 no extension of a GroupContext stands there twice", ErrorKind::Malformed, "a group extension twice",
            infoBent([](GroupInfo &g) { g.context.extensions = {{1, "a"}, {1, "b"}}; }));
        refused("7.3 we support the group's extensions", ErrorKind::BadLeaf, "capabilities without an extension of the group",
            infoBent([](GroupInfo &g) { g.context.extensions = {{0xf00d, {}}}; }));
        refused("12.4.3.1 the GroupInfo is signed by its signer", ErrorKind::BadSignature, "a GroupInfo",
            infoBent([](GroupInfo &g) { g.signature[0] = char(g.signature[0] ^ 1); }, false));
        refused("12.4.3.1 the GroupInfo is signed by its signer: another member", ErrorKind::BadSignature, "a GroupInfo",
            infoBent([](GroupInfo &g) { g.signer = {2}; }));
        refused("12.4.3.1 the signer is a member", ErrorKind::NotMember, "a GroupInfo whose signer is no member", infoBent([](GroupInfo &g) { g.signer = {6}; }));
        refused("12.4.3.1 the tree's hash is the one of the context", ErrorKind::BadTree, "the tree's hash differs from the group's",
            infoBent([](GroupInfo &g) { g.context.treeHash[0] = char(g.context.treeHash[0] ^ 1); }));
        refused("12.4.3.1 there is a tree", ErrorKind::BadTree, "no ratchet tree came with the group's state",
            infoBent([](GroupInfo &g) { g.extensions.clear(); }));
        refused("12.4.3.1 the confirmation tag is right", ErrorKind::BadTag, "confirmation tag of a Welcome",
            infoBent([](GroupInfo &g) { g.confirmationTag[0] = char(g.confirmationTag[0] ^ 1); }));
        refused("12.4.3.1 the confirmation tag covers the epoch", ErrorKind::BadTag, "confirmation tag of a Welcome",
            infoBent([](GroupInfo &g) { ++g.context.epoch; }));
        refused("12.4.3.1 the confirmation tag covers the transcript", ErrorKind::BadTag, "confirmation tag of a Welcome",
            infoBent([](GroupInfo &g) { g.context.confirmedTranscriptHash[0] = char(g.context.confirmedTranscriptHash[0] ^ 1); }));
        refused("12.4.3.1 the path secret fits the tree", ErrorKind::BadTree, "a path secret that does not fit the tree",
            secretsBent([](GroupSecrets &s) { s.pathSecret = SecretBytes(View(Bytes(32, 'p'))); }));

        // ---- the tree itself ----
        refused("12.4.3.1 our own leaf is in the tree", ErrorKind::BadTree, "a tree without the joiner's own leaf", [](Invitation &i) {
            RatchetTree tree = i.tree();
            tree.remove(*tree.find(i.guest.signer.publicKey.toBytes()));
            i.setTree(tree.encode());
            return i.sealed();
        });
        refused("12.4.3.1 our own leaf is the one of our KeyPackage", ErrorKind::BadTree, "a tree without the joiner's own leaf", [](Invitation &i) {
            i.package = i.guest.keyPackage(); // another one of ours, with the same signature key
            return i.sealed();
        });
        refused("12.4.3.3 the last node is not blank", ErrorKind::BadTree, "ratchet_tree that ends in a blank node", treeBent([](Nodes &n) {
            n.list.emplace_back();
            n.list.emplace_back();
        }));
        refused("12.4.3.3 the number of nodes is odd", ErrorKind::Malformed, "ratchet_tree", treeBent([](Nodes &n) { n.list.emplace_back(ParentNode {}); }));
        refused("12.4.3.3 leaves and parents stand at their places", ErrorKind::Malformed, "ratchet_tree",
            treeBent([](Nodes &n) { std::swap(n.list[2], n.list[3]); }));
        refused("12.4.3.3 the tree can be read", ErrorKind::Malformed, "ratchet_tree", [](Invitation &i) {
            i.setTree("nonsense");
            return i.sealed();
        });
        refused("7.3 every leaf's signature verifies", ErrorKind::BadSignature, "a leaf of the tree",
            treeBent([](Nodes &n) { n.leaf(0).signature[9] = char(n.leaf(0).signature[9] ^ 1); }));
        refused("7.3 every leaf is signed for its place", ErrorKind::BadSignature, "a leaf of the tree", [](Invitation &i) {
            // a leaf of source commit is bound to group and index
            Nodes nodes(i.tree());
            nodes.leaf(1).sign(i.people[1].signer, "another group", {1});
            i.setTree(nodes.encoded());
            return i.sealed();
        });
        refused("7.3 every leaf is valid", ErrorKind::BadLeaf, "an extension that the capabilities do not list",
            treeBent([](Nodes &n) { n.leaf(2).extensions = {{0xf00d, {}}}; }));
        refused("7.3 every member supports the credential types in use", ErrorKind::BadLeaf, "a credential type that a member does not support", treeBent([](Nodes &n) {
            n.leaf(2).credential.type = std::uint16_t(CredentialType::X509);
        }));
        refused("7.3 encryption keys are unique", ErrorKind::BadTree, "an encryption key twice", [](Invitation &i) {
            Nodes nodes(i.tree());
            KeyPackageBundle twin = i.people[3].keyPackage();
            twin.package.leaf.encryptionKey = nodes.leaf(2).encryptionKey;
            twin.package.leaf.sign(i.people[3].signer, {}, {});
            nodes.leaf(3) = twin.package.leaf;
            i.setTree(nodes.encoded());
            return i.sealed();
        });
        refused("7.3 signature keys are unique", ErrorKind::BadTree, "a signature key twice", [](Invitation &i) {
            Nodes nodes(i.tree());
            nodes.leaf(3) = i.people[2].keyPackage().package.leaf;
            i.setTree(nodes.encoded());
            return i.sealed();
        });
        refused("12.4.3.1 a parent's key has its size", ErrorKind::BadTree, "an encryption key of the wrong size or of low order",
            treeBent([](Nodes &n) { n.parent(1).encryptionKey.chop(1); }));
        refused("12.4.3.1 a parent's key is not of low order", ErrorKind::BadTree, "an encryption key of the wrong size or of low order",
            treeBent([](Nodes &n) { n.parent(1).encryptionKey = Bytes(32, '\0'); }));
        refused("12.4.3.1 an unmerged leaf is below its node", ErrorKind::BadTree, "an unmerged leaf that is blank or elsewhere",
            treeBent([](Nodes &n) { n.parent(1).unmergedLeaves = {3}; }));
        refused("12.4.3.1 an unmerged leaf is not blank", ErrorKind::BadTree, "an unmerged leaf that is blank or elsewhere",
            treeBent([](Nodes &n) { n.parent(7).unmergedLeaves = {6}; }));
        refused("12.4.3.1 an unmerged leaf is listed by the nodes between", ErrorKind::BadTree, "an unmerged leaf that a node between does not list",
            treeBent([](Nodes &n) { n.parent(3).unmergedLeaves = {0}; }));
        refused("7.8 unmerged leaves ascend", ErrorKind::Malformed, "ratchet_tree", treeBent([](Nodes &n) { n.parent(3).unmergedLeaves = {2, 0}; }));
        refused("7.8 an unmerged leaf stands there once", ErrorKind::Malformed, "ratchet_tree", treeBent([](Nodes &n) { n.parent(3).unmergedLeaves = {2, 2}; }));
        refused("7.9.2 parent hashes are right: a parent's key", ErrorKind::BadTree, "a parent node that nothing below it links to",
            treeBent([](Nodes &n) { n.parent(3).encryptionKey = hpke::generateKeyPair().publicKey.toBytes(); }));
        refused("7.9.2 parent hashes are right: a parent's parent hash", ErrorKind::BadTree, "a parent node that nothing below it links to",
            treeBent([](Nodes &n) { n.parent(3).parentHash[0] = char(n.parent(3).parentHash[0] ^ 1); }));
        refused("7.9.2 parent hashes are right: a parent out of nowhere", ErrorKind::BadTree, "a parent node that nothing below it links to",
            treeBent([](Nodes &n) { n.list[5] = ParentNode {hpke::generateKeyPair().publicKey.toBytes(), {}, {}}; }));
    }
    void section12_4_3_1()
    {
        QFETCH(Forge, forge);
        QFETCH(ErrorKind, kind);
        QFETCH(QByteArray, words);
        Invitation invitation;
        const auto read = decode<Welcome>(encode(forge(invitation)));
        QVERIFY(read);
        const auto group = invitation.join(*read);
        QVERIFY2(!group, "accepted");
        QCOMPARE(QByteArray(group.error().what.data(), qsizetype(group.error().what.size())), words);
        QCOMPARE(group.error().kind, kind);
    }

    void section12_4_3_2_data()
    {
        QTest::addColumn<std::function<void(GroupInfo &)>>("bend");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char *rule, ErrorKind kind, const char *words, const std::function<void(GroupInfo &)> &bend) {
            QTest::newRow(rule) << bend << kind << QByteArray(words);
        };
        const auto setPub = [](GroupInfo &g, const Bytes &data) {
            for (Extension &e : g.extensions)
                if (e.type == std::uint16_t(ExtensionType::ExternalPub))
                    e.data = data;
        };
        row("12.4.3.2 external_pub is there", ErrorKind::Malformed, "a GroupInfo without a usable external_pub", [](GroupInfo &g) {
            std::erase_if(g.extensions, [](const Extension &e) { return e.type == std::uint16_t(ExtensionType::ExternalPub); });
        });
        row("12.4.3.2 external_pub can be read", ErrorKind::Malformed, "a GroupInfo without a usable external_pub",
            [setPub](GroupInfo &g) { setPub(g, "nonsense"); });
        row("12.4.3.2 external_pub has its size", ErrorKind::Malformed, "a GroupInfo without a usable external_pub",
            [setPub](GroupInfo &g) { setPub(g, encode<Bytes>(Bytes(31, 'k'))); });
        row("12.4.3.2 external_pub is not of low order", ErrorKind::BadTree, "an external_pub of low order",
            [setPub](GroupInfo &g) { setPub(g, encode<Bytes>(Bytes(32, '\0'))); });
        row("12.4.3.2 the suite is ours", ErrorKind::Unsupported, "a group of another version or suite", [](GroupInfo &g) { g.context.suite = 2; });
        row("12.4.3.2 the signer is a member", ErrorKind::NotMember, "a GroupInfo whose signer is no member", [](GroupInfo &g) { g.signer = {99}; });
        row("12.4.3.2 we support the group's extensions", ErrorKind::BadLeaf, "capabilities without an extension of the group",
            [](GroupInfo &g) { g.context.extensions = {{0xf00d, {}}}; });
    }
    void section12_4_3_2()
    {
        using Bend = std::function<void(GroupInfo &)>;
        QFETCH(Bend, bend);
        QFETCH(ErrorKind, kind);
        QFETCH(QByteArray, words);
        const auto people = groupOf(4);
        const Person guest("guest");
        GroupInfo info = people[0].group->groupInfo(true);
        bend(info);
        info.sign(people[0].signer);
        const auto joined = Group::joinExternally(info, std::nullopt, guest.signer.clone(), guest.keyPackage().package.leaf, std::nullopt, {}, config(), now);
        QVERIFY2(!joined, "accepted");
        QCOMPARE(QByteArray(joined.error().what.data(), qsizetype(joined.error().what.size())), words);
        QCOMPARE(joined.error().kind, kind);
    }

    //! A GroupInfo that was forged, not only bent: its signature does not verify.
    void section12_4_3_2_aForgedGroupInfoIsRefused()
    {
        const auto people = groupOf(3);
        const Person guest("guest");
        GroupInfo info = people[0].group->groupInfo(true);
        info.sign(guest.signer);
        const auto joined = Group::joinExternally(info, std::nullopt, guest.signer.clone(), guest.keyPackage().package.leaf, std::nullopt, {}, config(), now);
        QCOMPARE(joined.error().kind, ErrorKind::BadSignature);
    }

    //! 2^16 blank nodes are 64 KB on the wire: refused before they become a tree.
    void section12_4_3_3_hugeBlankTreesAreRefused()
    {
        const auto people = groupOf(2);
        Nodes nodes(people[0].group->tree());
        const auto last = nodes.list.back();
        nodes.list.resize(1u << 17);
        nodes.list.push_back(last);
        QCOMPARE(RatchetTree::decode(nodes.encoded()).error().kind, ErrorKind::Malformed);
    }
};

QTEST_APPLESS_MAIN(JoinRulesTest)
#include "test_join_rules.moc"
