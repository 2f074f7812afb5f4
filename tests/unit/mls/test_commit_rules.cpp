#include "tests/unit/mls/refusal.h"

using namespace mlstest;

// RFC 9420, sections 6 (framing), 8.3 (external init), 9 (message keys) and 12.4.2 (processing a commit), one rule a row.

namespace {

//! An honest commit in the clear, taken apart: for changing one thing.
PublicMessage honestCommit(Scene &scene, const CommitOptions &options = {})
{
    return std::get<PublicMessage>(scene.people[1].group->commit(options, {}, now)->commit.body);
}

//! Signs and tags again what was changed; `change` sees the whole message before that.
Message resealed(Scene &scene, PublicMessage m)
{
    const Insider insider = scene.insider();
    AuthenticatedContent content {WireFormat::PublicMessage, std::move(m.content), std::move(m.auth)};
    content.auth.signature = signContent(insider.signer, WireFormat::PublicMessage, content.content, insider.context);
    return {protectPublic(std::move(content), insider.secrets.membership.view(), insider.context)};
}

Message bentPath(Scene &scene, const std::function<void(UpdatePath &)> &bend)
{
    const Insider insider = scene.insider();
    UpdatePath path = insider.path();
    bend(path);
    path.leaf.sign(insider.signer, insider.context.groupId, insider.self);
    return insider.commit({}, path);
}

//! A path whose public half is whole but for one node's key: parent hashes are right again.
UpdatePath pathWithKey(const Insider &insider, std::size_t at, const Bytes &key)
{
    UpdatePath path = insider.path();
    path.nodes[at].encryptionKey = key;
    std::vector<Bytes> keys;
    for (const UpdatePathNode &node : path.nodes)
        keys.push_back(node.encryptionKey);
    RatchetTree copy = insider.tree;
    path.leaf.parentHash = copy.applyPathKeys(insider.self, keys);
    path.leaf.sign(insider.signer, insider.context.groupId, insider.self);
    return path;
}

//! A whole external commit of the newcomer, and what it is made of.
PublicMessage externalCommit(Scene &scene)
{
    const auto joined = Group::joinExternally(scene.people[1].group->groupInfo(true), std::nullopt, scene.newcomer.signer.clone(),
        scene.newcomer.keyPackage().package.leaf, std::nullopt, {}, config(false), now);
    return std::get<PublicMessage>(joined->commit.body);
}

Message resignedByNewcomer(Scene &scene, PublicMessage m)
{
    AuthenticatedContent content {WireFormat::PublicMessage, std::move(m.content), std::move(m.auth)};
    content.auth.signature = signContent(scene.newcomer.signer, WireFormat::PublicMessage, content.content, scene.insider().context);
    return {protectPublic(std::move(content), {}, scene.insider().context)};
}

AuthenticatedContent application(const Insider &insider, LeafIndex from)
{
    AuthenticatedContent content;
    content.wireFormat = WireFormat::PrivateMessage;
    content.content = insider.content({SenderType::Member, from.value});
    content.content.body = Bytes("text");
    content.auth.signature = signContent(insider.signer, WireFormat::PrivateMessage, content.content, insider.context);
    return content;
}

Message sealedBy(Insider &insider, const AuthenticatedContent &content, std::size_t padding = 0)
{
    return {*protectPrivate(content, insider.keys, insider.secrets.senderData.view(), padding)};
}

//! PrivateMessage with its own plaintext, for what no sender of ours would write.
Message sealedPlain(Insider &insider, const Bytes &plain, std::uint32_t leaf, std::uint32_t generation, const MessageKey &key)
{
    PrivateMessage m {insider.context.groupId, insider.context.epoch, ContentType::Application, {}, {}, {}};
    Writer aad;
    aad.opaque(m.groupId);
    aad.u64(m.epoch);
    aad.u8(1);
    Writer senderDataAad = aad;
    aad.opaque({});
    m.ciphertext = aeadSeal(key.key.view(), key.nonce.view(), std::move(aad).take(), plain);
    Writer senderData;
    senderData.u32(leaf);
    senderData.u32(generation);
    senderData.u32(0); // reuse guard
    const View sample = View(m.ciphertext).first(32);
    const SecretBytes k = expandWithLabel(insider.secrets.senderData.view(), "key", sample, keySize);
    const SecretBytes n = expandWithLabel(insider.secrets.senderData.view(), "nonce", sample, nonceSize);
    m.encryptedSenderData = aeadSeal(k.view(), n.view(), std::move(senderDataAad).take(), std::move(senderData).take());
    return {m};
}

Bytes plainOf(const AuthenticatedContent &content, const Bytes &padding)
{
    Writer w;
    content.content.writeBody(w);
    content.auth.write(w, ContentType::Application);
    w.raw(padding);
    return std::move(w).take();
}

} // namespace

