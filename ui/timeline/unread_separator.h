#pragma once

#include "core/protocol/ids.h"

#include <optional>

namespace confab {

//! The bar "N unread messages". It stands above the first message that was unread when the chat was opened,
//! or above the first that arrived unseen, and never moves while it is looked at; only its count grows. Pure.
class UnreadSeparator {
public:
    //! A chat is opened: `first` is its first unread message, nothing where all is read.
    void open(std::optional<Seq> first, int count);
    //! A countable message of someone else. Seen at once (bottom of the list, user active): the bar has done
    //! its duty.
    void arrived(Seq seq, bool seenAtOnce);
    //! The user wrote here.
    void sent() { clear(); }
    //! The chat is left. `atBottom` or `above` (the bar is over the viewport's upper edge): it is not wanted
    //! again.
    void left(bool atBottom, bool above);
    void clear();

    std::optional<Seq> first() const { return m_first; }
    int count() const { return m_count; }

private:
    std::optional<Seq> m_first;
    int m_count = 0;
};

} // namespace confab
