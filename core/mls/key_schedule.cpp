#include "core/mls/key_schedule.h"

#include "core/crypto/hkdf.h"

namespace confab::mls {

EpochSecrets EpochSecrets::fromEpochSecret(View s)
{
    return {deriveSecret(s, "sender data"), deriveSecret(s, "encryption"), deriveSecret(s, "exporter"),
        deriveSecret(s, "external"), deriveSecret(s, "confirm"), deriveSecret(s, "membership"),
        deriveSecret(s, "resumption"), deriveSecret(s, "authentication"), deriveSecret(s, "init")};
}

EpochSecrets EpochSecrets::clone() const
{
    return {cloneOf(senderData), cloneOf(encryption), cloneOf(exporter), cloneOf(external), cloneOf(confirmation),
        cloneOf(membership), cloneOf(resumption), cloneOf(authentication), cloneOf(init)};
}

HpkeKeyPair EpochSecrets::externalKeyPair() const
{
    return hpke::deriveKeyPair(external.view());
}

SecretBytes EpochSecrets::exportSecret(View label, View context, std::size_t size) const
{
    const SecretBytes secret = deriveSecret(exporter.view(), label);
    return expandWithLabel(secret.view(), "exported", hash(context), size);
}

SecretBytes pskSecretOf(std::span<const Psk> psks)
{
    const SecretBytes zero(hashSize);
    SecretBytes secret(hashSize);
    for (std::size_t i = 0; i < psks.size(); ++i) {
        Writer label; // PSKLabel
        psks[i].id.write(label);
        label.u16(std::uint16_t(i));
        label.u16(std::uint16_t(psks.size()));
        const SecretBytes extracted = hkdf::extract(zero.view(), psks[i].secret.view());
        const SecretBytes input = expandWithLabel(extracted.view(), "derived psk", std::move(label).take(), hashSize);
        secret = hkdf::extract(input.view(), secret.view());
    }
    return secret;
}

Outcome<SecretBytes> pskSecretOf(std::span<const PskId> ids, const PskLookup &lookup)
{
    std::vector<Psk> psks;
    for (const PskId &id : ids) {
        auto secret = lookup ? lookup(id) : std::nullopt;
        if (!secret)
            return fail(ErrorKind::UnknownPsk, "a pre-shared key");
        psks.push_back({id, std::move(*secret)});
    }
    return pskSecretOf(psks);
}

SecretBytes joinerSecretOf(View initSecret, View commitSecret, const GroupContext &context)
{
    const SecretBytes extracted = hkdf::extract(initSecret, commitSecret);
    return expandWithLabel(extracted.view(), "joiner", encode(context), hashSize);
}

SecretBytes welcomeSecretOf(View joinerSecret, View pskSecret)
{
    const SecretBytes member = hkdf::extract(joinerSecret, pskSecret);
    return deriveSecret(member.view(), "welcome");
}

JoinedSecrets secretsAfterJoin(View joinerSecret, View pskSecret, const GroupContext &context)
{
    const SecretBytes member = hkdf::extract(joinerSecret, pskSecret);
    const SecretBytes epoch = expandWithLabel(member.view(), "epoch", encode(context), hashSize);
    return {deriveSecret(member.view(), "welcome"), EpochSecrets::fromEpochSecret(epoch.view())};
}

Bytes confirmedTranscriptHash(View interimBefore, const AuthenticatedContent &commit)
{
    Writer w;
    w.raw(interimBefore);
    w.u16(std::uint16_t(commit.wireFormat));
    commit.content.write(w);
    w.opaque(commit.auth.signature);
    return hash(std::move(w).take());
}

Bytes interimTranscriptHash(View confirmed, View tag)
{
    Writer w;
    w.raw(confirmed);
    w.opaque(tag);
    return hash(std::move(w).take());
}

Bytes confirmationTag(const SecretBytes &confirmationKey, View confirmed)
{
    return mac(confirmationKey.view(), confirmed);
}

} // namespace confab::mls