class CommitRulesTest : public QObject {
    Q_OBJECT
private slots:
    void section6_data()
    {
        addAttackColumns();
        breaks("6 the group is this one, public", ErrorKind::WrongGroup, "another group's message", [](Scene &scene) {
            auto m = honestCommit(scene);
            m.content.groupId = "another";
            return resealed(scene, m);
        });
        for (const int step : {-1, 1})
            breaks(step < 0 ? "6 the epoch is this one, public: past" : "6 the epoch is this one, public: future", ErrorKind::WrongEpoch,
                "a message of another epoch", [step](Scene &scene) {
                    auto m = honestCommit(scene);
                    m.content.epoch += std::uint64_t(step);
                    return resealed(scene, m);
                });
        breaks("6.1 the sender is a member", ErrorKind::NotMember, "a sender who is no member", [](Scene &scene) {
            auto m = honestCommit(scene);
            m.content.sender.index = 5;
            return resealed(scene, m);
        });
        breaks("6.1 the signature is the sender's", ErrorKind::BadSignature, "a message", [](Scene &scene) {
            auto m = honestCommit(scene);
            m.content.sender.index = scene.leafOf(2).value;
            return resealed(scene, m);
        });
        breaks("6.1 what was signed is what came: authenticated data", ErrorKind::BadTag, "membership tag", [](Scene &scene) {
            auto m = honestCommit(scene);
            m.content.authenticatedData = "changed";
            return Message {m};
        });
        breaks("6.2 the membership tag is a member's: a flipped bit", ErrorKind::BadTag, "membership tag", [](Scene &scene) {
            auto m = honestCommit(scene);
            m.membershipTag[0] = char(m.membershipTag[0] ^ 1);
            return Message {m};
        });
        breaks("6.2 the membership tag is a member's: none", ErrorKind::BadTag, "membership tag", [](Scene &scene) {
            auto m = honestCommit(scene);
            m.membershipTag.clear();
            return Message {m};
        });
        breaks("6.2 application data is never public", ErrorKind::Malformed, "application data in the clear", [](Scene &scene) {
            FramedContent c = scene.insider().content();
            c.body = Bytes("text");
            return scene.insider().publish(std::move(c));
        });
        breaks("6 the group is this one, private", ErrorKind::WrongGroup, "another group's message", [](Scene &scene) {
            auto m = std::get<PrivateMessage>(scene.people[1].group->seal("text", {})->body);
            m.groupId = "another";
            return Message {m};
        });
        breaks("6 the epoch is one whose keys there are, private: future", ErrorKind::WrongEpoch, "a message of another epoch", [](Scene &scene) {
            auto m = std::get<PrivateMessage>(scene.people[1].group->seal("text", {})->body);
            ++m.epoch;
            return Message {m};
        });
        breaks("6 the epoch is one whose keys there are, private: past", ErrorKind::WrongEpoch, "an epoch whose keys are gone", [](Scene &scene) {
            const Message sent = *scene.people[1].group->seal("text", {});
            for (int i = 0; i < 2; ++i) // one past epoch is kept
                (void)deliver(scene.people, scene.people[2].group->commit({}, {}, now)->commit);
            return sent;
        });
        const auto sealed = [](const char *rule, ErrorKind kind, const char *words, const std::function<void(PrivateMessage &)> &bend) {
            breaks(rule, kind, words, [bend](Scene &scene) {
                auto m = std::get<PrivateMessage>(scene.people[1].group->seal("text", "aad")->body);
                bend(m);
                return Message {m};
            });
        };
        sealed("6.3.1 the ciphertext is whole: a flipped bit behind the sample", ErrorKind::CannotDecrypt, "a message",
            [](PrivateMessage &m) { m.ciphertext.back() = char(m.ciphertext.back() ^ 1); });
        sealed("6.3.1 the ciphertext is whole: empty", ErrorKind::CannotDecrypt, "sender data", [](PrivateMessage &m) { m.ciphertext.clear(); });
        sealed("6.3.1 the authenticated data is what was sealed", ErrorKind::CannotDecrypt, "a message",
            [](PrivateMessage &m) { m.authenticatedData = "other"; });
        sealed("6.3.1 the content type is what was sealed", ErrorKind::CannotDecrypt, "sender data",
            [](PrivateMessage &m) { m.type = ContentType::Proposal; });
        sealed("6.3.2 the sender data is whole", ErrorKind::CannotDecrypt, "sender data",
            [](PrivateMessage &m) { m.encryptedSenderData[0] = char(m.encryptedSenderData[0] ^ 1); });
        sealed("6.3.2 the sender data is whole: cut", ErrorKind::CannotDecrypt, "sender data", [](PrivateMessage &m) { m.encryptedSenderData.chop(1); });
        breaks("6.3.1 padding is zero", ErrorKind::CannotDecrypt, "a message", [](Scene &scene) {
            Insider insider = scene.insider();
            const auto next = insider.keys.next(insider.self, RatchetType::Application);
            return sealedPlain(insider, plainOf(application(insider, insider.self), Bytes("\0\1", 2)), insider.self.value, next->generation, next->key);
        });
        breaks("6.3.1 the signature inside is the sender's", ErrorKind::CannotDecrypt, "a message", [](Scene &scene) {
            Insider insider = scene.insider();
            return sealedBy(insider, application(insider, scene.leafOf(2))); // sealed with the keys of leaf 2, which all members have
        });
        breaks("6.3.2 the sender's leaf is not blank", ErrorKind::NotMember, "a leaf outside the tree", [](Scene &scene) {
            Insider insider = scene.insider();
            const auto next = insider.keys.next(insider.self, RatchetType::Application);
            return sealedPlain(insider, plainOf(application(insider, {1000}), {}), 1000, next->generation, next->key);
        });
        breaks("9.1 a generation is not too far ahead", ErrorKind::TooOld, "a generation too far ahead", [](Scene &scene) {
            Insider insider = scene.insider();
            const auto next = insider.keys.next(insider.self, RatchetType::Application);
            return sealedPlain(insider, plainOf(application(insider, insider.self), {}), insider.self.value, 1'000'000, next->key);
        });
        breaks("9.1 a key is used once", ErrorKind::TooOld, "a generation whose key is used or gone", [](Scene &scene) {
            const Message sent = *scene.people[1].group->seal("text", {});
            (void)scene.receiver().process(sent, {}, now);
            return sent;
        });
        for (const bool keyPackage : {false, true})
            breaks(keyPackage ? "6 members take no KeyPackage" : "6 members take no GroupInfo", ErrorKind::Unsupported, "a message that is not for members",
                [keyPackage](Scene &scene) {
                    return keyPackage ? Message {scene.newcomer.keyPackage().package} : Message {scene.people[1].group->groupInfo(true)};
                });
    }
    void section6()
    {
        runAttack();
    }

