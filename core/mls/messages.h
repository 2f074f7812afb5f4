#pragma once

#include "core/mls/leaf_node.h"

#include <variant>

//! The messages of RFC 9420, sections 6, 8.1, 12.1, 12.4 and 12.4.3, as they are on the wire. Values without rules.
namespace confab::mls {

enum class WireFormat : std::uint16_t { PublicMessage = 1, PrivateMessage = 2, Welcome = 3, GroupInfo = 4, KeyPackage = 5 };
enum class ContentType : std::uint8_t { Application = 1, Proposal = 2, Commit = 3 };
enum class SenderType : std::uint8_t { Member = 1, External = 2, NewMemberProposal = 3, NewMemberCommit = 4 };

//! Section 8.1.
struct GroupContext {
    std::uint16_t version = protocolVersion;
    std::uint16_t suite = cipherSuite;
    Bytes groupId;
    std::uint64_t epoch = 0;
    Bytes treeHash;
    Bytes confirmedTranscriptHash;
    Extensions extensions;

    void write(Writer &w) const;
    static GroupContext read(Reader &r);
    friend bool operator==(const GroupContext &, const GroupContext &) = default;
};

// ---- proposals (section 12.1) ----

enum class ProposalType : std::uint16_t {
    Add = 1,
    Update = 2,
    Remove = 3,
    PreSharedKey = 4,
    ReInit = 5,
    ExternalInit = 6,
    GroupContextExtensions = 7,
};

enum class PskType : std::uint8_t { External = 1, Resumption = 2 };
enum class ResumptionUsage : std::uint8_t { Application = 1, ReInit = 2, Branch = 3 };

//! Section 8.4.
struct PskId {
    PskType type = PskType::External;
    Bytes id; //!< of an external one
    ResumptionUsage usage = ResumptionUsage::Application;
    Bytes groupId; //!< of a resumption one
    std::uint64_t epoch = 0;
    Bytes nonce;

    void write(Writer &w) const;
    static PskId read(Reader &r);
    friend bool operator==(const PskId &, const PskId &) = default;
};

struct Add {
    KeyPackage keyPackage;
    friend bool operator==(const Add &, const Add &) = default;
};
struct Update {
    LeafNode leaf;
    friend bool operator==(const Update &, const Update &) = default;
};
struct Remove {
    LeafIndex removed;
    friend bool operator==(const Remove &, const Remove &) = default;
};
struct PreSharedKey {
    PskId psk;
    friend bool operator==(const PreSharedKey &, const PreSharedKey &) = default;
};
struct ReInit {
    Bytes groupId;
    std::uint16_t version = 0;
    std::uint16_t suite = 0;
    Extensions extensions;
    friend bool operator==(const ReInit &, const ReInit &) = default;
};
struct ExternalInit {
    Bytes kemOutput;
    friend bool operator==(const ExternalInit &, const ExternalInit &) = default;
};
struct GroupContextExtensions {
    Extensions extensions;
    friend bool operator==(const GroupContextExtensions &, const GroupContextExtensions &) = default;
};

struct Proposal {
    std::variant<Add, Update, Remove, PreSharedKey, ReInit, ExternalInit, GroupContextExtensions> body;

    ProposalType type() const { return ProposalType(body.index() + 1); }
    void write(Writer &w) const;
    static Proposal read(Reader &r);
    friend bool operator==(const Proposal &, const Proposal &) = default;
};

//! Section 12.4: a proposal by value, or the reference of one that was sent before.
struct ProposalOrRef {
    std::variant<Proposal, Bytes> body;
    void write(Writer &w) const;
    static ProposalOrRef read(Reader &r);
    friend bool operator==(const ProposalOrRef &, const ProposalOrRef &) = default;
};

//! Section 7.6.
struct UpdatePathNode {
    Bytes encryptionKey;
    std::vector<HpkeCiphertext> encryptedPathSecrets;
    void write(Writer &w) const;
    static UpdatePathNode read(Reader &r);
};
struct UpdatePath {
    LeafNode leaf;
    std::vector<UpdatePathNode> nodes;
    void write(Writer &w) const;
    static UpdatePath read(Reader &r);
};

struct Commit {
    std::vector<ProposalOrRef> proposals;
    std::optional<UpdatePath> path;
    void write(Writer &w) const;
    static Commit read(Reader &r);
};

// ---- framing (section 6) ----

struct Sender {
    SenderType type = SenderType::Member;
    std::uint32_t index = 0; //!< leaf of a member, or place in external_senders

