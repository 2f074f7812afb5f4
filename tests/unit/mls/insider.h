#pragma once

#include "tests/unit/mls/members.h"

#include "core/mls/labels.h"

//! A member who does not keep to the rules: has a group's secrets, as every member does, and makes of them what it likes.
namespace mlstest {

struct Insider {
    SignatureKeyPair signer;
    GroupContext context;
    RatchetTree tree;
    LeafIndex self;
    EpochSecrets secrets;
    SecretTree keys;

    //! Reads what the member would store of its group.
    explicit Insider(const Person &person)
        : signer(person.signer.clone())
        , context(person.group->context())
        , tree(person.group->tree())
        , self(person.group->self())
    {
        const SecretBytes stored = person.group->serialise();
        Reader r(stored.view());
        r.u8();
        r.raw(Seed::size);
        GroupContext::read(r);
        r.view(); // tree
        r.u32();
        for (std::uint32_t n = r.u32(); n > 0; --n) {
            r.u32();
            r.raw(X25519Secret::size);
        }
        for (SecretBytes *secret : {&secrets.senderData, &secrets.exporter, &secrets.external, &secrets.confirmation,
                 &secrets.membership, &secrets.resumption, &secrets.authentication, &secrets.init})
            *secret = SecretBytes(r.view());
        keys = SecretTree::read(r);
    }

    FramedContent content(Sender sender) const
    {
        FramedContent c;
        c.groupId = context.groupId;
        c.epoch = context.epoch;
        c.sender = sender;
        return c;
    }
    FramedContent content() const { return content({SenderType::Member, self.value}); }

    //! Signed and tagged as it should be, whatever it says.
    Message publish(FramedContent c, Bytes confirmationTag = Bytes(32, 't')) const
    {
        AuthenticatedContent authenticated {WireFormat::PublicMessage, std::move(c), {}};
        authenticated.auth.signature = signContent(signer, WireFormat::PublicMessage, authenticated.content, context);
        if (authenticated.content.type() == ContentType::Commit)
            authenticated.auth.confirmationTag = std::move(confirmationTag);
        return {protectPublic(std::move(authenticated), secrets.membership.view(), context)};
    }
    Message proposal(Proposal p) const
    {
        FramedContent c = content();
        c.body = std::move(p);
        return publish(std::move(c));
    }
    Message commit(Commit commit) const
    {
        FramedContent c = content();
        c.body = std::move(commit);
        return publish(std::move(c));
    }
    Message commit(std::vector<Proposal> proposals, std::optional<UpdatePath> path = {}) const
    {
        Commit c;
        for (Proposal &p : proposals)
            c.proposals.push_back({std::move(p)});
        c.path = std::move(path);
        return commit(std::move(c));
    }
    //! As a commit by one who is no member yet.
    Message externalCommit(std::vector<Proposal> proposals, std::optional<UpdatePath> path) const
    {
        FramedContent c = content({SenderType::NewMemberCommit, 0});
        Commit commit;
        for (Proposal &p : proposals)
            commit.proposals.push_back({std::move(p)});
        commit.path = std::move(path);
        c.body = std::move(commit);
        return publish(std::move(c));
    }

    GroupContext provisional() const
    {
        GroupContext next = context;
        ++next.epoch;
        return next;
    }
    //! A path for the tree as it is. `bend` changes the leaf, which is signed after that.
    UpdatePath path(const std::function<void(LeafNode &)> &bend = {}) const
    {
        RatchetTree copy = tree;
        UpdatePath made = makePath(copy, self, *tree.leaf(self), signer, provisional(), {})->path;
        if (bend)
            bend(made.leaf);
        made.leaf.sign(signer, context.groupId, self);
        return made;
    }
};

} // namespace mlstest