    void section12_4_2_data()
    {
        addAttackColumns();
        breaks("12.4.2 the proposals that are referred to were seen", ErrorKind::UnknownProposal, "a reference to a proposal that was not seen",
            [](Scene &scene) {
                Commit commit;
                commit.proposals.push_back({Bytes(32, 'r')});
                commit.path = scene.insider().path();
                return scene.insider().commit(std::move(commit));
            });
        breaks("12.4.2 the list is valid (12.2)", ErrorKind::BadProposal, "a Remove of the committer", [](Scene &scene) {
            return scene.insider().commit({Proposal {Remove {scene.leafOf(1)}}}, scene.insider().path());
        });
        breaks("12.4.2 the PSKs are there", ErrorKind::UnknownPsk, "a pre-shared key", [](Scene &scene) {
            PskId id;
            id.id = "unknown";
            id.nonce = Bytes(32, 'n');
            return scene.insider().commit({Proposal {PreSharedKey {id}}}, scene.insider().path());
        });
        breaks("12.4.2 a resumption PSK is of an epoch whose key there is", ErrorKind::UnknownPsk, "a pre-shared key", [](Scene &scene) {
            PskId id;
            id.type = PskType::Resumption;
            id.groupId = "group";
            id.epoch = 77;
            id.nonce = Bytes(32, 'n');
            return scene.insider().commit({Proposal {PreSharedKey {id}}}, scene.insider().path());
        });
        const auto pathless = [](const char *rule, const std::function<std::vector<Proposal>(Scene &)> &make) {
            breaks(rule, ErrorKind::BadCommit, "a commit without the path that its proposals need",
                [make](Scene &scene) { return scene.insider().commit(make(scene)); });
        };
        pathless("12.4 there is a path where it is needed: an empty commit", [](Scene &) { return std::vector<Proposal> {}; });
        pathless("12.4 there is a path where it is needed: a Remove", [](Scene &scene) { return std::vector<Proposal> {{Remove {scene.leafOf(3)}}}; });
        pathless("12.4 there is a path where it is needed: the receiver's own Remove",
            [](Scene &scene) { return std::vector<Proposal> {{Remove {scene.leafOf(0)}}}; });
        pathless("12.4 there is a path where it is needed: GroupContextExtensions", [](Scene &) { return std::vector<Proposal> {{GroupContextExtensions {}}}; });
        breaks("12.4.2 who is removed checks the list too", ErrorKind::BadProposal, "two changes of one leaf", [](Scene &scene) {
            return scene.insider().commit({Proposal {Remove {scene.leafOf(0)}}, Proposal {Remove {scene.leafOf(0)}}}, scene.insider().path());
        });
        breaks("12.4.2 the path's leaf is valid (7.3)", ErrorKind::BadLeaf, "an extension that the capabilities do not list", [](Scene &scene) {
            return bentPath(scene, [](UpdatePath &path) { path.leaf.extensions = {{0xf00d, {}}}; });
        });
        breaks("12.4.2 the path brings a new leaf key", ErrorKind::BadLeaf, "an encryption key that the tree has already", [](Scene &scene) {
            const Bytes old = scene.insider().tree.leaf(scene.leafOf(1))->encryptionKey;
            return bentPath(scene, [old](UpdatePath &path) { path.leaf.encryptionKey = old; });
        });
        breaks("12.4.2 a path key is not in the tree", ErrorKind::BadCommit, "a path key that the tree has already", [](Scene &scene) {
            const Bytes taken = scene.insider().tree.leaf(scene.leafOf(3))->encryptionKey;
            return bentPath(scene, [taken](UpdatePath &path) { path.nodes.back().encryptionKey = taken; });
        });
        breaks("12.4.2 a path key is not another of the path", ErrorKind::BadCommit, "a path key twice",
            [](Scene &scene) { return bentPath(scene, [](UpdatePath &path) { path.nodes[1].encryptionKey = path.nodes[0].encryptionKey; }); });
        breaks("12.4.2 a path key is not the leaf's", ErrorKind::BadCommit, "a path key twice",
            [](Scene &scene) { return bentPath(scene, [](UpdatePath &path) { path.nodes[1].encryptionKey = path.leaf.encryptionKey; }); });
        breaks("12.4.2 a path key has its size", ErrorKind::BadCommit, "a path key of the wrong size or of low order",
            [](Scene &scene) { return bentPath(scene, [](UpdatePath &path) { path.nodes[0].encryptionKey.chop(1); }); });
        breaks("12.4.2 a path key is not of low order", ErrorKind::BadCommit, "a path key of the wrong size or of low order",
            [](Scene &scene) { return bentPath(scene, [](UpdatePath &path) { path.nodes[0].encryptionKey = Bytes(32, '\0'); }); });
        breaks("12.4.2 the path has a node for each of the filtered direct path: fewer", ErrorKind::BadCommit, "a path of the wrong length",
            [](Scene &scene) { return bentPath(scene, [](UpdatePath &path) { path.nodes.pop_back(); }); });
        breaks("12.4.2 the path has a node for each of the filtered direct path: more", ErrorKind::BadCommit, "a path of the wrong length",
            [](Scene &scene) { return bentPath(scene, [](UpdatePath &path) { path.nodes.push_back(path.nodes.back()); }); });
        breaks("12.4.2 a node has a ciphertext for each of the resolution: fewer", ErrorKind::BadCommit, "a path node with the wrong number of ciphertexts",
            [](Scene &scene) { return bentPath(scene, [](UpdatePath &path) { path.nodes[1].encryptedPathSecrets.pop_back(); }); });
        breaks("12.4.2 a node has a ciphertext for each of the resolution: more", ErrorKind::BadCommit, "a path node with the wrong number of ciphertexts",
            [](Scene &scene) {
                return bentPath(scene, [](UpdatePath &path) { path.nodes[0].encryptedPathSecrets.push_back(path.nodes[0].encryptedPathSecrets[0]); });
            });
        breaks("7.9.2 the committer's parent hash is that of its path", ErrorKind::BadTree, "the parent hash of the committer's leaf",
            [](Scene &scene) { return bentPath(scene, [](UpdatePath &path) { path.leaf.parentHash = Bytes(32, 'h'); }); });
        breaks("7.9.2 the committer's parent hash covers the path's keys", ErrorKind::BadTree, "the parent hash of the committer's leaf", [](Scene &scene) {
            return bentPath(scene, [](UpdatePath &path) { path.nodes[1].encryptionKey = hpke::generateKeyPair().publicKey.toBytes(); });
        });
        breaks("12.4.2 the path secret opens", ErrorKind::CannotDecrypt, "a path secret", [](Scene &scene) {
            return bentPath(scene, [](UpdatePath &path) {
                for (auto &sealed : path.nodes[0].encryptedPathSecrets)
                    sealed.ciphertext.back() = char(sealed.ciphertext.back() ^ 1);
            });
        });
        breaks("12.4.2 the path secret was sealed to a key that is not of low order", ErrorKind::CannotDecrypt, "a path secret", [](Scene &scene) {
            return bentPath(scene, [](UpdatePath &path) {
                for (auto &sealed : path.nodes[0].encryptedPathSecrets)
                    sealed.kemOutput = Bytes(32, '\0');
            });
        });
        breaks("12.4.2 the path secret gives the keys that were announced", ErrorKind::BadCommit, "a path secret that does not give the announced key",
            [](Scene &scene) {
                // Everything in the open fits, and the secrets are sealed for the tree that results; only they are others'.
                const Insider insider = scene.insider();
                UpdatePath path = pathWithKey(insider, 1, hpke::generateKeyPair().publicKey.toBytes());
                RatchetTree after = insider.tree;
                const auto context = applyPath(after, insider.self, path, insider.provisional(), {});
                const auto steps = insider.tree.filteredDirectPath(insider.self);
                for (std::size_t i = 0; i < path.nodes.size(); ++i) {
                    path.nodes[i].encryptedPathSecrets.clear();
                    for (const NodeIndex to : insider.tree.resolution(steps[i].copath))
                        path.nodes[i].encryptedPathSecrets.push_back(*encryptWithLabel(*insider.tree.encryptionKeyOf(to),
                            encryptContext("UpdatePathNode", encode(*context)), Bytes(32, 's')));
                }
                return insider.commit({}, path);
            });
        breaks("12.4.2 the confirmation tag is that of the new epoch: a flipped bit", ErrorKind::BadTag, "confirmation tag", [](Scene &scene) {
            auto m = honestCommit(scene);
            m.auth.confirmationTag[0] = char(m.auth.confirmationTag[0] ^ 1);
            return resealed(scene, m);
        });
        breaks("12.4.2 the confirmation tag is that of the new epoch: empty", ErrorKind::BadTag, "confirmation tag", [](Scene &scene) {
            auto m = honestCommit(scene);
            m.auth.confirmationTag.clear();
            return resealed(scene, m);
        });
        breaks("12.4.2 the confirmation tag covers what the commit says", ErrorKind::BadTag, "confirmation tag", [](Scene &scene) {
            auto m = honestCommit(scene);
            m.content.authenticatedData = "said later";
            return resealed(scene, m);
        });
        breaks("12.4.2 a commit of this member is pending", ErrorKind::BadCommit, "an own commit that is not pending", [](Scene &scene) {
            const Message own = scene.receiver().commit({}, {}, now)->commit;
            scene.receiver().clearPending();
            return own;
        });
    }
    void section12_4_2()
    {
        runAttack();
    }

