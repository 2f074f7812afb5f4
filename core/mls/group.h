#pragma once

#include "core/mls/framing.h"
#include "core/mls/key_schedule.h"
#include "core/mls/proposal_list.h"
#include "core/mls/treekem.h"

#include <deque>
#include <memory>

//! A group as one member sees it (RFC 9420). Values in, values out: nothing is sent, stored or asked for by itself.
//! A call that fails leaves the group as it was. Resumption keys of a group are found by itself, external ones through a
//! PskLookup. Not thread-safe; one thread at a time.
namespace confab::mls {

struct GroupConfig {
    RatchetLimits ratchets;
    std::size_t pastEpochs = 1; //!< whose application messages can still be read
    std::size_t pastResumptionKeys = 8;
    bool encryptHandshake = true; //!< proposals and commits as PrivateMessage
    CredentialCheck credentialCheck; //!< absent: every well-formed credential is accepted
};

//! Seconds since 1970, for lifetimes. Absent: not checked.
using Now = std::optional<std::uint64_t>;

struct ApplicationMessage {
    LeafIndex sender;
    LeafNode senderLeaf; //!< of the epoch of the message
    std::uint64_t epoch = 0;
    Bytes authenticatedData;
    Bytes data; //!< plaintext; the caller's to wipe
};
struct ProposalReceived {
    Bytes reference;
    Sender sender;
    Proposal proposal;
};
struct EpochChanged {
    std::uint64_t epoch = 0; //!< the new one
    std::optional<LeafIndex> committer; //!< absent: an external commit; the joiner is in `added`
    Bytes authenticatedData;
    std::vector<LeafIndex> added;
    std::vector<LeafIndex> updated;
    std::vector<LeafIndex> removed;
    bool self = false; //!< this member's own pending commit
    bool selfRemoved = false; //!< this member is out: the group can no longer be used
};
using Processed = std::variant<ApplicationMessage, ProposalReceived, EpochChanged>;

struct CommitOptions {
    std::vector<Proposal> proposals; //!< by value; those received and sent before go in by reference
    bool withReceived = true;
    bool forcePath = false; //!< a path even where none is needed
    bool treeInWelcome = true; //!< ratchet_tree extension in the GroupInfo of the Welcome
    Bytes authenticatedData;
    std::vector<Extension> leafExtensions; //!< replace the own leaf's, with a path
    bool replaceLeafExtensions = false;
};
struct CommitResult {
    Message commit;
    std::optional<Message> welcome; //!< one for all who were added
    Message groupInfo; //!< of the new epoch, with tree and external_pub: for external joiners
};

class Group {
public:
    //! Section 11: a group of one. Refuses a leaf that section 7.3 refuses (BadLeaf) or that is not the signer's, and group
    //! extensions that stand there twice.
    [[nodiscard]] static Outcome<Group> create(View groupId, SignatureKeyPair signer, const KeyPackageBundle &own,
        Extensions groupExtensions, GroupConfig config, Now now);
    //! Section 12.4.3.1. `tree`: where the Welcome does not bring it. `own` is used up whatever happens. Refuses a Welcome
    //! for others (NotForUs), of another suite, of a reinitialised or branched group (Unsupported), with an unknown PSK
    //! (UnknownPsk), that does not open (CannotDecrypt), whose GroupInfo is not its signer's (BadSignature), whose tree is
    //! not sound or not the group's (BadTree, BadLeaf), and whose confirmation tag is another (BadTag).
    [[nodiscard]] static Outcome<Group> join(const Welcome &welcome, const KeyPackageBundle &own,
        SignatureKeyPair signer, std::optional<View> tree, const PskLookup &psks, GroupConfig config, Now now);
    struct ExternalJoin;
    //! Section 12.4.3.2. The commit has to be accepted by the others before the group may be used.
    //! `replaced`: the own former leaf, to be removed in the same commit. Refuses what `join` refuses of a GroupInfo, one
    //! without a usable external_pub, and to replace somebody else (BadProposal).
    [[nodiscard]] static Outcome<ExternalJoin> joinExternally(const GroupInfo &info, std::optional<View> tree,
        SignatureKeyPair signer, LeafNode leaf, std::optional<LeafIndex> replaced, std::span<const Psk> psks,
        GroupConfig config, Now now);

