#include "tests/vectors/check_groups.h"

#include "core/mls/group.h"

using namespace confab;
using namespace confab::mls;

namespace vectors {

namespace {

HpkeKeyPair keyPair(const QJsonValue &secret)
{
    HpkeKeyPair pair;
    pair.secret = *X25519Secret::fromBytes(hex(secret));
    pair.publicKey = x25519PublicKeyOf(pair.secret);
    return pair;
}

SignatureKeyPair signatureKey(const QJsonValue &seed)
{
    return SignatureKeyPair::fromSeed(*Seed::fromBytes(hex(seed)));
}

QString textOf(const Error &error)
{
    return QString::fromLatin1(error.what.data(), qsizetype(error.what.size()));
}

//! Opens what the vector holds, then seals the same again and opens that.
class ProtectionCheck {
public:
    ProtectionCheck(const QJsonObject &entry, Verdict &v)
        : m_entry(entry)
        , m_v(v)
    {
        m_context.groupId = hex(entry["group_id"]);
        m_context.epoch = std::uint64_t(entry["epoch"].toInteger());
        m_context.treeHash = hex(entry["tree_hash"]);
        m_context.confirmedTranscriptHash = hex(entry["confirmed_transcript_hash"]);
        m_public = hex(entry["signature_pub"]);
    }

    void publicForm(const char *raw, const char *form)
    {
        const auto message = decode<Message>(hex(m_entry[QLatin1String(form)]));
        const auto *sealed = message ? std::get_if<PublicMessage>(&message->body) : nullptr;
        m_v.expect(sealed, QLatin1String(form));
        if (!sealed)
            return;
        const Bytes membership = hex(m_entry["membership_key"]);
        const auto opened = unprotectPublic(*sealed, membership, m_context);
        checkOpened(opened, raw, form);
        if (opened)
            checkOpened(unprotectPublic(protectPublic(resigned(*opened), membership, m_context), membership, m_context), raw, form);
    }

    void privateForm(const char *raw, const char *form)
    {
        const auto message = decode<Message>(hex(m_entry[QLatin1String(form)]));
        const auto *sealed = message ? std::get_if<PrivateMessage>(&message->body) : nullptr;
        m_v.expect(sealed, QLatin1String(form));
        if (!sealed)
            return;
        const auto opened = open(*sealed);
        checkOpened(opened, raw, form);
        if (!opened)
            return;
        SecretTree keys = tree();
        const auto again = protectPrivate(resigned(*opened), keys, hex(m_entry["sender_data_secret"]), 17);
        m_v.expect(bool(again), QLatin1String(form));
        if (again)
            checkOpened(open(*again), raw, form);
    }

private:
    SecretTree tree() const { return SecretTree(2, SecretBytes(View(hex(m_entry["encryption_secret"])))); }

    Outcome<AuthenticatedContent> open(const PrivateMessage &message) const
    {
        SecretTree keys = tree();
        return unprotectPrivate(message, keys, hex(m_entry["sender_data_secret"]), {},
            [this](const AuthenticatedContent &c) { return signatureIsValid(m_public, c, m_context); });
    }

    AuthenticatedContent resigned(AuthenticatedContent content) const
    {
        content.auth.signature
            = signContent(signatureKey(m_entry["signature_priv"]), content.wireFormat, content.content, m_context);
        return content;
    }

    void checkOpened(const Outcome<AuthenticatedContent> &opened, const char *raw, const char *form)
    {
        m_v.expect(bool(opened), QStringLiteral("%1: %2").arg(form, opened ? QString() : textOf(opened.error())));
        if (!opened)
            return;
        m_v.expect(signatureIsValid(m_public, *opened, m_context), QStringLiteral("%1: signature").arg(form));
        Writer w;
        if (const auto *data = std::get_if<Bytes>(&opened->content.body))
            w.raw(*data);
        else
            opened->content.writeBody(w);
        m_v.equal(std::move(w).take(), m_entry[QLatin1String(raw)], QLatin1String(form));
    }