    void section8_3_externalCommits_data()
    {
        addAttackColumns();
        const auto external = [](const char *rule, ErrorKind kind, const char *words, const std::function<void(Commit &)> &bend) {
            breaks(rule, kind, words, [bend](Scene &scene) {
                auto m = externalCommit(scene);
                bend(std::get<Commit>(m.content.body));
                return resignedByNewcomer(scene, m);
            });
        };
        const auto setKem = [](Commit &c, const Bytes &kem) { c.proposals[0] = {Proposal {ExternalInit {kem}}}; };
        external("8.3 kem_output has its size", ErrorKind::BadProposal, "a kem_output of the wrong size or of low order",
            [setKem](Commit &c) { setKem(c, Bytes(31, 'k')); });
        external("8.3 kem_output is not of low order", ErrorKind::BadProposal, "a kem_output of the wrong size or of low order",
            [setKem](Commit &c) { setKem(c, Bytes(32, '\0')); });
        external("8.3 the init secret is the one of external_pub", ErrorKind::BadTag, "confirmation tag",
            [setKem](Commit &c) { setKem(c, hpke::generateKeyPair().publicKey.toBytes()); });
        external("12.4.3.2 an external commit has a path", ErrorKind::BadCommit, "new_member_commit without a path", [](Commit &c) { c.path.reset(); });
        external("12.4.2 an external commit's leaf is signed for its place", ErrorKind::BadSignature, "the committer's new leaf",
            [](Commit &c) { c.path->leaf.signature[3] = char(c.path->leaf.signature[3] ^ 1); });
        breaks("12.4.2 an external commit's leaf has new keys", ErrorKind::BadLeaf, "a signature key that the tree has already", [](Scene &scene) {
            // A member joins once more without removing itself.
            const Insider insider = scene.insider();
            auto m = externalCommit(scene);
            auto &leaf = std::get<Commit>(m.content.body).path->leaf;
            leaf.signatureKey = insider.signer.publicKey.toBytes();
            leaf.sign(insider.signer, insider.context.groupId, {4});
            AuthenticatedContent content {WireFormat::PublicMessage, std::move(m.content), std::move(m.auth)};
            content.auth.signature = signContent(insider.signer, WireFormat::PublicMessage, content.content, insider.context);
            return Message {protectPublic(std::move(content), {}, insider.context)};
        });
        breaks("6.1 an external commit is signed with the key of its leaf", ErrorKind::BadSignature, "a message", [](Scene &scene) {
            auto m = externalCommit(scene);
            m.auth.signature[0] = char(m.auth.signature[0] ^ 1);
            return Message {m};
        });
        breaks("12.4.2 an external commit's confirmation tag is that of the new epoch", ErrorKind::BadTag, "confirmation tag", [](Scene &scene) {
            auto m = externalCommit(scene);
            m.auth.confirmationTag[7] = char(m.auth.confirmationTag[7] ^ 1);
            return Message {m};
        });
    }
    void section8_3_externalCommits()
    {
        runAttack();
    }

