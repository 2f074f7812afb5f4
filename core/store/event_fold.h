#pragma once

#include "core/store/transaction_state.h"

namespace confab {

//! Lays events of one chat's log into the tables. The outcome is the same in whatever order they come and however often:
//! edits, reactions and redactions are kept beside their targets and outlive any order of arrival.
//!
//! Who may redact or edit whose message is the server's to enforce; an edit by another than the author is dropped here
//! as well, a redaction is taken as told, since the server has already dropped the content.
class EventFold {
public:
    static constexpr int longestEmoji = 64; //!< UTF-16 units; longer "reactions" are none

    EventFold(TransactionState &state, ChatState &chat);

    void apply(const OpenedEvent &opened);
    //! Marks [low, high] as held without a gap.
    void addRange(SeqRange range);

    //! The server told another event under a seq that is stored here: it has lost its data.
    bool contradicted() const { return m_contradicted; }

private:
    void addMessage(const OpenedEvent &opened);
    void addExisting(const OpenedEvent &opened, const ContentColumns &columns);
    void noteMedia(const Event &event, const Content &content);
    void dropMedia(Seq seq);
    void addEdit(const Event &event, const Content &content);
    void addReaction(const Event &event, const Content &content);
    void addPlayed(const Event &event, const Content &content);
    void addRedaction(const Event &event);
    void addAct(const Event &event, std::optional<Seq> target, const std::optional<QString> &text, const QByteArray &raw);
    void redactedAct(const Event &event);
    void applyMeta(const Event &event, const Content &content);
    void applySys(const Event &event, const Content &content);
    enum class SysKind { Unknown = -1, Created, Added, Removed, Left, Role };
    void applyMembership(const Event &event, SysKind what, const Content &content);
    void applyOwnMembership(const Event &event, SysKind what, const Content &content);
    void putMember(qint64 user, Role role, Seq joined);
    qint64 memberCount();

    bool targetIs(Seq target, qint64 &flags);
    bool redactionWaits(Seq seq);
    void touch(Seq seq);
    Seq newestKnown();

    TransactionState &m_state;
    ChatState &m_chat;
    Seq m_top; //!< highest seq of any stored event: nothing stored can refer to an event above it
    bool m_contradicted = false;
};

} // namespace confab
