#pragma once

#include "core/mls/labels.h"
#include "core/mls/tree_math.h"

#include <functional>

//! What stands in a leaf of the tree, and the package that brings it there (RFC 9420, sections 5.3, 7.2, 7.3 and 10).
namespace confab::mls {

enum class CredentialType : std::uint16_t { Basic = 1, X509 = 2 };

//! Section 5.3. X.509 is parsed, so that messages with it can be named, and refused by validation.
struct Credential {
    std::uint16_t type = std::uint16_t(CredentialType::Basic);
    Bytes identity; //!< of a basic credential
    std::vector<Bytes> certificates; //!< of an X.509 one

    void write(Writer &w) const;
    static Credential read(Reader &r);
    friend bool operator==(const Credential &, const Credential &) = default;
};

enum class ExtensionType : std::uint16_t {
    ApplicationId = 1,
    RatchetTree = 2,
    RequiredCapabilities = 3,
    ExternalPub = 4,
    ExternalSenders = 5,
};

//! Unknown types, GREASE included, are kept as they are.
struct Extension {
    std::uint16_t type = 0;
    Bytes data;

    void write(Writer &w) const;
    static Extension read(Reader &r);
    friend bool operator==(const Extension &, const Extension &) = default;
};
using Extensions = std::vector<Extension>;

//! The data of the extension of that type.
[[nodiscard]] std::optional<View> findExtension(const Extensions &extensions, ExtensionType type);
[[nodiscard]] bool hasDuplicateTypes(const Extensions &extensions);

//! Section 7.2.
struct Capabilities {
    std::vector<std::uint16_t> versions {protocolVersion};
    std::vector<std::uint16_t> cipherSuites {cipherSuite};
    std::vector<std::uint16_t> extensions;
    std::vector<std::uint16_t> proposals;
    std::vector<std::uint16_t> credentials {std::uint16_t(CredentialType::Basic)};

    bool supportsExtension(std::uint16_t type) const; //!< the RFC's own types always count
    bool supportsProposal(std::uint16_t type) const;
    bool supportsCredential(std::uint16_t type) const;

    void write(Writer &w) const;
    static Capabilities read(Reader &r);
    friend bool operator==(const Capabilities &, const Capabilities &) = default;
};

//! Section 11.1: what every member of a group must support.
struct RequiredCapabilities {
    std::vector<std::uint16_t> extensions;
    std::vector<std::uint16_t> proposals;
    std::vector<std::uint16_t> credentials;

    bool metBy(const Capabilities &capabilities) const;
    void write(Writer &w) const;
    static RequiredCapabilities read(Reader &r);
};

//! Seconds since 1970.
struct Lifetime {
    std::uint64_t notBefore = 0;
    std::uint64_t notAfter = 0;
    friend bool operator==(const Lifetime &, const Lifetime &) = default;
};

enum class LeafSource : std::uint8_t { KeyPackage = 1, Update = 2, Commit = 3 };

//! Section 7.2.
struct LeafNode {
    Bytes encryptionKey;
    Bytes signatureKey;
    Credential credential;
    Capabilities capabilities;
    LeafSource source = LeafSource::KeyPackage;
    Lifetime lifetime; //!< with KeyPackage
    Bytes parentHash; //!< with Commit
    Extensions extensions;
    Bytes signature;

    void write(Writer &w) const;
    static LeafNode read(Reader &r);
    friend bool operator==(const LeafNode &, const LeafNode &) = default;

    //! Signs in place. `groupId` and `leaf` are bound with Update and Commit only (LeafNodeTBS).
    void sign(const SignatureKeyPair &key, View groupId, LeafIndex leaf);
    [[nodiscard]] bool signatureIsValid(View groupId, LeafIndex leaf) const;

private:
    void writeUnsigned(Writer &w) const;
    Bytes toBeSigned(View groupId, LeafIndex leaf) const;
};

//! Decides whether a credential stands for whom it claims: the application's part of section 5.3.1.
using CredentialCheck = std::function<bool(const LeafNode &)>;

//! What the checks of section 7.3 compare a leaf with.
struct LeafContext {
    const Extensions &groupExtensions;
    LeafSource expected;
    std::optional<std::uint64_t> now; //!< seconds since 1970; absent: lifetimes are not looked at
    const CredentialCheck &credentialCheck;
};
//! Section 7.3, but for the signature and for what needs the other leaves (RatchetTree::validateNewLeaf).
[[nodiscard]] Outcome<Done> validateLeaf(const LeafNode &leaf, const LeafContext &context);

//! Section 10.
struct KeyPackage {
    std::uint16_t version = protocolVersion;
    std::uint16_t suite = cipherSuite;
    Bytes initKey;
    LeafNode leaf;
    Extensions extensions;
    Bytes signature;

    void write(Writer &w) const;
    static KeyPackage read(Reader &r);
    friend bool operator==(const KeyPackage &, const KeyPackage &) = default;

    void sign(const SignatureKeyPair &key);
    [[nodiscard]] Bytes reference() const; //!< KeyPackageRef
    //! Section 10.1: version, suite, signatures, init key different from the leaf's, and the leaf itself.
    [[nodiscard]] Outcome<Done> validate(const LeafContext &context) const;

private:
    void writeUnsigned(Writer &w) const;
};

//! A KeyPackage with the secrets that belong to it; used up by one join.
struct KeyPackageBundle {
    KeyPackage package;
    HpkeKeyPair initKey;
    HpkeKeyPair encryptionKey;
};
[[nodiscard]] KeyPackageBundle makeKeyPackage(const SignatureKeyPair &signer, Credential credential, Lifetime lifetime,
    Capabilities capabilities = {}, Extensions leafExtensions = {});

} // namespace confab::mls