    //! Proposals of an unknown type are refused as they are read: no member's capabilities list any here.
    void section12_2_noUnknownProposals()
    {
        Scene scene;
        Bytes bytes = encode(scene.insider().proposal({Remove {scene.leafOf(3)}}));
        const Bytes remove = encode(Proposal {Remove {scene.leafOf(3)}});
        const auto at = bytes.indexOf(remove);
        QVERIFY(at > 0);
        QVERIFY(decode<Message>(bytes));
        bytes[at] = '\x77';
        QCOMPARE(decode<Message>(bytes).error().kind, ErrorKind::Malformed);
    }

    //! A refused handshake message uses up no key: the honest one with the same generation is still read.
    void section9_2_aRefusedCommitUsesNoKey()
    {
        Scene scene;
        scene.people = groupOf(4); // PrivateMessage
        Insider insider = scene.insider();
        AuthenticatedContent forged;
        forged.wireFormat = WireFormat::PrivateMessage;
        forged.content = insider.content();
        forged.content.body = Commit {{{Proposal {Remove {scene.leafOf(1)}}}}, insider.path()};
        forged.auth.signature = signContent(insider.signer, WireFormat::PrivateMessage, forged.content, insider.context);
        forged.auth.confirmationTag = Bytes(32, 't');
        refuses(scene.receiver(), sealedBy(insider, forged), ErrorKind::BadProposal, "a Remove of the committer");
        const auto honest = scene.people[1].group->commit({}, {}, now);
        QVERIFY(honest && scene.receiver().process(honest->commit, {}, now));
    }
};

QTEST_APPLESS_MAIN(CommitRulesTest)
#include "test_commit_rules.moc"
