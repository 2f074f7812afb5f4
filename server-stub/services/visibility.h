#pragma once

#include "server-stub/store/types.h"

//! Who may know how far whom is: the one place for the rules of receipts (protocol section 7).
namespace confab::server {

struct Onlooker {
    ChatKind kind = ChatKind::Direct;
    Privacy owner; //!< of the member whose marks they are
    Privacy viewer;
    bool blocked = false; //!< between the two, either way
};

//! - blocked, either way: nothing;
//! - a direct chat that its owner has not accepted, with Privacy::onlyAccepted: nothing yet;
//! - either hides receipts: how far it was received, but not read.
inline std::optional<Marks> visibleMarks(const MarkState &state, const Onlooker &look)
{
    if (look.blocked)
        return std::nullopt;
    if (look.kind == ChatKind::Direct && look.owner.onlyAccepted && !state.accepted)
        return std::nullopt;
    const bool hidden = look.owner.hideReceipts || look.viewer.hideReceipts;
    Marks marks;
    marks.user = state.user;
    marks.recv = state.recv;
    marks.read = hidden ? Seq(0) : state.read;
    if (state.recvAt > 0)
        marks.recvAt = state.recvAt;
    if (!hidden && state.readAt > 0)
        marks.readAt = state.readAt;
    return marks;
}

inline bool blocks(const UserFacts &facts, const UserId &other)
{
    return std::binary_search(facts.blocked.begin(), facts.blocked.end(), other);
}

//! The marks that go into a head or an answer to marks.get.
inline QList<Marks> visibleMarks(const MarksView &view)
{
    QList<Marks> out;
    for (const auto &other : view.others)
        if (const auto marks = visibleMarks(other.state, {view.kind, other.privacy, view.mine, other.blocked}))
            out.append(*marks);
    return out;
}

//! What one member of a large group is told. Nobody's place can be made out of it.
inline Aggregate visibleAggregate(const AggregateView &view, const UserId &viewer, bool hidesReceipts)
{
    return {view.recv.without(viewer), hidesReceipts ? Seq(0) : view.read.without(viewer)};
}

} // namespace confab::server
