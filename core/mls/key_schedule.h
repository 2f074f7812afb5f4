#pragma once

#include "core/mls/messages.h"

#include <span>

//! From one epoch's secret to the next (RFC 9420, section 8). Pure.
namespace confab::mls {

//! The secrets of one epoch. Moves, does not copy.
struct EpochSecrets {
    SecretBytes senderData;
    SecretBytes encryption; //!< empty once the secret tree has taken it
    SecretBytes exporter;
    SecretBytes external;
    SecretBytes confirmation;
    SecretBytes membership;
    SecretBytes resumption;
    SecretBytes authentication; //!< the epoch authenticator: public among members, to be compared
    SecretBytes init;

    //! DeriveSecret of each label from epoch_secret.
    [[nodiscard]] static EpochSecrets fromEpochSecret(View epochSecret);
    [[nodiscard]] EpochSecrets clone() const;
    //! Section 8.3: the key pair that external joiners seal to.
    [[nodiscard]] HpkeKeyPair externalKeyPair() const;
    //! Section 8.5.
    [[nodiscard]] SecretBytes exportSecret(View label, View context, std::size_t size) const;
};

//! A pre-shared key with its id, in the order of a commit.
struct Psk {
    PskId id;
    SecretBytes secret;
};
//! Section 8.4; all zero where there are none.
[[nodiscard]] SecretBytes pskSecretOf(std::span<const Psk> psks);
//! Finds a pre-shared key that commits and Welcomes may name.
using PskLookup = std::function<std::optional<SecretBytes>(const PskId &)>;
//! The same from ids alone: UnknownPsk where `lookup` is absent or does not know one.
[[nodiscard]] Outcome<SecretBytes> pskSecretOf(std::span<const PskId> ids, const PskLookup &lookup);

[[nodiscard]] SecretBytes joinerSecretOf(View initSecret, View commitSecret, const GroupContext &context);
//! What a joiner starts from: section 8, below the joiner_secret.
struct JoinedSecrets {
    SecretBytes welcome;
    EpochSecrets epoch;
};
[[nodiscard]] JoinedSecrets secretsAfterJoin(View joinerSecret, View pskSecret, const GroupContext &context);
[[nodiscard]] SecretBytes welcomeSecretOf(View joinerSecret, View pskSecret);

//! Section 8.2.
[[nodiscard]] Bytes confirmedTranscriptHash(View interimBefore, const AuthenticatedContent &commit);
[[nodiscard]] Bytes interimTranscriptHash(View confirmed, View confirmationTag);
[[nodiscard]] Bytes confirmationTag(const SecretBytes &confirmationKey, View confirmedTranscriptHash);

} // namespace confab::mls
