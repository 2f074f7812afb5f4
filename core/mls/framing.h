#pragma once

#include "core/mls/secret_tree.h"

//! Signing, tagging and encrypting content (RFC 9420, section 6). Pure but for the secret tree, which moves on only
//! when a message was genuine.
namespace confab::mls {

//! Section 6.1. `context` is bound for members and for those who join by an external commit; null otherwise.
[[nodiscard]] Bytes signContent(
    const SignatureKeyPair &key, WireFormat format, const FramedContent &content, const GroupContext &context);
[[nodiscard]] bool signatureIsValid(
    View signatureKey, const AuthenticatedContent &content, const GroupContext &context);

//! Section 6.2. Adds the membership tag where the sender is a member.
[[nodiscard]] PublicMessage protectPublic(
    AuthenticatedContent content, View membershipKey, const GroupContext &context);
//! Refuses application data, and a wrong membership tag. The signature is the caller's to check.
[[nodiscard]] Outcome<AuthenticatedContent> unprotectPublic(
    PublicMessage message, View membershipKey, const GroupContext &context);

//! Section 6.3. `padding`: zero bytes behind the content.
[[nodiscard]] Outcome<PrivateMessage> protectPrivate(const AuthenticatedContent &content, SecretTree &keys,
    View senderDataSecret, std::size_t padding);
//! `isGenuine` checks the signature of what was decrypted; where it says no, or anything does not fit, the keys stay
//! as they were.
using IsGenuine = std::function<bool(const AuthenticatedContent &)>;
[[nodiscard]] Outcome<AuthenticatedContent> unprotectPrivate(const PrivateMessage &message, SecretTree &keys,
    View senderDataSecret, const RatchetLimits &limits, const IsGenuine &isGenuine);

} // namespace confab::mls
