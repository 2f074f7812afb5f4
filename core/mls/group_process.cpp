#include "core/mls/external_sender.h"
#include "core/mls/group.h"
#include "core/mls/group_internal.h"

#include <algorithm>

// Receiving (RFC 9420, sections 6, 12.4.2).
namespace confab::mls {

Outcome<Processed> Group::process(const Message &message, const PskLookup &psks, Now now)
{
    if (m_pending && encode(message) == m_pending->message) {
        auto changed = applyPending();
        if (!changed)
            return Failure {changed.error()};
        return Processed(std::move(*changed));
    }
    if (const auto *open_ = std::get_if<PublicMessage>(&message.body)) {
        auto content = open(*open_);
        if (!content)
            return Failure {content.error()};
        return take(std::move(*content), psks, now);
    }
    const auto *sealed = std::get_if<PrivateMessage>(&message.body);
    if (!sealed)
        return fail(ErrorKind::Unsupported, "a message that is not for members");
    if (sealed->groupId != id())
        return fail(ErrorKind::WrongGroup, "another group's message");
    if (sealed->epoch < epoch() && sealed->type == ContentType::Application)
        return openPast(*sealed);
    if (sealed->epoch != epoch())
        return fail(ErrorKind::WrongEpoch, "a message of another epoch");
    if (sealed->type == ContentType::Application) {
        auto content = open(*sealed);
        if (!content)
            return Failure {content.error()};
        return take(std::move(*content), psks, now);
    }
    // A handshake message may be genuine and still be refused: then its key is not used up either.
    SecretTree before = m_keys.clone();
    auto content = open(*sealed);
    auto result = content ? take(std::move(*content), psks, now) : Outcome<Processed>(Failure {content.error()});
    if (!result)
        m_keys = std::move(before);
    return result;
}

Outcome<AuthenticatedContent> Group::open(const PrivateMessage &message)
{
    return unprotectPrivate(message, m_keys, m_secrets.senderData.view(), m_config.ratchets,
        [this](const AuthenticatedContent &content) {
            const LeafNode *sender = m_tree.leaf({content.content.sender.index});
            return sender && signatureIsValid(sender->signatureKey, content, m_context);
        });
}

Outcome<AuthenticatedContent> Group::open(const PublicMessage &message) const
{
    if (message.content.groupId != id())
        return fail(ErrorKind::WrongGroup, "another group's message");
    if (message.content.epoch != epoch())
        return fail(ErrorKind::WrongEpoch, "a message of another epoch");
    auto content = unprotectPublic(message, m_secrets.membership.view(), m_context);
    if (!content)
        return content;
    const auto key = signatureKeyOf(content->content);
    if (!key)
        return Failure {key.error()};
    if (!signatureIsValid(*key, *content, m_context))
        return fail(ErrorKind::BadSignature, "a message");
    return content;
}

// Section 6.1: whose key a message is to be checked with.
Outcome<Bytes> Group::signatureKeyOf(const FramedContent &content) const
{
    switch (content.sender.type) {
    case SenderType::Member:
        if (const LeafNode *leaf = m_tree.leaf({content.sender.index}))
            return leaf->signatureKey;
        return fail(ErrorKind::NotMember, "a sender who is no member");
    case SenderType::External: {
        const auto senders = externalSendersOf(m_context.extensions);
        if (!senders || content.sender.index >= senders->size() || content.type() != ContentType::Proposal)
            return fail(ErrorKind::BadProposal, "an external sender whom the group does not name");
        return (*senders)[content.sender.index].signatureKey;
    }
    case SenderType::NewMemberProposal:
        if (const auto *proposal = std::get_if<Proposal>(&content.body))
            if (const auto *add = std::get_if<Add>(&proposal->body))
                return add->keyPackage.leaf.signatureKey;
        return fail(ErrorKind::BadProposal, "new_member_proposal without an Add");
    case SenderType::NewMemberCommit:
        if (const auto *commit = std::get_if<Commit>(&content.body))
            if (commit->path)
                return commit->path->leaf.signatureKey;
        return fail(ErrorKind::BadCommit, "new_member_commit without a path");
    }
    return fail(ErrorKind::Malformed, "a sender type");
}

Outcome<Processed> Group::openPast(const PrivateMessage &message)
{
    for (PastEpoch &past : m_past) {
        if (past.context.epoch != message.epoch)
            continue;
        auto content = unprotectPrivate(message, past.keys, past.senderData.view(), m_config.ratchets,
            [&past](const AuthenticatedContent &c) {
                const LeafNode *sender = past.tree.leaf({c.content.sender.index});
                return sender && signatureIsValid(sender->signatureKey, c, past.context);
            });
        if (!content)
            return Failure {content.error()};
        const LeafIndex sender {content->content.sender.index};
        return Processed(ApplicationMessage {sender, *past.tree.leaf(sender), message.epoch,
            std::move(content->content.authenticatedData), std::get<Bytes>(std::move(content->content.body))});
    }
    return fail(ErrorKind::WrongEpoch, "an epoch whose keys are gone");
}

Outcome<Processed> Group::take(AuthenticatedContent content, const PskLookup &psks, Now now)
{
    FramedContent &c = content.content;
    switch (c.type()) {
    case ContentType::Application: {
        const LeafIndex sender {c.sender.index};
        return Processed(ApplicationMessage {sender, *m_tree.leaf(sender), c.epoch, std::move(c.authenticatedData),
            std::get<Bytes>(std::move(c.body))});
    }
    case ContentType::Proposal:
        return takeProposal(content, now);
    case ContentType::Commit:
        return takeCommit(content, psks, now);
    }
    return fail(ErrorKind::Malformed, "a content type");
}

Outcome<Processed> Group::takeProposal(const AuthenticatedContent &content, Now now)
{
    const auto &proposal = std::get<Proposal>(content.content.body);
    const Sender &sender = content.content.sender;
    if (auto valid = validateProposal(proposal, sender, rules(now)); !valid)
        return Failure {valid.error()};
    if (m_proposals.size() >= maxProposals)
        return fail(ErrorKind::BadProposal, "too many proposals in one epoch");
    Bytes reference = content.proposalRef();
    if (m_proposals.emplace(reference, StoredProposal {proposal, sender}).second)
        m_proposalOrder.push_back(reference);
    return Processed(ProposalReceived {std::move(reference), sender, proposal});
}

Outcome<std::vector<SentProposal>> Group::resolve(const Commit &commit, const Sender &committer) const
{
    std::vector<SentProposal> list;
    for (const ProposalOrRef &item : commit.proposals) {
        if (const auto *proposal = std::get_if<Proposal>(&item.body)) {
            list.push_back({*proposal, committer, false});
            continue;
        }
        const auto stored = m_proposals.find(std::get<Bytes>(item.body));
        if (stored == m_proposals.end())
            return fail(ErrorKind::UnknownProposal, "a reference to a proposal that was not seen");
        list.push_back({stored->second.proposal, stored->second.sender, true});
    }
    return list;
}

Outcome<SecretBytes> Group::pskSecret(const std::vector<PskId> &ids, const PskLookup &lookup) const
{
    return pskSecretOf(ids, [&](const PskId &pskId) -> std::optional<SecretBytes> {
        if (pskId.type == PskType::Resumption && pskId.groupId == id()) {
            if (pskId.epoch == epoch())
                return cloneOf(m_secrets.resumption);
            for (const ResumptionKey &key : m_resumption)
                if (key.epoch == pskId.epoch)
                    return cloneOf(key.secret);
        }
        return lookup ? lookup(pskId) : std::nullopt;
    });
}

Outcome<Processed> Group::takeCommit(const AuthenticatedContent &content, const PskLookup &psks, Now now)
{
    const auto &commit = std::get<Commit>(content.content.body);
    const Sender &committer = content.content.sender;
    if (committer.type == SenderType::Member && committer.index == self().value)
        return fail(ErrorKind::BadCommit, "an own commit that is not pending");
    const auto list = resolve(commit, committer);
    if (!list)
        return Failure {list.error()};

    // Who is removed learns that, but not the new epoch's secrets.
    const bool removesSelf = std::any_of(list->begin(), list->end(), [this](const SentProposal &sent) {
        const auto *remove = std::get_if<Remove>(&sent.proposal.body);
        return remove && remove->removed == self();
    });
    if (removesSelf) {
        const auto valid = committer.type == SenderType::Member
            ? validateList(*list, {committer.index}, rules(now))
            : validateExternalList(*list, commit.path->leaf, rules(now));
        if (!valid)
            return Failure {valid.error()};
        // The others refuse a commit that breaks a rule, so it must not make this member believe that it is out.
        if (!commit.path)
            return fail(ErrorKind::BadCommit, "a commit without the path that its proposals need");
        if (const auto applied = applyProposals(*list, rules(now)); !applied)
            return Failure {applied.error()};
        EpochChanged changed;
        changed.epoch = epoch() + 1;
        if (committer.type == SenderType::Member)
            changed.committer = LeafIndex {committer.index};
        changed.authenticatedData = content.content.authenticatedData;
        changed.removed = {self()};
        changed.selfRemoved = true;
        return Processed(std::move(changed));
    }

    auto next = nextEpoch(*list, commit, committer, psks, now);
    if (!next)
        return Failure {next.error()};
    EpochChanged changed = change(*next, content);
    Group after = advance(std::move(*next), content, nullptr);
    if (!sameTag(content.auth.confirmationTag, after.m_confirmationTag))
        return fail(ErrorKind::BadTag, "confirmation tag");
    *this = std::move(after);
    return Processed(std::move(changed));
}

Outcome<Group::NextEpoch> Group::nextEpoch(const std::vector<SentProposal> &list, const Commit &commit,
    const Sender &committer, const PskLookup &psks, Now now) const
{
    const bool external = committer.type == SenderType::NewMemberCommit;
    if (!commit.path && (external || needsPath(list)))
        return fail(ErrorKind::BadCommit, "a commit without the path that its proposals need");
    const auto valid = external ? validateExternalList(list, commit.path->leaf, rules(now))
                                : validateList(list, {committer.index}, rules(now));
    if (!valid)
        return Failure {valid.error()};
    auto applied = applyProposals(list, rules(now));
    if (!applied)
        return Failure {applied.error()};

    NextEpoch next {std::move(*applied), {m_private.clone(), SecretBytes(hashSize), m_context}, cloneOf(m_secrets.init), {}};
    next.path.context.epoch = epoch() + 1;
    next.path.context.extensions = next.applied.extensions;
    // An own Update that was committed: its key takes the place of the old one.
    if (const LeafNode *own = next.applied.tree.leaf(self()))
        if (const auto key = m_updateKeys.find(own->encryptionKey); key != m_updateKeys.end())
            next.path.privateTree.keys.insert_or_assign(nodeOf(self()), key->second.clone());

    if (external) {
        auto init = hpke::receiveExport(m_secrets.externalKeyPair(), *next.applied.externalInit, hpke::Info({}),
            "MLS 1.0 external init secret", hashSize);
        if (!init)
            return fail(ErrorKind::CannotDecrypt, "external init");
        next.initSecret = std::move(*init);
    }
    if (commit.path) {
        const auto from = external ? std::nullopt : std::optional(LeafIndex {committer.index});
        if (auto done = receivePath(next, from, *commit.path, now); !done)
            return Failure {done.error()};
    } else {
        next.path.context.treeHash = next.applied.tree.treeHash();
    }
    auto psk = pskSecret(next.applied.psks, psks);
    if (!psk)
        return Failure {psk.error()};
    next.pskSecret = std::move(*psk);
    return next;
}

Outcome<Done> Group::receivePath(
    NextEpoch &next, std::optional<LeafIndex> committer, const UpdatePath &path, Now now) const
{
    const LeafContext check {next.applied.extensions, LeafSource::Commit, now, m_config.credentialCheck};
    if (auto valid = validateLeaf(path.leaf, check); !valid)
        return valid;
    RatchetTree &tree = next.applied.tree;
    if (auto valid = tree.validateNewLeaf(path.leaf, committer); !valid)
        return valid;
    const std::vector<LeafIndex> newLeaves = next.applied.added;
    if (!committer) {
        LeafNode place = path.leaf; // holds the leaf's place until the path brings its key
        place.encryptionKey.clear();
        committer = tree.add(std::move(place));
        next.applied.added.push_back(*committer);
    }
    if (!path.leaf.signatureIsValid(id(), *committer))
        return fail(ErrorKind::BadSignature, "the committer's new leaf");
    auto context = applyPath(tree, *committer, path, next.path.context, newLeaves);
    if (!context)
        return Failure {context.error()};
    auto followed = followPath(tree, next.path.privateTree, *committer, path, std::move(*context), newLeaves);
    if (!followed)
        return Failure {followed.error()};
    next.path = std::move(*followed);
    return Done {};
}

} // namespace confab::mls
