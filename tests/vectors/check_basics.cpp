#include "tests/vectors/check_basics.h"

#include "core/mls/key_schedule.h"
#include "core/mls/ratchet_tree.h"
#include "core/mls/secret_tree.h"

using namespace confab;
using namespace confab::mls;

namespace vectors {

namespace {

QJsonValue indexOrNull(bool exists, NodeIndex node)
{
    return exists ? QJsonValue(qint64(node.value)) : QJsonValue(QJsonValue::Null);
}

// The nodes of the trees here are complete: the number of leaves is a power of two.
void checkNode(const QJsonObject &entry, std::uint32_t leaves, NodeIndex node, Verdict &v)
{
    const bool isRoot = node == rootOf(leaves);
    const auto expect = [&](const char *key, const QJsonValue &actual) {
        v.expect(entry[QLatin1String(key)].toArray()[int(node.value)] == actual, QStringLiteral("%1 of %2").arg(key).arg(node.value));
    };
    expect("left", indexOrNull(!node.isLeaf(), node.isLeaf() ? node : leftOf(node)));
    expect("right", indexOrNull(!node.isLeaf(), node.isLeaf() ? node : rightOf(node)));
    expect("parent", indexOrNull(!isRoot, isRoot ? node : parentOf(node)));
    expect("sibling", indexOrNull(!isRoot, isRoot ? node : siblingOf(node)));
}

template <typename T>
void checkReencodes(const QJsonObject &entry, const char *key, Verdict &v)
{
    const auto decoded = decode<T>(hex(entry[QLatin1String(key)]));
    v.expect(bool(decoded), QStringLiteral("%1 is not read").arg(key));
    if (decoded)
        v.equal(encode(*decoded), entry[QLatin1String(key)], QStringLiteral("%1 is written otherwise").arg(key));
}

//! A proposal's body, in front of which its type belongs.
void checkProposal(const QJsonObject &entry, const char *key, ProposalType type, Verdict &v)
{
    Writer w;
    w.u16(std::uint16_t(type));
    w.raw(hex(entry[QLatin1String(key)]));
    const Bytes whole = std::move(w).take();
    const auto decoded = decode<Proposal>(whole);
    v.expect(decoded && decoded->type() == type && encode(*decoded) == whole, QLatin1String(key));
}

} // namespace

void checkTreeMath(const QJsonObject &entry, Verdict &v)
{
    const auto leaves = std::uint32_t(entry["n_leaves"].toInteger());
    v.expect(nodeCount(leaves) == std::uint32_t(entry["n_nodes"].toInteger()), QStringLiteral("n_nodes"));
    v.expect(rootOf(leaves).value == std::uint32_t(entry["root"].toInteger()), QStringLiteral("root"));
    for (std::uint32_t i = 0; i < nodeCount(leaves); ++i)
        checkNode(entry, leaves, {i}, v);
}

void checkDeserialization(const QJsonObject &entry, Verdict &v)
{
    const Bytes header = hex(entry["vlbytes_header"]);
    const auto length = std::size_t(entry["length"].toInteger());
    Reader r(header);
    v.expect(r.length() == length && r.ok() && r.atEnd(), QStringLiteral("length"));
    Writer w;
    w.length(length);
    v.expect(std::move(w).take() == header, QStringLiteral("header"));
}

void checkCryptoBasics(const QJsonObject &entry, Verdict &v)
{
    const QJsonObject ref = entry["ref_hash"].toObject();
    v.equal(refHash(ref["label"].toString().toLatin1(), hex(ref["value"])), ref["out"], QStringLiteral("ref_hash"));

    const QJsonObject expand = entry["expand_with_label"].toObject();
    v.equal(expandWithLabel(hex(expand["secret"]), expand["label"].toString().toLatin1(), hex(expand["context"]),
                std::size_t(expand["length"].toInteger()))
                .view(),
        expand["out"], QStringLiteral("expand_with_label"));

    const QJsonObject derive = entry["derive_secret"].toObject();
    v.equal(deriveSecret(hex(derive["secret"]), derive["label"].toString().toLatin1()).view(), derive["out"],
        QStringLiteral("derive_secret"));

    const QJsonObject tree = entry["derive_tree_secret"].toObject();
    v.equal(deriveTreeSecret(hex(tree["secret"]), tree["label"].toString().toLatin1(),
                std::uint32_t(tree["generation"].toInteger()), std::size_t(tree["length"].toInteger()))
                .view(),
        tree["out"], QStringLiteral("derive_tree_secret"));

    const QJsonObject sign = entry["sign_with_label"].toObject();
    const Bytes label = sign["label"].toString().toLatin1(), content = hex(sign["content"]);
    v.expect(verifyWithLabel(hex(sign["pub"]), label, content, hex(sign["signature"])), QStringLiteral("verify_with_label"));
    const auto key = SignatureKeyPair::fromSeed(*Seed::fromBytes(hex(sign["priv"])));
    v.expect(verifyWithLabel(hex(sign["pub"]), label, content, signWithLabel(key, label, content)), QStringLiteral("sign_with_label"));

    const QJsonObject seal = entry["encrypt_with_label"].toObject();
    const HpkeKeyPair pair {*X25519Secret::fromBytes(hex(seal["priv"])), *PublicKey::fromBytes(hex(seal["pub"]))};
    const auto context = encryptContext(seal["label"].toString().toLatin1(), hex(seal["context"]));
    const auto opened = decryptWithLabel(pair, context, {hex(seal["kem_output"]), hex(seal["ciphertext"])});
    v.expect(opened.has_value(), QStringLiteral("decrypt_with_label"));
    if (opened)
        v.equal(opened->view(), seal["plaintext"], QStringLiteral("decrypt_with_label"));
    const auto sealed = encryptWithLabel(hex(seal["pub"]), context, hex(seal["plaintext"]));
    const auto again = sealed ? decryptWithLabel(pair, context, *sealed) : std::nullopt;
    v.expect(again.has_value(), QStringLiteral("encrypt_with_label"));
}

void checkPskSecret(const QJsonObject &entry, Verdict &v)
{
    std::vector<Psk> psks;
    for (const QJsonValue &item : entry["psks"].toArray()) {
        PskId id;
        id.id = hex(item["psk_id"]);
        id.nonce = hex(item["psk_nonce"]);
        psks.push_back({id, SecretBytes(View(hex(item["psk"])))});
    }
    v.equal(pskSecretOf(psks).view(), entry["psk_secret"], QStringLiteral("psk_secret"));
}

void checkKeySchedule(const QJsonObject &entry, Verdict &v)
{
    SecretBytes init(View(hex(entry["initial_init_secret"])));
    GroupContext context;
    context.groupId = hex(entry["group_id"]);
    const QJsonArray epochs = entry["epochs"].toArray();
    for (int i = 0; i < epochs.size(); ++i) {
        const QJsonObject e = epochs[i].toObject();
        context.epoch = std::uint64_t(i);
        context.treeHash = hex(e["tree_hash"]);
        context.confirmedTranscriptHash = hex(e["confirmed_transcript_hash"]);
        const auto at = [i](const char *name) { return QStringLiteral("epoch %1: %2").arg(i).arg(name); };
        v.equal(encode(context), e["group_context"], at("group_context"));
        const SecretBytes joiner = joinerSecretOf(init.view(), hex(e["commit_secret"]), context);
        v.equal(joiner.view(), e["joiner_secret"], at("joiner_secret"));
        const JoinedSecrets joined = secretsAfterJoin(joiner.view(), hex(e["psk_secret"]), context);
        v.equal(joined.welcome.view(), e["welcome_secret"], at("welcome_secret"));
        const EpochSecrets &s = joined.epoch;
        v.equal(s.init.view(), e["init_secret"], at("init_secret"));
        v.equal(s.senderData.view(), e["sender_data_secret"], at("sender_data_secret"));
        v.equal(s.encryption.view(), e["encryption_secret"], at("encryption_secret"));
        v.equal(s.exporter.view(), e["exporter_secret"], at("exporter_secret"));
        v.equal(s.authentication.view(), e["epoch_authenticator"], at("epoch_authenticator"));
        v.equal(s.external.view(), e["external_secret"], at("external_secret"));
        v.equal(s.confirmation.view(), e["confirmation_key"], at("confirmation_key"));
        v.equal(s.membership.view(), e["membership_key"], at("membership_key"));
        v.equal(s.resumption.view(), e["resumption_psk"], at("resumption_psk"));
        v.equal(s.externalKeyPair().publicKey.toBytes(), e["external_pub"], at("external_pub"));
        const QJsonObject x = e["exporter"].toObject();
        v.equal(s.exportSecret(x["label"].toString().toUtf8(), hex(x["context"]), std::size_t(x["length"].toInteger())).view(),
            x["secret"], at("exporter"));
        init = cloneOf(s.init);
    }
}

void checkTranscriptHashes(const QJsonObject &entry, Verdict &v)
{
    const auto content = decode<AuthenticatedContent>(hex(entry["authenticated_content"]));
    v.expect(content && content->content.type() == ContentType::Commit, QStringLiteral("authenticated_content"));
    if (!content)
        return;
    const Bytes confirmed = confirmedTranscriptHash(hex(entry["interim_transcript_hash_before"]), *content);
    v.equal(confirmed, entry["confirmed_transcript_hash_after"], QStringLiteral("confirmed_transcript_hash"));
    v.expect(confirmationTag(SecretBytes(View(hex(entry["confirmation_key"]))), confirmed) == content->auth.confirmationTag,
        QStringLiteral("confirmation_tag"));
    v.equal(interimTranscriptHash(confirmed, content->auth.confirmationTag), entry["interim_transcript_hash_after"],
        QStringLiteral("interim_transcript_hash"));
}

void checkSecretTree(const QJsonObject &entry, Verdict &v)
{
    const QJsonObject sender = entry["sender_data"].toObject();
    const Bytes sample = hex(sender["ciphertext"]).first(qsizetype(hashSize));
    v.equal(expandWithLabel(hex(sender["sender_data_secret"]), "key", sample, keySize).view(), sender["key"], QStringLiteral("sender key"));
    v.equal(expandWithLabel(hex(sender["sender_data_secret"]), "nonce", sample, nonceSize).view(), sender["nonce"], QStringLiteral("sender nonce"));

    const QJsonArray leaves = entry["leaves"].toArray();
    SecretTree tree(std::uint32_t(leaves.size()), SecretBytes(View(hex(entry["encryption_secret"]))));
    const RatchetLimits limits {UINT32_MAX - 1, 4};
    for (int leaf = 0; leaf < leaves.size(); ++leaf) {
        for (const QJsonValue &g : leaves[leaf].toArray()) {
            const auto check = [&](RatchetType type, const char *key, const char *nonce) {
                const auto used = tree.use({std::uint32_t(leaf)}, type, std::uint32_t(g["generation"].toInteger()), limits,
                    [&](const MessageKey &k) {
                        v.equal(k.key.view(), g[QLatin1String(key)], QStringLiteral("leaf %1: %2").arg(leaf).arg(key));
                        v.equal(k.nonce.view(), g[QLatin1String(nonce)], QStringLiteral("leaf %1: %2").arg(leaf).arg(nonce));
                        return true;
                    });
                v.expect(bool(used), QStringLiteral("leaf %1: refused").arg(leaf));
            };
            check(RatchetType::Handshake, "handshake_key", "handshake_nonce");
            check(RatchetType::Application, "application_key", "application_nonce");
        }
    }
}

void checkMessages(const QJsonObject &entry, Verdict &v)
{
    for (const char *key : {"mls_welcome", "mls_group_info", "mls_key_package", "public_message_application",
             "public_message_proposal", "public_message_commit", "private_message"})
        checkReencodes<Message>(entry, key, v);
    checkReencodes<Commit>(entry, "commit", v);
    checkProposal(entry, "add_proposal", ProposalType::Add, v);
    checkProposal(entry, "update_proposal", ProposalType::Update, v);
    checkProposal(entry, "remove_proposal", ProposalType::Remove, v);
    checkProposal(entry, "pre_shared_key_proposal", ProposalType::PreSharedKey, v);
    checkProposal(entry, "re_init_proposal", ProposalType::ReInit, v);
    checkProposal(entry, "external_init_proposal", ProposalType::ExternalInit, v);
    checkProposal(entry, "group_context_extensions_proposal", ProposalType::GroupContextExtensions, v);

    const auto tree = RatchetTree::decode(hex(entry["ratchet_tree"]));
    v.expect(bool(tree), QStringLiteral("ratchet_tree is not read"));
    if (tree)
        v.equal(tree->encode(), entry["ratchet_tree"], QStringLiteral("ratchet_tree is written otherwise"));
    const auto secrets = GroupSecrets::decode(hex(entry["group_secrets"]));
    v.expect(bool(secrets), QStringLiteral("group_secrets is not read"));
    if (secrets)
        v.equal(secrets->encode(), entry["group_secrets"], QStringLiteral("group_secrets is written otherwise"));
}

} // namespace vectors