    // ---- reading ----
    const Bytes &id() const { return m_context.groupId; }
    std::uint64_t epoch() const { return m_context.epoch; }
    LeafIndex self() const { return m_private.self; }
    const RatchetTree &tree() const { return m_tree; }
    const GroupContext &context() const { return m_context; }
    const Extensions &extensions() const { return m_context.extensions; }
    View epochAuthenticator() const { return m_secrets.authentication.view(); }
    [[nodiscard]] SecretBytes exportSecret(View label, View context, std::size_t size) const
    {
        return m_secrets.exportSecret(label, context, size);
    }
    //! Signed by this member; `withTree` adds the ratchet_tree extension, external_pub is always there.
    [[nodiscard]] GroupInfo groupInfo(bool withTree) const;
    bool hasPendingCommit() const { return m_pending != nullptr; }
    std::size_t receivedProposals() const { return m_proposals.size(); }

    // ---- sending ----
    //! Section 6.3: an application message. `padding`: zero bytes to hide its length. Refuses for who is removed
    //! (NotMember), and when 2^32 - 1 messages were sent in this epoch (TooOld).
    [[nodiscard]] Outcome<Message> seal(View data, View authenticatedData, std::size_t padding = 0);
    //! Section 12.1. Refuses a proposal that breaks a rule by itself (BadProposal, BadLeaf, BadSignature, Unsupported).
    [[nodiscard]] Outcome<Message> propose(Proposal proposal, View authenticatedData, Now now);
    //! Section 12.1.2: a new encryption key for the own leaf, to be committed by another member.
    [[nodiscard]] Outcome<Message> proposeUpdate(View authenticatedData, Now now);
    //! Section 12.4.1. Makes a commit and keeps what follows from it as pending: the group stays in its epoch until
    //! `applyPending`, or until `process` meets the same commit. A new one replaces it. Received proposals that do not fit
    //! together are left out; refuses where the caller's break a rule of section 12.2 (BadProposal, BadLeaf, Unsupported)
    //! or name an unknown PSK (UnknownPsk).
    [[nodiscard]] Outcome<CommitResult> commit(const CommitOptions &options, const PskLookup &psks, Now now);
    [[nodiscard]] Outcome<EpochChanged> applyPending();
    void clearPending();
    //! Drops what would still read messages of past epochs: when their time is over.
    void forgetPastEpochs();

    // ---- receiving ----
    //! Sections 6 and 12.4.2. Handshake messages of this epoch; application messages of this one and of some past ones.
    //! Refuses another group's (WrongGroup), other epochs' (WrongEpoch), forged ones (BadTag, BadSignature, CannotDecrypt),
    //! keys that are used or too far ahead (TooOld), and proposals and commits that break a rule (tests/unit/mls/RULES.md).
    //! A forged message uses up no key.
    [[nodiscard]] Outcome<Processed> process(const Message &message, const PskLookup &psks, Now now);

    // ---- keeping ----
    //! All of it, secrets too: to be sealed by whoever stores it. A pending commit is part of it.
    [[nodiscard]] SecretBytes serialise() const;
    //! Refuses another format (Unsupported) and bytes that are not a state (Malformed).
    [[nodiscard]] static Outcome<Group> deserialise(View bytes, GroupConfig config);

private:
    //! In one epoch. Adds come fifty in a commit, Updates with commits; what a committer has to look through grows with the
    //! square of this.
    static constexpr std::size_t maxProposals = 256;
    struct StoredProposal {
        Proposal proposal;
        Sender sender;
    };
    struct PastEpoch {
        GroupContext context;
        RatchetTree tree;
        SecretBytes senderData;
        SecretTree keys;
    };
    struct ResumptionKey {
        std::uint64_t epoch = 0;
        SecretBytes secret;
    };
    struct Pending;
    //! What a commit's proposals and path lead to, before the confirmation tag is known or checked.
    struct NextEpoch {
        Applied applied;
        PathResult path; //!< without a path: the private tree as it was, a zero commit secret
        SecretBytes initSecret;
        SecretBytes pskSecret;
    };