    void write(Writer &w) const;
    static Sender read(Reader &r);
    friend bool operator==(const Sender &, const Sender &) = default;
};

struct FramedContent {
    Bytes groupId;
    std::uint64_t epoch = 0;
    Sender sender;
    Bytes authenticatedData;
    std::variant<Bytes, Proposal, Commit> body; //!< application data, proposal, commit

    ContentType type() const { return ContentType(body.index() + 1); }
    void writeBody(Writer &w) const;
    void readBody(Reader &r, ContentType type);
    void write(Writer &w) const;
    static FramedContent read(Reader &r);
};

struct ContentAuth {
    Bytes signature;
    Bytes confirmationTag; //!< of a commit only

    void write(Writer &w, ContentType type) const;
    static ContentAuth read(Reader &r, ContentType type);
};

struct AuthenticatedContent {
    WireFormat wireFormat = WireFormat::PublicMessage;
    FramedContent content;
    ContentAuth auth;

    void write(Writer &w) const;
    static AuthenticatedContent read(Reader &r);
    [[nodiscard]] Bytes proposalRef() const; //!< section 5.2
};

struct PublicMessage {
    FramedContent content;
    ContentAuth auth;
    Bytes membershipTag; //!< of members only
    void write(Writer &w) const;
    static PublicMessage read(Reader &r);
};

struct PrivateMessage {
    Bytes groupId;
    std::uint64_t epoch = 0;
    ContentType type = ContentType::Application;
    Bytes authenticatedData;
    Bytes encryptedSenderData;
    Bytes ciphertext;
    void write(Writer &w) const;
    static PrivateMessage read(Reader &r);
};

// ---- joining (section 12.4.3) ----

struct GroupInfo {
    GroupContext context;
    Extensions extensions;
    Bytes confirmationTag;
    LeafIndex signer;
    Bytes signature;

    void write(Writer &w) const;
    static GroupInfo read(Reader &r);
    void sign(const SignatureKeyPair &key);
    [[nodiscard]] bool signatureIsValid(View signatureKey) const;

private:
    void writeUnsigned(Writer &w) const;
};

//! Plaintext of one entry of a Welcome. Holds secrets: short-lived.
struct GroupSecrets {
    SecretBytes joinerSecret;
    std::optional<SecretBytes> pathSecret;
    std::vector<PskId> psks;

    [[nodiscard]] Bytes encode() const; //!< for sealing; the caller wipes it
    [[nodiscard]] static Outcome<GroupSecrets> decode(View bytes);
};

struct EncryptedGroupSecrets {
    Bytes newMember; //!< KeyPackageRef
    HpkeCiphertext sealed;
    void write(Writer &w) const;
    static EncryptedGroupSecrets read(Reader &r);
};

struct Welcome {
    std::uint16_t suite = cipherSuite;
    std::vector<EncryptedGroupSecrets> secrets;
    Bytes encryptedGroupInfo;
    void write(Writer &w) const;
    static Welcome read(Reader &r);
};

//! MLSMessage: anything that travels, told apart by its wire format.
struct Message {
    std::variant<PublicMessage, PrivateMessage, Welcome, GroupInfo, KeyPackage> body;

    WireFormat wireFormat() const { return WireFormat(body.index() + 1); }
    void write(Writer &w) const;
    static Message read(Reader &r);
};

} // namespace confab::mls