    const QJsonObject &m_entry;
    Verdict &m_v;
    GroupContext m_context;
    Bytes m_public;
};

GroupContext treeKemContext(const QJsonObject &entry)
{
    GroupContext context;
    context.groupId = hex(entry["group_id"]);
    context.epoch = std::uint64_t(entry["epoch"].toInteger());
    context.confirmedTranscriptHash = hex(entry["confirmed_transcript_hash"]);
    return context;
}

PrivateTree privateTree(const QJsonObject &leaf)
{
    PrivateTree tree;
    tree.self = {std::uint32_t(leaf["index"].toInteger())};
    tree.keys.emplace(nodeOf(tree.self), keyPair(leaf["encryption_priv"]));
    for (const QJsonValue &path : leaf["path_secrets"].toArray()) {
        const SecretBytes node = deriveSecret(hex(path["path_secret"]), "node");
        tree.keys.emplace(NodeIndex {std::uint32_t(path["node"].toInteger())}, hpke::deriveKeyPair(node.view()));
    }
    return tree;
}

void checkUpdatePath(const QJsonObject &entry, const RatchetTree &before, const QJsonObject &update, Verdict &v)
{
    const LeafIndex sender {std::uint32_t(update["sender"].toInteger())};
    const auto path = decode<UpdatePath>(hex(update["update_path"]));
    v.expect(bool(path), QStringLiteral("update_path"));
    if (!path)
        return;
    RatchetTree after = before;
    const auto context = applyPath(after, sender, *path, treeKemContext(entry), {});
    v.expect(bool(context), QStringLiteral("the path of %1 is refused").arg(sender.value));
    if (!context)
        return;
    v.equal(after.treeHash(), update["tree_hash_after"], QStringLiteral("tree_hash_after"));
    v.expect(bool(after.verifyParentHashes()), QStringLiteral("parent hashes"));
    v.expect(path->leaf.signatureIsValid(hex(entry["group_id"]), sender), QStringLiteral("leaf signature"));

    const QJsonArray secrets = update["path_secrets"].toArray();
    for (const QJsonValue &leaf : entry["leaves_private"].toArray()) {
        const PrivateTree mine = privateTree(leaf.toObject());
        if (mine.self == sender)
            continue;
        const auto at = QStringLiteral("leaf %1 follows %2").arg(mine.self.value).arg(sender.value);
        const auto followed = followPath(after, mine, sender, *path, *context, {});
        v.expect(bool(followed), at);
        if (!followed)
            continue;
        v.equal(followed->commitSecret.view(), update["commit_secret"], at);
        const SecretBytes node = deriveSecret(hex(secrets[int(mine.self.value)]), "node");
        const auto key = followed->privateTree.keys.find(commonAncestorOf(sender, mine.self));
        v.expect(key != followed->privateTree.keys.end()
                && key->second.publicKey == hpke::deriveKeyPair(node.view()).publicKey,
            at + QStringLiteral(": path secret"));
    }
}

//! A path of our own, which every other leaf must be able to follow.
void checkOwnPath(const QJsonObject &entry, const RatchetTree &before, const QJsonObject &leaf, Verdict &v)
{
    const LeafIndex sender {std::uint32_t(leaf["index"].toInteger())};
    RatchetTree mine = before;
    const auto made = makePath(mine, sender, *before.leaf(sender), signatureKey(leaf["signature_priv"]), treeKemContext(entry), {});
    v.expect(bool(made), QStringLiteral("own path"));
    if (!made)
        return;
    RatchetTree theirs = before;
    const auto context = applyPath(theirs, sender, made->path, treeKemContext(entry), {});
    v.expect(context && theirs.treeHash() == mine.treeHash(), QStringLiteral("own path: tree hash"));
    for (const QJsonValue &other : entry["leaves_private"].toArray()) {
        const PrivateTree tree = privateTree(other.toObject());
        if (tree.self == sender || !context)
            continue;
        const auto followed = followPath(theirs, tree, sender, made->path, *context, {});
        v.expect(followed && Bytes(followed->commitSecret.view().toByteArray()) == made->result.commitSecret.view().toByteArray(),
            QStringLiteral("own path of %1 at %2").arg(sender.value).arg(tree.self.value));
    }
}

PskLookup pskLookup(const QJsonArray &psks)
{
    return [psks](const PskId &id) -> std::optional<SecretBytes> {
        for (const QJsonValue &psk : psks)
            if (hex(psk["psk_id"]) == id.id)
                return SecretBytes(View(hex(psk["psk"])));
        return std::nullopt;
    };
}

} // namespace

void checkMessageProtection(const QJsonObject &entry, Verdict &v)
{
    ProtectionCheck check(entry, v);
    check.publicForm("proposal", "proposal_pub");
    check.privateForm("proposal", "proposal_priv");
    check.publicForm("commit", "commit_pub");
    check.privateForm("commit", "commit_priv");
    check.privateForm("application", "application_priv");
}

void checkTreeOperations(const QJsonObject &entry, Verdict &v)
{
    auto tree = RatchetTree::decode(hex(entry["tree_before"]));
    const auto proposal = decode<Proposal>(hex(entry["proposal"]));
    v.expect(tree && proposal, QStringLiteral("not read"));
    if (!tree || !proposal)
        return;
    v.equal(tree->treeHash(), entry["tree_hash_before"], QStringLiteral("tree_hash_before"));
    if (const auto *add = std::get_if<Add>(&proposal->body))
        tree->add(add->keyPackage.leaf);
    else if (const auto *update = std::get_if<Update>(&proposal->body))
        tree->update({std::uint32_t(entry["proposal_sender"].toInteger())}, update->leaf);
    else if (const auto *remove = std::get_if<Remove>(&proposal->body))
        tree->remove(remove->removed);
    v.equal(tree->encode(), entry["tree_after"], QStringLiteral("tree_after"));
    v.equal(tree->treeHash(), entry["tree_hash_after"], QStringLiteral("tree_hash_after"));
}

void checkTreeValidation(const QJsonObject &entry, Verdict &v)
{
    const auto tree = RatchetTree::decode(hex(entry["tree"]));
    v.expect(bool(tree), QStringLiteral("not read"));
    if (!tree)
        return;
    const QJsonArray hashes = entry["tree_hashes"].toArray(), resolutions = entry["resolutions"].toArray();
    for (int i = 0; i < hashes.size(); ++i) {
        const NodeIndex node {std::uint32_t(i)};
        v.equal(tree->treeHash(node), hashes[i], QStringLiteral("hash of node %1").arg(i));
        QJsonArray resolution;
        for (const NodeIndex n : tree->resolution(node))
            resolution.append(qint64(n.value));
        v.expect(resolution == resolutions[i].toArray(), QStringLiteral("resolution of node %1").arg(i));
    }
    const auto valid = tree->validate(hex(entry["group_id"]), {}, {});
    v.expect(bool(valid), valid ? QString() : textOf(valid.error()));
}

void checkTreeKem(const QJsonObject &entry, Verdict &v)
{
    const auto tree = RatchetTree::decode(hex(entry["ratchet_tree"]));
    v.expect(bool(tree), QStringLiteral("ratchet_tree"));
    if (!tree)
        return;
    for (const QJsonValue &update : entry["update_paths"].toArray())
        checkUpdatePath(entry, *tree, update.toObject(), v);
    for (const QJsonValue &leaf : entry["leaves_private"].toArray())
        checkOwnPath(entry, *tree, leaf.toObject(), v);
}

void checkWelcome(const QJsonObject &entry, Verdict &v)
{
    const auto welcomeMessage = decode<Message>(hex(entry["welcome"]));
    const auto packageMessage = decode<Message>(hex(entry["key_package"]));
    const auto *welcome = welcomeMessage ? std::get_if<Welcome>(&welcomeMessage->body) : nullptr;
    const auto *package = packageMessage ? std::get_if<KeyPackage>(&packageMessage->body) : nullptr;
    v.expect(welcome && package, QStringLiteral("not read"));
    if (!welcome || !package)
        return;
    for (const EncryptedGroupSecrets &sealed : welcome->secrets) {
        if (sealed.newMember != package->reference())
            continue;
        const auto plain = decryptWithLabel(keyPair(entry["init_priv"]), encryptContext("Welcome", welcome->encryptedGroupInfo), sealed.sealed);
        const auto secrets = plain ? GroupSecrets::decode(plain->view()) : Outcome<GroupSecrets>(fail(ErrorKind::CannotDecrypt, ""));
        v.expect(bool(secrets), QStringLiteral("group secrets"));
        if (!secrets)
            return;
        const SecretBytes psk = pskSecretOf({});
        const SecretBytes secret = welcomeSecretOf(secrets->joinerSecret.view(), psk.view());
        const SecretBytes key = expandWithLabel(secret.view(), "key", {}, keySize);
        const SecretBytes nonce = expandWithLabel(secret.view(), "nonce", {}, nonceSize);
        const auto opened = aeadOpen(key.view(), nonce.view(), {}, welcome->encryptedGroupInfo);
        const auto info = opened ? decode<GroupInfo>(opened->view()) : Outcome<GroupInfo>(fail(ErrorKind::CannotDecrypt, ""));
        v.expect(bool(info), QStringLiteral("group info"));
        if (!info)
            return;
        v.expect(info->signatureIsValid(hex(entry["signer_pub"])), QStringLiteral("signature"));
        const auto joined = secretsAfterJoin(secrets->joinerSecret.view(), psk.view(), info->context);
        v.expect(confirmationTag(joined.epoch.confirmation, info->context.confirmedTranscriptHash) == info->confirmationTag,
            QStringLiteral("confirmation tag"));
        return;
    }
    v.expect(false, QStringLiteral("not for this KeyPackage"));
}

void checkPassiveClient(const QJsonObject &entry, Verdict &v)
{
    const auto welcomeMessage = decode<Message>(hex(entry["welcome"]));
    const auto packageMessage = decode<Message>(hex(entry["key_package"]));
    const auto *welcome = welcomeMessage ? std::get_if<Welcome>(&welcomeMessage->body) : nullptr;
    const auto *package = packageMessage ? std::get_if<KeyPackage>(&packageMessage->body) : nullptr;
    v.expect(welcome && package, QStringLiteral("not read"));
    if (!welcome || !package)
        return;
    const KeyPackageBundle own {*package, keyPair(entry["init_priv"]), keyPair(entry["encryption_priv"])};
    const Bytes treeBytes = hex(entry["ratchet_tree"]);
    const auto tree = entry["ratchet_tree"].isNull() ? std::nullopt : std::optional<View>(treeBytes);
    const auto psks = pskLookup(entry["external_psks"].toArray());
    auto group = Group::join(*welcome, own, signatureKey(entry["signature_priv"]), tree, psks, {}, std::nullopt);
    v.expect(bool(group), group ? QString() : textOf(group.error()));
    if (!group)
        return;
    v.equal(group->epochAuthenticator(), entry["initial_epoch_authenticator"], QStringLiteral("initial_epoch_authenticator"));

    const QJsonArray epochs = entry["epochs"].toArray();
    for (int i = 0; i < epochs.size(); ++i) {
        QJsonArray messages = epochs[i]["proposals"].toArray();
        messages.append(epochs[i]["commit"]);
        for (const QJsonValue &bytes : messages) {
            const auto message = decode<Message>(hex(bytes));
            const auto processed = message ? group->process(*message, psks, std::nullopt)
                                           : Outcome<Processed>(fail(ErrorKind::Malformed, "not read"));
            v.expect(bool(processed), QStringLiteral("epoch %1: %2").arg(i).arg(processed ? QString() : textOf(processed.error())));
            if (!processed)
                return;
        }
        v.equal(group->epochAuthenticator(), epochs[i]["epoch_authenticator"], QStringLiteral("epoch %1: epoch_authenticator").arg(i));
    }
    // What was stored is what goes on.
    const auto again = Group::deserialise(group->serialise().view(), {});
    v.expect(again && again->serialise().view().toByteArray() == group->serialise().view().toByteArray(), QStringLiteral("serialise"));
}

} // namespace vectors
