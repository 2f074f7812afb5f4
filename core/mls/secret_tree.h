#pragma once

#include "core/mls/messages.h"
#include "core/mls/ratchet_tree.h"

#include <deque>
#include <map>

//! Message keys of one epoch (RFC 9420, section 9): a tree of secrets that is taken apart from the root as leaves are
//! used, and two ratchets a leaf. What is used is gone.
namespace confab::mls {

enum class RatchetType : std::uint8_t { Handshake, Application };
constexpr RatchetType ratchetOf(ContentType type)
{
    return type == ContentType::Application ? RatchetType::Application : RatchetType::Handshake;
}

//! How far a receiver follows a sender whose messages come out of order or not at all.
struct RatchetLimits {
    std::uint32_t maxForward = 1024; //!< generations that one message may skip
    std::size_t maxKept = 256; //!< keys of skipped messages, per ratchet; the oldest go first
};

struct MessageKey {
    SecretBytes key;
    SecretBytes nonce;
};

class SecretTree {
public:
    SecretTree() = default;
    SecretTree(std::uint32_t leaves, SecretBytes encryptionSecret);

    //! The key of the sender's next message, and its generation.
    struct Next {
        std::uint32_t generation = 0;
        MessageKey key;
    };
    [[nodiscard]] Outcome<Next> next(LeafIndex leaf, RatchetType type);

    //! The key of a received message: taken out only when `open` says that the message was genuine, so that a forged
    //! one cannot use up a key or move the ratchet. `open` gets the key and returns whether it fitted.
    template <typename Open>
    [[nodiscard]] Outcome<Done> use(
        LeafIndex leaf, RatchetType type, std::uint32_t generation, const RatchetLimits &limits, Open open);

    [[nodiscard]] SecretTree clone() const;
    std::uint32_t leafCount() const { return m_leaves; }

    void write(Writer &w) const; //!< for the state of a group; holds secrets
    static SecretTree read(Reader &r);

private:
    struct Ratchet {
        SecretBytes secret; //!< of `generation`
        std::uint32_t generation = 0;
        std::map<std::uint32_t, MessageKey> kept; //!< of generations that were skipped

        MessageKey step(); //!< the key of `generation`, and on to the next
        [[nodiscard]] Ratchet clone() const;
        void write(Writer &w) const;
        static Ratchet read(Reader &r);
    };
    using RatchetId = std::pair<LeafIndex, RatchetType>;

    //! A leaf's ratchets, and what the tree keeps of the nodes that had to be taken apart to get there.
    struct Expansion {
        NodeIndex from;
        std::vector<std::pair<NodeIndex, SecretBytes>> rest;
        Ratchet handshake;
        Ratchet application;
        Ratchet &of(RatchetType type) { return type == RatchetType::Handshake ? handshake : application; }
    };
    [[nodiscard]] std::optional<Expansion> expand(LeafIndex leaf) const;
    void apply(LeafIndex leaf, Expansion expansion);
    //! Follows a ratchet to `generation`; the keys passed on the way are added to `skipped`.
    [[nodiscard]] static Outcome<MessageKey> follow(
        Ratchet &ratchet, std::uint32_t generation, const RatchetLimits &limits);

    std::uint32_t m_leaves = 0;
    std::map<NodeIndex, SecretBytes> m_nodes; //!< secrets not yet taken apart
    std::map<RatchetId, Ratchet> m_ratchets;
};

template <typename Open>
Outcome<Done> SecretTree::use(
    LeafIndex leaf, RatchetType type, std::uint32_t generation, const RatchetLimits &limits, Open open)
{
    const auto known = m_ratchets.find({leaf, type});
    auto expansion = known == m_ratchets.end() ? expand(leaf) : std::nullopt;
    if (known == m_ratchets.end() && !expansion)
        return fail(ErrorKind::NotMember, "a leaf outside the tree");
    Ratchet &current = expansion ? expansion->of(type) : known->second;

    if (const auto kept = current.kept.find(generation); kept != current.kept.end()) {
        if (!open(kept->second))
            return fail(ErrorKind::CannotDecrypt, "a message");
        current.kept.erase(kept);
        return Done {};
    }
    Ratchet ahead = current.clone();
    const auto key = follow(ahead, generation, limits);
    if (!key)
        return Failure {key.error()};
    if (!open(*key))
        return fail(ErrorKind::CannotDecrypt, "a message");
    current = std::move(ahead);
    if (expansion)
        apply(leaf, std::move(*expansion));
    return Done {};
}

} // namespace confab::mls