    Group();
    [[nodiscard]] ProposalRules rules(Now now) const;
    [[nodiscard]] Outcome<AuthenticatedContent> signed_(FramedContent content, WireFormat format) const;
    [[nodiscard]] Outcome<Message> protect(AuthenticatedContent content, std::size_t padding);
    [[nodiscard]] WireFormat handshakeFormat() const;
    [[nodiscard]] FramedContent frame(View authenticatedData) const;

    [[nodiscard]] Outcome<AuthenticatedContent> open(const PrivateMessage &message);
    [[nodiscard]] Outcome<AuthenticatedContent> open(const PublicMessage &message) const;
    [[nodiscard]] Outcome<Bytes> signatureKeyOf(const FramedContent &content) const;
    [[nodiscard]] Outcome<Processed> openPast(const PrivateMessage &message);
    [[nodiscard]] Outcome<Processed> take(AuthenticatedContent content, const PskLookup &psks, Now now);
    [[nodiscard]] Outcome<Processed> takeProposal(const AuthenticatedContent &content, Now now);
    [[nodiscard]] Outcome<Processed> takeCommit(const AuthenticatedContent &content, const PskLookup &psks, Now now);

    [[nodiscard]] Outcome<std::vector<SentProposal>> resolve(const Commit &commit, const Sender &committer) const;
    [[nodiscard]] Outcome<SecretBytes> pskSecret(const std::vector<PskId> &ids, const PskLookup &psks) const;
    [[nodiscard]] Outcome<NextEpoch> nextEpoch(
        const std::vector<SentProposal> &list, const Commit &commit, const Sender &committer, const PskLookup &psks, Now now) const;
    //! `committer` is absent for an external commit, whose joiner is given a leaf here.
    [[nodiscard]] Outcome<Done> receivePath(
        NextEpoch &next, std::optional<LeafIndex> committer, const UpdatePath &path, Now now) const;
    //! The group after a commit whose transcript is now known; the confirmation tag is set, not checked.
    [[nodiscard]] Group advance(NextEpoch next, const AuthenticatedContent &commit, SecretBytes *joinerSecret) const;
    [[nodiscard]] Outcome<Message> makeWelcome(const Group &next, const Applied &applied, const NewPath *path,
        const SecretBytes &joinerSecret, const SecretBytes &pskSecret, bool withTree) const;
    [[nodiscard]] EpochChanged change(const NextEpoch &next, const AuthenticatedContent &commit) const;
    void startEpoch(EpochSecrets secrets);

    GroupConfig m_config;
    SignatureKeyPair m_signer;
    GroupContext m_context;
    RatchetTree m_tree;
    PrivateTree m_private;
    EpochSecrets m_secrets;
    SecretTree m_keys;
    Bytes m_confirmationTag;
    Bytes m_interimTranscriptHash;
    std::map<Bytes, StoredProposal> m_proposals; //!< of this epoch, by reference
    std::vector<Bytes> m_proposalOrder; //!< references in the order they came
    std::map<Bytes, HpkeKeyPair> m_updateKeys; //!< of own Updates that wait to be committed, by public key
    std::deque<PastEpoch> m_past; //!< newest first
    std::deque<ResumptionKey> m_resumption; //!< newest first
    std::unique_ptr<Pending> m_pending;

public:
    Group(Group &&) noexcept;
    Group &operator=(Group &&) noexcept;
    ~Group();
};

struct Group::ExternalJoin {
    Group group;
    Message commit;
};

//! Section 12.1.8: proposals from outside, always public.
[[nodiscard]] Message proposeOwnAddition(const GroupContext &context, const KeyPackage &package, const SignatureKeyPair &signer);
[[nodiscard]] Message proposeAsExternalSender(
    const GroupContext &context, std::uint32_t senderIndex, Proposal proposal, const SignatureKeyPair &signer);

} // namespace confab::mls
