#pragma once

#include "ui/timeline/item_key.h"

#include <span>
#include <vector>

namespace confab {

//! The bubble of one message in content coordinates. Date pills and the unread bar lie between boxes, so that
//! a pill that comes or goes does not count as movement of the message.
struct ItemBox {
    ItemKey key;
    int top = 0;
    int bottom = 0;
};

//! What a scroll position is relative to.
struct ScrollFrame {
    int value = 0; //!< content y of the viewport's upper edge
    int viewport = 0; //!< height
    int content = 0; //!< height
    int maximum() const { return std::max(0, content - viewport); }
};

//! Keeps a timeline still while what it shows changes. Take it before the geometry changes, restore it after:
//! no message on screen moves by a pixel unless the view was stuck at the bottom, where it stays stuck. Pure;
//! knows no widget.
class ScrollAnchor {
public:
    //! Fractional scale factors make an exact comparison fail: two pixels are still the bottom.
    static constexpr int bottomSlack = 2;
    static bool atBottom(const ScrollFrame &frame) { return frame.maximum() - frame.value <= bottomSlack; }

    //! `boxes` ascending. `mayStick`: the newest message is loaded, so the end of the content is the end of
    //! the chat.
    static ScrollAnchor take(std::span<const ItemBox> boxes, const ScrollFrame &frame, bool mayStick);

    //! The value that keeps the first surviving message of the former viewport where it was.
    //! `frame.value` is only used where none of them survives.
    int restore(std::span<const ItemBox> boxes, const ScrollFrame &frame) const;

    bool sticks() const { return m_sticks; }
    //! The message that is kept still, for saving the position of a chat that is left.
    ItemKey key() const { return m_places.empty() ? ItemKey{} : m_places.front().key; }
    int offset() const { return m_places.empty() ? 0 : m_places.front().offset; }
    static ScrollAnchor at(const ItemKey &key, int offset);

private:
    struct Place {
        ItemKey key;
        int offset; //!< of the bubble's upper edge below the viewport's
    };
    std::vector<Place> m_places; //!< best first; the others serve if it is deleted meanwhile
    bool m_sticks = false;
};

} // namespace confab
